// How long it takes until a room of 100,000 events is seen, and how smoothly one scrolls through it. Prints
// its figures; part of no test run, since they depend on the machine.
//   courtyard_bench_timeline [events]      QT_QPA_PLATFORM=offscreen where there is no display
#include "client/timelinefeed.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

constexpr int step = 240; // pixels a frame: a quick turn of the wheel

QString words(qint64 seq)
{
    static const QStringList kinds{
        u"On my way, five minutes."_s,
        u"The generator is back. Can someone bring two boxes of gloves to tent 3?"_s,
        u"وصلت الأدوية إلى الخيمة الثالثة"_s, u"See http://192.168.43.1:3000/help for the list 🎉"_s,
        u"First line\nsecond line\nand a third one that is rather longer than the two above it, so that it wraps"_s};
    return kinds[seq * 7 % kinds.size()] + u" #%1"_s.arg(seq);
}

QList<Event> room(qint64 count)
{
    QList<Event> events;
    events.reserve(count);
    for (qint64 seq = 1; seq <= count; ++seq) {
        Event event;
        event.room = lobbyId;
        event.seq = seq;
        event.at = 1'763'700'000'000 + seq * 20'000;
        event.from = u"m_%1"_s.arg(seq / 3 % 14);
        event.name = u"Person %1"_s.arg(seq / 3 % 14);
        event.key = QString::number(seq);
        event.text = words(seq);
        if (seq % 11 == 0) {
            event.kind = EventKind::Reaction;
            event.target = seq - 1;
            event.emoji = u"👍"_s;
        }
        events.append(event);
    }
    return events;
}

double ms(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

void print(const char *what, QList<double> frames)
{
    std::sort(frames.begin(), frames.end());
    const auto at = [&frames](double share) { return frames[qsizetype(double(frames.size() - 1) * share)]; };
    std::printf("%s: %lld frames, p50 %.2f ms, p99 %.2f ms, worst %.2f ms\n", what, (long long)frames.size(),
                at(0.5), at(0.99), frames.last());
}

// One frame: the scroll bar moves, what follows from it (older pages, layout) happens, and the viewport is
// painted.
QList<double> scroll(TimelineView &view, int by, int frames)
{
    QList<double> times;
    for (int n = 0; n < frames; ++n) {
        QElapsedTimer timer;
        timer.start();
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + by);
        QCoreApplication::processEvents();
        view.viewport()->repaint();
        times.append(ms(timer));
    }
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Theme theme(application, Theme::Mode::Light);
    const qint64 count = argc > 1 ? QByteArray(argv[1]).toLongLong() : 100'000;
    const QList<Event> events = room(count);
    QElapsedTimer timer;

    TimelineView view(theme);
    view.resize(640, 560);
    view.show();
    QCoreApplication::processEvents();
    view.viewport()->repaint();

    TimelineModel timeline;
    timeline.feed().setMe(u"m_3"_s, u"Person 3"_s);
    timer.start();
    timeline.feed().append(events);
    std::printf("fold of %lld events: %.1f ms\n", (long long)count, ms(timer));
    timer.start();
    view.setTimeline(&timeline);
    QCoreApplication::processEvents();
    view.viewport()->repaint();
    std::printf("open, until the newest page is painted: %.1f ms\n", ms(timer));

    print("scroll up", scroll(view, -step, 4000));
    print("scroll down", scroll(view, step, 2000));
    timer.start();
    view.goToNewest();
    QCoreApplication::processEvents();
    view.viewport()->repaint();
    std::printf("back to the newest: %.1f ms\n", ms(timer));
    return view.newestSeen() == count ? 0 : 1;
}
