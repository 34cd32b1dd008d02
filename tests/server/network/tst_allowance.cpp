// Who sends more than its allowance is in debt, and waits until it is paid.
#include "server/network/allowance.h"

#include <QTest>

using namespace courtyard;
using namespace std::chrono_literals;

class TestAllowance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBurstPassesAndOneMoreWaits();
    void whatIsPaidComesBack();
    void debtsAddUp();
    void nobodySavesMoreThanABurst();
    void withoutALimitNobodyWaits();
    void oneMemberHasOneAllowance();
};

void TestAllowance::theBurstPassesAndOneMoreWaits()
{
    const auto now = std::chrono::steady_clock::now();
    Allowance allowance(1000, 100);
    QCOMPARE(allowance.take(1000, now).count(), 0);
    QCOMPARE(allowance.take(1, now).count(), 10);
}

void TestAllowance::whatIsPaidComesBack()
{
    auto now = std::chrono::steady_clock::now();
    Allowance allowance(1000, 100);
    QCOMPARE(allowance.take(1000, now).count(), 0);
    QCOMPARE(allowance.take(100, now += 1s).count(), 0);
    QCOMPARE(allowance.take(101, now += 1s).count(), 10);
}

void TestAllowance::debtsAddUp()
{
    const auto now = std::chrono::steady_clock::now();
    Allowance allowance(1000, 100);
    QCOMPARE(allowance.take(3000, now).count(), 20'000);
    QCOMPARE(allowance.take(100, now + 5s).count(), 16'000);
    QCOMPARE(allowance.take(0, now + 21s).count(), 0);
}

void TestAllowance::nobodySavesMoreThanABurst()
{
    const auto now = std::chrono::steady_clock::now();
    Allowance allowance(1000, 100);
    QCOMPARE(allowance.take(0, now).count(), 0);
    QVERIFY(allowance.take(1001, now + 24h).count() > 0);
}

void TestAllowance::withoutALimitNobodyWaits()
{
    constexpr qint64 most = std::numeric_limits<qint64>::max(); // --no-rate-limit
    const auto now = std::chrono::steady_clock::now();
    Allowance allowance(most, most);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(allowance.take(1LL << 40, now).count(), 0);
}

void TestAllowance::oneMemberHasOneAllowance()
{
    Allowances allowances(1000, 100);
    const auto first = allowances.of(QStringLiteral("m_1"));
    QCOMPARE(allowances.of(QStringLiteral("m_1")), first);
    QVERIFY(allowances.of(QStringLiteral("m_2")) != first);
    QVERIFY(allowances.ofStranger() != allowances.ofStranger());
    std::weak_ptr<Allowance> gone;
    for (int i = 0; i < 1000; ++i) // they leave at once
        gone = allowances.of(QStringLiteral("passing %1").arg(i));
    QVERIFY(gone.expired());
    QCOMPARE(allowances.of(QStringLiteral("m_1")), first);
}

QTEST_APPLESS_MAIN(TestAllowance)
#include "tst_allowance.moc"
