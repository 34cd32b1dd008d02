// Messages come out whole, whatever pieces the stream comes in, and what RFC 6455 forbids is named.
#include "server/network/framereader.h"

#include <QTest>

using namespace courtyard;

namespace {

constexpr qint64 largest = 100'000;
constexpr int mostFragments = 5;

QByteArray masked(int firstByte, const QByteArray &payload, std::optional<quint64> announced = {})
{
    const quint64 size = announced.value_or(quint64(payload.size()));
    QByteArray bytes(1, char(firstByte));
    if (size < 126) {
        bytes += char(0x80 | int(size));
    } else {
        const int width = size < 65536 ? 2 : 8;
        bytes += char(0x80 | (width == 2 ? 126 : 127));
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
            bytes += char(size >> shift);
    }
    const QByteArray mask = QByteArray::fromHex("a1b2c3d4");
    bytes += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload[i] ^ mask[i % 4]);
    return bytes;
}

QByteArray inWords(const frame::Message &message)
{
    if (const auto *text = std::get_if<frame::Text>(&message))
        return "text " + text->utf8;
    if (const auto *binary = std::get_if<frame::Binary>(&message))
        return "binary " + binary->bytes;
    if (const auto *ping = std::get_if<frame::Ping>(&message))
        return "ping " + ping->payload;
    if (std::holds_alternative<frame::Pong>(message))
        return "pong";
    if (const auto *close = std::get_if<frame::Close>(&message))
        return "close " + QByteArray::number(close->code);
    return "breach " + QByteArray::number(std::get<frame::Breach>(message).closeCode);
}

QList<QByteArray> readAll(FrameReader &reader, QByteArray stream, qsizetype piece = 1'000'000)
{
    QList<QByteArray> read;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        QByteArray part = stream.mid(at, piece); // gone after its turn, as the network's buffer is
        reader.feed({part.data(), std::size_t(part.size())});
        while (const auto message = reader.next()) {
            read.append(inWords(*message));
            if (std::holds_alternative<frame::Breach>(*message))
                return read;
        }
    }
    return read;
}

QList<QByteArray> readAll(const QByteArray &stream, qsizetype piece = 1'000'000)
{
    FrameReader reader(largest, mostFragments);
    return readAll(reader, stream, piece);
}

} // namespace

class TestFrameReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whateverThePiecesTheMessagesAreTheSame_data();
    void whateverThePiecesTheMessagesAreTheSame();
    void breachesAreNamed_data();
    void breachesAreNamed();
    void whatIsAllowedAtTheLimitIsTaken_data();
    void whatIsAllowedAtTheLimitIsTaken();
    void aBinaryMessageMayBeKept();
    void anythingUnfinishedIsOpen();
    void fragmentsAndTheirBytesAreCountedAnewForEachMessage();
};

void TestFrameReader::whateverThePiecesTheMessagesAreTheSame_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 5, 7, 8, 100, 70'001, 1'000'000})
        QTest::newRow(qPrintable(QString::number(piece))) << piece;
}

void TestFrameReader::whateverThePiecesTheMessagesAreTheSame()
{
    QFETCH(int, piece);
    QByteArray stream;
    QList<QByteArray> expected;
    for (const int size : {0, 1, 7, 8, 9, 125, 126, 127, 65535, 65536, 70000}) {
        QByteArray payload(size, 'x');
        for (int i = 0; i < size; ++i)
            payload[i] = char('a' + i % 26);
        stream += masked(0x81, payload) + masked(0x82, payload) + masked(0x8a, "unasked");
        expected += {"text " + payload, "binary " + payload, "pong"};
        // In three fragments, with a ping between.
        stream += masked(0x01, payload.first(size / 3)) + masked(0x89, "p" + payload.first(size / 1000))
            + masked(0x00, payload.sliced(size / 3, size / 3)) + masked(0x80, payload.sliced(2 * (size / 3)));
        expected += {"ping p" + payload.first(size / 1000), "text " + payload};
    }
    stream += masked(0x81, "größer") + masked(0x01, "gr\xc3") + masked(0x80, "\xb6\xc3\x9f")
        + masked(0x88,
                 "\x03\xe9"
                 "bye");
    expected += {"text größer", "text größ", "close 1001"};
    QCOMPARE(readAll(stream, piece), expected);
}

void TestFrameReader::breachesAreNamed_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &stream, int code) {
        QTest::newRow(name) << stream << code;
    };
    for (const int bit : {0x40, 0x20, 0x10})
        row(qPrintable(QStringLiteral("reserved bit %1").arg(bit)), masked(0x81 | bit, "x"), 1002);
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        row(qPrintable(QStringLiteral("opcode %1").arg(opcode)), masked(0x80 | opcode, "x"), 1002);
    row("no mask", QByteArray("\x81\x02{}"), 1002);
    row("ping of 126 bytes", masked(0x89, QByteArray(126, 'x')), 1002);
    row("a ping in pieces", masked(0x09, "x"), 1002);
    row("a close frame in pieces", masked(0x08, ""), 1002);
    row("orphan continuation", masked(0x80, "x"), 1002);
    row("text within a text", masked(0x01, "x") + masked(0x81, "y"), 1002);
    row("continuation of what is over", masked(0x01, "x") + masked(0x80, "y") + masked(0x80, "z"), 1002);
    row("length of 2^63", masked(0x82, "x", 1ULL << 63), 1002);
    row("125 in 16 bits", QByteArray::fromHex("81fe007d00000000"), 1002);
    row("65535 in 64 bits", QByteArray::fromHex("82ff000000000000ffff00000000"), 1002);
    row("close code of one byte", masked(0x88, "x"), 1002);
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535}) {
        const char bytes[] = {char(code >> 8), char(code)};
        row(qPrintable(QStringLiteral("close code %1").arg(code)), masked(0x88, QByteArray(bytes, 2)), 1002);
    }
    row("close reason that is not UTF-8", masked(0x88, "\x03\xe8\xff"), 1007);
    row("overlong", masked(0x81, "\xc0\xaf"), 1007);
    row("surrogate", masked(0x81, "\xed\xa0\x80"), 1007);
    row("past U+10FFFF", masked(0x81, "\xf4\x90\x80\x80"), 1007);
    row("cut short", masked(0x81, "\xe2\x82"), 1007);
    row("bad across fragments", masked(0x01, "\xe2\x82") + masked(0x80, "x"), 1007);
    row("1 TiB", masked(0x82, "x", 1ULL << 40), 1009);
    row("one byte too large", masked(0x82, "", quint64(largest) + 1), 1009);
    row("together one byte too large", masked(0x02, QByteArray(int(largest), 'x')) + masked(0x80, "", 1),
        1009);
    row("one fragment too many", masked(0x01, "x") + masked(0x00, "").repeated(mostFragments), 1008);
}

void TestFrameReader::breachesAreNamed()
{
    QFETCH(QByteArray, stream);
    QFETCH(int, code);
    for (const int piece : {1, 1'000'000}) {
        const QList<QByteArray> read = readAll(stream, piece);
        QVERIFY(!read.isEmpty());
        QCOMPARE(read.last(), "breach " + QByteArray::number(code));
    }
}

void TestFrameReader::whatIsAllowedAtTheLimitIsTaken_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("read");
    const QByteArray large(int(largest), 'x');
    QTest::newRow("largest") << masked(0x82, large) << "binary " + large;
    QTest::newRow("largest in two") << masked(0x02, large.chopped(1)) + masked(0x80, "x")
                                    << "binary " + large;
    QTest::newRow("fragments") << masked(0x01, "a") + masked(0x00, "b").repeated(mostFragments - 2)
            + masked(0x80, "c") << QByteArray("text abbbc");
    QTest::newRow("ping of 125 bytes")
        << masked(0x89, QByteArray(125, 'x')) << "ping " + QByteArray(125, 'x');
    QTest::newRow("close without a code") << masked(0x88, "") << QByteArray("close 1000");
    for (const int code : {1000, 1003, 1007, 1014, 3000, 4999}) {
        const char bytes[] = {char(code >> 8), char(code)};
        QTest::newRow(qPrintable(QStringLiteral("close %1").arg(code)))
            << masked(0x88, QByteArray(bytes, 2)) << "close " + QByteArray::number(code);
    }
    QTest::newRow("a byte order mark") << masked(0x81, "\xef\xbb\xbf{}") << QByteArray("text \xef\xbb\xbf{}");
}

void TestFrameReader::whatIsAllowedAtTheLimitIsTaken()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, read);
    QCOMPARE(readAll(stream), QList<QByteArray>{read});
    QCOMPARE(readAll(stream, 3), QList<QByteArray>{read});
}

void TestFrameReader::aBinaryMessageMayBeKept()
{
    FrameReader reader(largest, mostFragments);
    QByteArray stream = masked(0x82, "as it was");
    reader.feed({stream.data(), std::size_t(stream.size())});
    const auto message = reader.next();
    QVERIFY(message && std::holds_alternative<frame::Binary>(*message));
    stream.fill('!');
    QCOMPARE(std::get<frame::Binary>(*message).bytes, "as it was");
}

void TestFrameReader::anythingUnfinishedIsOpen()
{
    const QByteArray whole = masked(0x81, "abc");
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        FrameReader reader(largest, mostFragments);
        readAll(reader, whole.first(size));
        QCOMPARE(reader.isOpen(), size > 0 && size < whole.size());
    }
    FrameReader reader(largest, mostFragments);
    readAll(reader, masked(0x01, "abc")); // the first of several
    QVERIFY(reader.isOpen());
    readAll(reader, masked(0x89, "ping")); // which does not end it
    QVERIFY(reader.isOpen());
    QCOMPARE(reader.settled(), 0u);
    readAll(reader, masked(0x80, ""));
    QVERIFY(!reader.isOpen());
    QCOMPARE(reader.settled(), 1u);
    QCOMPARE(reader.frames(), 3u);
}

void TestFrameReader::fragmentsAndTheirBytesAreCountedAnewForEachMessage()
{
    FrameReader reader(largest, mostFragments);
    readAll(reader, masked(0x01, "0123456789") + masked(0x00, "") + masked(0x00, "01234").chopped(2));
    QCOMPARE(reader.messageBytes(), 13);
    readAll(reader, masked(0x00, "34").sliced(6)); // its mask goes on where it was: not text, but as long
    readAll(reader, masked(0x89, QByteArray(100, 'p')));
    QCOMPARE(reader.messageBytes(), 15); // a ping's bytes are nobody's progress
    const QList<QByteArray> read = readAll(reader, masked(0x80, "") + masked(0x01, "a").repeated(1));
    QCOMPARE(read.size(), 1);
    QCOMPARE(reader.messageBytes(), 1);
}

QTEST_APPLESS_MAIN(TestFrameReader)
#include "tst_framereader.moc"
