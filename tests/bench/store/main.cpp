// What the store costs, without network and rooms: figures, not tests.
//   storebench commits FOLDER ROOMS UNDERWAY EVENTS   so many events, each room with so many under way
//   storebench idle FOLDER TIMES                      one append at a time, beside a bare write and fdatasync
//   storebench history FOLDER EVENTS ROOMS MEMBERS    a folder with a past, to start a host on
#include "server/rooms/houserecords.h"
#include "server/store/database.h"
#include "server/store/sqliteeventlog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

QTextStream out(stdout);

double cpuMicroseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

double millisecondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

QString idOf(char kind, qint64 number)
{
    return QChar::fromLatin1(kind) + u"_"_s + QString::number(number).rightJustified(22, u'0');
}

LogEntry message(qint64 room, qint64 number)
{
    return {.log = idOf('r', room),
            .seq = 0,
            .at = 1'763'700'000'000 + number,
            .author = idOf('m', room % 1000),
            .name = u"Somebody %1"_s.arg(room % 1000),
            .kind = u"message"_s,
            .key = u"key-%1-%2"_s.arg(room).arg(number),
            .text = u"A message of about as many characters as people write, number %1."_s.arg(number),
            .target = 0,
            .reply = 0,
            .extra = {},
            .slot = {},
            .redacted = false};
}

// Keeps so many appends under way until all are settled.
class Appender {
public:
    Appender(SqliteEventLog &log, std::function<LogEntry(qint64)> entry, qint64 count)
        : m_log(log), m_entry(std::move(entry)), m_count(count)
    { }

    void run(qint64 underWay)
    {
        for (qint64 i = 0; i < std::min(underWay, m_count); ++i)
            next();
        while (m_settled < m_count)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

private:
    void next()
    {
        m_log.append(m_entry(m_next++), {}, [this](const AppendResult &result) {
            if (!std::holds_alternative<append::Appended>(result))
                qFatal("an append failed");
            ++m_settled;
            if (m_next < m_count)
                next();
        });
    }

    SqliteEventLog &m_log;
    const std::function<LogEntry(qint64)> m_entry;
    const qint64 m_count;
    qint64 m_next = 0, m_settled = 0;
};

std::unique_ptr<SqliteEventLog> openLog(const QString &folder)
{
    auto opened = SqliteEventLog::open(folder);
    if (const auto *problem = std::get_if<StoreProblem>(&opened))
        qFatal("%s", qPrintable(problem->why));
    return std::move(std::get<std::unique_ptr<SqliteEventLog>>(opened));
}

void commits(const QString &folder, qint64 rooms, qint64 underWay, qint64 events)
{
    const auto log = openLog(folder);
    const double process = cpuMicroseconds(CLOCK_PROCESS_CPUTIME_ID);
    const double owner = cpuMicroseconds(CLOCK_THREAD_CPUTIME_ID);
    const auto begun = Clock::now();
    Appender(
        *log, [rooms](qint64 i) { return message(i % rooms, i / rooms); }, events)
        .run(rooms * underWay);
    const double ownerTook = cpuMicroseconds(CLOCK_THREAD_CPUTIME_ID) - owner;
    const double processTook = cpuMicroseconds(CLOCK_PROCESS_CPUTIME_ID) - process;
    const StoreStats stats = log->stats();
    out << "events/s " << qint64(double(events) / millisecondsSince(begun) * 1000) << ", events/commit "
        << double(events) / double(stats.commits) << ", CPU µs/event: owner " << ownerTook / double(events)
        << ", store's threads " << (processTook - ownerTook) / double(events) << Qt::endl;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void idle(const QString &folder, int times)
{
    std::vector<double> appends, syncs;
    const auto log = openLog(folder);
    const int file = ::open(QFile::encodeName(folder + u"/bare"_s).constData(), O_CREAT | O_WRONLY, 0600);
    const QByteArray page(4096, 'x');
    for (int i = 0; i < times; ++i) { // in turn, so that both meet the same disk
        auto begun = Clock::now();
        Appender(
            *log, [i](qint64) { return message(1, i); }, 1)
            .run(1);
        appends.push_back(millisecondsSince(begun));
        begun = Clock::now();
        if (::write(file, page.constData(), std::size_t(page.size())) < 0 || ::fdatasync(file) < 0)
            qFatal("cannot write");
        syncs.push_back(millisecondsSince(begun));
    }
    ::close(file);
    out << "median ms: append " << median(appends) << ", bare write and fdatasync " << median(syncs)
        << Qt::endl;
}

void history(const QString &folder, qint64 events, qint64 rooms, qint64 members)
{
    const auto log = openLog(folder);
    const auto save = [&log](qint64 count, const std::function<record::Any(qint64)> &record) {
        Appender(
            *log, [&record](qint64 i) { return record::toEntry(record(i)); }, count)
            .run(2000);
    };
    save(members, [&](qint64 i) {
        return record::Member{
            idOf('m', i), u"Somebody %1"_s.arg(i), Role::Member, {QByteArray::number(i)}, false};
    });
    save(rooms, [&](qint64 i) {
        return record::Room{.id = idOf('r', i),
                            .name = u"Room %1"_s.arg(i),
                            .kind = RoomKind::Public,
                            .log = idOf('l', i),
                            .made = i + 1,
                            .creator = idOf('m', i % members),
                            .other = {},
                            .key = {},
                            .secret = {},
                            .gone = false};
    });
    save(members, [&](qint64 i) { return record::ReadMark{idOf('r', i % rooms), idOf('m', i), 1}; });
    Appender(
        *log, [rooms](qint64 i) { return message(i % rooms, i / rooms); }, events)
        .run(4000);
}

} // namespace

int main(int argc, char *argv[])
{
    prepareSqlite(); // as the host does
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const auto number = [&arguments](qsizetype i) { return arguments.value(i).toLongLong(); };
    const QString folder = arguments.value(2);
    if (arguments.value(1) == "commits"_L1 && arguments.size() == 6)
        commits(folder, number(3), number(4), number(5));
    else if (arguments.value(1) == "idle"_L1 && arguments.size() == 4)
        idle(folder, int(number(3)));
    else if (arguments.value(1) == "history"_L1 && arguments.size() == 6)
        history(folder, number(3), number(4), number(5));
    else
        return 2;
    return 0;
}
