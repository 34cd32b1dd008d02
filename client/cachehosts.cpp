// Hosts and their tokens on disk, and what is taken over from one file into another.
#include "client/cache.h"

#include "client/timing.h"
#include "protocol/codec.h"

#include <QSqlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

QString Cache::token(const HostKey &host)
{
    return m_file.value(u"SELECT token FROM hosts WHERE host = ?"_s, {host}).toString();
}

QStringList Cache::addresses(const HostKey &host)
{
    return m_file.value(u"SELECT addresses FROM hosts WHERE host = ?"_s, {host})
        .toString()
        .split(u' ', Qt::SkipEmptyParts);
}

QList<HostKey> Cache::hostsAt(const QString &address)
{
    QSqlQuery query = m_file.query();
    query.prepare(u"SELECT host FROM hosts WHERE instr(' ' || addresses || ' ', ' ' || ? || ' ') > 0"_s);
    query.addBindValue(address);
    QList<HostKey> found;
    for (bool good = query.exec(); good && query.next();)
        found.append(query.value(0).toString());
    return found;
}

QString Cache::hostName(const HostKey &host)
{
    return m_file.value(u"SELECT name FROM hosts WHERE host = ?"_s, {host}).toString();
}

qint64 Cache::knownSince(const HostKey &host)
{
    return m_file.value(u"SELECT since FROM hosts WHERE host = ?"_s, {host}).toLongLong();
}

void Cache::saveHost(const HostKey &host, const QString &name, const QString &token, const QString &address,
                     qint64 now)
{
    QStringList known = addresses(host);
    known.removeAll(address);
    known.prepend(address);
    known = known.mid(0, bounds::addressesKept);
    const Belongings::Host kept{host, name, token, known.join(u' '), now};
    if (addresses(host) == known && hostName(host) == name && this->token(host) == token && knownSince(host))
        return; // as each time that one comes back: nothing to write, no disk to wait for
    this->now({[kept](File &file) { return writeHost(file, kept); }, true});
}

bool Cache::writeHost(File &file, const Belongings::Host &host)
{
    // The first sight of a key stays the first.
    return file.run(
        u"INSERT INTO hosts (host, name, token, addresses, since) VALUES (?, ?, ?, ?, ?) ON CONFLICT (host) "
        "DO UPDATE SET name = excluded.name, token = excluded.token, addresses = excluded.addresses, "
        "since = iif(since = 0, excluded.since, since)"_s,
        {host.key, host.name, host.token, host.addresses, host.since});
}

void Cache::adopt(const HostId &id, const HostKey &key)
{
    flush();
    m_rooms.clear(); // they are read again under their new name
    now({[id, key](File &file) {
             bool good = true;
             for (const QString &table : {u"hosts"_s, u"rooms"_s, u"outbox"_s, u"transfers"_s, u"drafts"_s})
                 good = good
                     && file.run(u"UPDATE OR IGNORE %1 SET host = ? WHERE host = ?"_s.arg(table), {key, id});
             return good && file.run(u"DELETE FROM hosts WHERE host = ?"_s, {id});
         },
         true});
}

QList<WaitingElsewhere> Cache::waitingBut(const HostKey &host)
{
    QSqlQuery query = m_file.query();
    query.prepare(
        u"SELECT outbox.host, hosts.name, hosts.addresses, count(*) FROM outbox "
        "LEFT JOIN hosts ON hosts.host = outbox.host WHERE outbox.host <> ? GROUP BY outbox.host"_s);
    query.addBindValue(host.isNull() ? u""_s : host);
    QList<WaitingElsewhere> all;
    for (bool good = query.exec(); good && query.next();)
        all.append({query.value(0).toString(), query.value(1).toString(),
                    query.value(2).toString().section(u' ', 0, 0), query.value(3).toInt()});
    return all;
}

// ── From one file into another

Cache::Belongings Cache::belongings()
{
    Belongings found;
    if (!m_file.isOpen())
        return found;
    // Of a damaged file, as much as comes.
    QSqlQuery hosts = m_file.query();
    hosts.prepare(u"SELECT host, name, token, addresses, since FROM hosts"_s);
    for (bool good = hosts.exec(); good && hosts.next();)
        found.hosts.append({hosts.value(0).toString(), hosts.value(1).toString(), hosts.value(2).toString(),
                            hosts.value(3).toString(), hosts.value(4).toLongLong()});
    QSqlQuery outbox = m_file.query();
    outbox.prepare(u"SELECT DISTINCT host FROM outbox"_s);
    QStringList of;
    for (bool good = outbox.exec(); good && outbox.next();)
        of.append(outbox.value(0).toString());
    for (const QString &host : std::as_const(of)) {
        for (const OutboxEntry &entry : readOutbox(host))
            found.outbox.append({host, entry});
    }
    QSqlQuery transfers = m_file.query();
    transfers.prepare(u"SELECT DISTINCT host FROM transfers"_s);
    of.clear();
    for (bool good = transfers.exec(); good && transfers.next();)
        of.append(transfers.value(0).toString());
    for (const QString &host : std::as_const(of)) {
        for (const QJsonObject &body : readTransfers(host))
            found.transfers.append({host, body});
    }
    return found;
}

bool Cache::takeOver(const Belongings &belongings)
{
    // What the file has of a host stays: its token is the older one, and so is whom that host knows by it.
    bool good = m_file.waitForOthers(openingMayWait) && m_file.run(u"BEGIN IMMEDIATE"_s);
    for (const Belongings::Host &host : belongings.hosts)
        good = good && (!token(host.key).isEmpty() || writeHost(m_file, host));
    for (const auto &[host, entry] : belongings.outbox)
        good = good && writeOutbox(m_file, host, entry);
    for (const auto &[host, body] : belongings.transfers)
        good = good && writeTransfer(m_file, host, body[u"key"].toString(), body);
    return m_file.run(good ? u"COMMIT"_s : u"ROLLBACK"_s) && good && m_file.waitForOthers(writingMayWait);
}

} // namespace courtyard
