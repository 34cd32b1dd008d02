#include "client/roomsmodel.h"

#include <QSet>

#include <algorithm>

namespace courtyard {

int RoomsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RoomsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return row.info.name;
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case IdRole:
        return row.info.id;
    case KindRole:
        return int(row.info.kind);
    case TopicRole:
        return row.info.topic;
    case UnreadRole:
        return row.info.unread;
    case MentionsRole:
        return row.mentions;
    case WaitingRole:
        return row.waiting;
    case PeopleRole:
        return row.info.people;
    case MemberRole:
        return row.info.member;
    case PeerOnlineRole:
        return row.peerOnline;
    case InviterRole:
        return row.info.member ? QString() : row.info.inviter;
    case SectionRole:
        return int(sectionOf(row.info));
    default:
        return {};
    }
}

QString RoomsModel::accessibleText(const Row &row)
{
    QString text = row.info.name;
    if (row.info.unread > 0)
        text = tr("%1, %n unread", nullptr, row.info.unread).arg(text);
    if (row.mentions > 0)
        text = tr("%1, %n of them for you", nullptr, row.mentions).arg(text);
    if (row.waiting > 0)
        text = tr("%1, %n waiting to be sent", nullptr, row.waiting).arg(text);
    if (row.info.kind == RoomKind::Direct && row.peerOnline)
        text = tr("%1, online").arg(text);
    if (!row.info.member && !row.info.inviter.isEmpty())
        text = tr("%1, invited by %2").arg(text, row.info.inviter);
    if (row.info.locked)
        text = tr("%1, locked").arg(text);
    return text;
}

const RoomInfo *RoomsModel::find(const RoomId &room) const
{
    const int row = rowOf(room);
    return row < 0 ? nullptr : &m_rows[row].info;
}

int RoomsModel::rowOf(const RoomId &room) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.info.id == room; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RoomsModel::unreadInAll() const
{
    int unread = 0;
    for (const Row &row : m_rows)
        unread += row.info.unread;
    return unread;
}

void RoomsModel::replaceAll(const QList<RoomInfo> &rooms)
{
    // Row by row and not as a reset: after a reconnect the selection and the scroll position are still there.
    QSet<RoomId> there;
    for (const RoomInfo &room : rooms)
        there.insert(room.id);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (!there.contains(m_rows[row].info.id))
            removeAt(row);
    }
    for (const RoomInfo &room : rooms)
        put(room);
}

void RoomsModel::put(const RoomInfo &room)
{
    const int known = rowOf(room.id);
    if (known < 0) {
        insert({room});
        return;
    }
    if (m_rows[known].info == room)
        return;
    Row row = m_rows[known];
    row.info = room;
    QList<Row> others = m_rows;
    others.removeAt(known);
    const int place = int(std::lower_bound(others.begin(), others.end(), row, comesBefore) - others.begin());
    if (place != known) { // a move, so that a selection goes with it
        beginMoveRows({}, known, known, {}, place > known ? place + 1 : place);
        m_rows.move(known, place);
        endMoveRows();
    }
    m_rows[place] = row;
    Q_EMIT dataChanged(index(place), index(place));
}

void RoomsModel::drop(const RoomId &room)
{
    if (const int row = rowOf(room); row >= 0)
        removeAt(row);
}

void RoomsModel::setUnread(const RoomId &room, int unread, int mentions)
{
    const int row = rowOf(room);
    if (row < 0 || (m_rows[row].info.unread == unread && m_rows[row].mentions == mentions))
        return;
    m_rows[row].info.unread = unread;
    m_rows[row].mentions = mentions;
    Q_EMIT dataChanged(index(row), index(row), {UnreadRole, MentionsRole, Qt::AccessibleTextRole});
}

void RoomsModel::setWaiting(const RoomId &room, int waiting)
{
    const int row = rowOf(room);
    if (row < 0 || m_rows[row].waiting == waiting)
        return;
    m_rows[row].waiting = waiting;
    Q_EMIT dataChanged(index(row), index(row), {WaitingRole, Qt::AccessibleTextRole});
}

void RoomsModel::setPeerOnline(const MemberId &peer, bool online)
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].info.kind != RoomKind::Direct || m_rows[row].info.peer != peer
            || m_rows[row].peerOnline == online)
            continue;
        m_rows[row].peerOnline = online;
        Q_EMIT dataChanged(index(row), index(row), {PeerOnlineRole, Qt::AccessibleTextRole});
    }
}

void RoomsModel::insert(const Row &row)
{
    const int place = int(std::lower_bound(m_rows.begin(), m_rows.end(), row, comesBefore) - m_rows.begin());
    beginInsertRows({}, place, place);
    m_rows.insert(place, row);
    endInsertRows();
}

void RoomsModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

RoomsModel::Section RoomsModel::sectionOf(const RoomInfo &room)
{
    if (room.kind == RoomKind::Desk)
        return Section::Desk;
    if (room.kind == RoomKind::Direct)
        return Section::Direct;
    return room.member ? Section::Joined : Section::Other;
}

bool RoomsModel::comesBefore(const Row &a, const Row &b)
{
    const Section sectionA = sectionOf(a.info), sectionB = sectionOf(b.info);
    if (sectionA != sectionB)
        return sectionA < sectionB;
    const bool lobbyA = a.info.id == lobbyId, lobbyB = b.info.id == lobbyId;
    if (lobbyA != lobbyB)
        return lobbyA;
    const int byName = QString::localeAwareCompare(a.info.name, b.info.name);
    return byName != 0 ? byName < 0 : a.info.id < b.info.id;
}

} // namespace courtyard
