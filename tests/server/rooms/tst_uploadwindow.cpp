// How much of an upload may be under way (PROTOCOL §5), with a store whose disk is as slow as the test wants.
#include "protocol/chunk.h"
#include "protocol/limits.h"
#include "server/files/filelimits.h"
#include "server/files/filestore.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

/// Takes one upload from its beginning on, and has it on disk when it is told to.
class SlowStore final : public FileStore {
public:
    qint64 largestFile() const override { return 1LL << 32; }
    UploadId begin(UploadAsk, std::function<void(const UploadNews &)> news) override
    {
        m_news = std::move(news);
        QMetaObject::invokeMethod(
            &m_later, [this] { m_news(upload::Begun{}); }, Qt::QueuedConnection);
        return 1;
    }
    void write(UploadId, const QByteArray &frame, qsizetype skip) override { taken += frame.size() - skip; }
    void leave(UploadId) override { m_news = {}; }
    void cancel(UploadId) override { m_news = {}; }
    void find(const MemberId &, const QStringList &, std::function<void(const Uploaded &)>) override { }
    void noteNamed(const MemberId &, const QStringList &) override { }
    void release(const QStringList &) override { }

    void confirm(qint64 offset) { m_news(upload::Progressed{offset}); }

    qint64 taken = 0;

private:
    QObject m_later;
    std::function<void(const UploadNews &)> m_news;
};

/// A member with an upload that has begun.
class Upload {
public:
    explicit Upload(qint64 size) : m_probe(m_log, openHouse(), &store), m_sender(m_probe.member(u"Amina"_s))
    {
        const QJsonObject begun = m_sender->ask(
            {{u"type"_s, u"upload"_s}, {u"key"_s, u"k"_s}, {u"name"_s, u"film.mp4"_s}, {u"size"_s, size}});
        m_number = quint32(begun.value("upload"_L1).toInteger());
        window = begun.value("window"_L1).toInteger();
    }

    void sendUpTo(qint64 offset)
    {
        while (m_at < offset) {
            const qint64 size = qMin<qint64>(limits::chunkBytes, offset - m_at);
            send(m_at, size);
            m_at += size;
        }
    }
    void send(qint64 offset, qint64 size)
    {
        m_sender->participant().receiveBinary(encodeChunk(m_number, quint64(offset), QByteArray(size, 'x')));
    }
    QList<QJsonObject> errors() const { return m_sender->heard("error"); }

    SlowStore store;
    qint64 window = 0;

private:
    MemoryLog m_log;
    HouseProbe m_probe;
    std::unique_ptr<Caller> m_sender;
    quint32 m_number = 0;
    qint64 m_at = 0;
};

} // namespace

class UploadWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWindowIsTakenAndNotAByteMore();
    void whatIsOnDiskMakesRoom();
};

void UploadWindowTest::aWindowIsTakenAndNotAByteMore()
{
    Upload upload(64 << 20);
    QCOMPARE(upload.window, filelimits::window);
    upload.sendUpTo(upload.window);
    QCOMPARE(upload.store.taken, upload.window);
    QCOMPARE(upload.errors(), {});

    upload.send(upload.window, 1);
    QCOMPARE(upload.store.taken, upload.window);
    QCOMPARE(upload.errors().size(), 1);
    QCOMPARE(upload.errors().first().value("code"_L1).toString(), u"bad_request"_s);
    QCOMPARE(upload.errors().first().value("offset"_L1).toInteger(), upload.window);
}

void UploadWindowTest::whatIsOnDiskMakesRoom()
{
    Upload upload(64 << 20);
    upload.sendUpTo(upload.window);
    upload.store.confirm(1000);
    upload.sendUpTo(upload.window + 1000);
    QCOMPARE(upload.errors(), {});
    upload.send(upload.window + 1000, 1);
    QCOMPARE(upload.errors().size(), 1);
    QCOMPARE(upload.store.taken, upload.window + 1000);
}

QTEST_GUILESS_MAIN(UploadWindowTest)
#include "tst_uploadwindow.moc"
