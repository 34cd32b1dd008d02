// Hosts and their tokens on disk, and what is taken over from one file into another.
#include "client/cache.h"

#include "client/timing.h"
#include "protocol/codec.h"

#include <QSqlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

QString Cache::token(const HostId &host)
{
    return value(u"SELECT token FROM hosts WHERE host = ?"_s, {host}).toString();
}

QStringList Cache::addresses(const HostId &host)
{
    return value(u"SELECT addresses FROM hosts WHERE host = ?"_s, {host})
        .toString()
        .split(u' ', Qt::SkipEmptyParts);
}

HostId Cache::hostAt(const QString &address)
{
    // The newest address stands first. Of several hosts that were met there, none is the one.
    QSqlQuery query(m_db);
    query.prepare(u"SELECT host FROM hosts WHERE addresses = ? OR addresses LIKE ? || ' %'"_s);
    query.addBindValue(address);
    query.addBindValue(address);
    HostId found;
    for (bool good = query.exec(); good && query.next();) {
        if (!found.isEmpty())
            return {};
        found = query.value(0).toString();
    }
    return found;
}

void Cache::saveHost(const HostId &host, const QString &name, const QString &token, const QString &address)
{
    QStringList known = addresses(host);
    known.removeAll(address);
    known.prepend(address);
    known = known.mid(0, bounds::addressesKept);
    const Belongings::Host kept{host, name, token, known.join(u' ')};
    now({[this, kept] { return writeHost(kept); }, true});
}

bool Cache::writeHost(const Belongings::Host &host)
{
    return run(
        u"INSERT INTO hosts (host, name, token, addresses) VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE "
        "SET name = excluded.name, token = excluded.token, addresses = excluded.addresses"_s,
        {host.id, host.name, host.token, host.addresses});
}

QList<WaitingElsewhere> Cache::waitingBut(const HostId &host)
{
    QSqlQuery query(m_db);
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
    if (!m_db.isOpen())
        return found;
    // Of a damaged file, as much as comes.
    QSqlQuery hosts(m_db);
    hosts.prepare(u"SELECT host, name, token, addresses FROM hosts"_s);
    for (bool good = hosts.exec(); good && hosts.next();)
        found.hosts.append({hosts.value(0).toString(), hosts.value(1).toString(), hosts.value(2).toString(),
                            hosts.value(3).toString()});
    QSqlQuery outbox(m_db);
    outbox.prepare(u"SELECT DISTINCT host FROM outbox"_s);
    QStringList of;
    for (bool good = outbox.exec(); good && outbox.next();)
        of.append(outbox.value(0).toString());
    for (const QString &host : std::as_const(of)) {
        for (const OutboxEntry &entry : readOutbox(host))
            found.outbox.append({host, entry});
    }
    QSqlQuery transfers(m_db);
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
    bool good = run(u"BEGIN IMMEDIATE"_s);
    for (const Belongings::Host &host : belongings.hosts)
        good = good && (!token(host.id).isEmpty() || writeHost(host));
    for (const auto &[host, entry] : belongings.outbox)
        good = good && writeOutbox(host, entry);
    for (const auto &[host, body] : belongings.transfers)
        good = good && writeTransfer(host, body[u"key"].toString(), body);
    return run(good ? u"COMMIT"_s : u"ROLLBACK"_s) && good;
}

} // namespace courtyard
