// The binary frames of an upload, and what is said around them.
#include "protocol/chunk.h"
#include "protocol/codec.h"
#include "protocol/limits.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

/// Written with single quotes, for the eye.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestChunk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChunkIsNumberOffsetAndBytes()
    {
        const QByteArray frame = encodeChunk(5, 0x0102030405060708, "abc");
        QCOMPARE(frame,
                 QByteArray::fromHex("00000005"
                                     "0102030405060708"
                                     "616263"));
        const auto chunk = decodeChunk(frame);
        QVERIFY(chunk);
        QCOMPARE(chunk->upload, 5U);
        QCOMPARE(chunk->offset, 0x0102030405060708U);
        QCOMPARE(chunk->bytes.toByteArray(), "abc"_ba);
    }

    void aChunkHasItsHeaderAndAtMostTheLimit_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<bool>("taken");
        QTest::newRow("nothing") << 0 << false;
        QTest::newRow("one byte short of a header") << 11 << false;
        QTest::newRow("a header alone") << 12 << true;
        QTest::newRow("the largest") << 12 + limits::chunkBytes << true;
        QTest::newRow("one past it") << 13 + limits::chunkBytes << false;
    }
    void aChunkHasItsHeaderAndAtMostTheLimit()
    {
        QFETCH(const int, bytes);
        QTEST(decodeChunk(QByteArray(bytes, 'x')).has_value(), "taken");
    }

    void requestsOfFilesSurviveTheWire_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("upload") << json("{'type':'upload','id':9,'key':'k','name':'a.jpg','size':0}");
        QTest::newRow("upload, all of it")
            << json(
                   "{'type':'upload','id':9,'key':'k','name':'a.jpg','size':7,'mime':'image/jpeg','sha256':'")
                + QByteArray(64, 'a') + "\"}";
        QTest::newRow("cancel") << json("{'type':'cancel','id':1,'upload':4294967295}");
        QTest::newRow("files") << json("{'type':'files','id':4,'room':'lobby'}");
        QTest::newRow("files, all of it")
            << json("{'type':'files','id':4,'room':'lobby','before':40,'limit':20,'query':'pdf'}");
    }
    void requestsOfFilesSurviveTheWire()
    {
        QFETCH(const QByteArray, wire);
        const auto decoded = decodeRequest(wire);
        QVERIFY(std::holds_alternative<Request>(decoded));
        QCOMPARE(encode(std::get<Request>(decoded)), wire);
    }

    void whatIsNoUploadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("no name") << json("{'type':'upload','key':'k','name':'','size':1}");
        QTest::newRow("less than nothing") << json("{'type':'upload','key':'k','name':'a','size':-1}");
        QTest::newRow("half a byte") << json("{'type':'upload','key':'k','name':'a','size':0.5}");
        QTest::newRow("a hash in capitals")
            << json("{'type':'upload','key':'k','name':'a','size':1,'sha256':'") + QByteArray(64, 'A')
                + "\"}";
        QTest::newRow("a number past 32 bits") << json("{'type':'cancel','upload':4294967296}");
        QTest::newRow("a name past its length") << json("{'type':'upload','key':'k','size':1,'name':'")
                + QByteArray(limits::fileNameChars + 1, 'n') + "\"}";
    }
    void whatIsNoUploadIsRefused()
    {
        QFETCH(const QByteArray, wire);
        const auto decoded = decodeRequest(wire);
        QVERIFY(std::holds_alternative<DecodeError>(decoded));
        QCOMPARE(std::get<DecodeError>(decoded).code, ErrorCode::BadRequest);
    }

    void whatTheHostSaysOfUploadsIsRead()
    {
        const FileInfo file{u"f"_s, u"a.jpg"_s, 7, u"image/jpeg"_s, 4, 3, u"t"_s};
        const auto uploaded = decodeHostMessage(encodeLive(answer::Uploaded{5, file}));
        QVERIFY(uploaded && std::holds_alternative<answer::Uploaded>(*uploaded));
        QCOMPARE(std::get<answer::Uploaded>(*uploaded).file, file);
        const auto uploading = decodeHostMessage(encodeLive(answer::Uploading{5, 6}));
        QVERIFY(uploading && std::holds_alternative<answer::Uploading>(*uploading));
        QCOMPARE(std::get<answer::Uploading>(*uploading).offset, 6);
        const auto refused = decodeHostMessage(
            json("{'type':'error','upload':5,'code':'bad_request','text':'','offset':65536}"));
        QVERIFY(refused && std::holds_alternative<ErrorReply>(*refused));
        const answer::Error &error = std::get<ErrorReply>(*refused).error;
        QCOMPARE(error.upload.value_or(0), 5U);
        QCOMPARE(error.offset.value_or(0), 65536);
    }
};

QTEST_GUILESS_MAIN(TestChunk)
#include "tst_chunk.moc"
