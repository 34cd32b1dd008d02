// How long tests wait for what comes true on its own: a minute, and no luck is needed on a machine that
// stands still for a while. Takes the place of the 5 s of Qt's QTRY_… in every file that includes it.
#pragma once

#include <QTest>

namespace courtyard::test {

inline constexpr int patienceMs = 60'000;

} // namespace courtyard::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, courtyard::test::patienceMs)
#define QTRY_VERIFY2(expr, words) QTRY_VERIFY2_WITH_TIMEOUT(expr, words, courtyard::test::patienceMs)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, courtyard::test::patienceMs)
// What has failed has failed: Qt would wait twice as long again, to say how long would have been enough.
#undef QTRY_TIMEOUT_DEBUG_IMPL
#define QTRY_TIMEOUT_DEBUG_IMPL(expr, timeoutValue, step)
