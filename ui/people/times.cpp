#include "ui/people/times.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace courtyard {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(courtyard::Times)
};
} // namespace

QString durationWords(int minutes)
{
    if (minutes % (7 * 24 * 60) == 0)
        return Words::tr("%n weeks", nullptr, minutes / (7 * 24 * 60));
    if (minutes % (24 * 60) == 0)
        return Words::tr("%n days", nullptr, minutes / (24 * 60));
    if (minutes % 60 == 0)
        return Words::tr("%n hours", nullptr, minutes / 60);
    return Words::tr("%n minutes", nullptr, minutes);
}

QString spanWords(int seconds)
{
    return seconds % 60 == 0 ? durationWords(seconds / 60) : Words::tr("%n seconds", nullptr, seconds);
}

QString momentWords(qint64 ms)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    const QLocale here;
    return at.date() == QDate::currentDate() ? here.toString(at.time(), QLocale::ShortFormat)
                                             : here.toString(at, QLocale::ShortFormat);
}

QString roughSpanWords(qint64 ms)
{
    const QLocale here;
    const qint64 minutes = ms / 60'000;
    if (minutes < 1)
        return Words::tr("<1 min");
    if (minutes < 60)
        return Words::tr("%1 min").arg(here.toString(minutes));
    if (minutes >= 24 * 60)
        return Words::tr("%n days", nullptr, int(minutes / (24 * 60)));
    if (minutes % 60 == 0)
        return Words::tr("%1 h").arg(here.toString(minutes / 60));
    return Words::tr("%1 h %2 min").arg(here.toString(minutes / 60), here.toString(minutes % 60));
}

QString countdownWords(qint64 ms)
{
    const qint64 seconds = (ms + 999) / 1000;
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return QString::number(seconds / 60) + QLatin1Char(':') + two(seconds % 60);
    return QString::number(seconds / 3600) + QLatin1Char(':') + two(seconds / 60 % 60) + QLatin1Char(':')
        + two(seconds % 60);
}

} // namespace courtyard
