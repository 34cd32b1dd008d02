// Reads the whole of events.sqlite once, for damage, in a thread of its own with a connection of its own,
// while the host is at work: commits go on beside it, only the write-ahead log cannot be folded in meanwhile.
// The destructor waits for the end of it.
#pragma once

#include <QString>

#include <thread>

namespace courtyard {

class HealthBoard;

class IntegrityCheck {
public:
    IntegrityCheck(const QString &path, HealthBoard &board);
    ~IntegrityCheck();

private:
    std::thread m_thread;
};

} // namespace courtyard
