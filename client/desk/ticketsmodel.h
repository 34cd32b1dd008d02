// The conversations of visitors that an agent knows of, in the order of the queue: those that wait, longest
// first; those that somebody has; those that are resolved, newest first. Filled by HelpDesk; GUI thread.
#pragma once

#include "protocol/types.h"

#include <QAbstractListModel>
#include <QSet>

namespace courtyard {

class TicketsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, // QString: the conversation's room
        NameRole, // QString: the visitor's
        VisitorRole, // QString: the visitor's member id
        OnlineRole, // bool: the visitor is connected
        DeskRole, // QString: the topic's name
        DeskIdRole, // QString
        NumberRole, // qint64
        StateRole, // TicketState as int
        AgentRole, // QString: name of who has it or resolved it; empty: nobody
        MineRole, // bool: I have it
        SinceRole, // qint64: when it came into its state, by the host's clock
        ExcerptRole, // QString
        LookingRole, // QStringList: names of others who have it open
        UnreadRole, // int, of those that are mine
    };

    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// nullptr where it is not known. Valid until the model changes.
    const RoomInfo *find(const RoomId &room) const;
    int rowOf(const RoomId &room) const; // -1: not there
    bool isMine(const RoomInfo &room) const;
    int waiting() const;
    /// In those that are mine.
    int unread() const;
    /// The last one of a state, in the order of the model; nullptr: none.
    const RoomInfo *lastOf(TicketState state) const;

    // For HelpDesk.
    void setMe(const MemberId &me);
    void put(const RoomInfo &room);
    void drop(const RoomId &room);
    void clear();
    void setUnread(const RoomId &room, int unread);
    void setLooking(const RoomId &room, const QList<NamedMember> &people);
    /// What is not put between the two goes, but for `keep`.
    void beginRefresh();
    void endRefresh(const RoomId &keep);

private:
    struct Row {
        RoomInfo info;
        int unread = 0;
    };
    static const Ticket &ticketOf(const Row &row) { return *row.info.ticket; }
    static bool comesBefore(const Row &a, const Row &b);
    QStringList looking(const Ticket &ticket) const;
    void removeAt(int row);
    void dropOldest();
    QList<Row> m_rows;
    QSet<RoomId> m_stale;
    MemberId m_me;
};

} // namespace courtyard
