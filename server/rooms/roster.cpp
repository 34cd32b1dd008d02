#include "server/rooms/roster.h"

#include "protocol/names.h"
#include "protocol/wirelist.h"

#include <algorithm>

namespace courtyard {

Person Member::person() const
{
    Person person{record.id, record.name, record.role, std::nullopt, isHere(), record.mutedUntil};
    if (isHere())
        person.device = visits.last()->device;
    return person;
}

const QByteArray &Member::personElement() const
{
    if (element.isEmpty())
        element = encodeElement(person());
    return element;
}

Member &Roster::add(const record::Member &record)
{
    auto made = std::make_unique<Member>();
    Member &member = *made;
    member.record = record;
    m_members.insert_or_assign(record.id, std::move(made));
    enter(member);
    if (record.role == Role::Owner)
        m_owner = &member;
    return member;
}

void Roster::replace(Member &member, const record::Member &record)
{
    strike(member);
    member.record = record;
    enter(member);
}

void Roster::remove(Member &member)
{
    strike(member);
    m_banned.remove(&member);
    m_members.erase(MemberId(member.id()));
}

void Roster::enter(Member &member)
{
    member.element.clear();
    for (const QByteArray &token : std::as_const(member.record.tokens))
        m_byToken.insert(token, &member);
    if (!member.isVisitor())
        m_bySkeleton.insert(nameSkeleton(member.record.name), &member);
    if (member.record.role != Role::Member && !member.isVisitor())
        m_staff.insert(&member);
    noteBan(member);
}

void Roster::strike(Member &member)
{
    for (const QByteArray &token : std::as_const(member.record.tokens))
        m_byToken.remove(token);
    if (!member.isVisitor())
        m_bySkeleton.remove(nameSkeleton(member.record.name));
    m_staff.remove(&member);
}

void Roster::noteBan(const Member &member)
{
    if (member.record.ban)
        m_banned.insert(&member);
    else
        m_banned.remove(&member);
}

QList<const Member *> Roster::banned(qint64 now) const
{
    QList<const Member *> banned;
    for (const Member *member : m_banned) {
        if (member->ban(now))
            banned.append(member);
    }
    return banned;
}

bool Roster::isBannedFrom(const QString &address, qint64 now) const
{
    return std::any_of(m_banned.cbegin(), m_banned.cend(), [&](const Member *member) {
        const record::Ban *ban = member->ban(now);
        return ban && ban->addresses.contains(address);
    });
}

Member *Roster::byId(const MemberId &id) const
{
    const auto found = m_members.find(id);
    return found == m_members.end() ? nullptr : found->second.get();
}

QList<Member *> Roster::all() const
{
    QList<Member *> all;
    all.reserve(qsizetype(m_members.size()));
    for (const auto &[id, member] : m_members)
        all.append(member.get());
    return all;
}

bool Roster::isTaken(const QString &name, const Member *except) const
{
    const QString skeleton = nameSkeleton(name);
    const Member *holder = m_bySkeleton.value(skeleton);
    return (holder && holder != except) || m_reserved.contains(skeleton);
}

void Roster::reserve(const QString &name)
{
    m_reserved.insert(nameSkeleton(name));
}

void Roster::release(const QString &name)
{
    m_reserved.remove(nameSkeleton(name));
}

bool Roster::arrive(Member &member, Visit &visit)
{
    const bool isFirst = !member.isHere();
    member.visits.append(&visit);
    member.element.clear();
    m_present += isFirst ? 1 : 0;
    return isFirst;
}

bool Roster::depart(Member &member, Visit &visit)
{
    const bool wasHere = member.isHere();
    member.visits.removeOne(&visit);
    member.element.clear();
    const bool isLast = wasHere && !member.isHere();
    m_present -= isLast ? 1 : 0;
    return isLast;
}

} // namespace courtyard
