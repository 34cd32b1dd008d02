// Where a host may be: the addresses that the person named (or where it said that it moves to), and those
// where it was seen by whoever looks around. One of them is the one that is tried now. A value, part of
// HostLink; GUI thread.
#pragma once

#include "client/hostkey.h"
#include "protocol/invitation.h"
#include "protocol/types.h"

#include <QList>

#include <functional>

namespace courtyard {

class HostWays {
public:
    enum class Order { KnownFirst, SeenFirst };
    using WhereIs = std::function<QList<Invitation>(const HostKey &host)>;

    /// `whereIs` may be empty: nobody looks around.
    explicit HostWays(WhereIs whereIs);

    /// The person named one. It says the room and the code for all others, too.
    void begin(const Invitation &named);
    /// The host says where it goes; whoever goes on begins with the first of them. False: none of it can be
    /// read, and nothing changes.
    bool moveTo(const QStringList &urls);
    /// The way that is tried now was the right one, as if the person had named it.
    void settle() { m_known = {now()}; }
    /// Looks again where the host was seen; the first one of all is tried now.
    void gather(const HostKey &host, Order order);
    /// The next one is tried; false: this was the last one, and it stays.
    bool goOn();

    bool looksAround() const { return bool(m_whereIs); }
    bool isEmpty() const { return m_ways.isEmpty(); }
    const Invitation &now() const { return m_ways[m_way]; }
    const Invitation &firstKnown() const { return m_known.first(); }
    /// Whether the one that is tried now was named, and not only seen.
    bool isNamed() const { return isKnown(now()); }
    /// Whether there are others than those that were named.
    bool hasSeen() const { return m_ways.size() > m_known.size(); }

private:
    bool isKnown(const Invitation &way) const;

    WhereIs m_whereIs;
    Invitation m_named;
    QList<Invitation> m_known; // what the person named, or where it said that it moves to
    QList<Invitation> m_ways; // those, and where it was seen
    qsizetype m_way = 0;
};

} // namespace courtyard
