// Spans and moments in words. Pure; GUI thread.
#pragma once

#include <QString>

namespace courtyard {

/// "10 minutes", "1 hour", "1 day", "1 week".
QString durationWords(int minutes);
/// "30 seconds", "5 minutes".
QString spanWords(int seconds);
/// "14:35" today, with the date otherwise.
QString momentWords(qint64 ms);
/// "4 min", "2 h 5 min", "3 days": how long something takes or waits. Below a minute "<1 min".
QString roughSpanWords(qint64 ms);
/// "4:05", "1:02:00".
QString countdownWords(qint64 ms);

} // namespace courtyard
