#include "server/rooms/deskfigures.h"

#include <QDateTime>

#include <algorithm>
#include <map>

namespace courtyard {

namespace {

struct Day {
    int opened = 0, resolved = 0, reopened = 0;
    QList<qint64> waits, handlings;
};

// Nearest rank; `values` are sorted.
qint64 quantile(const QList<qint64> &values, int percent)
{
    if (values.isEmpty())
        return 0;
    const qsizetype rank = (values.size() * percent + 99) / 100;
    return values[std::max<qsizetype>(rank, 1) - 1];
}

void count(Day &day, const record::TicketMark &mark)
{
    switch (mark.kind) {
    case record::TicketMark::Kind::Opened:
        ++day.opened;
        break;
    case record::TicketMark::Kind::Waited:
        day.waits.append(mark.ms);
        break;
    case record::TicketMark::Kind::Handled:
        ++day.resolved;
        day.handlings.append(mark.ms);
        break;
    case record::TicketMark::Kind::Dropped:
        ++day.resolved;
        break;
    case record::TicketMark::Kind::Reopened:
        ++day.reopened;
        break;
    }
}

} // namespace

QList<DeskDay> figuresOf(const DeskBook &book, qint64 from, qint64 to)
{
    std::map<std::pair<QString, QString>, Day> days; // by day and desk
    book.each([&](const record::Ticket &ticket) {
        const record::Desk *desk = book.desk(ticket.desk);
        for (const record::TicketMark &mark : ticket.marks) {
            if (mark.at < from || mark.at > to || !desk)
                continue;
            const QString date = QDateTime::fromMSecsSinceEpoch(mark.at).date().toString(Qt::ISODate);
            count(days[{date, desk->name}], mark);
        }
    });
    QList<DeskDay> figures;
    for (auto &[which, day] : days) {
        std::sort(day.waits.begin(), day.waits.end());
        std::sort(day.handlings.begin(), day.handlings.end());
        figures.append({.day = which.first,
                        .desk = which.second,
                        .opened = day.opened,
                        .resolved = day.resolved,
                        .reopened = day.reopened,
                        .waitedMedian = quantile(day.waits, 50),
                        .waitedP90 = quantile(day.waits, 90),
                        .waitedMost = quantile(day.waits, 100),
                        .handledMedian = quantile(day.handlings, 50),
                        .handledP90 = quantile(day.handlings, 90)});
    }
    return figures;
}

} // namespace courtyard
