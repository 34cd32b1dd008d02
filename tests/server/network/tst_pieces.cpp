// What goes out is what was put in, in order, and large pieces are not copied.
#include "server/network/pieces.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace courtyard;

namespace {

/// All of it, by views of the front as a system call takes them.
QByteArray drained(Pieces &pieces, qint64 atOnce)
{
    QByteArray all;
    std::array<QByteArrayView, 3> views;
    while (!pieces.isEmpty()) {
        QByteArray front;
        for (const QByteArrayView view : pieces.front(views))
            front += view;
        front.truncate(qMin<qsizetype>(front.size(), atOnce));
        pieces.dropFront(front.size());
        all += front;
    }
    return all;
}

QByteArray pattern(int size, int seed)
{
    QByteArray bytes(size, '\0');
    for (int i = 0; i < size; ++i)
        bytes[i] = char(seed + i);
    return bytes;
}

} // namespace

class TestPieces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatGoesInComesOutInOrder_data();
    void whatGoesInComesOutInOrder();
    void largeOnesAreShared();
    void smallOnesAreJoined();
    void othersMayFollowWhatIsHalfOut();
    void aFullOneThatIsEmptiedIsAsNew();
};

void TestPieces::whatGoesInComesOutInOrder_data()
{
    QTest::addColumn<qint64>("atOnce");
    for (const qint64 atOnce : {1, 7, 1000, 2048, 5000, 1'000'000})
        QTest::newRow(qPrintable(QString::number(atOnce))) << atOnce;
}

void TestPieces::whatGoesInComesOutInOrder()
{
    QFETCH(qint64, atOnce);
    Pieces pieces;
    QByteArray all;
    int seed = 0;
    for (const int size : {1, 0, 2047, 2048, 1, 5000, 3, 3, 2042, 1, 4096, 9000}) {
        const QByteArray bytes = pattern(size, ++seed);
        pieces.add(bytes);
        all += bytes;
    }
    QCOMPARE(pieces.size(), all.size());
    QCOMPARE(drained(pieces, atOnce), all);
    QCOMPARE(pieces.size(), 0);
}

void TestPieces::largeOnesAreShared()
{
    const QByteArray large(10'000, 'x');
    Pieces pieces;
    pieces.add("small");
    pieces.add(large);
    std::array<QByteArrayView, 2> views;
    QCOMPARE(pieces.front(views).size(), 2u);
    QCOMPARE(views[1].data(), large.constData());
}

void TestPieces::smallOnesAreJoined()
{
    const QByteArray first = "shared";
    Pieces pieces;
    pieces.add(first);
    for (int i = 0; i < 100; ++i)
        pieces.add("more");
    std::array<QByteArrayView, 2> views;
    QCOMPARE(pieces.front(views).size(), 1u);
    QCOMPARE(first, "shared"); // a copy was joined
    QCOMPARE(pieces.size(), 6 + 400);
}

void TestPieces::othersMayFollowWhatIsHalfOut()
{
    Pieces queue, more;
    queue.add(pattern(3000, 1));
    queue.dropFront(1000);
    more.add(pattern(5000, 2));
    more.add("end");
    more.dropFront(4000);
    QByteArray all = pattern(3000, 1).sliced(1000) + pattern(5000, 2).sliced(4000) + "end";
    queue.add(std::move(more));
    QVERIFY(more.isEmpty()); // NOLINT: that is what is promised
    QCOMPARE(queue.size(), all.size());
    QCOMPARE(drained(queue, 700), all);
}

void TestPieces::aFullOneThatIsEmptiedIsAsNew()
{
    Pieces pieces;
    for (int i = 0; i < 100; ++i)
        pieces.add(QByteArray(3000, 'x'));
    pieces.clear();
    QVERIFY(pieces.isEmpty());
    std::array<QByteArrayView, 4> views;
    QVERIFY(pieces.front(views).empty());
    pieces.add("again");
    QCOMPARE(drained(pieces, 100), "again");
}

QTEST_APPLESS_MAIN(TestPieces)
#include "tst_pieces.moc"
