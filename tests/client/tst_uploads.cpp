// Files on their way to the host: through cuts, restarts, refusals and changes, each message once.
#include "client/session.h"
#include "client/timing.h"
#include "client/transfers/attachment.h"
#include "client/transfers/transfers.h"
#include "tests/client/fakefiles.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;
using Delivery = TimelineModel::Delivery;

namespace {

constexpr int chunk = 64 * 1024;

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 seed = 1;
    for (char &byte : bytes)
        byte = char((seed = seed * 1664525 + 1013904223) >> 24);
    return bytes;
}

} // namespace

class TestUploads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aFileIsSentAndThenItsMessage_data();
    void aFileIsSentAndThenItsMessage();
    void severalFilesStandInTheirOrder();
    void noMoreThanTheWindowIsUnderWay();
    void aCutUploadGoesOnWhereTheHostStands_data();
    void aCutUploadGoesOnWhereTheHostStands();
    void theNextSessionGoesOn();
    void wordsDoNotWaitBehindAFile();
    void aSmallFilePassesALargeOne();
    void aRefusedPieceIsSentFromWhereTheHostStands();
    void aHostThatRefusesEveryPieceIsSaid();
    void aChangedFileIsSentAnew();
    void aFileThatIsGoneIsSaid();
    void aRefusalIsSaidAndTriedAgainByThePerson();
    void aHostThatIsBusyIsAskedAgain();
    void aCancelledFileIsLeftOut();
    void aMessageOfOneCancelledFileIsNotSent();
    void aPausedFileWaitsForThePerson();
    void aDiscardedMessageIsTakenBackWithItsFiles();

private:
    QString makeFile(const QString &name, const QByteArray &bytes);
    Attachment fileOf(const QString &path) { return *attachmentOf(path); }
    void makeSession();
    void openAndWait();
    void post(const QString &text, const QStringList &paths);
    TimelineModel *lobby() { return m_session->timeline(lobbyId); }
    QJsonObject lastEvent() const { return m_host->events.isEmpty() ? QJsonObject() : m_host->events.last(); }
    QString keyOfTransfer(int row)
    {
        return m_session->transfers()->index(row).data(Transfers::KeyRole).toString();
    }
    Transfer::State stateOfTransfer(int row)
    {
        return Transfer::State(m_session->transfers()->index(row).data(Transfers::StateRole).toInt());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeFiles> m_files;
    ManualClock m_clock;
    std::unique_ptr<Session> m_session;
};

void TestUploads::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    m_files = std::make_unique<FakeFiles>(*m_host);
    QVERIFY(m_host->start());
    makeSession();
}

void TestUploads::cleanup()
{
    m_session.reset();
    m_files.reset();
    m_host.reset();
}

void TestUploads::makeSession()
{
    m_session.reset();
    m_session = std::make_unique<Session>(sessionConfig(m_folder->filePath(u"client"_s)), m_clock);
}

void TestUploads::openAndWait()
{
    m_session->open(joinRequest(m_host->port()));
    lobby();
    QTRY_COMPARE(m_session->state(), State::Online);
}

QString TestUploads::makeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(m_folder->filePath(name));
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void TestUploads::post(const QString &text, const QStringList &paths)
{
    QList<Attachment> attachments;
    for (const QString &path : paths)
        attachments.append(fileOf(path));
    m_session->post(lobbyId, text, std::nullopt, attachments);
}

void TestUploads::aFileIsSentAndThenItsMessage_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, chunk - 1, chunk, chunk + 1, 20 * chunk + 7})
        QTest::addRow("%d bytes", size) << size;
}

void TestUploads::aFileIsSentAndThenItsMessage()
{
    QFETCH(const int, size);
    const QByteArray bytes = noise(size);
    openAndWait();
    post(u"look"_s, {makeFile(u"a.bin"_s, bytes)});
    QCOMPARE(textsOf(lobby()), QStringList{u"look…"_s});
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"look"_s});
    const QJsonObject file = lastEvent()[u"files"].toArray().at(0).toObject();
    QCOMPARE(file[u"id"].toString(), FakeFiles::idOf(bytes));
    QCOMPARE(file[u"name"].toString(), u"a.bin"_s);
    QCOMPARE(m_files->received, size);
    QTRY_COMPARE(m_session->transfers()->rowCount(), 0); // nothing of it is left to do
}

void TestUploads::severalFilesStandInTheirOrder()
{
    openAndWait();
    post(
        {},
        {makeFile(u"large"_s, noise(10 * chunk)), makeFile(u"small"_s, noise(5)), makeFile(u"third"_s, "3")});
    QTRY_COMPARE(m_host->events.size(), 1);
    QStringList names;
    for (const QJsonValue &file : lastEvent()[u"files"].toArray())
        names.append(file.toObject()[u"name"].toString());
    QCOMPARE(names, (QStringList{u"large"_s, u"small"_s, u"third"_s}));
}

void TestUploads::noMoreThanTheWindowIsUnderWay()
{
    m_files->window = 3 * chunk;
    m_files->acknowledges = false;
    openAndWait();
    post({}, {makeFile(u"a"_s, noise(8 * chunk))});
    QTRY_COMPARE(m_files->received, 3 * chunk);
    m_session->post(lobbyId, u"and this"_s); // a whole round, in which more could have come
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(m_files->received, 3 * chunk);
    m_files->acknowledges = true;
    m_files->acknowledge();
    QTRY_COMPARE(m_host->events.size(), 2);
    QCOMPARE(m_files->mostAhead, 3 * chunk);
}

void TestUploads::aCutUploadGoesOnWhereTheHostStands_data()
{
    QTest::addColumn<int>("at");
    for (const int at : {1, chunk, 5 * chunk, 12 * chunk, 20 * chunk + 7})
        QTest::addRow("at %d", at) << at;
}

void TestUploads::aCutUploadGoesOnWhereTheHostStands()
{
    QFETCH(const int, at);
    const QByteArray bytes = noise(20 * chunk + 7);
    openAndWait();
    m_files->cutAt = at;
    post(u"once"_s, {makeFile(u"a"_s, bytes)});
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"files"].toArray().at(0)[u"id"].toString(), FakeFiles::idOf(bytes));
    QCOMPARE(m_files->received, bytes.size()); // no byte twice
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"once"_s});
}

void TestUploads::theNextSessionGoesOn()
{
    const QByteArray bytes = noise(20 * chunk);
    m_files->window = 4 * chunk;
    m_files->acknowledges = false;
    openAndWait();
    post(u"from before"_s, {makeFile(u"a"_s, bytes)});
    QTRY_COMPARE(m_files->received, 4 * chunk);
    makeSession();
    m_files->acknowledges = true;
    openAndWait();
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"text"].toString(), u"from before"_s);
    QCOMPARE(lastEvent()[u"files"].toArray().at(0)[u"id"].toString(), FakeFiles::idOf(bytes));
    QCOMPARE(m_files->received, bytes.size());
}

void TestUploads::wordsDoNotWaitBehindAFile()
{
    m_files->acknowledges = false;
    m_files->window = chunk;
    openAndWait();
    post(u"large"_s, {makeFile(u"a"_s, noise(9 * chunk))});
    m_session->post(lobbyId, u"words"_s);
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"text"].toString(), u"words"_s);
    m_files->acknowledges = true;
    m_files->acknowledge();
    QTRY_COMPARE(m_host->events.size(), 2);
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"words"_s, u"large"_s}));
}

void TestUploads::aSmallFilePassesALargeOne()
{
    QList<QJsonObject> begun; // none of them goes before both may
    m_files->hook = [this, &begun](const QJsonObject &request) {
        if (request[u"type"].toString() != u"upload"_s || begun.size() == 2)
            return false;
        begun.append(request);
        if (begun.size() == 2) {
            for (const QJsonObject &each : std::as_const(begun))
                m_host->hook(each);
        }
        return true;
    };
    openAndWait();
    post(u"large"_s, {makeFile(u"a"_s, noise(300 * chunk))});
    post(u"small"_s, {makeFile(u"b"_s, noise(chunk))});
    QTRY_COMPARE(m_host->events.size(), 2);
    QCOMPARE(m_host->events.first()[u"text"].toString(), u"small"_s);
}

void TestUploads::aRefusedPieceIsSentFromWhereTheHostStands()
{
    const QByteArray bytes = noise(10 * chunk);
    m_files->window = 4 * chunk;
    m_files->acknowledges = false;
    openAndWait();
    post({}, {makeFile(u"a"_s, bytes)});
    QTRY_COMPARE(m_files->received, 4 * chunk);
    m_files->uploads.begin()->bytes.truncate(2 * chunk); // the host has lost some of it
    m_files->acknowledges = true;
    m_host->send(
        {{u"type"_s, u"error"_s}, {u"upload"_s, 1}, {u"code"_s, u"bad_request"_s}, {u"offset"_s, 2 * chunk}});
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"files"].toArray().at(0)[u"id"].toString(), FakeFiles::idOf(bytes));
}

void TestUploads::aHostThatRefusesEveryPieceIsSaid()
{
    int pieces = 0;
    m_host->binary = [this, &pieces](const QByteArray &frame) {
        ++pieces;
        const auto upload = int(qFromBigEndian<quint32>(frame.constData()));
        m_host->send({{u"type"_s, u"error"_s},
                      {u"upload"_s, upload},
                      {u"code"_s, u"bad_request"_s},
                      {u"offset"_s, 0}});
    };
    openAndWait();
    post(u"x"_s, {makeFile(u"a"_s, noise(500))});
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"x!"_s});
    QCOMPARE(pieces, bounds::uploadAttempts + 1);
}

void TestUploads::aChangedFileIsSentAnew()
{
    const QString path = makeFile(u"a"_s, noise(10 * chunk));
    m_files->window = 4 * chunk;
    m_files->acknowledges = false;
    openAndWait();
    post(u"x"_s, {path});
    QTRY_COMPARE(m_files->received, 4 * chunk);
    makeSession(); // and while nobody looks
    const QByteArray changed = "something else"_ba;
    makeFile(u"a"_s, changed);
    m_files->acknowledges = true;
    openAndWait();
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"files"].toArray().at(0)[u"id"].toString(), FakeFiles::idOf(changed));
}

void TestUploads::aFileThatIsGoneIsSaid()
{
    const QString path = makeFile(u"a"_s, noise(10 * chunk));
    post(u"x"_s, {path}); // no host is known yet: nothing is taken
    QCOMPARE(m_session->transfers()->rowCount(), 0);
    openAndWait();
    m_host->silent = true;
    post(u"x"_s, {path});
    QTRY_COMPARE(stateOfTransfer(0), Transfer::State::Waiting);
    QFile::remove(path);
    m_host->silent = false;
    m_host->cut();
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"x!"_s});
    QVERIFY(
        lobby()->index(lobby()->rowCount() - 1).data(TimelineModel::ProblemRole).toString().contains(u"a"_s));
    QCOMPARE(stateOfTransfer(0), Transfer::State::Failed);
}

void TestUploads::aRefusalIsSaidAndTriedAgainByThePerson()
{
    bool refuses = true;
    m_files->hook = [this, &refuses](const QJsonObject &request) {
        if (!refuses || request[u"type"].toString() != u"upload"_s)
            return false;
        m_host->refuse(request, u"too_large"_s, {{u"limit"_s, 1000}});
        return true;
    };
    openAndWait();
    post(u"x"_s, {makeFile(u"a"_s, noise(5000))});
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"x!"_s});
    const QModelIndex row = lobby()->index(lobby()->rowCount() - 1);
    QVERIFY2(row.data(TimelineModel::ProblemRole).toString().contains(sizeWords(1000)),
             qPrintable(row.data(TimelineModel::ProblemRole).toString()));
    refuses = false;
    m_session->retryPending(lobbyId, row.data(TimelineModel::KeyRole).toString());
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"x"_s});
}

void TestUploads::aHostThatIsBusyIsAskedAgain()
{
    int refusals = 3;
    m_files->hook = [this, &refusals](const QJsonObject &request) {
        if (request[u"type"].toString() != u"upload"_s || refusals == 0)
            return false;
        --refusals;
        m_host->refuse(request, u"storage"_s);
        return true;
    };
    openAndWait();
    post(u"x"_s, {makeFile(u"a"_s, noise(500))});
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"x"_s});
    QCOMPARE(refusals, 0);
}

void TestUploads::aCancelledFileIsLeftOut()
{
    m_files->acknowledges = false;
    openAndWait();
    post({}, {makeFile(u"a"_s, noise(500)), makeFile(u"b"_s, noise(600))});
    QTRY_COMPARE(m_files->received, 1100);
    m_session->cancelTransfer(keyOfTransfer(0));
    QTRY_COMPARE(m_host->asked(u"cancel"_s).size(), 1);
    m_files->acknowledge();
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"files"].toArray().size(), 1);
    QCOMPARE(lastEvent()[u"files"].toArray().at(0)[u"name"].toString(), u"b"_s);
}

void TestUploads::aMessageOfOneCancelledFileIsNotSent()
{
    m_files->acknowledges = false;
    openAndWait();
    post({}, {makeFile(u"a"_s, noise(500))});
    QTRY_COMPARE(m_files->received, 500);
    m_session->cancelTransfer(keyOfTransfer(0));
    QTRY_COMPARE(lobby()->rowCount(), 0);
    QCOMPARE(m_session->transfers()->rowCount(), 0);
    m_session->post(lobbyId, u"words"_s);
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(lastEvent()[u"text"].toString(), u"words"_s);
}

void TestUploads::aPausedFileWaitsForThePerson()
{
    m_files->window = 2 * chunk;
    m_files->acknowledges = false;
    openAndWait();
    post({}, {makeFile(u"a"_s, noise(9 * chunk))});
    QTRY_COMPARE(m_files->received, 2 * chunk);
    m_session->pauseTransfer(keyOfTransfer(0));
    m_files->acknowledges = true;
    m_files->acknowledge();
    m_session->post(lobbyId, u"words"_s);
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(m_files->received, 2 * chunk);
    makeSession(); // and stays so
    openAndWait();
    QTRY_COMPARE(m_session->transfers()->rowCount(), 1);
    QCOMPARE(stateOfTransfer(0), Transfer::State::Paused);
    m_session->retryTransfer(keyOfTransfer(0));
    QTRY_COMPARE(m_host->events.size(), 2);
    QCOMPARE(m_files->received, 9 * chunk);
}

void TestUploads::aDiscardedMessageIsTakenBackWithItsFiles()
{
    m_files->window = 2 * chunk;
    m_files->acknowledges = false;
    openAndWait();
    post(u"x"_s, {makeFile(u"a"_s, noise(9 * chunk))});
    QTRY_COMPARE(m_files->received, 2 * chunk);
    m_session->discardPending(lobbyId, keyOf(lobby(), lobby()->rowCount() - 1));
    QCOMPARE(lobby()->rowCount(), 0);
    m_files->acknowledges = true;
    m_session->takeBackDiscarded();
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"x"_s});
    QCOMPARE(m_files->received, 9 * chunk);
}

QTEST_GUILESS_MAIN(TestUploads)
#include "tst_uploads.moc"
