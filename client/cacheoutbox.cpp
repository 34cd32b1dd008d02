// The outbox on disk.
#include "client/cache.h"

#include "protocol/codec.h"

#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

template <typename T>
concept Appends = requires(const T &request)
{
    request.room;
    request.key;
};

} // namespace

RoomId OutboxEntry::room() const
{
    return std::visit(
        [](const auto &request) {
            if constexpr (Appends<std::decay_t<decltype(request)>>)
                return request.room;
            else
                return RoomId();
        },
        message);
}

QString OutboxEntry::key() const
{
    return std::visit(
        [](const auto &request) {
            if constexpr (Appends<std::decay_t<decltype(request)>>)
                return request.key;
            else
                return QString();
        },
        message);
}

QList<OutboxEntry> Cache::outbox(const HostKey &host)
{
    flush();
    return readOutbox(host);
}

QList<OutboxEntry> Cache::readOutbox(const HostKey &host)
{
    QSqlQuery query = m_file.query();
    query.prepare(u"SELECT body, at, refused, place FROM outbox WHERE host = ? ORDER BY n"_s);
    query.addBindValue(host);
    QList<OutboxEntry> entries;
    for (bool good = query.exec(); good && query.next();) {
        // Kept in the form of the wire: what can be sent can be kept, and one codec reads both.
        const auto request = decodeRequest(query.value(0).toString().toUtf8());
        if (const auto *read = std::get_if<Request>(&request))
            entries.append({read->message, query.value(1).toLongLong(), query.value(2).toString(),
                            query.value(3).toString()});
    }
    return entries;
}

void Cache::putOutbox(const HostKey &host, const OutboxEntry &entry)
{
    now({[host, entry](File &file) { return writeOutbox(file, host, entry); }, true});
}

bool Cache::writeOutbox(File &file, const HostKey &host, const OutboxEntry &entry)
{
    const QString body = QString::fromUtf8(encode(Request{std::nullopt, entry.message}));
    return file.run(
        u"INSERT INTO outbox (host, room, key, body, at, refused, place) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (host, room, key) DO UPDATE SET refused = excluded.refused, body = excluded.body"_s,
        {host, entry.room(), entry.key(), body, entry.at, entry.refused, entry.place});
}

void Cache::takeOutbox(const HostKey &host, const RoomId &room, const QString &key)
{
    // Need not be durable: what is sent once more has the same key.
    later({[=](File &file) {
               return file.run(u"DELETE FROM outbox WHERE host = ? AND room = ? AND key = ?"_s,
                               {host, room, key});
           },
           true});
}

} // namespace courtyard
