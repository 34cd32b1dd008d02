// What the first record of a connection must be before anything is kept for it: a whole ClientHello, in one
// record of a size that hellos have.
#include "server/sockets/tlscontext.h"

#include <QTest>

using namespace courtyard;

namespace {

/// A record of so many bytes that holds a message which announces so many.
QByteArray record(int recordBytes, int messageBytes, char kind = 1)
{
    QByteArray bytes("\x16\x03\x01", 3);
    bytes += char(recordBytes >> 8);
    bytes += char(recordBytes & 0xff);
    bytes += kind;
    for (const int shift : {16, 8, 0})
        bytes += char(messageBytes >> shift & 0xff);
    return bytes + QByteArray(recordBytes - 4, 'x');
}

} // namespace

class TestFirstRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatItShouldBe_data();
    void isWhatItShouldBe();
};

void TestFirstRecord::isWhatItShouldBe_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("is");
    const auto row = [](const char *name, const QByteArray &bytes, FirstRecord is) {
        QTest::newRow(name) << bytes << int(is);
    };
    const QByteArray hello = record(300, 296);
    row("a hello", hello, FirstRecord::ClientHello);
    row("a hello, and more behind it", hello + "more", FirstRecord::ClientHello);
    row("a byte", hello.left(1), FirstRecord::Incomplete);
    row("a head", hello.left(5), FirstRecord::Incomplete);
    row("all but the last byte", hello.left(304), FirstRecord::Incomplete);
    row("the largest", record(16384, 16380), FirstRecord::ClientHello);
    row("one byte beyond", record(16385, 16381).left(9), FirstRecord::Junk);
    row("SSL 2, or anything", QByteArray("\x16\x02", 2), FirstRecord::Junk);
    row("a message larger than its record", record(300, 131'000).left(9), FirstRecord::Junk);
    row("another message", record(300, 296, 2).left(9), FirstRecord::Junk);
    row("an empty record", QByteArray("\x16\x03\x01\0\0", 5), FirstRecord::Junk);
    row("HTTP", "GET / HTTP/1.1\r\n", FirstRecord::Junk);
}

void TestFirstRecord::isWhatItShouldBe()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, is);
    QCOMPARE(int(lookAtFirstRecord(bytes)), is);
}

QTEST_GUILESS_MAIN(TestFirstRecord)
#include "tst_firstrecord.moc"
