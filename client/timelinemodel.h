// A room's timeline for a list view: day separators, messages (continued ones too), notices, and at the end
// what waits in the outbox. Filled by Session; GUI thread. Rows are a window onto the log of at most about
// `maxRows`: older pages come on top with fetchOlder(). Where the window is full, rows at its far end go
// (rowsRemoved) and hasNewer() or hasOlder() says so; fetchNewer() brings the next ones back, jumpToNewest()
// starts again at the end. In memory are about `keptAside` items more on each side; whoever fills the model
// brings the others again. What waits in the outbox is shown only while the window reaches the
// end. Rows come, move, change and go by themselves; a reset happens only when the log is another one and in
// jumpToNewest().
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
    enum class Delivery { Stored, Seen, Sending, Waiting, Refused }; // Seen: somebody else has read it
    Q_ENUM(Delivery)
    enum Role {
        RowKindRole = Qt::UserRole + 1, // RowKind as int
        SeqRole, // qlonglong; 0 for days and pending ones
        KeyRole, // QString
        FromRole, // QString, member id
        NameRole, // QString
        TextRole, // QString, plain text as typed; for Day and Notice the sentence to show
        TimeRole, // QDateTime, local
        MineRole, // bool
        ContinuesRole, // bool: same sender as the row above, within five minutes
        EditedRole, // bool
        DeletedRole, // bool
        ReplySeqRole, // qlonglong; 0: not a reply
        ReplyNameRole, // QString; empty where the quoted message is not loaded or gone
        ReplyTextRole, // QString, one line
        ReactionsRole, // QVariant of QList<courtyard::ReactionView>
        DeliveryRole, // Delivery as int
        ProblemRole, // QString: why a pending one waits or was refused
        RevisionRole, // int: grows whenever this row looks different; key of layout caches
        FilesRole, // QVariant of QList<courtyard::FileInfo>
        StableIdRole, // qlonglong: names this row for as long as the model lives
    };

    static constexpr int maxRows = 1500;
    static constexpr int pageRows = 200; // so many items come with one fetchNewer(), at most
    static constexpr int keptAside = 1000; // items without rows, on each side

    explicit TimelineModel(QObject *parent = nullptr);
    ~TimelineModel() override;
    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the text; AccessibleTextRole is "Amina, 14:02: The generator is back".
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int rowOfSeq(qint64 seq) const; // -1: not loaded
    /// The oldest number that is shown, or that nothing shown stands before; 0: none.
    qint64 firstSeq() const;
    /// The newest number that is loaded; 0: none.
    qint64 lastSeq() const;

    bool hasOlder() const;
    bool isFetching() const;
    /// Asks for the page before the oldest one; olderFetched() follows.
    void fetchOlder();
    /// There are newer items than the last row (the window was full while the reader was up there).
    bool hasNewer() const;
    /// Adds the next of them at the end, at once; on top as many rows go. Call it when the reader comes near
    /// the end.
    void fetchNewer();
    /// Does nothing where the newest rows are there already; else a reset with the newest page. Called by
    /// post(), too.
    void jumpToNewest();
    /// The view says whether the reader stands at the end (true at first). Where he does, a full window loses
    /// its oldest rows to new ones; where he does not, new ones wait behind hasNewer().
    void setReaderAtEnd(bool atEnd);
    /// Names of those who are typing just now.
    QStringList typingNames() const;

    // For Session, see timelinefeed.h.
    struct Private;
    Private &feed() { return *d; }
    const Private &feed() const { return *d; }

Q_SIGNALS:
    void olderWanted();
    /// The events after the last one in memory, or the newest page of all: to be brought back at once.
    void newerWanted();
    void newestWanted();
    void olderFetched();
    void typingChanged();
    /// Messages of others came at the end: as rows, or behind hasNewer().
    void arrived(int count);
    void newerChanged();

private:
    QVariant messageData(int row, int role) const;
    QString accessibleText(int row) const;
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
Q_DECLARE_METATYPE(QList<courtyard::FileInfo>)
