// The heads of frames are followed whatever pieces they come in.
#include "server/network/framewatch.h"

#include <QTest>

using namespace courtyard;

namespace {

// From a client, with a mask of zeros.
QByteArray frame(int firstByte, qsizetype size)
{
    QByteArray bytes(1, char(firstByte));
    if (size < 126) {
        bytes += char(0x80 | int(size));
    } else if (size < 65536) {
        bytes += char(0x80 | 126);
        bytes += char(size >> 8);
        bytes += char(size);
    } else {
        bytes += char(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += char(quint64(size) >> shift);
    }
    return bytes + QByteArray(4, '\0') + QByteArray(size, 'x');
}

} // namespace

class TestFrameWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreCounted_data();
    void framesAreCounted();
    void anythingUnfinishedIsOpen();
    void fragmentsAndTheirBytesAreCounted();
    void aControlFrameDoesNotEndAMessage();
    void payloadMayBeSkipped();
    void lengthsBeyondAllMeasureAreKept();
    void aFrameWithoutMaskIsSeen();
};

void TestFrameWatch::framesAreCounted_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 7, 100, 1'000'000})
        QTest::newRow(qPrintable(QString::number(piece))) << piece;
}

void TestFrameWatch::framesAreCounted()
{
    QFETCH(int, piece);
    QByteArray stream;
    int frames = 0;
    for (const qsizetype size : {0, 1, 125, 126, 127, 65535, 65536, 70000}) {
        stream += frame(0x81, size) + frame(0x89, 5);
        frames += 2;
    }
    FrameWatch watch;
    for (qsizetype at = 0; at < stream.size(); at += piece)
        watch.read(QByteArrayView(stream).sliced(at, qMin<qsizetype>(piece, stream.size() - at)));
    QCOMPARE(watch.frames(), quint64(frames));
    QCOMPARE(watch.settled(), quint64(frames));
    QVERIFY(!watch.isOpen());
    QCOMPARE(watch.payloadLeft(), 0);
}

void TestFrameWatch::anythingUnfinishedIsOpen()
{
    const QByteArray whole = frame(0x81, 3);
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        FrameWatch watch;
        watch.read(QByteArrayView(whole).first(size));
        QCOMPARE(watch.isOpen(), size > 0 && size < whole.size());
    }
    FrameWatch watch;
    watch.read(frame(0x01, 3)); // the first of several
    QVERIFY(watch.isOpen());
    QCOMPARE(watch.settled(), 0u);
    watch.read(frame(0x80, 0));
    QVERIFY(!watch.isOpen());
    QCOMPARE(watch.settled(), 1u);
}

void TestFrameWatch::fragmentsAndTheirBytesAreCounted()
{
    FrameWatch watch;
    watch.read(frame(0x01, 10));
    watch.read(frame(0x00, 0));
    watch.read(frame(0x00, 5).chopped(2));
    QCOMPARE(watch.fragments(), 3);
    QCOMPARE(watch.messageBytes(), 13);
    watch.read("xx");
    watch.read(frame(0x82, 1)); // not allowed now; QWebSocket says so
    QCOMPARE(watch.fragments(), 1);
    QCOMPARE(watch.messageBytes(), 1);
}

void TestFrameWatch::aControlFrameDoesNotEndAMessage()
{
    FrameWatch watch;
    watch.read(frame(0x01, 10));
    watch.read(frame(0x89, 100));
    QVERIFY(watch.isOpen());
    QCOMPARE(watch.fragments(), 1);
    QCOMPARE(watch.messageBytes(), 10); // and its bytes are nobody's progress
    QCOMPARE(watch.settled(), 0u);
    QCOMPARE(watch.frames(), 2u);
}

void TestFrameWatch::payloadMayBeSkipped()
{
    FrameWatch watch;
    const QByteArray whole = frame(0x82, 1000);
    watch.read(QByteArrayView(whole).first(10));
    QCOMPARE(watch.payloadLength(), 1000);
    QCOMPARE(watch.payloadLeft(), 998);
    watch.skip(0);
    watch.skip(900);
    QVERIFY(watch.isOpen());
    watch.skip(98);
    QVERIFY(!watch.isOpen());
    watch.skip(0);
    QCOMPARE(watch.settled(), 1u);
}

void TestFrameWatch::lengthsBeyondAllMeasureAreKept()
{
    FrameWatch watch;
    watch.read(QByteArray::fromHex("82ffffffffffffffffff00000000"));
    QCOMPARE(watch.payloadLeft(), std::numeric_limits<qint64>::max());
    watch.skip(1'000'000);
    QVERIFY(watch.isOpen());
}

void TestFrameWatch::aFrameWithoutMaskIsSeen()
{
    FrameWatch watch;
    watch.read(frame(0x81, 2));
    QVERIFY(!watch.sawUnmasked());
    watch.read(QByteArray::fromHex("81"));
    QVERIFY(!watch.sawUnmasked());
    watch.read(QByteArray::fromHex("027b7d"));
    QVERIFY(watch.sawUnmasked());
    QVERIFY(!watch.isOpen());
}

QTEST_APPLESS_MAIN(TestFrameWatch)
#include "tst_framewatch.moc"
