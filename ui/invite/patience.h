// When to say what may stand in the way: a minute after the invitation was first shown, while no device has
// come in by any address. Pure but for the clock.
#pragma once

#include "protocol/clock.h"
#include "ui/hosting.h"

#include <algorithm>
#include <optional>

namespace courtyard {

class Patience {
public:
    static constexpr qint64 lastsMs = 60'000;
    explicit Patience(const Clock &clock) : m_clock(clock) { }

    void see(const HostingView &view)
    {
        const QList<HostingAddress> &addresses = view.addresses;
        m_isWaiting = !addresses.isEmpty()
            && std::none_of(addresses.cbegin(), addresses.cend(),
                            [](const HostingAddress &address) { return address.proven; });
        if (!m_isWaiting)
            m_since.reset(); // a network that comes later has its own minute
        else if (!m_since)
            m_since = m_clock.steadyMs();
    }
    bool isOver() const { return m_isWaiting && m_clock.steadyMs() - *m_since >= lastsMs; }

private:
    const Clock &m_clock;
    bool m_isWaiting = false;
    std::optional<qint64> m_since;
};

} // namespace courtyard
