// The rooms that a session knows, in the order in which a window shows them: joined rooms (lobby first, then
// by name), direct rooms, then public rooms that one is not in. Filled by Session; GUI thread.
#pragma once

#include "protocol/types.h"

#include <QAbstractListModel>

namespace courtyard {

class RoomsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, // QString
        NameRole, // QString, without "#"
        KindRole, // RoomKind as int
        TopicRole, // QString
        UnreadRole, // int
        MentionsRole, // int: unread messages that name me as "@name"
        WaitingRole, // int: what was written there and does not go out just now
        PeopleRole, // int
        MemberRole, // bool
        PeerOnlineRole, // bool, direct rooms
        InviterRole, // QString: who invites me, where I have not joined; empty: nobody
        SectionRole, // Section as int
    };
    enum class Section { Joined, Direct, Other, Desk }; // Desk: topics of the help desk
    Q_ENUM(Section)

    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the name; AccessibleTextRole what a sighted person reads ("lobby, 3 unread").
    QVariant data(const QModelIndex &index, int role) const override;

    /// nullptr where it is not known. Valid until the model changes.
    const RoomInfo *find(const RoomId &room) const;
    int rowOf(const RoomId &room) const; // -1: not there
    int unreadInAll() const;

    // For Session.
    void replaceAll(const QList<RoomInfo> &rooms);
    void put(const RoomInfo &room);
    void drop(const RoomId &room);
    void setUnread(const RoomId &room, int unread, int mentions);
    void setWaiting(const RoomId &room, int waiting);
    void setPeerOnline(const MemberId &peer, bool online);

private:
    struct Row {
        RoomInfo info;
        int mentions = 0;
        int waiting = 0;
        bool peerOnline = false;
    };
    static Section sectionOf(const RoomInfo &room);
    static bool comesBefore(const Row &a, const Row &b);
    static QString accessibleText(const Row &row);
    void insert(const Row &row);
    void removeAt(int row);
    QList<Row> m_rows;
};

} // namespace courtyard
