// How long a message takes to be answered while a large file goes up from the same window: a real session and
// a real host over loopback. `courtyard_bench_talkbeside [MiB]`; one line of JSON. Not part of ctest: it is
// timed.
#include "client/session.h"
#include "client/timelinemodel.h"
#include "client/transfers/attachment.h"
#include "client/transfers/transfers.h"
#include "server/host.h"
#include "tests/client/sessionsupport.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 120'000;
constexpr qint64 megabyte = 1024 * 1024;

/// Looks every millisecond, in an event loop that never sleeps meanwhile (QTest::qWaitFor does).
bool waitFor(const std::function<bool()> &there)
{
    QEventLoop loop;
    QTimer look, patience;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (there())
            loop.quit();
    });
    QObject::connect(&patience, &QTimer::timeout, &loop, &QEventLoop::quit);
    patience.start(patienceMs);
    look.setTimerType(Qt::PreciseTimer);
    look.start(1);
    loop.exec();
    return there();
}

void rest(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Milliseconds from post() until the row is stored, of one message after the other, while `goesOn`.
QList<double> talk(Session &session, const std::function<bool(int said)> &goesOn)
{
    TimelineModel *model = session.timeline(lobbyId);
    QList<double> times;
    for (int n = 0; goesOn(n); ++n) {
        QElapsedTimer timer;
        const QString text = u"message %1 %2"_s.arg(times.size()).arg(quintptr(&times));
        timer.start();
        session.post(lobbyId, text);
        const bool stored = waitFor([&] {
            for (int row = model->rowCount() - 1; row >= 0; --row) {
                const QModelIndex index = model->index(row);
                if (index.data(TimelineModel::TextRole).toString() == text)
                    return index.data(TimelineModel::SeqRole).toLongLong() > 0;
            }
            return false;
        });
        times.append(stored ? double(timer.nsecsElapsed()) / 1e6 : patienceMs);
        rest(20); // as a person would, only faster
    }
    std::sort(times.begin(), times.end());
    return times;
}

double at(const QList<double> &times, double share)
{
    return times.isEmpty() ? 0 : times[std::min(times.size() - 1, qsizetype(double(times.size()) * share))];
}

bool makeFile(const QString &path, qint64 size)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly))
        return false;
    QByteArray piece(megabyte, Qt::Uninitialized);
    for (qint64 n = 0; n < size / megabyte; ++n) {
        for (qsizetype byte = 0; byte < piece.size(); ++byte)
            piece[byte] = char(byte * 7 + n * 13 + byte / 255);
        file.write(piece);
    }
    return file.flush();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const qint64 size = (argc > 1 ? QByteArray(argv[1]).toLongLong() : 200) * megabyte;
    const QTemporaryDir hostFolder, ours;
    HostConfig config;
    config.name = u"Bench"_s;
    config.port = 0;
    config.bind = {QHostAddress(QHostAddress::LocalHost)};
    config.code = {CodePolicy::Kind::None, {}};
    config.dataFolder = hostFolder.path();
    Host host(config);
    host.start();
    SystemClock clock;
    Session session(sessionConfig(ours.filePath(u"client"_s)), clock);
    if (!waitFor([&] { return host.snapshot().port > 0; }) || !makeFile(ours.filePath(u"large.bin"_s), size))
        return 1;
    session.open(joinRequest(host.snapshot().port));
    session.timeline(lobbyId);
    if (!waitFor([&] { return session.state() == Session::State::Online; }))
        return 1;

    const QList<double> alone = talk(session, [](int said) { return said < 40; });
    QElapsedTimer upload;
    upload.start();
    session.post(lobbyId, u"large"_s, std::nullopt, {*attachmentOf(ours.filePath(u"large.bin"_s))});
    const QList<double> beside = talk(session, [&](int) { return session.transfers()->rowCount() > 0; });
    const double seconds = double(upload.elapsed()) / 1000;
    std::printf("{\"mib\":%lld,\"upload_s\":%.2f,\"mib_s\":%.1f,\"alone_p50_ms\":%.2f,\"alone_p95_ms\":%.2f,"
                "\"beside_n\":%lld,\"beside_p50_ms\":%.2f,\"beside_p95_ms\":%.2f,\"beside_worst_ms\":%.2f}\n",
                qlonglong(size / megabyte), seconds, double(size) / megabyte / seconds, at(alone, 0.5),
                at(alone, 0.95), qlonglong(beside.size()), at(beside, 0.5), at(beside, 0.95),
                beside.isEmpty() ? 0 : beside.last());
    session.close();
    return 0;
}
