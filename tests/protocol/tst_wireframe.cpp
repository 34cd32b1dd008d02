// A host's text frame is RFC 6455's: FIN, opcode 1, no mask, the shortest form of the length.
#include "protocol/wireframe.h"

#include <QTest>

using courtyard::WireFrame;

class TestWireFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerCarriesTheLengthInItsShortestForm_data();
    void headerCarriesTheLengthInItsShortestForm();
    void severalStandOneAfterTheOther();
};

void TestWireFrame::headerCarriesTheLengthInItsShortestForm_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("empty") << 0 << QByteArray::fromHex("8100");
    QTest::newRow("125, the last in seven bits") << 125 << QByteArray::fromHex("817d");
    QTest::newRow("126, the first in sixteen") << 126 << QByteArray::fromHex("817e007e");
    QTest::newRow("127") << 127 << QByteArray::fromHex("817e007f");
    QTest::newRow("65535, the last in sixteen") << 65535 << QByteArray::fromHex("817effff");
    QTest::newRow("65536, the first in 64") << 65536 << QByteArray::fromHex("817f0000000000010000");
    QTest::newRow("a megabyte") << 1048576 << QByteArray::fromHex("817f0000000000100000");
}

void TestWireFrame::headerCarriesTheLengthInItsShortestForm()
{
    QFETCH(int, size);
    QFETCH(QByteArray, header);
    const QByteArray payload(size, 'x');
    const WireFrame frame = WireFrame::text(payload);
    QCOMPARE(frame.bytes().left(header.size()).toHex(), header.toHex());
    QCOMPARE(frame.bytes().size(), header.size() + size);
    QCOMPARE(frame.payloads(), QList<QByteArray>{payload});
}

void TestWireFrame::severalStandOneAfterTheOther()
{
    WireFrame frames = WireFrame::text("a");
    const WireFrame first = frames;
    QList<QByteArray> payloads{"a"};
    for (const int size : {0, 125, 126, 65535, 65536, 1}) {
        payloads.append(QByteArray(size, 'x'));
        frames.append(WireFrame::text(payloads.last()));
    }
    QCOMPARE(frames.count(), 7);
    QCOMPARE(frames.payloads(), payloads);
    QCOMPARE(first.count(), 1); // which others hold
    QCOMPARE(first.payloads(), QList<QByteArray>{"a"});
}

QTEST_APPLESS_MAIN(TestWireFrame)
#include "tst_wireframe.moc"
