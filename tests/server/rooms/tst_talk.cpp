#include "tests/server/rooms/houseprobe.h"
#include "tests/server/store/logprobe.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatOneSaysAllHear();
};

void TalkTest::whatOneSaysAllHear()
{
    LogProbe store;
    HouseProbe probe(store.log());
    const auto amina = probe.listener(u"Amina"_s);
    const auto ben = probe.listener(u"Ben"_s);
    const QJsonObject ok = amina->ask(posting(u"k1"_s, u"hello"_s));
    QCOMPARE(ok.value("seq"_L1).toInt(), 1);
    QTRY_COMPARE(ben->heard("event").size(), 1);
    QCOMPARE(ben->heard("event").first().value("text"_L1).toString(), u"hello"_s);
    QCOMPARE(amina->heard("event"), ben->heard("event"));
}

QTEST_GUILESS_MAIN(TalkTest)
#include "tst_talk.moc"
