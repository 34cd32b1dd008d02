// Events as a host would send them, made in one line each.
#pragma once

#include "protocol/types.h"

namespace courtyard::test {

inline const MemberId amina = QStringLiteral("m_amina");
inline const MemberId ben = QStringLiteral("m_ben");

inline Event message(qint64 seq, const MemberId &from, const QString &text)
{
    Event event;
    event.room = lobbyId;
    event.seq = seq;
    event.at = 1'763'700'000'000 + seq * 1000;
    event.from = from;
    event.name = from == amina ? QStringLiteral("Amina") : QStringLiteral("Ben");
    event.key = QStringLiteral("k%1").arg(seq);
    event.text = text;
    return event;
}

inline Event modifier(qint64 seq, const MemberId &from, EventKind kind, qint64 target)
{
    Event event = message(seq, from, {});
    event.kind = kind;
    event.target = target;
    return event;
}

inline Event edit(qint64 seq, const MemberId &from, qint64 target, const QString &text)
{
    Event event = modifier(seq, from, EventKind::Edit, target);
    event.text = text;
    return event;
}

inline Event reaction(qint64 seq, const MemberId &from, qint64 target, const QString &emoji, bool on = true)
{
    Event event = modifier(seq, from, EventKind::Reaction, target);
    event.emoji = emoji;
    event.on = on;
    return event;
}

/// Messages of Ben, from `first` to `last`.
inline QList<Event> messages(qint64 first, qint64 last)
{
    QList<Event> events;
    for (qint64 seq = first; seq <= last; ++seq)
        events.append(message(seq, ben, QStringLiteral("message %1").arg(seq)));
    return events;
}

} // namespace courtyard::test
