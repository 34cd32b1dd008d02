// Notices against python3-dbusmock's notification server on a D-Bus of our own.
#include "tests/support/patience.h"
#include "ui/attention/freedesktopnotifier.h"

#include <QApplication>
#include <QDBusMetaType>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;

/// As the mock logs them: time, method, arguments.
struct Call {
    quint64 at = 0;
    QString method;
    QVariantList arguments;
};

const QDBusArgument &operator>>(const QDBusArgument &in, Call &call)
{
    in.beginStructure();
    in >> call.at >> call.method >> call.arguments;
    in.endStructure();
    return in;
}

QDBusArgument &operator<<(QDBusArgument &out, const Call &call)
{
    out.beginStructure();
    out << call.at << call.method << call.arguments;
    out.endStructure();
    return out;
}

/// Counts the sounds that the server does not make.
class Counted final : public FreedesktopNotifier {
public:
    using FreedesktopNotifier::FreedesktopNotifier;
    void ring() override { ++rings; }
    int rings = 0;
};

} // namespace

Q_DECLARE_METATYPE(Call)

class TestNotifier : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void wordsAreShown_data();
    void wordsAreShown();
    void theSoundIsTheServersOrOurs_data();
    void theSoundIsTheServersOrOurs();
    void theNextTakesThePlaceOfTheLast();
    void aClickOpens();
    void whatIsPutAwayIsSaid();
    void isTakenBack();
    void whatIsTakenBackAtOnceNeverStays();
    void goesWithTheApp();
    void withoutAServerThereIsTheSound();
    void aServerThatComesLaterIsFound();

private:
    void startServer(const QString &capabilities);
    void stopServer();
    void letOneStand();
    QList<Call> calls(const QString &method) const;
    void emitSignal(const QString &name, const QString &signature, const QVariantList &arguments) const;
    QVariant ask(const QString &interface, const QString &method, const QVariantList &arguments = {}) const;
    QString body() const { return calls(u"Notify"_s).constLast().arguments.value(4).toString(); }

    QTemporaryDir m_folder;
    std::unique_ptr<QDBusConnection> m_bus;
    std::unique_ptr<QProcess> m_daemon, m_server;
    std::unique_ptr<Counted> m_notifier;
    int m_round = 0;
};

void TestNotifier::initTestCase()
{
    qDBusRegisterMetaType<Call>();
    qDBusRegisterMetaType<QList<Call>>();
    QGuiApplication::setDesktopFileName(u"org.courtyard.Courtyard"_s);
    QProcess python;
    python.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import dbusmock"_s});
    if (!python.waitForFinished() || python.exitCode() != 0)
        QSKIP("python3-dbusmock is not there.");
    QFile config(m_folder.filePath(u"bus.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:path="
                 + m_folder.filePath(u"bus"_s).toUtf8()
                 + "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
                   "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
    config.close();
    m_daemon = std::make_unique<QProcess>();
    m_daemon->start(u"dbus-daemon"_s,
                    {u"--nofork"_s, u"--print-address"_s, u"--config-file="_s + config.fileName()});
    QTRY_VERIFY(m_daemon->canReadLine()); // said once it listens
}

// One bus connection a test: what is on its way still is of another one.
void TestNotifier::init()
{
    if (!m_daemon)
        QSKIP("There is no D-Bus.");
    m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(
        u"unix:path="_s + m_folder.filePath(u"bus"_s), u"round%1"_s.arg(++m_round)));
    QVERIFY(m_bus->isConnected());
    m_notifier = std::make_unique<Counted>(*m_bus);
}

void TestNotifier::cleanup()
{
    m_notifier.reset();
    stopServer();
    if (m_bus)
        QDBusConnection::disconnectFromBus(m_bus->name());
    m_bus.reset();
}

void TestNotifier::cleanupTestCase()
{
    if (m_daemon) {
        m_daemon->kill();
        m_daemon->waitForFinished();
    }
}

void TestNotifier::startServer(const QString &capabilities)
{
    m_server = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + m_folder.filePath(u"bus"_s));
    m_server->setProcessEnvironment(environment);
    m_server->setStandardOutputFile(QProcess::nullDevice());
    m_server->start(u"/usr/bin/python3"_s,
                    {u"-m"_s, u"dbusmock"_s, u"--session"_s, u"--template"_s, u"notification_daemon"_s,
                     u"--parameters"_s, u"{\"capabilities\": \"%1\"}"_s.arg(capabilities)});
    QTRY_VERIFY(ask(service, u"GetServerInformation"_s).isValid());
}

void TestNotifier::stopServer()
{
    if (!m_server)
        return;
    m_server->kill();
    m_server->waitForFinished();
    m_server.reset();
}

/// Number 1, and the notifier knows it: the second one took its place.
void TestNotifier::letOneStand()
{
    m_notifier->show({u"Ben"_s, u"Hello"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 1);
    m_notifier->show({u"Ben"_s, u"Hello again"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 2);
    QCOMPARE(calls(u"Notify"_s).constLast().arguments.value(1).toUInt(), 1U);
}

QVariant TestNotifier::ask(const QString &interface, const QString &method,
                           const QVariantList &arguments) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, method);
    message.setArguments(arguments);
    const QDBusMessage reply = m_bus->call(message);
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0) : QVariant();
}

QList<Call> TestNotifier::calls(const QString &method) const
{
    QList<Call> found;
    const auto all = qdbus_cast<QList<Call>>(ask(u"org.freedesktop.DBus.Mock"_s, u"GetCalls"_s));
    for (const Call &call : all) {
        if (call.method == method)
            found.append(call);
    }
    return found;
}

void TestNotifier::emitSignal(const QString &name, const QString &signature,
                              const QVariantList &arguments) const
{
    QVariantList wrapped; // "av"
    for (const QVariant &argument : arguments)
        wrapped.append(argument);
    ask(u"org.freedesktop.DBus.Mock"_s, u"EmitSignal"_s, {service, name, signature, QVariant(wrapped)});
}

void TestNotifier::wordsAreShown_data()
{
    QTest::addColumn<QString>("capabilities");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QStringList>("actions");
    QTest::newRow("plain") << u"body"_s << u"<b>Bed 4</b> & \"more\""_s << QStringList();
    QTest::newRow("marked up") << u"body body-markup"_s
                               << u"&lt;b&gt;Bed 4&lt;/b&gt; &amp; &quot;more&quot;"_s << QStringList();
    QTest::newRow("may be clicked") << u"body actions"_s << u"<b>Bed 4</b> & \"more\""_s
                                    << QStringList{u"default"_s, u"Open"_s};
}

void TestNotifier::wordsAreShown()
{
    QFETCH(QString, capabilities);
    QFETCH(QString, body);
    QFETCH(QStringList, actions);
    startServer(capabilities);
    m_notifier->show({u"Ben <3"_s, u"<b>Bed 4</b> & \"more\""_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 1);
    const QVariantList said = calls(u"Notify"_s).constFirst().arguments;
    QCOMPARE(said.value(0).toString(), u"Courtyard"_s);
    QCOMPARE(said.value(1).toUInt(), 0U);
    QCOMPARE(said.value(2).toString(), u"org.courtyard.Courtyard"_s);
    QCOMPARE(said.value(3).toString(), u"Ben <3"_s); // never marked up
    QCOMPARE(said.value(4).toString(), body);
    QCOMPARE(qdbus_cast<QStringList>(said.value(5)), actions);
    const auto hints = qdbus_cast<QVariantMap>(said.value(6));
    QCOMPARE(hints.value(u"desktop-entry"_s).toString(), u"org.courtyard.Courtyard"_s);
}

void TestNotifier::theSoundIsTheServersOrOurs_data()
{
    QTest::addColumn<QString>("capabilities");
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<int>("rings");
    QTest::newRow("the server's") << u"body sound"_s << true << 0;
    QTest::newRow("ours") << u"body"_s << true << 1;
    QTest::newRow("none, of one that plays") << u"body sound"_s << false << 0;
    QTest::newRow("none") << u"body"_s << false << 0;
}

void TestNotifier::theSoundIsTheServersOrOurs()
{
    QFETCH(QString, capabilities);
    QFETCH(bool, wanted);
    QFETCH(int, rings);
    startServer(capabilities);
    m_notifier->show({u"Ben"_s, u"Hello"_s, wanted});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 1);
    QCOMPARE(m_notifier->rings, rings);
    const auto hints = qdbus_cast<QVariantMap>(calls(u"Notify"_s).constFirst().arguments.value(6));
    QCOMPARE(hints.value(u"sound-name"_s).toString(), wanted ? u"message-new-instant"_s : QString());
    QCOMPARE(hints.value(u"suppress-sound"_s).toBool(), !wanted);
}

void TestNotifier::theNextTakesThePlaceOfTheLast()
{
    startServer(u"body"_s);
    m_notifier->show({u"Ben"_s, u"first"_s});
    m_notifier->show({u"Ben"_s, u"second"_s}); // before anybody answered
    m_notifier->show({u"Ben"_s, u"third"_s});
    QTRY_VERIFY(calls(u"Notify"_s).size() > 0 && body() == u"third"_s);
    const qsizetype shown = calls(u"Notify"_s).size();
    m_notifier->show({u"Ben"_s, u"fourth"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), shown + 1);
    QCOMPARE(body(), u"fourth"_s);
    QCOMPARE(calls(u"Notify"_s).constLast().arguments.value(1).toUInt(), 1U); // in place of that one
}

void TestNotifier::aClickOpens()
{
    startServer(u"body actions"_s);
    QSignalSpy opened(m_notifier.get(), &Notifier::opened);
    letOneStand();
    emitSignal(u"ActionInvoked"_s, u"us"_s, {77U, u"default"_s}); // of another program
    emitSignal(u"ActivationToken"_s, u"us"_s, {1U, u"token-4"_s});
    emitSignal(u"ActionInvoked"_s, u"us"_s, {1U, u"default"_s});
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), QByteArray("token-4"));
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

void TestNotifier::whatIsPutAwayIsSaid()
{
    startServer(u"body"_s);
    QSignalSpy dismissed(m_notifier.get(), &Notifier::dismissed);
    letOneStand();
    emitSignal(u"NotificationClosed"_s, u"uu"_s, {1U, 1U}); // went by itself
    emitSignal(u"NotificationClosed"_s, u"uu"_s, {77U, 2U}); // another program's
    QVERIFY(dismissed.isEmpty());
    m_notifier->show({u"Ben"_s, u"Are you there?"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 3);
    m_notifier->show({u"Ben"_s, u"Are you there at all?"_s}); // whichever number it has is known then
    QTRY_COMPARE(calls(u"Notify"_s).size(), 4);
    const uint number = calls(u"Notify"_s).constLast().arguments.value(1).toUInt();
    emitSignal(u"NotificationClosed"_s, u"uu"_s, {number, 2U}); // the person put it away
    QTRY_COMPARE(dismissed.count(), 1);
}

void TestNotifier::isTakenBack()
{
    startServer(u"body"_s);
    m_notifier->show({u"Ben"_s, u"Hello"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 1);
    m_notifier->withdraw();
    QTRY_COMPARE(calls(u"CloseNotification"_s).size(), 1);
    QCOMPARE(calls(u"CloseNotification"_s).constFirst().arguments.value(0).toUInt(), 1U);
}

void TestNotifier::whatIsTakenBackAtOnceNeverStays()
{
    startServer(u"body"_s);
    m_notifier->show({u"Ben"_s, u"Hello"_s});
    m_notifier->withdraw();
    m_notifier->show({u"Ben"_s, u"After it"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 1);
    QCOMPARE(body(), u"After it"_s);
}

void TestNotifier::goesWithTheApp()
{
    startServer(u"body"_s);
    letOneStand();
    m_notifier.reset();
    QTRY_COMPARE(calls(u"CloseNotification"_s).size(), 1);
}

void TestNotifier::withoutAServerThereIsTheSound()
{
    m_notifier->show({u"Ben"_s, u"Hello"_s});
    QTRY_COMPARE(m_notifier->rings, 1);
}

void TestNotifier::aServerThatComesLaterIsFound()
{
    m_notifier->show({u"Ben"_s, u"Hello"_s});
    QTRY_COMPARE(m_notifier->rings, 1);
    startServer(u"body sound"_s);
    m_notifier->show({u"Ben"_s, u"Are you there?"_s});
    QTRY_COMPARE(calls(u"Notify"_s).size(), 1);
    stopServer();
    startServer(u"body body-markup sound"_s); // another one
    QTRY_VERIFY(
        (m_notifier->show({u"Ben"_s, u"a < b"_s}), calls(u"Notify"_s).size() > 0 && body() == u"a &lt; b"_s));
    QVERIFY(calls(u"Notify"_s).constLast().arguments.value(1).toUInt() <= 1U); // its own number
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    TestNotifier test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_notifier.moc"
