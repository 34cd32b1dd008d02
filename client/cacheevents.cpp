// The events of rooms on disk.
#include "client/cache.h"

#include "protocol/codec.h"

#include <QJsonDocument>
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

qint64 idOf(CacheFile &file, const HostKey &host, const RoomId &room)
{
    return file.value(u"SELECT id FROM rooms WHERE host = ? AND room = ?"_s, {host, room}).toLongLong();
}

qint64 makeRoom(CacheFile &file, const HostKey &host, const RoomId &room)
{
    const qint64 there = idOf(file, host, room);
    if (there
        || !file.run(u"INSERT INTO rooms (host, room, log, first, last) VALUES (?, ?, '', 0, 0)"_s,
                     {host, room}))
        return there;
    return idOf(file, host, room);
}

bool writeRange(CacheFile &file, qint64 room, const CachedRange &range)
{
    return file.run(u"UPDATE rooms SET log = ?, first = ?, last = ? WHERE id = ?"_s,
                    {range.log, range.first, range.last, room});
}

/// What was deleted does not stay readable on this disk either.
bool redact(CacheFile &file, qint64 room, qint64 target)
{
    QSqlQuery query = file.query();
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
        return file.run(u"UPDATE events SET body = ? WHERE room = ? AND seq = ?"_s,
                        {eventText(event), room, event.seq});
    });
}

bool writeEvents(CacheFile &file, qint64 room, const QList<Event> &events)
{
    const QVariant none(QMetaType::fromType<qlonglong>());
    const bool written = std::all_of(events.begin(), events.end(), [&](const Event &event) {
        return file.run(u"INSERT OR REPLACE INTO events (room, seq, target, body) VALUES (?, ?, ?, ?)"_s,
                        {room, event.seq, event.target ? QVariant(*event.target) : none, eventText(event)});
    });
    return written && std::all_of(events.begin(), events.end(), [&](const Event &event) {
               return event.kind != EventKind::Delete || !event.target || redact(file, room, *event.target);
           });
}

} // namespace

Cache::Room &Cache::roomOf(const HostKey &host, const RoomId &room)
{
    const QString name = host + u' ' + room;
    if (const auto known = m_rooms.find(name); known != m_rooms.end())
        return known->second;
    QSqlQuery query = m_file.query();
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

void Cache::restart(const HostKey &host, const RoomId &room, const LogId &log)
{
    Room &known = roomOf(host, room);
    known.range = {log, 0, 0};
    known.unwritten.clear();
    later({[host, room, range = known.range](File &file) {
        const qint64 id = makeRoom(file, host, room);
        return id && file.run(u"DELETE FROM events WHERE room = ?"_s, {id}) && writeRange(file, id, range);
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
    writeLater(host, room, known, events);
}

void Cache::prepend(const HostKey &host, const RoomId &room, const QList<Event> &events)
{
    Room &known = roomOf(host, room);
    if (events.isEmpty() || events.last().seq + 1 != known.range.first)
        return;
    known.range.first = events.first().seq;
    writeLater(host, room, known, events);
}

void Cache::writeLater(const HostKey &host, const RoomId &room, Room &known, const QList<Event> &events)
{
    known.unwritten.removeIf([this](const Room::Unwritten &one) { return isWritten(one.number); });
    known.unwritten.append({m_given + 1, events.first().seq, events.last().seq, events});
    later({[host, room, range = known.range, events](File &file) {
        const qint64 id = makeRoom(file, host, room);
        return id && writeEvents(file, id, events) && writeRange(file, id, range);
    }});
}

/// Waits a moment where some of these events are not in the file yet. Live ones are not waited for by who
/// looks far back.
qint64 Cache::readableId(const HostKey &host, const RoomId &room, qint64 first, qint64 last)
{
    const QList<Room::Unwritten> &unwritten = roomOf(host, room).unwritten;
    const bool waits = std::any_of(unwritten.begin(), unwritten.end(), [&](const Room::Unwritten &one) {
        return one.first <= last && one.last >= first && !isWritten(one.number);
    });
    if (waits)
        flush(); // may come to another file
    Room &known = roomOf(host, room);
    known.unwritten.removeIf([this](const Room::Unwritten &one) { return isWritten(one.number); });
    if (!known.id)
        known.id = idOf(m_file, host, room);
    return known.id;
}

/// Still on its way to a slow disk.
const Event *Cache::unwritten(const Room &room, qint64 seq)
{
    for (const Room::Unwritten &one : room.unwritten) {
        const qint64 at = seq - one.first;
        if (at >= 0 && at < one.events.size() && one.events[at].seq == seq)
            return &one.events[at];
    }
    return nullptr;
}

QList<Event> Cache::before(const HostKey &host, const RoomId &room, qint64 before, int limit)
{
    const CachedRange known = range(host, room);
    const qint64 newest = std::min(before, known.last + 1) - 1;
    const qint64 id = readableId(host, room, std::max(known.first, newest - limit + 1), newest);
    QList<Event> events;
    qint64 wanted = newest;
    for (const Event *event = nullptr;
         events.size() < limit && (event = unwritten(roomOf(host, room), wanted)); --wanted)
        events.append(*event);
    events += readEvents(
        u"SELECT body FROM events WHERE room = ? AND seq <= ? AND seq >= ? ORDER BY seq DESC LIMIT ?"_s,
        {id, wanted, known.first, limit - events.size()}, wanted, -1);
    std::reverse(events.begin(), events.end());
    return events;
}

QList<Event> Cache::after(const HostKey &host, const RoomId &room, qint64 after, int limit)
{
    const CachedRange known = range(host, room);
    const qint64 oldest = std::max(after + 1, known.first);
    const qint64 id = readableId(host, room, oldest, std::min(oldest + limit - 1, known.last));
    QList<Event> events;
    const auto addUnwritten = [&] {
        for (const Event *event = nullptr;
             events.size() < limit && (event = unwritten(roomOf(host, room), oldest + events.size()));)
            events.append(*event);
    };
    addUnwritten(); // of a log that was begun anew, for instance: the file has the old one
    const qint64 next = oldest + events.size();
    events +=
        readEvents(u"SELECT body FROM events WHERE room = ? AND seq >= ? AND seq <= ? ORDER BY seq LIMIT ?"_s,
                   {id, next, known.last, limit - events.size()}, next, 1);
    addUnwritten();
    return events;
}

/// From `wanted` on, as far as there is no gap.
QList<Event> Cache::readEvents(const QString &sql, const QVariantList &values, qint64 wanted, int step)
{
    QList<Event> events;
    QSqlQuery query = m_file.query();
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
