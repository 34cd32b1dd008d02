// Files between two people and a real host over loopback: up, shown, down again; through restarts of both.
#include "client/transfers/attachment.h"
#include "client/transfers/pictures.h"
#include "client/transfers/transfers.h"
#include "tests/client/hostedtest.h"
#include "tests/server/store/waitfor.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QFile>
#include <QImage>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

namespace {

constexpr int megabyte = 1024 * 1024;

QByteArray noise(qsizetype size, quint32 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char((seed = seed * 1664525 + 1013904223) >> 24);
    return bytes;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestHostedFiles : public HostedTest {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { tearDown(); }

    void aFileComesToTheOther_data();
    void aFileComesToTheOther();
    void aPhotoIsShownSmallAndLarge();
    void anUploadSurvivesTheHostsRestart();
    void anUploadSurvivesOurRestart();
    void aDownloadSurvivesTheHostsRestart();
    void theSameFileTwiceIsTwoMessages();
    void theRoomsFilesAreListed();
    void aDeletedMessageTakesItsFileAlong();

private:
    QString makeFile(const QString &name, const QByteArray &bytes);
    void post(const QString &text, const QString &path);
    QList<FileInfo> filesOf(Session &session, int message);
    Transfer transfer(Session &session, const QString &key)
    {
        const Transfer *found = session.transfers()->find(key);
        return found ? *found : Transfer();
    }
    /// Looks at every turn of the event loop, so that a fast machine has not finished meanwhile.
    bool isHalfWay(Session &session, const QString &key)
    {
        waitFor([&] { return transfer(session, key).done > 0; }, patienceMs);
        const Transfer now = transfer(session, key);
        return now.done > 0 && now.done < now.size;
    }
};

void TestHostedFiles::init()
{
    setUp();
    enter(*m_amina, u"Amina"_s);
    enter(*m_ben, u"Ben"_s);
}

QString TestHostedFiles::makeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(m_aminasFolder->filePath(name));
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void TestHostedFiles::post(const QString &text, const QString &path)
{
    m_amina->post(lobbyId, text, std::nullopt, {*attachmentOf(path)});
}

QList<FileInfo> TestHostedFiles::filesOf(Session &session, int message)
{
    const TimelineModel *model = session.timeline(lobbyId);
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row).data(TimelineModel::SeqRole).toLongLong() == message)
            return model->index(row).data(TimelineModel::FilesRole).value<QList<FileInfo>>();
    }
    return {};
}

void TestHostedFiles::aFileComesToTheOther_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 65535, 65536, 65537, 5 * megabyte})
        QTest::addRow("%d bytes", size) << size;
}

void TestHostedFiles::aFileComesToTheOther()
{
    QFETCH(const int, size);
    const QByteArray bytes = noise(size, 1);
    post(u"here"_s, makeFile(u"تقرير a.bin"_s, bytes));
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    const FileInfo file = filesOf(*m_ben, 1).first();
    QCOMPARE(file.name, u"تقرير a.bin"_s);
    QCOMPARE(file.size, size);
    QTRY_COMPARE(filesOf(*m_amina, 1), QList<FileInfo>{file});
    const QString key = m_ben->download(file, m_bensFolder->filePath(u"saved"_s));
    QTRY_COMPARE(transfer(*m_ben, key).state, Transfer::State::Done);
    QVERIFY(read(transfer(*m_ben, key).path) == bytes);
}

void TestHostedFiles::aPhotoIsShownSmallAndLarge()
{
    QImage image(2400, 1200, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    const QString path = m_aminasFolder->filePath(u"photo.jpg"_s);
    QVERIFY(image.save(path));
    post({}, path);
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    const FileInfo file = filesOf(*m_ben, 1).first();
    QCOMPARE(file.mime, u"image/jpeg"_s);
    QCOMPARE(file.width.value_or(0), 2048); // made smaller on the way
    QCOMPARE(file.height.value_or(0), 1024);
    QVERIFY(!file.thumb.isEmpty());
    QTRY_VERIFY(!m_ben->pictures()->small(file).isNull());
    const QImage small = m_ben->pictures()->small(file);
    QCOMPARE(small.width(), 2 * small.height());
    QSignalSpy full(m_ben->pictures(), &Pictures::full);
    m_ben->pictures()->askFull(file);
    QTRY_COMPARE(full.count(), 1);
    QCOMPARE(full.at(0).at(1).value<QImage>().size(), QSize(2048, 1024));
}

void TestHostedFiles::anUploadSurvivesTheHostsRestart()
{
    const QByteArray bytes = noise(24 * megabyte, 2);
    post(u"large"_s, makeFile(u"large.bin"_s, bytes));
    const QString key = m_amina->transfers()->index(0).data(Transfers::KeyRole).toString();
    QVERIFY(isHalfWay(*m_amina, key));
    stopHost();
    startHost();
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    QCOMPARE(filesOf(*m_ben, 1).first().id,
             QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
    QCOMPARE(textsOf(m_ben->timeline(lobbyId)), QStringList{u"large"_s}); // once
}

void TestHostedFiles::anUploadSurvivesOurRestart()
{
    const QByteArray bytes = noise(24 * megabyte, 3);
    post(u"large"_s, makeFile(u"large.bin"_s, bytes));
    const QString key = m_amina->transfers()->index(0).data(Transfers::KeyRole).toString();
    QVERIFY(isHalfWay(*m_amina, key));
    m_amina.reset();
    m_amina = makeSession(*m_aminasFolder);
    enter(*m_amina, u"Amina"_s);
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    QCOMPARE(filesOf(*m_ben, 1).first().size, bytes.size());
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), QStringList{u"large"_s});
}

void TestHostedFiles::aDownloadSurvivesTheHostsRestart()
{
    const QByteArray bytes = noise(48 * megabyte, 4);
    post({}, makeFile(u"large.bin"_s, bytes));
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    const QString key = m_ben->download(filesOf(*m_ben, 1).first(), m_bensFolder->filePath(u"saved"_s));
    QVERIFY(isHalfWay(*m_ben, key));
    stopHost();
    startHost();
    QTRY_COMPARE(transfer(*m_ben, key).state, Transfer::State::Done);
    QVERIFY(read(transfer(*m_ben, key).path) == bytes);
}

void TestHostedFiles::theSameFileTwiceIsTwoMessages()
{
    const QString path = makeFile(u"a.bin"_s, noise(1000, 5));
    post(u"first"_s, path);
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    post(u"second"_s, path);
    QTRY_COMPARE(filesOf(*m_ben, 2), filesOf(*m_ben, 1));
}

void TestHostedFiles::theRoomsFilesAreListed()
{
    post(u"one"_s, makeFile(u"one.txt"_s, "1"));
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    post(u"two"_s, makeFile(u"two.pdf"_s, "2"));
    QTRY_COMPARE(filesOf(*m_ben, 2).size(), 1);
    QList<RoomFile> listed;
    const auto take = [&listed](const QList<RoomFile> &files, bool,
                                const std::optional<SessionProblem> &problem) {
        QVERIFY2(!problem, qPrintable(problem ? problem->text : QString()));
        listed = files;
    };
    m_ben->askFiles(lobbyId, {}, 0, take);
    QTRY_COMPARE(listed.size(), 2);
    QCOMPARE(listed[0].seq, 2); // the newest first
    QCOMPARE(listed[0].name, u"Amina"_s);
    QCOMPARE(listed[1].file, filesOf(*m_ben, 1).first());
    m_ben->askFiles(lobbyId, u"PDF"_s, 0, take);
    QTRY_COMPARE(listed.size(), 1);
    QCOMPARE(listed[0].file.name, u"two.pdf"_s);
    m_ben->askFiles(lobbyId, {}, 2, take);
    QTRY_COMPARE(listed[0].seq, 1);
}

void TestHostedFiles::aDeletedMessageTakesItsFileAlong()
{
    post(u"oops"_s, makeFile(u"a.bin"_s, noise(1000, 6)));
    QTRY_COMPARE(filesOf(*m_ben, 1).size(), 1);
    const FileInfo file = filesOf(*m_ben, 1).first();
    m_amina->remove(lobbyId, 1);
    QTRY_VERIFY(filesOf(*m_ben, 1).isEmpty());
    const auto gone = [this, &file] {
        const QString key = m_ben->download(file, m_bensFolder->filePath(u"saved"_s));
        return QTest::qWaitFor([&] { return !transfer(*m_ben, key).isUnderWay(); }, patienceMs)
            && transfer(*m_ben, key).state == Transfer::State::Failed;
    };
    QTRY_VERIFY(gone());
}

QTEST_GUILESS_MAIN(TestHostedFiles)
#include "tst_hostedfiles.moc"
