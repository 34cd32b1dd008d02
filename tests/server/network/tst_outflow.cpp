// Whoever has something to send is asked once a turn, and who has gone is not.
#include "server/network/outflow.h"
#include "tests/support/patience.h"

#include <QTest>

#include <functional>
#include <memory>

using namespace courtyard;

namespace {

struct Speaker final : Sender {
    void flush() override
    {
        ++flushes;
        if (then)
            then();
    }
    int flushes = 0;
    std::function<void()> then;
};

} // namespace

class TestOutflow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsAskedOnceATurn();
    void whatIsPostedMeanwhileGoesFirst();
    void whoHasGoneIsNotAsked();
    void whoHasMoreMeanwhileIsAskedAgain();
};

void TestOutflow::eachIsAskedOnceATurn()
{
    Outflow outflow;
    Speaker one, two;
    for (int i = 0; i < 3; ++i) {
        outflow.expect(&one);
        outflow.expect(&two);
    }
    QCOMPARE(one.flushes, 0);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(one.flushes, 1);
    QCOMPARE(two.flushes, 1);
    outflow.expect(&one);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(one.flushes, 2);
    QCOMPARE(two.flushes, 1);
}

void TestOutflow::whatIsPostedMeanwhileGoesFirst()
{
    Outflow outflow;
    Speaker one;
    int flushesBefore = -1;
    outflow.expect(&one);
    QMetaObject::invokeMethod(
        &outflow, [&] { flushesBefore = one.flushes; }, Qt::QueuedConnection);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(flushesBefore, 0); // so what that sends goes out with the rest
    QCOMPARE(one.flushes, 1);
}

void TestOutflow::whoHasGoneIsNotAsked()
{
    Outflow outflow;
    Speaker first, last;
    auto leavesBefore = std::make_unique<Speaker>(), leavesMeanwhile = std::make_unique<Speaker>();
    for (Speaker *speaker : {leavesBefore.get(), &first, leavesMeanwhile.get(), &last})
        outflow.expect(speaker);
    outflow.forget(leavesBefore.get());
    leavesBefore.reset();
    first.then = [&] {
        outflow.forget(leavesMeanwhile.get());
        leavesMeanwhile.reset();
        outflow.forget(&first); // which is not expected any more
    };
    QCoreApplication::sendPostedEvents();
    QCOMPARE(first.flushes, 1);
    QCOMPARE(last.flushes, 1);
}

void TestOutflow::whoHasMoreMeanwhileIsAskedAgain()
{
    Outflow outflow;
    Speaker one, other;
    one.then = [&] {
        if (one.flushes == 1) {
            outflow.expect(&other);
            outflow.expect(&one);
            outflow.forget(&other); // of the next turn, in this one
        }
    };
    outflow.expect(&one);
    QCoreApplication::sendPostedEvents();
    QTRY_COMPARE(one.flushes, 2);
    QCOMPARE(other.flushes, 0);
}

QTEST_GUILESS_MAIN(TestOutflow)
#include "tst_outflow.moc"
