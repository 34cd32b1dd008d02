#include "client/backoff.h"

#include <QTest>

using namespace courtyard;
using namespace std::chrono_literals;

class TestBackoff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doublesUpToTheLast();
    void startsAgainAfterAReset();
    void differsFromSeedToSeed();
};

void TestBackoff::doublesUpToTheLast()
{
    Backoff backoff(500ms, 15000ms, 1);
    for (const auto step : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 15000ms, 15000ms, 15000ms}) {
        const auto wait = backoff.next();
        QVERIFY(wait >= step / 2);
        QVERIFY(wait <= step);
    }
    for (int n = 0; n < 1000; ++n)
        QVERIFY(backoff.next() <= 15000ms);
}

void TestBackoff::startsAgainAfterAReset()
{
    Backoff backoff(500ms, 15000ms, 1);
    for (int n = 0; n < 5; ++n)
        backoff.next();
    backoff.reset();
    QVERIFY(backoff.next() <= 500ms);
}

void TestBackoff::differsFromSeedToSeed()
{
    Backoff one(500ms, 15000ms, 1), same(500ms, 15000ms, 1), other(500ms, 15000ms, 2);
    bool differs = false;
    for (int n = 0; n < 8; ++n) {
        const auto wait = one.next();
        QCOMPARE(wait.count(), same.next().count());
        differs = differs || wait != other.next();
    }
    QVERIFY(differs);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
