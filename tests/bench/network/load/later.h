// What is to be done after a while, in a loop that asks now and then.
#pragma once

#include "clock.h"

#include <functional>
#include <map>
#include <utility>

namespace courtyard::bench {

class Later {
public:
    void after(uint64_t milliseconds, std::function<void()> what)
    {
        m_due.emplace(now() + milliseconds * 1'000'000, std::move(what));
    }

    // What is done may put something in again.
    void doWhatIsDue()
    {
        while (!m_due.empty() && m_due.begin()->first <= now())
            m_due.extract(m_due.begin()).mapped()();
    }

private:
    std::multimap<uint64_t, std::function<void()>> m_due;
};

} // namespace courtyard::bench
