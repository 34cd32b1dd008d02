// Who sends too much, too slowly or in too small pieces, and who does not read: cut or made to wait at a
// bound, with everybody else undisturbed (RELIABILITY 5, 9 and its table).
#include "clients.h"
#include "server/diagnosis/memory.h"
#include "tests/support/patience.h"

#include <algorithm>

using namespace courtyard;
using namespace courtyard::test;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

Bounds patient()
{
    Bounds bounds = patientBounds();
    bounds.closing = 500ms;
    return bounds;
}

const QByteArray question = textFrame("{\"type\":\"ping\",\"id\":77,\"t\":1}");

bool isPing(const RawPeer::Frame &frame)
{
    return frame.opcode == 9;
}

/// Of this process. The address sanitizer keeps what was freed for a while: its figures say nothing.
qint64 memoryInUse()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#else
    return residentMemory();
#endif
}

} // namespace

class TestFloods : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageThatDribblesIsCut_data();
    void aMessageThatDribblesIsCut();
    void aSlowButSteadyMessageArrives();
    void aPauseThatWeMakeIsNotHeldAgainstTheSender();
    void fragmentsAreTakenUpToTheBound_data();
    void fragmentsAreTakenUpToTheBound();
    void aMillionEmptyFragmentsAreCut();
    void whoSendsTooFastWaitsAndLosesNothing_data();
    void whoSendsTooFastWaitsAndLosesNothing();
    void allConnectionsOfAMemberShareItsAllowance();
    void withoutRateLimitNobodyWaits();
    void aPingFloodCostsLittle_data();
    void aPingFloodCostsLittle();
    void aSlowReceiverIsToldAndMissesNothing();
    void whatFitsTheQueueIsSentAndOneByteMoreIsNot();
    void aSlowReaderOfManyPagesGetsThemAll();
    void aVanishedPeerIsOfflineWithinTwoPings();
    void oneMissedPingIsForgiven();
};

void TestFloods::aMessageThatDribblesIsCut_data()
{
    QTest::addColumn<QByteArray>("begun");
    QTest::addColumn<QByteArray>("drop"); // again and again
    const QByteArray large = maskedFrame(0x81, QByteArray(60'000, ' '));
    QTest::newRow("one frame, byte by byte") << large.first(8) << QByteArray(1, ' ');
    QTest::newRow("fragments of a byte") << maskedFrame(0x01, "{") << maskedFrame(0x00, " ");
    QTest::newRow("empty fragments") << maskedFrame(0x01, "{") << maskedFrame(0x00, "");
    QTest::newRow("pings between two fragments")
        << maskedFrame(0x01, "{") << maskedFrame(0x89, QByteArray(125, 'p'));
    QTest::newRow("a ping that never ends")
        << maskedFrame(0x89, QByteArray(125, 'p')).first(7) << QByteArray();
}

void TestFloods::aMessageThatDribblesIsCut()
{
    QFETCH(QByteArray, begun);
    QFETCH(QByteArray, drop);
    Bounds bounds = patient();
    bounds.messageGrace = 300ms;
    bounds.slowestSender = 1000;
    RunningHost host(bounds);
    QVERIFY(host.start());
    Bystander bystander(host.port());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Dribbler"));
    QElapsedTimer watch;
    watch.start();
    peer.send(begun);
    QTimer dribble;
    QObject::connect(&dribble, &QTimer::timeout, &peer.socket, [&] { peer.send(drop); });
    dribble.start(20ms); // 50 bytes a second
    QVERIFY(peer.waitForClose());
    QVERIFY(watch.elapsed() >= 300);
    QCOMPARE(peer.closeCode(), 1008);
    QCOMPARE(cuts(host.port(), "dribble"), 1.0);
    QVERIFY(bystander.isUndisturbed());
}

void TestFloods::aSlowButSteadyMessageArrives()
{
    Bounds bounds = patient();
    bounds.messageGrace = 200ms;
    bounds.slowestSender = 100; // so that this test may be seconds late
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Steady"));
    const QByteArray message =
        textFrame("{\"type\":\"ping\",\"id\":77,\"t\":1,\"x\":\"" + QByteArray(10'000, 'x') + "\"}");
    QElapsedTimer watch;
    watch.start();
    qsizetype sent = 0;
    QTimer drops; // 5000 bytes a second
    QObject::connect(&drops, &QTimer::timeout, &peer.socket, [&] {
        const qsizetype due = qMin<qsizetype>(message.size(), 500 + watch.elapsed() * 5);
        peer.send(message.mid(sent, due - sent));
        sent = due;
    });
    drops.start(10ms);
    QVERIFY(peer.waitFor("\"re\":77"));
    QVERIFY(watch.elapsed() > 1000); // far past the grace
    QVERIFY(!peer.isClosed());
}

void TestFloods::aPauseThatWeMakeIsNotHeldAgainstTheSender()
{
    Bounds bounds = patient();
    bounds.messageGrace = 200ms;
    bounds.slowestSender = 50'000;
    bounds.incomingBurst = 20'000;
    bounds.incomingPerSecond = 20'000; // which is slower than the floor
    bounds.frameCost = 0;
    bounds.readAhead = 8 * 1024;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Eager"));
    peer.send(textFrame("{\"type\":\"ping\",\"id\":77,\"t\":1,\"x\":\"" + QByteArray(60'000, 'x') + "\"}"));
    QVERIFY(peer.waitFor("\"re\":77"));
    QVERIFY(metric(host.port(), "courtyard_pauses_total") > 0);
    QVERIFY(!peer.isClosed());
}

void TestFloods::fragmentsAreTakenUpToTheBound_data()
{
    QTest::addColumn<int>("fragments");
    QTest::addColumn<bool>("taken");
    QTest::newRow("at the bound") << 16 << true;
    QTest::newRow("one past it") << 17 << false;
}

void TestFloods::fragmentsAreTakenUpToTheBound()
{
    QFETCH(int, fragments);
    QFETCH(bool, taken);
    Bounds bounds = patient();
    bounds.fragments = 16;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Pieces"));
    const QByteArray text = "{\"type\":\"ping\",\"id\":77,\"t\":1}";
    peer.send(maskedFrame(0x01, text.first(10)));
    for (int i = 2; i < fragments; ++i)
        peer.send(maskedFrame(0x00, ""));
    peer.send(maskedFrame(0x80, text.mid(10)));
    if (taken) {
        QVERIFY(peer.waitFor("\"re\":77"));
        peer.send(maskedFrame(0x01, text.first(10)) + maskedFrame(0x80, text.mid(10))); // counted anew
        QTRY_COMPARE(peer.received.count("\"re\":77"), 2);
    } else {
        QVERIFY(peer.waitForClose());
        QCOMPARE(peer.closeCode(), 1008);
        QCOMPARE(cuts(host.port(), "fragments"), 1.0);
    }
}

void TestFloods::aMillionEmptyFragmentsAreCut()
{
    RunningHost host(patient());
    QVERIFY(host.start());
    Bystander bystander(host.port());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Pieces"));
    const QByteArray many = maskedFrame(0x00, "").repeated(100'000);
    const qint64 before = memoryInUse();
    peer.send(maskedFrame(0x01, "{"));
    for (int i = 0; i < 10 && !peer.isClosed(); ++i) {
        peer.send(many);
        QVERIFY(QTest::qWaitFor([&] { return peer.isClosed() || peer.socket.bytesToWrite() < many.size(); },
                                patience));
    }
    QVERIFY(peer.waitForClose());
    QCOMPARE(cuts(host.port(), "fragments"), 1.0);
    QVERIFY(memoryInUse() - before < 32 * mebibyte);
    QVERIFY(bystander.isUndisturbed());
}

void TestFloods::whoSendsTooFastWaitsAndLosesNothing_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("opcode"); // of each answer
    QTest::addColumn<qint64>("readAhead"); // so that little of it comes in before the first pause
    constexpr qint64 little = 256;
    QTest::newRow("pings") << maskedFrame(0x89, "p") << 500 << 10 << little;
    QTest::newRow("requests") << textFrame("{\"type\":\"ping\",\"t\":1}") << 500 << 1 << little;
    // Behind its last byte waits nothing but what makes it whole.
    QTest::newRow("pings without a payload") << maskedFrame(0x89, "") << 500 << 10 << little;
    QTest::newRow("large frames") << textFrame("{\"type\":\"ping\",\"t\":1,\"x\":\"" + QByteArray(60'000, 'x')
                                               + "\"}")
                                  << 12 << 1 << qint64(8192);
}

void TestFloods::whoSendsTooFastWaitsAndLosesNothing()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, count);
    QFETCH(int, opcode);
    QFETCH(qint64, readAhead);
    Bounds bounds = patient();
    bounds.incomingBurst = 200'000;
    bounds.incomingPerSecond = 400'000;
    bounds.frameCost = 2'000;
    bounds.readAhead = readAhead;
    RunningHost host(bounds);
    QVERIFY(host.start());
    Bystander bystander(host.port());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Hasty"));
    const auto answers = [&] {
        const QList<RawPeer::Frame> frames = peer.frames();
        return int(std::count_if(frames.begin(), frames.end(),
                                 [&](const RawPeer::Frame &one) { return one.opcode == opcode; }));
    };
    const int before = answers();
    QElapsedTimer watch;
    watch.start();
    peer.send(frame.repeated(count));
    peer.send(question);
    QVERIFY(QTest::qWaitFor([&] { return peer.received.contains("\"re\":77"); }, patience));
    const qint64 cost = count * (frame.size() + bounds.frameCost);
    QVERIFY2(watch.elapsed() >= (cost - bounds.incomingBurst) * 1000 / bounds.incomingPerSecond - 500,
             qPrintable(QString::number(watch.elapsed())));
    QVERIFY(answers() - before >= count - 1); // the host sends pings and events of its own
    QVERIFY(metric(host.port(), "courtyard_pauses_total") > 0);
    QVERIFY(bystander.isUndisturbed());
}

void TestFloods::allConnectionsOfAMemberShareItsAllowance()
{
    Bounds bounds = patient();
    bounds.incomingBurst = 100'000;
    bounds.incomingPerSecond = 10'000;
    RunningHost host(bounds);
    QVERIFY(host.start());
    Member first, second, other;
    QVERIFY(first.join(host.port(), QStringLiteral("Amina")));
    QVERIFY(second.join(host.port(), QStringLiteral("Amina"), first.token));
    QVERIFY(other.join(host.port(), QStringLiteral("Jorge")));
    const QJsonObject ping{{QStringLiteral("type"), QStringLiteral("ping")}, {QStringLiteral("t"), 1}};
    for (int i = 0; i < 40; ++i) // four seconds' worth of debt and more
        first.send(ping);
    QTRY_VERIFY(metric(host.port(), "courtyard_pauses_total") > 0);
    const double pauses = metric(host.port(), "courtyard_pauses_total");
    QElapsedTimer watch;
    watch.start();
    QVERIFY(!other.ask(ping).isEmpty());
    QCOMPARE(metric(host.port(), "courtyard_pauses_total"), pauses);
    QVERIFY(!second.ask(ping).isEmpty()); // answered, but at the member's pace
    QTRY_VERIFY(metric(host.port(), "courtyard_pauses_total") > pauses);
}

void TestFloods::withoutRateLimitNobodyWaits()
{
    Bounds bounds = patient();
    bounds.incomingBurst = bounds.incomingPerSecond = 1000;
    RunningHost host(bounds, [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.comeIn(host.port(), "Hasty"));
    peer.send(maskedFrame(0x89, "p").repeated(5000) + question);
    QVERIFY(peer.waitFor("\"re\":77"));
    QCOMPARE(metric(host.port(), "courtyard_pauses_total"), 0.0);
}

void TestFloods::aPingFloodCostsLittle_data()
{
    QTest::addColumn<bool>("reads");
    QTest::newRow("from one who reads") << true;
    QTest::newRow("from one who does not") << false;
}

// With the bounds of every day.
void TestFloods::aPingFloodCostsLittle()
{
    QFETCH(bool, reads);
    RunningHost host(patient());
    QVERIFY(host.start());
    Bystander bystander(host.port());
    RawPeer flood;
    if (!reads)
        flood.socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    QVERIFY(flood.comeIn(host.port(), "Flood"));
    flood.reading = reads;
    flood.socket.setReadBufferSize(reads ? 0 : 1);
    const qint64 before = memoryInUse();
    const QByteArray pings = maskedFrame(0x89, QByteArray(125, 'p')).repeated(2000);
    qint64 sent = 0, most = 0;
    QElapsedTimer watch;
    watch.start();
    const auto isOver = [&] {
        if (flood.socket.bytesToWrite() < pings.size()) {
            flood.send(pings);
            sent += pings.size();
        }
        if (reads)
            flood.received.clear();
        most = qMax(most, memoryInUse() - before);
        return flood.isClosed() || watch.elapsed() > 3000; // a flood of three seconds
    };
    QVERIFY(QTest::qWaitFor(isOver, patience));
    QVERIFY2(most < 48 * mebibyte, qPrintable(QString::number(most)));
    QVERIFY(bystander.isUndisturbed());
    flood.socket.abort();
    QTRY_COMPARE(host->snapshot().devices.size(), 1);
    QVERIFY(bystander.isUndisturbed());
    bystander.rest();
    QVERIFY(comesToRest());
    qInfo("sent %lld MB, memory grew by at most %lld KiB, the bystander's slowest answer took %lld ms",
          sent / 1'000'000, most / 1024, bystander.slowestMs());
}

void TestFloods::aSlowReceiverIsToldAndMissesNothing()
{
    Bounds bounds = patient();
    bounds.queuedBytes = 256 * 1024;
    bounds.closing = 20s; // long enough to read what was said
    RunningHost host(bounds, [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    Bystander bystander(host.port());
    RawPeer deaf;
    deaf.socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    QVERIFY(deaf.comeIn(host.port(), "Deaf"));
    const QString token = deaf.messages().constFirst()[QLatin1StringView("token")].toString();
    deaf.reading = false;
    deaf.socket.setReadBufferSize(1);
    const qint64 before = memoryInUse();
    int posted = 0;
    const QString text(16'000, QLatin1Char('x'));
    for (; posted < 1000 && cuts(host.port(), "slow") == 0; posted += 10)
        QVERIFY(!bystander.member.postMany(text, 10).isEmpty());
    QCOMPARE(cuts(host.port(), "slow"), 1.0);
    QVERIFY(metric(host.port(), "courtyard_queued_largest_bytes") <= double(bounds.queuedBytes + 1024));
    QVERIFY(memoryInUse() - before < 100 * mebibyte);
    QVERIFY(bystander.isUndisturbed());

    deaf.reading = true; // it wakes up in time to hear what became of it
    deaf.socket.setReadBufferSize(0);
    deaf.received += deaf.socket.readAll();
    QVERIFY(deaf.waitForClose());
    QCOMPARE(deaf.closeCode(), 1008);
    const QList<QJsonObject> heard = deaf.messages();
    QCOMPARE(heard.constLast()[QLatin1StringView("type")].toString(), QStringLiteral("bye"));
    QCOMPARE(heard.constLast()[QLatin1StringView("code")].toString(), QStringLiteral("slow"));
    QList<int> seqs;
    for (const QJsonObject &message : heard) {
        if (message[QLatin1StringView("type")].toString() == QStringLiteral("event"))
            seqs.append(message[QLatin1StringView("seq")].toInt());
    }

    Member again; // resumes after the last it has
    QVERIFY(again.join(host.port(), {}, token));
    bool more = true;
    while (more) {
        const QJsonObject page =
            again.ask({{QStringLiteral("type"), QStringLiteral("history")},
                       {QStringLiteral("room"), QStringLiteral("lobby")},
                       {QStringLiteral("after"), seqs.isEmpty() ? 0 : seqs.constLast()}});
        const QJsonArray events = page[QLatin1StringView("events")].toArray();
        QVERIFY(!events.isEmpty() || !page[QLatin1StringView("more")].toBool());
        for (const QJsonValue &event : events)
            seqs.append(event[QLatin1StringView("seq")].toInt());
        more = page[QLatin1StringView("more")].toBool();
    }
    QCOMPARE(seqs.size(), posted);
    for (int i = 0; i < posted; ++i)
        QCOMPARE(seqs[i], i + 1);
}

// A reply of a size that is known is the whole queue.
void TestFloods::whatFitsTheQueueIsSentAndOneByteMoreIsNot()
{
    QTemporaryDir folder;
    const auto there = [&folder](HostConfig &config) {
        config.dataFolder = folder.path();
        config.rateLimit = false;
    };
    const QByteArray all = textFrame("{\"type\":\"history\",\"room\":\"lobby\",\"after\":0,\"id\":77}");
    QString token;
    qsizetype size = 0;
    {
        RunningHost host(patient(), there);
        QVERIFY(host.start());
        Member amina;
        QVERIFY(amina.join(host.port(), QStringLiteral("Amina")));
        token = amina.token;
        QVERIFY(!amina.postMany(QString(16'000, QLatin1Char('x')), 12).isEmpty());
    }
    for (const int lacking : {-1, 0, 1}) { // first it is measured
        Bounds bounds = patient();
        if (lacking >= 0)
            bounds.queuedBytes = size - lacking;
        RunningHost host(bounds, there);
        QVERIFY(host.start());
        RawPeer peer;
        QVERIFY(peer.upgrade(host.port()));
        peer.send(textFrame("{\"type\":\"hello\",\"protocol\":1,\"beat\":0,\"id\":1,\"token\":\""
                            + token.toUtf8() + "\"}"));
        QVERIFY(peer.waitFor("\"welcome\""));
        peer.send(all);
        if (lacking == 1) {
            QVERIFY(peer.waitForClose());
            QCOMPARE(peer.closeCode(), 1008);
            QVERIFY(peer.received.contains("\"slow\""));
            continue;
        }
        QTRY_COMPARE(peer.received.count("\"re\":77"), 1);
        QTRY_VERIFY(peer.frames().constLast().payload.size() > 12 * 16'000);
        size = peer.frames().constLast().payload.size() + 10; // RFC 6455 §5.2: with a length of 64 bits
    }
}

void TestFloods::aSlowReaderOfManyPagesGetsThemAll()
{
    RunningHost host(patient(), [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    RawPeer reader;
    QVERIFY(reader.comeIn(host.port(), "Reader"));
    Member writer;
    QVERIFY(writer.join(host.port(), QStringLiteral("Writer")));
    QVERIFY(!writer.postMany(QString(16'000, QLatin1Char('x')), 70).isEmpty()); // a full page
    QTRY_COMPARE(reader.messages().size(), 72 + 1); // with the writer's presence
    constexpr int pages = 50;
    for (int i = 0; i < pages; ++i)
        reader.send(textFrame("{\"type\":\"history\",\"room\":\"lobby\",\"after\":0,\"id\":"
                              + QByteArray::number(100 + i) + "}"));
    reader.received.clear();
    reader.socket.setReadBufferSize(256 * 1024); // it takes no more at a time, and so slows its host down
    qsizetype seen = 0; // in what has been thrown away; a mark may still be in two parts
    const QByteArray mark = "\"more\":";
    const auto hasAll = [&] {
        seen += reader.received.count(mark);
        const qsizetype end = reader.received.lastIndexOf(mark);
        reader.received = reader.received.mid(end < 0 ? 0 : end + mark.size()).right(mark.size() - 1);
        return seen == pages;
    };
    QVERIFY(QTest::qWaitFor([&] { return hasAll() || reader.isClosed(); }, patience));
    QVERIFY(!reader.isClosed());
    QCOMPARE(cuts(host.port(), "slow"), 0.0);
}

void TestFloods::aVanishedPeerIsOfflineWithinTwoPings()
{
    Bounds bounds = patient();
    bounds.pingEvery = 400ms;
    RunningHost host(bounds);
    QVERIFY(host.start());
    Bystander bystander(host.port());
    RawPeer silent; // as good as unplugged: its system takes bytes, but nobody answers
    QVERIFY(silent.comeIn(host.port(), "Silent"));
    const QJsonObject gone = bystander.member.waitFor([](const QJsonObject &message) {
        return message[QLatin1StringView("type")].toString() == QStringLiteral("presence")
            && !message[QLatin1StringView("online")].toBool();
    });
    QCOMPARE(gone[QLatin1StringView("member")][QLatin1StringView("name")].toString(),
             QStringLiteral("Silent"));
    // The first ping goes out with the welcome, and the second, an interval later, is the last.
    QVERIFY(silent.waitForClose());
    const QList<RawPeer::Frame> frames = silent.frames();
    QCOMPARE(std::count_if(frames.begin(), frames.end(), isPing), 2);
    QCOMPARE(cuts(host.port(), "vanished"), 1.0);
    QVERIFY(bystander.isUndisturbed());
}

void TestFloods::oneMissedPingIsForgiven()
{
    Bounds bounds = patient();
    bounds.pingEvery = 1s; // so long may this test take to answer
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer absent;
    QVERIFY(absent.comeIn(host.port(), "Absent"));
    int seen = 0, answered = 0;
    QObject::connect(&absent.socket, &QTcpSocket::readyRead, &absent.socket, [&] {
        QList<RawPeer::Frame> pings = absent.frames();
        pings.removeIf([](const RawPeer::Frame &frame) { return !isPing(frame); });
        for (; seen < pings.size(); ++seen) {
            if (seen % 2 == 1) { // every other one
                absent.send(maskedFrame(0x8a, pings[seen].payload));
                ++answered;
            }
        }
    });
    QTRY_VERIFY_WITH_TIMEOUT(answered >= 2 || absent.isClosed(), patience);
    QVERIFY(!absent.isClosed());
    QCOMPARE(cuts(host.port(), "vanished"), 0.0);
}

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_floods.moc"
