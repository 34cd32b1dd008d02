// Connections that nobody has vouched for are counted by where they come from (RELIABILITY 1, 21).
#include "server/network/strangers.h"

#include <QTest>

using namespace courtyard;

class TestStrangers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreCountedTogether_data();
    void addressesAreCountedTogether();
    void thereIsALimitForEachAddressAndForAll();
    void whoHasManyGivesToWhoHasFew();
    void aPassThatMovesIsCountedOnce();
};

void TestStrangers::addressesAreCountedTogether_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("together");
    const auto row = [](const char *a, const char *b, bool together) {
        QTest::newRow(qPrintable(QLatin1StringView(a) + QStringLiteral(" and ") + QLatin1StringView(b)))
            << QString::fromLatin1(a) << QString::fromLatin1(b) << together;
    };
    row("192.168.1.5", "192.168.1.5", true);
    row("192.168.1.5", "::ffff:192.168.1.5", true);
    row("192.168.1.5", "192.168.1.6", false);
    row("::ffff:192.168.1.5", "::ffff:192.168.1.6", false);
    row("2001:db8:0:1::5", "2001:db8:0:1:ffff::9", true);
    row("2001:db8:0:1::5", "2001:db8:0:2::5", false);
    row("fe80::1%eth0", "fe80::2%eth1", true);
}

void TestStrangers::addressesAreCountedTogether()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, together);
    QCOMPARE(countingAddress(QHostAddress(a)) == countingAddress(QHostAddress(b)), together);
}

void TestStrangers::whoHasManyGivesToWhoHasFew()
{
    const QHostAddress a(QStringLiteral("10.0.0.1")), b(QStringLiteral("10.0.0.2")),
        c(QStringLiteral("10.0.0.3"));
    Strangers strangers(4, 4);
    QVERIFY(!strangers.crowdedBeside(c));
    std::vector<std::optional<Strangers::Pass>> places;
    for (const QHostAddress &address : {a, a, a, b})
        places.push_back(strangers.admit(address));
    QCOMPARE(strangers.crowdedBeside(c), QStringLiteral("10.0.0.1"));
    QCOMPARE(strangers.crowdedBeside(b), QStringLiteral("10.0.0.1"));
    QVERIFY(!strangers.crowdedBeside(a)); // it would only take from itself
    places[0].reset();
    places[0] = strangers.admit(b);
    QVERIFY(!strangers.crowdedBeside(a)); // two each
    QCOMPARE(strangers.crowdedBeside(c).has_value(), true);
    QCOMPARE(places[3]->address(), QStringLiteral("10.0.0.2"));
}

void TestStrangers::thereIsALimitForEachAddressAndForAll()
{
    const QHostAddress a(QStringLiteral("10.0.0.1")), b(QStringLiteral("10.0.0.2")),
        c(QStringLiteral("10.0.0.3"));
    Strangers strangers(4, 2);
    auto first = strangers.admit(a);
    const auto second = strangers.admit(a);
    QVERIFY(first && second);
    QVERIFY(!strangers.admit(a)); // one past the limit of an address
    const auto third = strangers.admit(b);
    const auto fourth = strangers.admit(b);
    QVERIFY(third && fourth);
    QVERIFY(!strangers.admit(c)); // one past the limit of all
    QCOMPARE(strangers.total(), 4);
    first.reset();
    QVERIFY(strangers.admit(c));
}

void TestStrangers::aPassThatMovesIsCountedOnce()
{
    Strangers strangers(4, 4);
    {
        auto pass = strangers.admit(QHostAddress(QStringLiteral("10.0.0.1")));
        Strangers::Pass moved(std::move(*pass));
        QCOMPARE(strangers.total(), 1);
        pass.reset();
        QCOMPARE(strangers.total(), 1);
    }
    QCOMPARE(strangers.total(), 0);
}

QTEST_APPLESS_MAIN(TestStrangers)
#include "tst_strangers.moc"
