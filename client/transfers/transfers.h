// All files that are on their way, up and down, for lists and for the chips in a timeline. Filled by
// UploadQueue and Downloads; as old as their Session; GUI thread. Progress is said at most ten times a
// second.
#pragma once

#include "client/transfers/speedmeter.h"
#include "protocol/ids.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace courtyard {

struct Transfer {
    enum class Kind { Upload, Download };
    enum class State {
        Preparing, // a picture is made smaller, its place is taken out
        Waiting, // for its turn, or for the connection
        Moving,
        Checking, // all bytes are there: is it what it should be?
        Paused,
        Failed,
        Done
    };
    QString key;
    Kind kind = Kind::Upload;
    State state = State::Waiting;
    RoomId room; // of uploads
    QString name;
    qint64 size = 0;
    qint64 done = 0; // that are safe where they go
    QString problem; // a sentence; Failed, and Waiting where there is a reason
    QString path; // of downloads that are done
    bool operator==(const Transfer &) const = default;

    bool isUnderWay() const { return state != State::Failed && state != State::Done; }
};

class Transfers final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole + 1, KindRole, StateRole, SizeRole, DoneRole, ProblemRole, PathRole };

    explicit Transfers(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the name, AccessibleTextRole name and how far it is.
    QVariant data(const QModelIndex &index, int role) const override;

    /// nullptr: there is none. Valid until the next change.
    const Transfer *find(const QString &key) const;
    int underWay() const;
    /// Bytes a second; nullopt: nobody can say yet.
    std::optional<double> speed(const QString &key) const;
    std::optional<qint64> secondsLeft(const QString &key) const;
    /// "4.1 of 6.6 MB · 11 MB/s · 2 min left", or what it waits for.
    QString words(const QString &key) const;

    // For UploadQueue and Downloads.
    void put(const Transfer &transfer);
    void drop(const QString &key);
    void clear(Transfer::Kind kind);

Q_SIGNALS:
    /// How far it is, or its state.
    void progressed(const QString &key);
    /// All of it is there.
    void finished(const courtyard::Transfer &transfer);
    void underWayChanged();

private:
    struct Row {
        Transfer transfer;
        SpeedMeter meter;
    };
    int rowOf(const QString &key) const;
    void sayProgress();

    QList<Row> m_rows;
    QSet<QString> m_progressed;
    QTimer m_saysProgress;
    QElapsedTimer m_clock;
};

/// "6.6 MB", as the person writes numbers.
QString sizeWords(qint64 bytes);

} // namespace courtyard
