#include "tests/bench/window/visit.h"

#include "app/localhosting.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "client/timelinemodel.h"
#include "protocol/clock.h"
#include "tests/bench/window/pulse.h"
#include "translations/translations.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/messagefield.h"
#include "ui/mainwindow.h"
#include "ui/timeline/timelinedelegate.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTimer>
#include <QUuid>

#include <cstdio>
#include <ctime>
#include <functional>

using namespace Qt::StringLiterals;

namespace courtyard::bench {

namespace {

constexpr int patience = 150'000; // ms
constexpr int turn = 240; // pixels a frame: a quick turn of the wheel

void say(const QString &what, double value)
{
    std::printf("%s %.2f\n", qPrintable(what), value);
    std::fflush(stdout);
}

void say(const QString &what, const Spread &times)
{
    say(what + u" median"_s, times.median);
    say(what + u" p99"_s, times.p99);
    say(what + u" worst"_s, times.worst);
}

double ms(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

double residentMb()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
    return 0;
}

double cpuMs()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

bool waitUntil(const std::function<bool()> &done)
{
    QElapsedTimer timer;
    for (timer.start(); !done() && timer.elapsed() < patience;)
        QCoreApplication::processEvents();
    return done();
}

// In a loop of its own: processEvents() with a time does not sleep.
void restFor(int time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

class Guest {
public:
    Guest(const Visit &visit, Theme &theme)
        : m_hosting(optionsOf(visit)), m_session(configOf(visit), m_clock),
          m_window(m_session, m_hosting, theme, settings())
    {
        m_window.resize(1100, 760);
        m_window.show();
        m_window.activateWindow();
    }

    bool enter(quint16 port);
    void entered(const QString &label) const;
    bool open(const QString &name, const QString &label);
    void scroll(const QString &label, int by, int frames);
    bool toTop(const QString &label);
    void live(const QString &label, int seconds);

private:
    static Options optionsOf(const Visit &visit)
    {
        Options options;
        options.dataFolder = visit.dataFolder;
        return options;
    }
    static SessionConfig configOf(const Visit &visit)
    {
        SessionConfig config;
        config.dataFolder = visit.dataFolder + u"/client"_s;
        config.client = u"courtyard-bench"_s;
        return config;
    }
    static Settings settings()
    {
        Settings settings;
        settings.yourName =
            u"Guest %1"_s.arg(QUuid::createUuid().toString(QUuid::Id128).left(6)); // nobody else has it
        return settings;
    }
    RoomId roomCalled(const QString &name) const;
    bool join(const RoomId &room);
    TimelineView &view() const { return *m_window.findChild<TimelineView *>(u"timeline"_s); }
    void paint() const { view().viewport()->repaint(); }

    const SystemClock m_clock;
    LocalHosting m_hosting;
    Session m_session;
    MainWindow m_window;
};

bool Guest::enter(quint16 port)
{
    Invitation way;
    way.host = u"127.0.0.1"_s;
    way.port = port;
    m_window.joinNow(way);
    return waitUntil([this] {
        return m_window.chatPage()->isVisible() && view().timeline() && view().timeline()->rowCount() > 0;
    });
}

// Since `run` started this process.
void Guest::entered(const QString &label) const
{
    paint();
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const qint64 ns = qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    say(label, double(ns - qEnvironmentVariable("COURTYARD_BENCH_BEGAN").toLongLong()) / 1e6);
}

RoomId Guest::roomCalled(const QString &name) const
{
    for (int row = 0; row < m_session.rooms()->rowCount(); ++row) {
        const QModelIndex index = m_session.rooms()->index(row, 0);
        if (index.data(RoomsModel::NameRole).toString() == name)
            return index.data(RoomsModel::IdRole).toString();
    }
    return lobbyId;
}

bool Guest::join(const RoomId &room)
{
    const auto member = [this, room] {
        const RoomInfo *info = m_session.rooms()->find(room);
        return info && info->member;
    };
    if (!member())
        m_session.joinRoom(room, {}, {});
    return waitUntil(member);
}

// From the choice of a room until its newest message is painted.
bool Guest::open(const QString &name, const QString &label)
{
    const RoomId room = roomCalled(name);
    if (!join(room))
        return false;
    QElapsedTimer timer;
    timer.start();
    m_window.chatPage()->showRoom(room);
    const bool there = waitUntil([this] { return view().timeline()->rowCount() > 0; });
    QCoreApplication::processEvents();
    paint();
    say(label, ms(timer));
    return there;
}

// One frame: the scroll bar moves, what follows from it (older pages, layout) happens, and the viewport is
// painted. Between frames the loop runs, as it does between two turns of a wheel.
void Guest::scroll(const QString &label, int by, int frames)
{
    QList<double> times;
    for (int n = 0; n < frames; ++n) {
        QElapsedTimer timer;
        timer.start();
        view().verticalScrollBar()->setValue(view().verticalScrollBar()->value() + by);
        QCoreApplication::processEvents();
        paint();
        times.append(ms(timer));
        restFor(2);
    }
    say(label, spread(times));
}

bool Guest::toTop(const QString &label)
{
    const TimelineModel *timeline = view().timeline();
    const double before = residentMb();
    QElapsedTimer timer;
    timer.start();
    const bool there = waitUntil([&] {
        view().verticalScrollBar()->setValue(0);
        return !timeline->hasOlder() && !timeline->isFetching();
    });
    say(label + u" seconds"_s, ms(timer) / 1000);
    say(label + u" MB more"_s, residentMb() - before);
    timer.start();
    view().goToNewest();
    QCoreApplication::processEvents();
    paint();
    say(label + u" and back to the newest"_s, ms(timer));
    restFor(500);
    say(label + u" and back MB more"_s, residentMb() - before);
    return there;
}

// Somebody else speaks meanwhile, and one types.
void Guest::live(const QString &label, int seconds)
{
    auto *field = m_window.findChild<MessageField *>(u"message"_s);
    field->setFocus();
    const double before = residentMb(), cpu = cpuMs();
    const int layouts = view().rowDelegate()->layoutsMade();
    {
        Pulse pulse(field);
        restFor(seconds * 1000);
        say(label + u" key to paint"_s, pulse.keys());
        say(label + u" wait for the GUI thread"_s, pulse.waits());
        say(label + u" frames dropped a second"_s, double(pulse.dropped()) / seconds);
    }
    say(label + u" GUI thread CPU %"_s, (cpuMs() - cpu) / (seconds * 10.0));
    say(label + u" MB more"_s, residentMb() - before);
    say(label + u" layouts a second"_s, double(view().rowDelegate()->layoutsMade() - layouts) / seconds);
    say(label + u" newest"_s, double(view().timeline()->lastSeq()));
    field->clear();
}

bool take(Guest &guest, const QString &step)
{
    const QString what = step.section(u'=', 0, 0), with = step.section(u'=', 1);
    const QString name = with.section(u',', 0, 0), label = with.section(u',', 1);
    if (what == u"open")
        return guest.open(name, label);
    if (what == u"up" || what == u"down")
        guest.scroll(label, what == u"up" ? -turn : turn, name.toInt());
    else if (what == u"live")
        guest.live(label, name.toInt());
    else if (what == u"top")
        return guest.toTop(label);
    else if (what == u"entered")
        guest.entered(label);
    else if (what == u"memory")
        say(label, residentMb());
    else if (what == u"rest")
        restFor(name.toInt());
    return true;
}

} // namespace

int pay(const Visit &visit, int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English));
    Theme theme(application, Theme::Mode::Light);
    Guest guest(visit, theme);
    if (!guest.enter(visit.port))
        return 1;
    for (const QString &step : visit.steps) {
        if (!take(guest, step)) {
            std::fprintf(stderr, "this came to nothing: %s\n", qPrintable(step));
            return 1;
        }
    }
    return 0;
}

} // namespace courtyard::bench
