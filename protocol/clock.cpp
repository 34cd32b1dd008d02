#include "protocol/clock.h"

#include <chrono>

namespace courtyard {

namespace {

template <typename C>
qint64 milliseconds()
{
    using namespace std::chrono;
    return duration_cast<std::chrono::milliseconds>(C::now().time_since_epoch()).count();
}

} // namespace

qint64 SystemClock::wallMs() const
{
    return milliseconds<std::chrono::system_clock>();
}

qint64 SystemClock::steadyMs() const
{
    return milliseconds<std::chrono::steady_clock>();
}

} // namespace courtyard
