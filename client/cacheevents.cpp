// The events of rooms on disk.
#include "client/cache.h"

#include "protocol/codec.h"

#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QString eventText(const Event &event)
{
    return QString::fromUtf8(QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact));
}

std::optional<Event> eventOf(const QString &text)
{
    return eventFromJson(QJsonDocument::fromJson(text.toUtf8()).object());
}

} // namespace

Cache::Room &Cache::roomOf(const HostKey &host, const RoomId &room)
{
    const QString name = host + u' ' + room;
    if (const auto known = m_rooms.find(name); known != m_rooms.end())
        return known->second;
    if (!run(u"INSERT OR IGNORE INTO rooms (host, room, log, first, last) VALUES (?, ?, '', 0, 0)"_s,
             {host, room}))
        failed({});
    QSqlQuery query(m_db);
    query.prepare(u"SELECT id, log, first, last FROM rooms WHERE host = ? AND room = ?"_s);
    query.addBindValue(host);
    query.addBindValue(room);
    Room found;
    if (query.exec() && query.next()) {
        found.id = query.value(0).toLongLong();
        found.range = {query.value(1).toString(), query.value(2).toLongLong(), query.value(3).toLongLong()};
    }
    return m_rooms.insert_or_assign(name, found).first->second;
}

CachedRange Cache::range(const HostKey &host, const RoomId &room)
{
    return roomOf(host, room).range;
}

bool Cache::writeRange(const Room &room)
{
    return run(u"UPDATE rooms SET log = ?, first = ?, last = ? WHERE id = ?"_s,
               {room.range.log, room.range.first, room.range.last, room.id});
}

void Cache::restart(const HostKey &host, const RoomId &room, const LogId &log)
{
    Room &known = roomOf(host, room);
    known.range = {log, 0, 0};
    later({[this, now = known] {
        return run(u"DELETE FROM events WHERE room = ?"_s, {now.id}) && writeRange(now);
    }});
}

void Cache::append(const HostKey &host, const RoomId &room, const QList<Event> &events)
{
    Room &known = roomOf(host, room);
    if (events.isEmpty() || (known.range.last > 0 && events.first().seq != known.range.last + 1))
        return;
    known.range.last = events.last().seq;
    if (known.range.first == 0)
        known.range.first = events.first().seq;
    later({[this, now = known, events] { return writeEvents(now.id, events) && writeRange(now); }});
}

void Cache::prepend(const HostKey &host, const RoomId &room, const QList<Event> &events)
{
    Room &known = roomOf(host, room);
    if (events.isEmpty() || events.last().seq + 1 != known.range.first)
        return;
    known.range.first = events.first().seq;
    later({[this, now = known, events] { return writeEvents(now.id, events) && writeRange(now); }});
}

bool Cache::writeEvents(qint64 room, const QList<Event> &events)
{
    QSqlQuery query(m_db);
    if (!query.prepare(u"INSERT OR REPLACE INTO events (room, seq, target, body) VALUES (?, ?, ?, ?)"_s))
        return false;
    for (const Event &event : events) {
        query.bindValue(0, room);
        query.bindValue(1, event.seq);
        query.bindValue(2,
                        event.target ? QVariant(*event.target) : QVariant(QMetaType::fromType<qlonglong>()));
        query.bindValue(3, eventText(event));
        if (!query.exec()) {
            note(query.lastError());
            return false;
        }
    }
    return std::all_of(events.begin(), events.end(), [&](const Event &event) {
        return event.kind != EventKind::Delete || !event.target || redact(room, *event.target);
    });
}

/// What was deleted does not stay readable on this disk either.
bool Cache::redact(qint64 room, qint64 target)
{
    QSqlQuery query(m_db);
    if (!query.prepare(u"SELECT seq, body FROM events WHERE room = ? AND (seq = ? OR target = ?)"_s))
        return false;
    for (const qint64 value : {room, target, target})
        query.addBindValue(value);
    if (!query.exec())
        return false;
    QList<Event> redacted;
    while (query.next()) {
        std::optional<Event> event = eventOf(query.value(1).toString());
        if (!event || (event->kind != EventKind::Message && event->kind != EventKind::Edit))
            continue;
        event->text.clear();
        event->files.clear();
        event->deleted = true;
        redacted.append(*std::move(event));
    }
    query.finish();
    return std::all_of(redacted.begin(), redacted.end(), [&](const Event &event) {
        return run(u"UPDATE events SET body = ? WHERE room = ? AND seq = ?"_s,
                   {eventText(event), room, event.seq});
    });
}

QList<Event> Cache::before(const HostKey &host, const RoomId &room, qint64 before, int limit)
{
    flush();
    const Room &known = roomOf(host, room);
    const qint64 newest = std::min(before, known.range.last + 1) - 1;
    QList<Event> events = readEvents(
        u"SELECT body FROM events WHERE room = ? AND seq <= ? AND seq >= ? ORDER BY seq DESC LIMIT ?"_s,
        {known.id, newest, known.range.first, limit}, newest, -1);
    std::reverse(events.begin(), events.end());
    return events;
}

QList<Event> Cache::after(const HostKey &host, const RoomId &room, qint64 after, int limit)
{
    flush();
    const Room &known = roomOf(host, room);
    const qint64 oldest = std::max(after + 1, known.range.first);
    return readEvents(
        u"SELECT body FROM events WHERE room = ? AND seq >= ? AND seq <= ? ORDER BY seq LIMIT ?"_s,
        {known.id, oldest, known.range.last, limit}, oldest, 1);
}

/// From `wanted` on, as far as there is no gap.
QList<Event> Cache::readEvents(const QString &sql, const QVariantList &values, qint64 wanted, int step)
{
    QList<Event> events;
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    for (bool good = query.exec(); good && query.next(); wanted += step) {
        std::optional<Event> event = eventOf(query.value(0).toString());
        if (!event || event->seq != wanted)
            break;
        events.append(*std::move(event));
    }
    return events;
}

} // namespace courtyard
