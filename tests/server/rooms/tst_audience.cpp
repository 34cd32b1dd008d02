// What a room's listeners are told: gathered, shared, in order, and nothing twice or missing for who joins
// meanwhile.
#include "server/rooms/audience.h"
#include "server/rooms/houselimits.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QTest>

using namespace courtyard;

namespace {

struct Listener final : Peer {
    const PeerFacts &facts() const override { return known; }
    void send(const WireFrame &frame) override
    {
        ++pieces;
        heard += frame.payloads();
        last = frame.bytes();
    }
    qint64 queuedBytes() const override { return 0; }
    void giveBack(qint64) override { }
    void close(int, const QString &) override { }

    PeerFacts known;
    Visit visit{*this};
    int pieces = 0;
    QList<QByteArray> heard;
    QByteArray last;
};

constexpr std::chrono::milliseconds busyGather{houselimits::busyGatherMs};

WireFrame saying(const QByteArray &words)
{
    return WireFrame::text(words);
}

void listen(Audience &audience, Listener &listener)
{
    audience.beginJoining(listener.visit);
    audience.finishJoining(listener.visit);
}

} // namespace

class TestAudience : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsOfOneTurnAreOnePieceThatAllShare();
    void whatIsToldComesBehindWhatWasGathered();
    void whoJoinsHearsWhatComesFromThenOnAndOnce();
    void whoLeavesHearsWhatCameBefore();
    void aQuietRoomDoesNotWait();
    void aBusyRoomGathersForAMoment();
    void noMoreIsGatheredThanTheBound();
};

void TestAudience::eventsOfOneTurnAreOnePieceThatAllShare()
{
    Audience audience(busyGather);
    Listener one, two;
    listen(audience, one);
    listen(audience, two);
    for (const char *words : {"1", "2", "3"})
        audience.gather(saying(words));
    QCOMPARE(one.pieces, 0);
    QCoreApplication::processEvents();
    QCOMPARE(one.heard, (QList<QByteArray>{"1", "2", "3"}));
    QCOMPARE(two.heard, one.heard);
    QCOMPARE(one.pieces, 1);
    QCOMPARE(one.last.constData(), two.last.constData());
}

void TestAudience::whatIsToldComesBehindWhatWasGathered()
{
    Audience audience(busyGather);
    Listener one, two;
    listen(audience, one);
    listen(audience, two);
    audience.gather(saying("event"));
    audience.tell(saying("typing"), &one.visit);
    QCOMPARE(one.heard, QList<QByteArray>{"event"});
    QCOMPARE(two.heard, (QList<QByteArray>{"event", "typing"}));
    audience.gather(saying("next"));
    QCoreApplication::processEvents();
    QCOMPARE(two.heard, (QList<QByteArray>{"event", "typing", "next"}));
}

void TestAudience::whoJoinsHearsWhatComesFromThenOnAndOnce()
{
    Audience audience(busyGather);
    Listener old, late;
    listen(audience, old);
    audience.gather(saying("1"));
    audience.beginJoining(late.visit);
    audience.gather(saying("2"));
    QCOMPARE(late.pieces, 0); // its reply comes first
    audience.finishJoining(late.visit);
    QCOMPARE(late.heard, QList<QByteArray>{"2"});
    audience.gather(saying("3"));
    audience.beginJoining(late.visit); // again: how a client resumes
    audience.gather(saying("4"));
    audience.finishJoining(late.visit);
    QCoreApplication::processEvents();
    QCOMPARE(late.heard, (QList<QByteArray>{"2", "3", "4"}));
    QCOMPARE(old.heard, (QList<QByteArray>{"1", "2", "3", "4"}));
}

void TestAudience::whoLeavesHearsWhatCameBefore()
{
    Audience audience(busyGather);
    Listener stays, leaves;
    listen(audience, stays);
    listen(audience, leaves);
    audience.gather(saying("1"));
    audience.forget(leaves.visit);
    audience.gather(saying("2"));
    QCoreApplication::processEvents();
    QCOMPARE(leaves.heard, QList<QByteArray>{"1"});
    QCOMPARE(stays.heard, (QList<QByteArray>{"1", "2"}));
}

void TestAudience::aQuietRoomDoesNotWait()
{
    Audience audience(busyGather);
    Listener one;
    listen(audience, one);
    for (int i = 0; i < 3; ++i) { // one right after the other, and yet no crowd
        audience.gather(saying("event"));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(one.pieces, i + 1);
    }
}

void TestAudience::aBusyRoomGathersForAMoment()
{
    Audience audience(busyGather);
    Listener one;
    listen(audience, one);
    constexpr int untilBusy = 100;
    int said = 0;
    QElapsedTimer watch;
    watch.start();
    do {
        audience.gather(saying(QByteArray::number(++said)));
        QCoreApplication::processEvents();
    } while (watch.elapsed() < 200 || said < 10 * untilBusy);
    QTRY_COMPARE(one.heard.size(), said); // the last of them too, without another
    for (int i = 0; i < said; ++i)
        QCOMPARE(one.heard[i], QByteArray::number(i + 1));
    QVERIFY2(one.pieces <= untilBusy + int(watch.elapsed()) / houselimits::busyGatherMs,
             qPrintable(QString::number(one.pieces)));
    QVERIFY(said > one.pieces);
}

void TestAudience::noMoreIsGatheredThanTheBound()
{
    Audience audience(busyGather);
    Listener one;
    listen(audience, one);
    const QByteArray large(houselimits::gatheredBytes / 4, 'x');
    for (int i = 0; i < 3; ++i)
        audience.gather(saying(large));
    QCOMPARE(one.pieces, 0);
    audience.gather(saying(large));
    QCOMPARE(one.pieces, 1);
    QCOMPARE(one.heard.size(), 4);
}

QTEST_GUILESS_MAIN(TestAudience)
#include "tst_audience.moc"
