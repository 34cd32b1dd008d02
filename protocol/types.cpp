#include "protocol/types.h"

#include "protocol/wirewords.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr WireWords roles{std::to_array<WireWord<Role>>({
    {Role::Owner, "owner"_L1},
    {Role::Moderator, "moderator"_L1},
    {Role::Agent, "agent"_L1},
    {Role::Member, "member"_L1},
    {Role::Visitor, "visitor"_L1},
})};

constexpr WireWords roomKinds{std::to_array<WireWord<RoomKind>>({
    {RoomKind::Public, "public"_L1},
    {RoomKind::Private, "private"_L1},
    {RoomKind::Direct, "direct"_L1},
    {RoomKind::Desk, "desk"_L1},
})};

constexpr WireWords devices{std::to_array<WireWord<Device>>({
    {Device::Desktop, "desktop"_L1},
    {Device::Browser, "browser"_L1},
    {Device::Phone, "phone"_L1},
    {Device::Bot, "bot"_L1},
})};

constexpr WireWords eventKinds{std::to_array<WireWord<EventKind>>({
    {EventKind::Message, "message"_L1},
    {EventKind::Edit, "edit"_L1},
    {EventKind::Delete, "delete"_L1},
    {EventKind::Reaction, "reaction"_L1},
    {EventKind::Topic, "topic"_L1},
    {EventKind::Notice, "notice"_L1},
})};

constexpr WireWords deedKinds{std::to_array<WireWord<DeedKind>>({
    {DeedKind::Kick, "kick"_L1},
    {DeedKind::Ban, "ban"_L1},
    {DeedKind::Unban, "unban"_L1},
    {DeedKind::Mute, "mute"_L1},
    {DeedKind::Unmute, "unmute"_L1},
    {DeedKind::Role, "role"_L1},
    {DeedKind::Delete, "delete"_L1},
    {DeedKind::CloseRoom, "close_room"_L1},
    {DeedKind::Lock, "lock"_L1},
    {DeedKind::Unlock, "unlock"_L1},
    {DeedKind::Slow, "slow"_L1},
    {DeedKind::Code, "code"_L1},
})};

constexpr WireWords ticketStates{std::to_array<WireWord<TicketState>>({
    {TicketState::Waiting, "waiting"_L1},
    {TicketState::Claimed, "claimed"_L1},
    {TicketState::Resolved, "resolved"_L1},
})};

} // namespace

QLatin1StringView toWire(Role role)
{
    return roles.word(role);
}

QLatin1StringView toWire(RoomKind kind)
{
    return roomKinds.word(kind);
}

QLatin1StringView toWire(Device device)
{
    return devices.word(device);
}

QLatin1StringView toWire(EventKind kind)
{
    return eventKinds.word(kind);
}

QLatin1StringView toWire(DeedKind kind)
{
    return deedKinds.word(kind);
}

QLatin1StringView toWire(TicketState state)
{
    return ticketStates.word(state);
}

std::optional<TicketState> ticketStateFromWire(QStringView word)
{
    return ticketStates.value(word);
}

std::optional<Role> roleFromWire(QStringView word)
{
    return roles.value(word);
}

std::optional<RoomKind> roomKindFromWire(QStringView word)
{
    return roomKinds.value(word);
}

std::optional<Device> deviceFromWire(QStringView word)
{
    return devices.value(word);
}

std::optional<EventKind> eventKindFromWire(QStringView word)
{
    return eventKinds.value(word);
}

std::optional<DeedKind> deedKindFromWire(QStringView word)
{
    return deedKinds.value(word);
}

} // namespace courtyard
