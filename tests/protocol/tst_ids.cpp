// Ids are random, of one form, and safe in links; words on the wire name each value once; the clock goes
// forward.
#include "protocol/clock.h"
#include "protocol/ids.h"
#include "protocol/types.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestIds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsNameTheirKindAndHold128Bits();
    void tokensHold256BitsAndKeys128();
    void noTwoIdsAreAlike();
    void wordsReadBack();
    void theSystemClockTellsTheTimeAndNeverGoesBack();
};

void TestIds::idsNameTheirKindAndHold128Bits()
{
    static const QRegularExpression form(u"^[hmrl]_[A-Za-z0-9_-]{22}$"_s);
    for (const char kind : {'h', 'm', 'r', 'l'}) {
        const QString id = makeId(kind);
        QVERIFY2(form.match(id).hasMatch() && id.startsWith(QLatin1Char(kind)), qPrintable(id));
    }
}

void TestIds::tokensHold256BitsAndKeys128()
{
    static const QRegularExpression form(u"^[A-Za-z0-9_-]+$"_s);
    QCOMPARE(makeToken().size(), 43);
    QCOMPARE(makeKey().size(), 22);
    QVERIFY(form.match(makeToken() + makeKey()).hasMatch());
}

void TestIds::noTwoIdsAreAlike()
{
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i)
        seen << makeId('m') << makeToken() << makeKey();
    QCOMPARE(seen.size(), 3000);
}

void TestIds::wordsReadBack()
{
    for (int i = 0; i <= int(Role::Visitor); ++i)
        QCOMPARE(roleFromWire(QString(toWire(Role(i)))), Role(i));
    for (int i = 0; i <= int(RoomKind::Desk); ++i)
        QCOMPARE(roomKindFromWire(QString(toWire(RoomKind(i)))), RoomKind(i));
    for (int i = 0; i <= int(Device::Bot); ++i)
        QCOMPARE(deviceFromWire(QString(toWire(Device(i)))), Device(i));
    for (int i = 0; i <= int(EventKind::Notice); ++i)
        QCOMPARE(eventKindFromWire(QString(toWire(EventKind(i)))), EventKind(i));
    QCOMPARE(roleFromWire(u"Owner"), std::nullopt);
    QCOMPARE(eventKindFromWire(u""), std::nullopt);
}

void TestIds::theSystemClockTellsTheTimeAndNeverGoesBack()
{
    const SystemClock clock;
    QVERIFY(std::abs(clock.wallMs() - QDateTime::currentMSecsSinceEpoch()) < 60'000);
    qint64 last = clock.steadyMs();
    for (int i = 0; i < 1000; ++i) {
        const qint64 now = clock.steadyMs();
        QVERIFY(now >= last);
        last = now;
    }
}

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
