#include "server/rooms/moderation.h"

#include "server/rooms/houselimits.h"
#include "server/rooms/rights.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qint64 minuteMs = 60'000;

answer::Bye removedBy(const Deed &deed)
{
    return {.code = answer::ByeCode::Kicked,
            .text = u"%1 removed you from this place"_s.arg(deed.byName),
            .urls = {},
            .reason = deed.reason};
}

answer::Bye bannedBy(const record::Ban &ban)
{
    answer::Bye bye{.code = answer::ByeCode::Banned,
                    .text = u"%1 keeps you out of this place"_s.arg(ban.byName),
                    .urls = {},
                    .reason = ban.reason};
    if (ban.until != 0)
        bye.until = ban.until;
    return bye;
}

} // namespace

Member *Moderation::target(const Answer &answer, const MemberId &id) const
{
    if (!m_state.mayModerate(answer))
        return nullptr;
    const auto visit = answer.visit();
    Member *other = m_state.roster.byId(id);
    if (!other) {
        answer.error(ErrorCode::BadRequest, u"member is nobody of this place"_s);
        return nullptr;
    }
    if (!mayActOn(*visit->member, *other)) {
        answer.error(ErrorCode::Forbidden,
                     other == visit->member                  ? u"member is yourself"_s
                         : other->record.role == Role::Owner ? u"nobody acts on the owner"_s
                                                             : u"moderators do not act on each other"_s);
        return nullptr;
    }
    return other;
}

bool Moderation::isOwner(const Answer &answer) const
{
    if (!m_state.mayModerate(answer))
        return false;
    if (answer.visit()->member->record.role == Role::Owner)
        return true;
    answer.error(ErrorCode::Forbidden, u"only the owner may do this"_s);
    return false;
}

Deed Moderation::draft(const Answer &answer, DeedKind what, const Member &about) const
{
    Deed deed = m_state.draftDeed(*answer.visit()->member, what);
    deed.member = about.id();
    deed.name = about.record.name;
    return deed;
}

void Moderation::note(const Answer &answer, const Deed &deed)
{
    m_state.noteDeed({deed, false}, [answer](bool saved) {
        if (saved)
            answer.ok();
        else
            answer.storage();
    });
}

void Moderation::change(const Answer &answer, Member &member, const Change &change, const Deed &deed,
                        std::function<void()> then)
{
    m_state.changeMember(member, change,
                         [this, answer, deed, then = std::move(then)](HouseLog::Outcome saved) {
                             if (saved != HouseLog::Outcome::Saved) {
                                 answer.storage();
                                 return;
                             }
                             then();
                             note(answer, deed);
                         });
}

void Moderation::dismiss(const Member &member, const answer::Bye &bye)
{
    const QList<Visit *> visits = member.visits; // each takes itself out
    for (Visit *visit : visits)
        visit->dismiss(bye);
}

void Moderation::handle(const Answer &answer, const request::Kick &kick)
{
    const Member *other = target(answer, kick.member);
    if (!other)
        return;
    if (!other->isHere()) {
        answer.ok();
        return;
    }
    Deed deed = draft(answer, DeedKind::Kick, *other);
    deed.reason = kick.reason;
    dismiss(*other, removedBy(deed));
    note(answer, deed);
}

// Where others are at home as well, newcomers are let in: the computer that hosts, and whoever moderates.
QStringList Moderation::addressesOf(const Member &member) const
{
    QSet<QString> addresses{member.lastAddress};
    for (const Visit *visit : member.visits) {
        if (!visit->peer.facts().loopback)
            addresses.insert(visit->peer.facts().address);
    }
    for (const Member *other : m_state.roster.all()) {
        if (!isModerator(*other))
            continue;
        for (const Visit *visit : other->visits)
            addresses.remove(visit->peer.facts().address);
    }
    addresses.remove(QString());
    return addresses.values();
}

record::Ban Moderation::draft(const Answer &answer, const request::Ban &ban, const Member &other) const
{
    const Member &by = *answer.visit()->member;
    const qint64 now = m_state.clock.wallMs();
    return {.at = now,
            .until = ban.minutes ? now + *ban.minutes * minuteMs : 0,
            .by = by.id(),
            .byName = by.record.name,
            .reason = ban.reason,
            .addresses = addressesOf(other)};
}

void Moderation::handle(const Answer &answer, const request::Ban &ban)
{
    Member *other = target(answer, ban.member);
    if (!other)
        return;
    const record::Ban record = draft(answer, ban, *other);
    Deed deed = draft(answer, DeedKind::Ban, *other);
    deed.minutes = ban.minutes.value_or(0);
    deed.reason = ban.reason;
    change(
        answer, *other, [record](record::Member &member) { member.ban = record; }, deed,
        [other, record] { dismiss(*other, bannedBy(record)); });
}

void Moderation::handle(const Answer &answer, const request::Unban &unban)
{
    Member *other = target(answer, unban.member);
    if (!other)
        return;
    if (!other->ban(m_state.clock.wallMs())) {
        answer.ok();
        return;
    }
    Deed deed = draft(answer, DeedKind::Unban, *other);
    deed.reason = unban.reason;
    change(
        answer, *other, [](record::Member &member) { member.ban.reset(); }, deed, [] {});
}

void Moderation::handle(const Answer &answer, const request::Bans &)
{
    if (!m_state.mayModerate(answer))
        return;
    reply::Bans reply;
    for (const Member *member : m_state.roster.banned(m_state.clock.wallMs())) {
        const record::Ban &ban = *member->record.ban;
        reply.bans.append({.member = member->id(),
                           .name = member->record.name,
                           .by = ban.by,
                           .byName = ban.byName,
                           .at = ban.at,
                           .until = ban.until,
                           .reason = ban.reason});
    }
    std::stable_sort(reply.bans.begin(), reply.bans.end(),
                     [](const BanInfo &one, const BanInfo &other) { return one.at > other.at; });
    reply.bans.resize(std::min<qsizetype>(reply.bans.size(), houselimits::bansListed));
    answer.ok(reply);
}

void Moderation::handle(const Answer &answer, const request::Mute &mute)
{
    Member *other = target(answer, mute.member);
    if (!other)
        return;
    const qint64 now = m_state.clock.wallMs();
    if (mute.minutes == 0 && other->record.mutedUntil <= now) {
        answer.ok();
        return;
    }
    Deed deed = draft(answer, mute.minutes > 0 ? DeedKind::Mute : DeedKind::Unmute, *other);
    deed.minutes = mute.minutes;
    deed.reason = mute.reason;
    const qint64 until = mute.minutes > 0 ? now + mute.minutes * minuteMs : 0;
    change(
        answer, *other, [until](record::Member &member) { member.mutedUntil = until; }, deed,
        [this, other, reason = mute.reason] { m_state.tellSelf(*other, reason); });
}

void Moderation::handle(const Answer &answer, const request::SetRole &role)
{
    if (!isOwner(answer))
        return;
    Member *other = target(answer, role.member);
    if (!other)
        return;
    if (role.role != Role::Moderator && role.role != Role::Agent && role.role != Role::Member) {
        answer.error(ErrorCode::BadRequest, u"role must be moderator, agent or member"_s);
        return;
    }
    if (other->isVisitor()) {
        answer.error(ErrorCode::Forbidden, u"a visitor of the help desk has no other role"_s);
        return;
    }
    if (other->record.role == role.role) {
        answer.ok();
        return;
    }
    Deed deed = draft(answer, DeedKind::Role, *other);
    deed.role = role.role;
    const QList<const record::Desk *> desks = m_state.desks.servedBy(*other);
    change(
        answer, *other, [role = role.role](record::Member &member) { member.role = role; }, deed,
        [this, other, desks] {
            m_state.tellSelf(*other);
            m_state.answersElsewhere(*other, desks);
        });
}

// What was done in a private room is no news for moderators who may not even know of it.
void Moderation::handle(const Answer &answer, const request::Moderation &moderation)
{
    if (!m_state.mayModerate(answer))
        return;
    const Member &member = *answer.visit()->member;
    const auto isShown = [this, &member](const record::Deed &one) {
        Room *room = m_state.rooms.byId(one.deed.room);
        return !one.isPrivate || one.deed.by == member.id() || (room && member.rooms.contains(room));
    };
    reply::Deeds reply;
    reply.deeds =
        m_state.deeds.page(moderation.before.value_or(std::numeric_limits<qint64>::max()),
                           moderation.limit > 0 ? moderation.limit : limits::pageEvents, isShown, reply.more);
    answer.ok(reply);
}

void Moderation::handle(const Answer &answer, const request::SetCode &code)
{
    if (!isOwner(answer))
        return;
    const auto kind = code.code == "auto"_L1 ? HouseConfig::Code::Auto
        : code.code == "none"_L1             ? HouseConfig::Code::None
                                             : HouseConfig::Code::Fixed;
    m_state.changeCode(kind, code.code, [this, answer](bool saved) {
        if (saved)
            answer.ok(reply::Code{m_state.typedCode, m_state.linkCode});
        else
            answer.storage();
    });
}

} // namespace courtyard
