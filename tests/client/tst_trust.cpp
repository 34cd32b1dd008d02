// Whom a session believes to be its host, against hosts that refuse, move, lie and take the place of others.
#include "client/cache.h"
#include "tests/client/events.h"
#include "tests/client/sessiontest.h"

#include <QScopeGuard>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

class TestTrust : public SessionTest {
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aHelloThatIsRefusedEndsThere_data();
    void aHelloThatIsRefusedEndsThere();
    void aFullHostIsTriedAgainLater();
    void byeKickedOrBannedIsFinal_data();
    void byeKickedOrBannedIsFinal();
    void byeStoppingComesBack();
    void byeMovedGoesThere();
    void nobodyThereIsSaidAtOnce();
    void whatIsNotAHostIsSaid();
    void whatDoesNotEncryptIsSaid_data();
    void whatDoesNotEncryptIsSaid();
    void anotherHostAtTheAddressGetsNothing();
    void theInvitationSaysWhoItIs();
    void aKeyOnceSeenIsTheOneThatMustBeThere();
    void aCertificateIsBelievedForNobodysWord_data();
    void aCertificateIsBelievedForNobodysWord();
    void aStrangerSeesNothingButAHandshake();
    void severalHostsAtOneAddressAreKnownByTheirKeys();
    void whatWasKeptUnderAnIdGoesToItsKey();
    void whatWasKeptUnderAnIdStaysWhereAnotherAnswers();
    void aTokenGoesOnlyToItsHost();
    void aHostThatMovedIsFoundAgain();
    void aHostElsewhereIsFoundBehindAStranger();
    void whoClaimsToBeTheHostAndIsNotGetsNothing();
    void aHostThatMovedBetweenTwoRunsIsFoundAgain();
    void nobodyWhoAnswersIsFoundInVain();
    void closeCallsNobodyBack();
    void openGoesElsewhere();
};

void TestTrust::aHelloThatIsRefusedEndsThere_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<ErrorCode>("expected");
    QTest::newRow("wrong code") << u"wrong_code"_s << ErrorCode::WrongCode;
    QTest::newRow("name taken") << u"name_taken"_s << ErrorCode::NameTaken;
    QTest::newRow("bad name") << u"bad_request"_s << ErrorCode::BadRequest;
    QTest::newRow("banned") << u"forbidden"_s << ErrorCode::Forbidden;
    QTest::newRow("other protocol") << u"unsupported_protocol"_s << ErrorCode::UnsupportedProtocol;
    QTest::newRow("too many wrong codes") << u"rate_limited"_s << ErrorCode::RateLimited;
}

void TestTrust::aHelloThatIsRefusedEndsThere()
{
    QFETCH(const QString, code);
    QFETCH(const ErrorCode, expected);
    m_host->hook = [&](const QJsonObject &request) {
        m_host->refuse(request, code,
                       {{u"free"_s, u"Amina 2"_s}, {u"retry"_s, 60000}, {u"protocols"_s, QJsonArray{2}}});
        return true;
    };
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(refused.count(), 1);
    const auto problem = refused[0][0].value<SessionProblem>();
    QCOMPARE(problem.code, std::optional(expected));
    QVERIFY(!problem.text.isEmpty());
    if (expected == ErrorCode::NameTaken)
        QCOMPARE(problem.freeName, u"Amina 2"_s);
    QCOMPARE(m_session->state(), State::Idle);
    QVERIFY(!m_session->hasBeenOnline());
    m_host->hook = {};
    openAndWait(); // the next try is an ordinary one
}

void TestTrust::aFullHostIsTriedAgainLater()
{
    openAndWait();
    int hellos = 0;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"hello" || ++hellos > 2)
            return false;
        m_host->refuse(request, u"busy"_s);
        return true;
    };
    m_host->cut();
    QTRY_COMPARE(hellos, 3);
    QTRY_COMPARE(m_session->state(), State::Online);
}

void TestTrust::byeKickedOrBannedIsFinal_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("kicked") << u"kicked"_s;
    QTest::newRow("banned") << u"banned"_s;
}

void TestTrust::byeKickedOrBannedIsFinal()
{
    QFETCH(const QString, code);
    openAndWait();
    QSignalSpy dismissed(m_session.get(), &Session::dismissed);
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_host->bye(code);
    QTRY_COMPARE(dismissed.count(), 1);
    QVERIFY(!dismissed[0][0].value<SessionProblem>().text.isEmpty());
    QCOMPARE(m_session->state(), State::Idle);
    m_session->retryNow();
    QCOMPARE(m_session->state(), State::Idle);
    QCOMPARE(states.count(), 1);
}

void TestTrust::byeStoppingComesBack()
{
    openAndWait();
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_host->bye(u"stopping"_s);
    QTRY_COMPARE(m_host->asked(u"hello"_s).size(), 2);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(states.first().first().value<State>(), State::Waiting);
}

void TestTrust::byeMovedGoesThere()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    FakeHost there(m_host->hostId, m_host->identity);
    there.events = m_host->events;
    QVERIFY(there.start());
    m_host->bye(u"moved"_s, {{u"urls"_s, QJsonArray{u"http://127.0.0.1:%1/"_s.arg(there.port())}}});
    QTRY_COMPARE(there.asked(u"join"_s).size(), 1);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, there.port());
    QCOMPARE(there.asked(u"hello"_s).first()[u"token"].toString(), u"secret"_s);
    m_session.reset();
}

void TestTrust::nobodyThereIsSaidAtOnce()
{
    const quint16 port = m_host->port();
    m_host->stop();
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(port));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].value<SessionProblem>().text.contains(u"127.0.0.1"));
    QCOMPARE(m_session->state(), State::Idle);
}

void TestTrust::whatIsNotAHostIsSaid()
{
    m_host->upgrades = false;
    QSignalSpy refused(m_session.get(), &Session::refused);
    for (const QByteArray &answer :
         {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"_qba, "220 smtp\r\n"_qba, ""_qba}) {
        m_host->http = [answer](const QByteArray &, QTcpSocket *socket) {
            socket->write(answer);
            socket->disconnectFromHost();
        };
        refused.clear();
        m_session->open(joinRequest(m_host->port()));
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(refused[0][0].value<SessionProblem>().text.contains(u"not Courtyard"));
        QVERIFY(m_host->requests.isEmpty());
    }
}

/// What a host of the time before keys does with a TLS hello, and what other servers do.
void TestTrust::whatDoesNotEncryptIsSaid_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a page") << "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"_qba;
    QTest::newRow("junk") << QByteArray(100, '\x16');
    QTest::newRow("nothing") << QByteArray();
}

void TestTrust::whatDoesNotEncryptIsSaid()
{
    QFETCH(const QByteArray, answer);
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    QByteArray heard;
    connect(&plain, &QTcpServer::newConnection, &plain, [&] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            heard += socket->readAll();
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(plain.serverPort()));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY2(refused[0][0].value<SessionProblem>().text.contains(u"does not encrypt"),
             qPrintable(refused[0][0].value<SessionProblem>().text));
    QVERIFY(heard.startsWith('\x16'));
    QVERIFY(!heard.contains("GET"));
}

void TestTrust::anotherHostAtTheAddressGetsNothing()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    m_session->post(lobbyId, u"for the old one"_s);
    FakeHost other(u"h_fake"_s); // it may claim what it likes
    QVERIFY(other.start(port));
    QSignalSpy refused(m_session.get(), &Session::refused);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(m_session->state(), State::Idle);
    QCOMPARE(other.bytesInside, 0);
    const auto another = refused[0][0].value<SessionProblem>().another;
    QVERIFY(another);
    QCOMPARE(another->before, QList<HostKey>{m_host->identity.fingerprint});
    QCOMPARE(another->now, other.identity.fingerprint);
    QCOMPARE(another->nameBefore, u"Clinic"_s);

    makeSession(); // another day
    QSignalSpy again(m_session.get(), &Session::refused);
    m_session->open(joinRequest(port));
    QTRY_COMPARE(again.count(), 1);
    QVERIFY(again[0][0].value<SessionProblem>().another);
    QCOMPARE(other.bytesInside, 0);

    JoinRequest agreed = joinRequest(port);
    agreed.invitation.fingerprint = another->now;
    m_session->open(agreed);
    QTRY_COMPARE(m_session->state(), State::Online);
    QTRY_COMPARE(other.asked(u"join"_s).size(), 1);
    QVERIFY(other.asked(u"hello"_s).first()[u"token"].toString().isEmpty());
    QVERIFY(!other.asked(u"join"_s).first().contains(u"after"));
    QVERIFY(other.asked(u"post"_s).isEmpty());
    QCOMPARE(textsOf(lobby()), QStringList());
    QCOMPARE(m_session->waitingElsewhere().size(), 1); // the old one's stays filed
    m_session.reset();
}

void TestTrust::theInvitationSaysWhoItIs()
{
    JoinRequest request = joinRequest(m_host->port());
    request.invitation.fingerprint = TestIdentity::make().fingerprint;
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(request);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].value<SessionProblem>().another->before,
             QList<HostKey>{request.invitation.fingerprint});
    QCOMPARE(m_host->bytesInside, 0);
    request.invitation.fingerprint = m_host->identity.fingerprint;
    m_session->open(request);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->details().key, m_host->identity.fingerprint);
}

/// Also where the host let nobody in that time.
void TestTrust::aKeyOnceSeenIsTheOneThatMustBeThere()
{
    m_host->hook = [&](const QJsonObject &request) {
        m_host->refuse(request, u"wrong_code"_s);
        return true;
    };
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(refused.count(), 1);
    const quint16 port = m_host->port();
    m_host->stop();
    FakeHost other;
    QVERIFY(other.start(port));
    JoinRequest withCode = joinRequest(port);
    withCode.invitation.code = u"481502"_s;
    m_session->open(withCode);
    QTRY_COMPARE(refused.count(), 2);
    QVERIFY(refused[1][0].value<SessionProblem>().another);
    QCOMPARE(other.bytesInside, 0);
    m_session.reset();
}

void TestTrust::aCertificateIsBelievedForNobodysWord_data()
{
    QTest::addColumn<bool>("trusted"); // the system knows the issuer
    QTest::newRow("signed by somebody") << false;
    QTest::newRow("signed by an authority of this system") << true;
}

/// Neither the authority's word nor the host's own certificate behind another one says who it is.
void TestTrust::aCertificateIsBelievedForNobodysWord()
{
    QFETCH(const bool, trusted);
    openAndWait();
    const quint16 port = m_host->port();
    const TestIdentity real = m_host->identity;
    m_host->stop();
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    const auto restored = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
    if (trusted) {
        QSslConfiguration all = before;
        all.addCaCertificates(real.chain);
        QSslConfiguration::setDefaultConfiguration(all);
    }
    makeSession();
    FakeHost other(u"h_fake"_s, TestIdentity::make(&real));
    QCOMPARE(other.identity.chain.size(), 2); // its own, then the real host's
    QVERIFY(other.start(port));
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(port));
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].value<SessionProblem>().another->now, other.identity.fingerprint);
    QCOMPARE(other.bytesInside, 0);
    m_session.reset();
}

/// As it is seen on the wire. TLS 1.2, where records tell what they hold.
void TestTrust::aStrangerSeesNothingButAHandshake()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    FakeHost other;
    other.newestTls = QSsl::TlsV1_2;
    QVERIFY(other.start());
    QByteArray said; // by our side
    QTcpServer wire;
    QVERIFY(wire.listen(QHostAddress::LocalHost, port));
    connect(&wire, &QTcpServer::newConnection, &wire, [&] {
        QTcpSocket *near = wire.nextPendingConnection();
        auto *far = new QTcpSocket(near);
        far->connectToHost(QHostAddress::LocalHost, other.port());
        connect(near, &QTcpSocket::readyRead, far, [&said, near, far] {
            const QByteArray bytes = near->readAll();
            said += bytes;
            far->write(bytes);
        });
        connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        connect(near, &QTcpSocket::disconnected, far, &QTcpSocket::disconnectFromHost);
    });
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->close();
    m_session->open(joinRequest(port));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].value<SessionProblem>().another);
    QList<int> records;
    for (qsizetype at = 0; at + 5 <= said.size();) {
        records.append(uchar(said[at]));
        at += 5 + (uchar(said[at + 3]) << 8 | uchar(said[at + 4]));
    }
    QVERIFY(!records.isEmpty());
    QVERIFY2(!records.contains(23), "application data"); // RFC 5246 §6.2.1

    JoinRequest agreed = joinRequest(port); // with consent it is there: the test sees what it looks for
    agreed.invitation.fingerprint = other.identity.fingerprint;
    said.clear();
    m_session->open(agreed);
    QTRY_COMPARE(m_session->state(), State::Online);
    QVERIFY(other.bytesInside > 0);
    m_session.reset();
}

void TestTrust::severalHostsAtOneAddressAreKnownByTheirKeys()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_session->close();
    m_host->stop();
    FakeHost other;
    other.token = u"other secret"_s;
    QVERIFY(other.start(port));
    JoinRequest agreed = joinRequest(port);
    agreed.invitation.fingerprint = other.identity.fingerprint;
    m_session->open(agreed);
    QTRY_COMPARE(m_session->state(), State::Online);
    m_session->close();
    other.stop();
    QVERIFY(m_host->start(port));
    m_session->open(joinRequest(port)); // both are known there: no question
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
    m_session->close();
    m_host->stop();
    QVERIFY(other.start(port));
    m_session->open(joinRequest(port));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(other.asked(u"hello"_s).last()[u"token"].toString(), u"other secret"_s);
    m_session.reset();
}

/// A client.sqlite from before hosts had keys.
static void keepUnderId(const QString &folder, const HostId &id, quint16 port)
{
    Cache cache(folder);
    cache.saveHost(id, u"Clinic"_s, u"old secret"_s, u"127.0.0.1:%1"_s.arg(port), 0);
    cache.restart(id, lobbyId, u"l_1"_s);
    cache.append(id, lobbyId, {message(1, ben, u"kept"_s)});
    cache.putOutbox(id, {request::Post{lobbyId, u"k1"_s, u"waits"_s, {}, {}}, 1, {}, {}});
}

void TestTrust::whatWasKeptUnderAnIdGoesToItsKey()
{
    m_session.reset();
    keepUnderId(m_folder->path(), u"h_fake"_s, m_host->port());
    makeSession();
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_host->asked(u"hello"_s).first()[u"token"].toString(), u"old secret"_s);
    QTRY_COMPARE(m_host->asked(u"post"_s).size(), 1);
    m_session.reset();
    Cache cache(m_folder->path());
    QCOMPARE(cache.token(u"h_fake"_s), QString());
    QCOMPARE(cache.token(m_host->identity.fingerprint), u"secret"_s);
    QVERIFY(cache.outbox(u"h_fake"_s).isEmpty());
}

void TestTrust::whatWasKeptUnderAnIdStaysWhereAnotherAnswers()
{
    m_session.reset();
    keepUnderId(m_folder->path(), u"h_gone"_s, m_host->port());
    makeSession();
    openAndWait();
    QVERIFY(m_host->asked(u"post"_s).isEmpty());
    QCOMPARE(m_session->waitingElsewhere().size(), 1);
    m_session.reset();
    QCOMPARE(Cache(m_folder->path()).token(u"h_gone"_s), u"old secret"_s);
}

void TestTrust::aTokenGoesOnlyToItsHost()
{
    openAndWait();
    FakeHost other(u"h_other"_s);
    other.token = u"other secret"_s;
    QVERIFY(other.start());
    m_session->open(joinRequest(other.port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QVERIFY(other.asked(u"hello"_s).first()[u"token"].toString().isEmpty());
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
    m_session->open(joinRequest(other.port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(other.asked(u"hello"_s).last()[u"token"].toString(), u"other secret"_s);
    m_session.reset();
}

static QList<Invitation> at(quint16 port)
{
    return {joinRequest(port).invitation};
}

void TestTrust::aHostThatMovedIsFoundAgain()
{
    QList<Invitation> ways;
    makeSession([&](SessionConfig &config) {
        config.whereIs = [&](const HostKey &host) {
            return host == m_host->identity.fingerprint ? ways : QList<Invitation>();
        };
    });
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    const quint16 before = m_host->port();
    QSignalSpy moved(m_session.get(), &Session::moved);
    m_host->stop();
    m_session->post(lobbyId, u"m2"_s);
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QVERIFY(m_host->start()); // on another port
    QVERIFY(m_host->port() != before);
    ways = at(m_host->port());
    m_session->hostSeen(TestIdentity::make().fingerprint); // nothing to us
    m_session->hostSeen(m_host->identity.fingerprint);
    QTRY_COMPARE(m_session->state(), State::Online);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
    QCOMPARE(moved.count(), 1);
    QVERIFY(moved[0][0].toString().contains(QString::number(m_host->port())));
    QCOMPARE(m_session->invitation().port, m_host->port());
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
    QCOMPARE(m_host->events.size(), 2);
}

void TestTrust::aHostElsewhereIsFoundBehindAStranger()
{
    QList<Invitation> ways;
    makeSession([&](SessionConfig &config) { config.whereIs = [&](const HostKey &) { return ways; }; });
    openAndWait();
    const quint16 before = m_host->port();
    m_host->stop();
    FakeHost other(u"h_other"_s);
    QVERIFY(other.start(before)); // takes its place
    QSignalSpy refused(m_session.get(), &Session::refused);
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QVERIFY(m_host->start());
    ways = at(m_host->port());
    QTRY_COMPARE(m_session->state() == State::Waiting || m_session->state() == State::Online, true);
    m_session->hostSeen(m_host->identity.fingerprint);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, m_host->port());
    QCOMPARE(other.bytesInside, 0);
    QCOMPARE(refused.count(), 0);
}

void TestTrust::whoClaimsToBeTheHostAndIsNotGetsNothing()
{
    FakeHost liar(u"h_liar"_s);
    QVERIFY(liar.start());
    makeSession([&](SessionConfig &config) {
        config.whereIs = [port = liar.port()](const HostKey &) { return at(port); };
    });
    openAndWait();
    const quint16 before = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QSignalSpy refused(m_session.get(), &Session::refused);
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    for (int round = 0; round < 3; ++round) {
        m_session->hostSeen(m_host->identity.fingerprint);
        QTRY_VERIFY(states.count() >= 2 * (round + 1)); // went there, and away again
    }
    QVERIFY(liar.requests.isEmpty());
    QCOMPARE(liar.bytesInside, 0);
    QCOMPARE(refused.count(), 0);
    QVERIFY(m_host->start(before));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, before);
}

void TestTrust::aHostThatMovedBetweenTwoRunsIsFoundAgain()
{
    openAndWait();
    const quint16 before = m_host->port();
    m_session.reset();
    m_host->stop();
    QVERIFY(m_host->start());
    QList<Invitation> ways;
    makeSession([&](SessionConfig &config) { config.whereIs = [&](const HostKey &) { return ways; }; });
    m_session->open(joinRequest(before));
    QSignalSpy moved(m_session.get(), &Session::moved);
    ways = at(m_host->port());
    m_session->hostSeen(m_host->identity.fingerprint);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, m_host->port());
    QCOMPARE(moved.count(), 1);
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
}

void TestTrust::nobodyWhoAnswersIsFoundInVain()
{
    openAndWait();
    const quint16 before = m_host->port();
    m_host->stop();
    makeSession([&](SessionConfig &config) {
        config.whereIs = [](const HostKey &) { return QList<Invitation>(); };
        config.timing.finding = std::chrono::milliseconds(100);
    });
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(before));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].value<SessionProblem>().text.contains(QString::number(before)));
    QCOMPARE(m_session->state(), State::Idle);
}

void TestTrust::closeCallsNobodyBack()
{
    openAndWait();
    m_host->silent = true;
    int called = 0;
    m_session->rename(u"Anna"_s, [&](const auto &) { ++called; });
    m_session->search(u"x"_s, {}, [&](const auto &, const auto &) { ++called; });
    m_session->close();
    QCOMPARE(m_session->state(), State::Idle);
    m_host->silent = false;
    openAndWait();
    QCOMPARE(called, 0);
}

void TestTrust::openGoesElsewhere()
{
    m_host->store(FakeHost::ben, u"here"_s);
    openAndWait();
    TimelineModel *model = lobby();
    FakeHost other(u"h_other"_s);
    other.store(FakeHost::ben, u"there"_s);
    QVERIFY(other.start());
    m_session->open(joinRequest(other.port()));
    QTRY_COMPARE(textsOf(model), QStringList{u"there"_s}); // the same model
    m_host->say(u"nobody hears this"_s);
    other.say(u"and"_s);
    QTRY_COMPARE(textsOf(model), (QStringList{u"there"_s, u"and"_s}));
    m_session.reset();
}

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
