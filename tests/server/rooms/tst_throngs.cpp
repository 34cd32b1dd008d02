// What thousands in one room hear of each other: counted in frames and bytes, not in time. What each hears
// may grow with how long it takes them to come, never with how many they are.
#include "server/rooms/house.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/participant.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>

#include <span>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

// Counts what it hears by type; keeps the last `presences`.
class CountingPeer final : public Peer {
public:
    CountingPeer() : m_facts{u"192.0.2.1"_s, false, false, {}} { }
    const PeerFacts &facts() const override { return m_facts; }
    void send(const WireFrame &frame) override
    {
        QByteArray name;
        for (const QByteArray &payload : frame.payloads()) {
            const qsizetype type = qsizetype(sizeof R"({"type":")") - 1;
            name = payload.mid(type, payload.indexOf('"', type) - type);
            ++frames[name];
            bytes[name] += payload.size();
            if (name == "presences")
                presences.append(payload);
        }
        ++pieces[name];
    }
    qint64 queuedBytes() const override { return 0; }
    void giveBack(qint64) override { }
    void close(int, const QString &) override { }

    QHash<QByteArray, int> frames, pieces;
    QHash<QByteArray, qint64> bytes;
    QByteArrayList presences;

private:
    PeerFacts m_facts;
};

struct Visitor {
    std::unique_ptr<CountingPeer> peer = std::make_unique<CountingPeer>();
    std::unique_ptr<Participant> participant; // before the peer goes
};

class Crowd {
public:
    explicit Crowd(int size) : m_probe(m_log, config()), m_visitors(std::size_t(size)) { }

    void comeIn(int from, int to)
    {
        int number = from;
        for (Visitor &one : std::span(m_visitors).subspan(std::size_t(from), std::size_t(to - from))) {
            one.participant = m_probe.house().admit(*one.peer);
            say(one,
                R"({"type":"hello","protocol":1,"beat":0,"name":"Visitor )" + QByteArray::number(++number)
                    + R"("})");
        }
        QTRY_COMPARE_WITH_TIMEOUT(heardBy("welcome"), to, 60'000);
    }
    void join(int count)
    {
        for (Visitor &one : std::span(m_visitors).first(std::size_t(count)))
            say(one, R"({"type":"join","room":"lobby"})");
        QTRY_COMPARE_WITH_TIMEOUT(heardBy("ok"), count, 60'000);
    }
    void say(Visitor &one, const QByteArray &frame) { one.participant->receive(frame); }
    std::vector<Visitor> &visitors() { return m_visitors; }
    int size() const { return int(m_visitors.size()); }

private:
    static HouseConfig config()
    {
        HouseConfig config = openHouse();
        config.rateLimit = false;
        return config;
    }
    int heardBy(const QByteArray &type) const
    {
        return int(std::count_if(m_visitors.begin(), m_visitors.end(),
                                 [&type](const Visitor &one) { return one.peer->frames.value(type) > 0; }));
    }

    MemoryLog m_log;
    HouseProbe m_probe;
    std::vector<Visitor> m_visitors;
};

constexpr int size = 2 * houselimits::hugeCrowd + 100; // notices half as often, of half as many
constexpr int interval = 2 * houselimits::gatherMs, mostNamed = houselimits::gatheredPeople / 2;
constexpr int personBytes = 160; // of one, as a notice names it

} // namespace

class ThrongsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoComesTogetherIsToldTogether();
    void whoComesCostsEachAFewNotices();
    void whoLeavesCostsEachAFewNotices();
    void typingIsPassedOnOnceANotice();
};

// In a room that is no crowd: each by itself, but in few pieces.
void ThrongsTest::whoComesTogetherIsToldTogether()
{
    constexpr int few = houselimits::fewPeople, all = houselimits::crowd - 10;
    Crowd crowd(all);
    crowd.comeIn(0, few);
    crowd.join(few);
    CountingPeer &first = *crowd.visitors().front().peer;
    QElapsedTimer watch;
    watch.start();
    crowd.comeIn(few, all);
    QTRY_COMPARE(first.frames.value("presence"), all - few);
    QVERIFY(first.pieces.value("presence") <= watch.elapsed() / houselimits::burstMs + 1);
}

void ThrongsTest::whoComesCostsEachAFewNotices()
{
    constexpr int listeners = 50, all = 600;
    Crowd crowd(all);
    crowd.comeIn(0, listeners);
    crowd.join(listeners);
    QElapsedTimer watch;
    watch.start();
    crowd.comeIn(listeners, all);
    CountingPeer &first = *crowd.visitors().front().peer;
    const QByteArray allOfThem = "\"people\":" + QByteArray::number(all);
    QTRY_VERIFY_WITH_TIMEOUT(!first.presences.isEmpty() && first.presences.constLast().contains(allOfThem),
                             10'000);
    // While it fills, notices come up to four times a second.
    const qint64 notices = watch.elapsed() / houselimits::gatherMs + 2;
    for (const Visitor &one : std::span(crowd.visitors()).first(listeners)) {
        QVERIFY(one.peer->frames.value("presences") <= notices);
        QVERIFY(one.peer->bytes.value("presences") <= notices * houselimits::gatheredPeople * personBytes);
        QVERIFY(one.peer->frames.value("presence") <= houselimits::crowd);
        QCOMPARE(one.peer->frames.value("room"), 0);
    }
}

void ThrongsTest::whoLeavesCostsEachAFewNotices()
{
    Crowd crowd(size);
    crowd.comeIn(0, size);
    crowd.join(10);
    CountingPeer &first = *crowd.visitors().front().peer;
    // Until all that was left to be told of those who came has been told.
    int before = -1;
    const auto isQuiet = [&first, &before] {
        QTest::qWait(2 * interval);
        const int now = first.frames.value("presences");
        return std::exchange(before, now) == now;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 30'000);
    first.presences.clear();
    for (std::size_t i = 10; i < crowd.visitors().size(); ++i)
        crowd.visitors()[i].participant.reset();
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 30'000);
    QCOMPARE(first.presences.size(), 1); // they left in one turn
    const QJsonObject notice = QJsonDocument::fromJson(first.presences.constFirst()).object();
    QCOMPARE(notice.value("left"_L1).toArray().size(), mostNamed);
    QVERIFY(notice.value("more"_L1).toBool());
    QCOMPARE(notice.value("people"_L1).toInt(), crowd.size()); // members all the same
}

void ThrongsTest::typingIsPassedOnOnceANotice()
{
    Crowd crowd(houselimits::crowd + 10);
    crowd.comeIn(0, crowd.size());
    crowd.join(crowd.size());
    QElapsedTimer watch;
    watch.start();
    for (Visitor &one : crowd.visitors())
        crowd.say(one, R"({"type":"typing","room":"lobby"})");
    CountingPeer &first = *crowd.visitors().front().peer;
    CountingPeer &last = *crowd.visitors().back().peer;
    const qint64 most = watch.elapsed() / houselimits::gatherMs + 1;
    QVERIFY(first.frames.value("typing") + last.frames.value("typing") > 0);
    QVERIFY(first.frames.value("typing") <= most);
    QVERIFY(last.frames.value("typing") <= most);
}

QTEST_GUILESS_MAIN(ThrongsTest)
#include "tst_throngs.moc"
