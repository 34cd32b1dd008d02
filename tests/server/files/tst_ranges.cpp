// Range headers by the grammar and the rules of RFC 9110 §14: of a file of 1,000 bytes, at most 3 ranges.
#include "server/http/ranges.h"

#include <QTest>

using namespace courtyard::http;

namespace {

QByteArray said(const std::variant<WholeFile, NoSuchRange, ByteRanges> &ranges)
{
    if (std::holds_alternative<WholeFile>(ranges))
        return "whole";
    if (std::holds_alternative<NoSuchRange>(ranges))
        return "none";
    QByteArrayList parts;
    for (const ByteRange &range : std::get<ByteRanges>(ranges))
        parts.append(QByteArray::number(range.first) + '-' + QByteArray::number(range.last));
    return parts.join(' ');
}

} // namespace

class TestRanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeaderNamesTheseParts_data();
    void aHeaderNamesTheseParts();
    void anEmptyFileHasNoRange();
};

void TestRanges::aHeaderNamesTheseParts_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("parts");
    const auto row = [](const char *header, const char *parts) {
        QTest::newRow(header) << QByteArray(header) << QByteArray(parts);
    };
    row("bytes=0-0", "0-0");
    row("bytes=0-999", "0-999");
    row("bytes=999-", "999-999");
    row("bytes=1000-", "none");
    row("bytes=-1", "999-999");
    row("bytes=-1000", "0-999");
    row("bytes=-1001", "0-999");
    row("bytes=-0", "none");
    row("bytes=-0,5-6", "5-6");
    row("bytes=0-1000", "0-999");
    row("bytes=5-9223372036854775808", "5-999");
    row("bytes=99999999999999999999-", "none");
    row("bytes=5-4", "whole");
    row("bytes=-", "whole");
    row("bytes=", "whole");
    row("bytes=,", "whole");
    row("bytes=a-b", "whole");
    row("bytes=+1-2", "whole");
    row("bytes=1-2-3", "whole");
    row("bytes 1-2", "whole");
    row("items=1-2", "whole");
    row("", "whole");
    row(" bytes=1-2\t", "1-2");
    row("bytes= 1-2 ,, 500-501", "1-2 500-501");
    row("bytes=500-501,1-2", "1-2 500-501");
    row("bytes=0-99,50-149", "0-149");
    row("bytes=0-99,100-149", "0-149");
    row("bytes=0-99,179-200", "0-200");
    row("bytes=0-99,180-200", "0-99 180-200");
    row("bytes=0-0,300-300,600-600", "0-0 300-300 600-600");
    row("bytes=0-0,200-200,400-400,600-600", "whole");
    row("bytes=0-0,200-200,400-400,401-600", "0-0 200-200 400-600");
    row("bytes=0-5,1000-", "0-5");
}

void TestRanges::aHeaderNamesTheseParts()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, parts);
    QCOMPARE(said(readRanges(header, 1000, 3)), parts);
}

void TestRanges::anEmptyFileHasNoRange()
{
    QCOMPARE(said(readRanges("bytes=0-", 0, 3)), "none");
    QCOMPARE(said(readRanges("bytes=-5", 0, 3)), "none");
}

QTEST_APPLESS_MAIN(TestRanges)
#include "tst_ranges.moc"
