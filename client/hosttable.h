// Which hosts were heard lately, and where: what their datagrams come to. Bounded, whoever sends whatever,
// and it believes nobody: that a host is who it says is for the session to find out. Pure; time comes in from
// outside (milliseconds that never go back). Owned by HostFinder; one thread.
#pragma once

#include "client/hostkey.h"
#include "protocol/beacon.h"
#include "protocol/invitation.h"

#include <QHash>
#include <QHostAddress>
#include <QList>

namespace courtyard {

/// A host on this network, as it describes itself.
struct FoundHost {
    HostId id; // as it claims
    QString name;
    int people = 0;
    bool needsCode = false;
    QString fingerprint; // as it claims; empty: none
    QList<Invitation> ways; // host and port only; best first, never empty
    bool operator==(const FoundHost &) const = default;
};

class HostTable {
public:
    struct Bounds {
        int hosts = 100;
        int hostsPerSource = 16; // addresses of the sender: one machine may host several places
        int waysPerHost = 8;
        int datagramsPerSource = 64; // within a second; a host sends two each two seconds
        int sources = 512; // whose datagrams are counted within a second
        qint64 silenceMs = 7000; // three datagrams missed: it went without a word
    };
    explicit HostTable(const Bounds &bounds) : m_bounds(bounds) { }

    /// What a datagram changed.
    struct Heard {
        HostKey host; // empty: nothing that matters
        bool changed = false; // what one would show of it
        bool wayFound = false; // an address or a port that was not known a moment ago
    };
    Heard hear(const QByteArray &datagram, const QHostAddress &source, qint64 now);
    /// Drops what was not heard for long; true where something went.
    bool dropSilent(qint64 now);

    /// By name, then id.
    QList<FoundHost> hosts() const;
    QList<Invitation> waysTo(const HostKey &host) const;

private:
    struct Way {
        QHostAddress source; // with its zone, where it is a link-local one
        quint16 port = 0;
        qint64 heardAt = 0;
    };
    struct Entry {
        Beacon beacon; // the newest
        QList<Way> ways; // one for each source
    };
    bool isFlood(const QHostAddress &source, qint64 now);
    bool admits(const QHostAddress &source) const;
    Heard goodbye(const HostKey &host, const QHostAddress &source);
    static QList<Invitation> ordered(QList<Way> ways);

    Bounds m_bounds;
    QHash<HostKey, Entry> m_entries; // by the key that is claimed; by the id where none is
    QHash<QHostAddress, int> m_counts; // datagrams of this second
    qint64 m_second = 0;
};

} // namespace courtyard
