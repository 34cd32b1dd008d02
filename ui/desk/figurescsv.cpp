#include "ui/desk/figurescsv.h"

#include <QStringList>

namespace courtyard {

QString csvCell(const QString &text)
{
    // Spreadsheets take what begins so for a formula (OWASP "CSV Injection"); tab and return, too.
    static const QString formula = QStringLiteral("=+-@\t\r");
    QString cell = text;
    if (!cell.isEmpty() && formula.contains(cell.front()))
        cell.prepend(QLatin1Char('\''));
    const bool quoted = cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char(','))
        || cell.contains(QLatin1Char('\n')) || cell.contains(QLatin1Char('\r'));
    if (!quoted)
        return cell;
    return QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QByteArray figuresCsv(const QList<DeskDay> &days)
{
    const auto seconds = [](qint64 ms) { return QString::number((ms + 500) / 1000); };
    // English on every system: other programs read it.
    QString table = QStringLiteral("day,topic,questions,resolved,reopened,waited_median_s,waited_p90_s,"
                                   "waited_most_s,handled_median_s,handled_p90_s\r\n");
    for (const DeskDay &day : days) {
        const QStringList cells{csvCell(day.day),
                                csvCell(day.desk),
                                QString::number(day.opened),
                                QString::number(day.resolved),
                                QString::number(day.reopened),
                                seconds(day.waitedMedian),
                                seconds(day.waitedP90),
                                seconds(day.waitedMost),
                                seconds(day.handledMedian),
                                seconds(day.handledP90)};
        table += cells.join(QLatin1Char(',')) + QLatin1String("\r\n");
    }
    return table.toUtf8();
}

} // namespace courtyard
