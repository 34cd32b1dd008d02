// What lists and chips say of files on their way.
#include "client/transfers/transfers.h"
#include "tests/support/patience.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestTransfers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void speedIsThatOfTheLastSeconds()
    {
        SpeedMeter meter;
        QVERIFY(!meter.speed(0));
        meter.note(0, 0);
        QVERIFY(!meter.speed(100)); // too little to say
        for (int second = 1; second <= 10; ++second)
            meter.note(second * 1000, second * 1000);
        QCOMPARE(meter.speed(10'000).value_or(0), 1000);
        for (int second = 11; second <= 20; ++second)
            meter.note(10'000 + (second - 10) * 5000, second * 1000);
        QCOMPARE(meter.speed(20'000).value_or(0), 5000);
        QVERIFY(meter.speed(30'000).value_or(0) < 2000); // nothing comes any more
        meter.note(0, 30'000);
        QVERIFY(!meter.speed(30'100)); // begun again
    }

    void wordsSayHowFarItIs_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("words");
        using State = Transfer::State;
        QTest::newRow("waiting") << int(State::Waiting) << u"Waiting · 6.6 MB"_s;
        QTest::newRow("moving") << int(State::Moving) << u"4.1 MB of 6.6 MB"_s;
        QTest::newRow("checking") << int(State::Checking) << u"Checking…"_s;
        QTest::newRow("paused") << int(State::Paused) << u"Paused at 4.1 MB of 6.6 MB"_s;
        QTest::newRow("done") << int(State::Done) << u"6.6 MB"_s;
    }
    void wordsSayHowFarItIs()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        QFETCH(const int, state);
        Transfers transfers;
        Transfer transfer;
        transfer.key = u"k"_s;
        transfer.name = u"a.pdf"_s;
        transfer.size = 6'600'000;
        transfer.done = 4'100'000;
        transfer.state = Transfer::State(state);
        transfers.put(transfer);
        QTEST(transfers.words(u"k"_s), "words");
        QVERIFY(transfers.index(0).data(Qt::AccessibleTextRole).toString().startsWith(u"a.pdf: "_s));
    }

    void progressIsSaidNowAndThen()
    {
        Transfers transfers;
        QSignalSpy progressed(&transfers, &Transfers::progressed);
        QSignalSpy finished(&transfers, &Transfers::finished);
        QSignalSpy underWay(&transfers, &Transfers::underWayChanged);
        Transfer transfer{u"k"_s, Transfer::Kind::Upload, Transfer::State::Moving, {}, u"a"_s, 1000, 0, {},
                          {}};
        for (transfer.done = 0; transfer.done < 1000; ++transfer.done)
            transfers.put(transfer);
        QVERIFY(progressed.count() <= 2);
        QTRY_COMPARE(progressed.count(), 2);
        QCOMPARE(transfers.underWay(), 1);
        transfer.state = Transfer::State::Done;
        transfers.put(transfer);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(underWay.count(), 2);
        transfers.drop(u"k"_s);
        QCOMPARE(transfers.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
