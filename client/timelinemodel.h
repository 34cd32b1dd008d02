// A room's timeline for a list view: day separators, messages (continued ones too), notices, and at the end what waits
// in the outbox. Filled by Session; GUI thread. Rows are a window onto the log: older pages come on fetchOlder().
#pragma once

#include "client/timeline.h"

#include <QAbstractListModel>

#include <memory>

namespace courtyard {

class TimelineModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class RowKind { Day, Message, Notice, Pending };
    Q_ENUM(RowKind)
    enum class Delivery { Stored, Sending, Waiting, Refused };
    Q_ENUM(Delivery)
    enum Role {
        RowKindRole = Qt::UserRole + 1, // RowKind as int
        SeqRole,                        // qlonglong; 0 for days and pending ones
        KeyRole,                        // QString
        FromRole,                       // QString, member id
        NameRole,                       // QString
        TextRole,                       // QString, plain text as typed; for Day and Notice the sentence to show
        TimeRole,                       // QDateTime, local
        MineRole,                       // bool
        ContinuesRole,                  // bool: same sender as the row above, within five minutes
        EditedRole,                     // bool
        DeletedRole,                    // bool
        ReplySeqRole,                   // qlonglong; 0: not a reply
        ReplyNameRole,                  // QString; empty where the quoted message is not loaded or gone
        ReplyTextRole,                  // QString, one line
        ReactionsRole,                  // QVariant of QList<courtyard::ReactionView>
        DeliveryRole,                   // Delivery as int
        ProblemRole,                    // QString: why a pending one was refused
        RevisionRole,                   // int: grows whenever this row looks different; key of layout caches
        StableIdRole,                   // qlonglong: names this row for as long as the model lives
    };

    explicit TimelineModel(QObject *parent = nullptr);
    ~TimelineModel() override;
    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the text; AccessibleTextRole is "Amina, 14:02: The generator is back".
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int rowOfSeq(qint64 seq) const; // -1: not loaded
    /// The newest number that is loaded; 0: none.
    qint64 lastSeq() const;

    bool hasOlder() const;
    bool isFetching() const;
    /// Asks for the page before the oldest one; olderFetched() follows.
    void fetchOlder();
    /// Names of those who are typing just now.
    QStringList typingNames() const;

    // For Session, see timelinefeed.h.
    struct Private;
    Private &feed() { return *d; }

Q_SIGNALS:
    void olderWanted();
    void olderFetched();
    void typingChanged();
    /// Rows for messages of others were added at the end.
    void arrived(int count);

private:
    std::unique_ptr<Private> d;
};

/// What a row shows of one emoji.
struct ReactionView {
    QString emoji;
    int count = 0;
    bool mine = false;
    bool operator==(const ReactionView &) const = default;
};

} // namespace courtyard

Q_DECLARE_METATYPE(QList<courtyard::ReactionView>)
