// Files on their way to this computer: whole and right, or with words; never over another file.
#include "client/session.h"
#include "client/transfers/transfers.h"
#include "tests/client/fakefiles.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestDownloads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_session.reset(); }

    void aFileArrivesAndIsNeverPutOverAnother();
    void aNameStaysInItsFolder();
    void aCutDownloadGoesOnWhereItStands();
    void theNextSessionGoesOn();
    void damagedBytesAreNotKept();
    void aFileThatIsGoneIsSaid();
    void aCancelledOneLeavesNothing();

private:
    void makeSession();
    void openAndWait();
    void serve(const QByteArray &head, QTcpSocket *socket);
    FileInfo file(const QString &name = u"a.bin"_s) const
    {
        return {FakeFiles::idOf(m_bytes), name, m_bytes.size(), u"application/octet-stream"_s, {}, {}, {}};
    }
    QString target() const { return m_folder->filePath(u"saved"_s); }
    QStringList saved() const { return QDir(target()).entryList(QDir::Files | QDir::Hidden); }
    QByteArray contents(const QString &name) const
    {
        QFile read(target() + u'/' + name);
        return read.open(QFile::ReadOnly) ? read.readAll() : QByteArray();
    }
    Transfer transfer(const QString &key) const
    {
        const Transfer *found = m_session->transfers()->find(key);
        return found ? *found : Transfer();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    ManualClock m_clock;
    std::unique_ptr<Session> m_session;
    QByteArray m_bytes, m_served;
    qint64 m_sent = 0;
    QList<qint64> m_stopsAfter; // bytes of each answer; then all of it
    bool m_holds = false; // then nothing instead
    QStringList m_asked; // ranges
};

void TestDownloads::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    m_host->http = [this](const QByteArray &head, QTcpSocket *socket) { serve(head, socket); };
    QVERIFY(m_host->start());
    m_bytes.clear();
    for (int n = 0; n < 300'000; ++n)
        m_bytes.append(char(n * 31 + n / 255));
    m_served = m_bytes;
    m_sent = 0;
    m_stopsAfter.clear();
    m_holds = false;
    m_asked.clear();
    makeSession();
}

void TestDownloads::makeSession()
{
    m_session.reset();
    m_session = std::make_unique<Session>(sessionConfig(m_folder->filePath(u"client"_s)), m_clock);
}

void TestDownloads::openAndWait()
{
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), Session::State::Online);
}

void TestDownloads::serve(const QByteArray &head, QTcpSocket *socket)
{
    if (!head.startsWith(QByteArray("GET /files/" + file().id.toLatin1() + '/'))) {
        socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
        return;
    }
    static const QRegularExpression range(u"range: bytes=(\\d+)-"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const auto match = range.match(QString::fromLatin1(head));
    const qint64 from = match.captured(1).toLongLong();
    m_asked.append(match.captured(1));
    if (m_holds && m_stopsAfter.isEmpty())
        return;
    const QByteArray rest = m_served.mid(from);
    QByteArray answer = match.hasMatch()
        ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(from) + '-'
            + QByteArray::number(m_served.size() - 1) + '/' + QByteArray::number(m_served.size()) + "\r\n"
        : "HTTP/1.1 200 OK\r\n"_ba;
    answer += "Content-Length: " + QByteArray::number(rest.size()) + "\r\nConnection: close\r\n\r\n";
    const qint64 most = m_stopsAfter.isEmpty() ? rest.size() : m_stopsAfter.takeFirst();
    m_sent += std::min<qint64>(most, rest.size());
    socket->write(answer + rest.left(most));
    socket->disconnectFromHost();
}

void TestDownloads::aFileArrivesAndIsNeverPutOverAnother()
{
    openAndWait();
    const QString key = m_session->download(file(), target());
    QTRY_COMPARE(transfer(key).state, Transfer::State::Done);
    QCOMPARE(contents(u"a.bin"_s), m_bytes);
    QCOMPARE(transfer(key).path, target() + u"/a.bin"_s);
    const QString again = m_session->download(file(), target());
    QTRY_COMPARE(transfer(again).state, Transfer::State::Done);
    QCOMPARE(saved(), (QStringList{u"a (2).bin"_s, u"a.bin"_s}));
}

void TestDownloads::aNameStaysInItsFolder()
{
    openAndWait();
    const QString key = m_session->download(file(u"../../x\u202Etxt.exe"_s), target());
    QTRY_COMPARE(transfer(key).state, Transfer::State::Done);
    QCOMPARE(saved(), QStringList{u"_.._x_txt.exe"_s});
}

void TestDownloads::aCutDownloadGoesOnWhereItStands()
{
    m_stopsAfter = {1000, 0, 100'000, 1};
    openAndWait();
    const QString key = m_session->download(file(), target());
    QTRY_COMPARE(transfer(key).state, Transfer::State::Done);
    QCOMPARE(contents(u"a.bin"_s), m_bytes);
    QCOMPARE(m_asked, (QStringList{u""_s, u"1000"_s, u"1000"_s, u"101000"_s, u"101001"_s}));
    QCOMPARE(m_sent, m_bytes.size());
}

void TestDownloads::theNextSessionGoesOn()
{
    m_stopsAfter = {5000};
    m_holds = true;
    openAndWait();
    const QString key = m_session->download(file(), target());
    QTRY_COMPARE(transfer(key).done, 5000);
    m_session->pauseTransfer(key);
    makeSession();
    m_holds = false;
    openAndWait();
    QTRY_COMPARE(transfer(key).state, Transfer::State::Paused);
    QCOMPARE(transfer(key).done, 5000);
    m_session->retryTransfer(key);
    QTRY_COMPARE(transfer(key).state, Transfer::State::Done);
    QCOMPARE(contents(u"a.bin"_s), m_bytes);
    QCOMPARE(m_asked.last(), u"5000"_s);
}

void TestDownloads::damagedBytesAreNotKept()
{
    m_served[12'345] = char(m_served[12'345] + 1);
    openAndWait();
    const QString key = m_session->download(file(), target());
    QTRY_COMPARE(transfer(key).state, Transfer::State::Failed);
    QVERIFY(!transfer(key).problem.isEmpty());
    QVERIFY(saved().isEmpty());
    m_served = m_bytes;
    m_session->retryTransfer(key);
    QTRY_COMPARE(transfer(key).state, Transfer::State::Done);
}

void TestDownloads::aFileThatIsGoneIsSaid()
{
    openAndWait();
    FileInfo gone = file();
    gone.id = QString(64, u'0');
    const QString key = m_session->download(gone, target());
    QTRY_COMPARE(transfer(key).state, Transfer::State::Failed);
    QVERIFY(!transfer(key).problem.isEmpty());
}

void TestDownloads::aCancelledOneLeavesNothing()
{
    m_stopsAfter = {5000};
    m_holds = true;
    openAndWait();
    const QString key = m_session->download(file(), target());
    QTRY_COMPARE(transfer(key).done, 5000);
    m_session->pauseTransfer(key);
    QCOMPARE(saved().size(), 1);
    m_session->cancelTransfer(key);
    QTRY_VERIFY(saved().isEmpty());
    QCOMPARE(m_session->transfers()->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestDownloads)
#include "tst_downloads.moc"
