// DNS-SD with the real Avahi: a daemon on each machine, each on a D-Bus of its own, in network namespaces.
// The hosts' own datagrams are kept back by a firewall, so that what is found is found by DNS-SD.
#include "tests/discovery/lab.h"
#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <cstdio>

using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace { } // namespace

class TestServices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aHostIsFoundAndGoes();
    void aHostThatDiesGoes();
    void avahiMayComeLater();
    void theLocalNameIsOurs();

private:
    QString file(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &content) const;
    void startBus(const QString &machine);
    void startAvahi(const QString &machine);
    void startHost();
    void startListener();
    QStringList onItsBus(const QString &machine) const
    {
        return {u"env"_s, u"DBUS_SYSTEM_BUS_ADDRESS=unix:path="_s + file(machine + u".bus")};
    }
    QStringList values(const char *field) const;
    QJsonArray hosts() const;

    QTemporaryDir m_folder;
    std::unique_ptr<Lab> m_lab;
    std::vector<std::unique_ptr<Program>> m_daemons;
    std::unique_ptr<Program> m_host, m_listener;
    int m_round = 0;
};

void TestServices::write(const QString &name, const QByteArray &content) const
{
    QFile out(file(name));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

// Avahi wants a user of its own; here there is only one, and it is root of nothing but this namespace.
void TestServices::initTestCase()
{
    if (QStandardPaths::findExecutable(u"avahi-daemon"_s).isEmpty()
        || QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        QSKIP("avahi-daemon or dbus-daemon is not there.");
    m_lab = std::make_unique<Lab>();
    if (!m_lab->works())
        QSKIP("Network namespaces cannot be made here.");
    write(u"passwd"_s, "root:x:0:0::/:/bin/sh\navahi:x:0:0::/:/bin/false\n");
    write(u"group"_s, "root:x:0:\navahi:x:0:\nnetdev:x:0:\n");
    write(u"avahi.sh"_s,
          "mount --bind \"$1/passwd\" /etc/passwd && mount --bind \"$1/group\" /etc/group &&\n"
          "mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon &&\n"
          "exec avahi-daemon --no-drop-root --no-chroot --no-rlimits --no-proc-title --file=\"$2\"\n");
}

void TestServices::init()
{
    ++m_round;
    for (const char *machine : {"host", "near"})
        m_lab->addMachine(QLatin1String(machine));
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    QVERIFY(m_lab->works());
    if (!m_lab->forbid(u"host"_s, {u"udp dport 30303"_s}))
        QSKIP("nft, which plays the firewall, is not there or not permitted.");
}

void TestServices::cleanup()
{
    m_listener.reset();
    m_host.reset();
    m_daemons.clear();
    for (const char *machine : {"host", "near"})
        m_lab->removeMachine(QLatin1String(machine));
}

void TestServices::startBus(const QString &machine)
{
    QFile::remove(file(machine + u".bus"));
    write(machine + u".conf",
          "<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:path="
              + file(machine + u".bus").toUtf8()
              + "</listen><policy context=\"default\"><allow send_destination=\"*\"/><allow "
                "receive_sender=\"*\"/><allow own=\"*\"/>"
                "</policy></busconfig>");
    m_daemons.push_back(
        std::make_unique<Program>(machine,
                                  QStringList{u"dbus-daemon"_s, u"--nofork"_s, u"--print-address"_s,
                                              u"--config-file="_s + file(machine + u".conf")}));
    QTRY_VERIFY(!m_daemons.back()->lines().isEmpty()); // its address, said once it listens
}

void TestServices::startAvahi(const QString &machine)
{
    write(machine + u".avahi", "[server]\nhost-name=clinic-" + machine.toUtf8() + "\n");
    m_daemons.push_back(std::make_unique<Program>(
        machine,
        onItsBus(machine)
            + QStringList{u"sh"_s, file(u"avahi.sh"_s), m_folder.path(), file(machine + u".avahi")}));
}

void TestServices::startHost()
{
    m_host = std::make_unique<Program>(
        u"host"_s,
        onItsBus(u"host"_s)
            + QStringList{QStringLiteral(COURTYARD_BINARY), u"--host"_s, u"--headless"_s, u"--name"_s,
                          u"Field clinic — north"_s, u"--data"_s, file(u"data%1"_s.arg(m_round)), u"--port"_s,
                          u"3000"_s});
    QTRY_VERIFY(!m_host->lines().isEmpty());
}

void TestServices::startListener()
{
    m_listener =
        std::make_unique<Program>(u"near"_s, onItsBus(u"near"_s) + QStringList{QStringLiteral(FINDER_PROBE)});
    QTRY_VERIFY(!m_listener->lines().isEmpty());
}

QStringList TestServices::values(const char *field) const
{
    QStringList values;
    for (const QJsonObject &line : m_listener->lines())
        if (line.contains(QLatin1String(field)))
            values.append(line[QLatin1String(field)].toString());
    return values;
}

QJsonArray TestServices::hosts() const
{
    for (auto line = m_listener->lines().crbegin(); line != m_listener->lines().crend(); ++line)
        if (line->contains(u"hosts"))
            return (*line)[u"hosts"].toArray();
    return {};
}

void TestServices::aHostIsFoundAndGoes()
{
    for (const char *machine : {"host", "near"}) {
        startBus(QLatin1String(machine));
        startAvahi(QLatin1String(machine));
    }
    startListener();
    startHost();
    QTRY_COMPARE(values("service"), QStringList(u"10.1.0.1:3000"_s));
    QTRY_COMPARE(hosts().size(), 1);
    // Who it is was asked, and is all that a datagram would have said.
    QCOMPARE(hosts()[0][u"name"].toString(), u"Field clinic — north"_s);
    QCOMPARE(hosts()[0][u"code"].toBool(), true);
    QCOMPARE(hosts()[0][u"people"].toInt(-1), 0);
    QCOMPARE(hosts()[0][u"ways"].toArray(), QJsonArray{u"10.1.0.1:3000"_s});
    m_host->terminate();
    QElapsedTimer watch;
    watch.start();
    QTRY_COMPARE(values("withdrawn"), QStringList(u"10.1.0.1:3000"_s));
    QTRY_COMPARE(hosts().size(), 0);
    qInfo() << "gone after" << watch.elapsed() << "ms";
}

void TestServices::aHostThatDiesGoes()
{
    for (const char *machine : {"host", "near"}) {
        startBus(QLatin1String(machine));
        startAvahi(QLatin1String(machine));
    }
    startHost();
    startListener(); // and what is there already is found as well
    QTRY_COMPARE(hosts().size(), 1);
    m_host->kill();
    QTRY_COMPARE(hosts().size(), 0);
    QTRY_COMPARE(values("withdrawn").size(), 1);
}

void TestServices::avahiMayComeLater()
{
    for (const char *machine : {"host", "near"})
        startBus(QLatin1String(machine));
    startHost();
    startListener();
    for (const char *machine : {"host", "near"})
        startAvahi(QLatin1String(machine));
    QTRY_COMPARE(hosts().size(), 1);
}

void TestServices::theLocalNameIsOurs()
{
    startBus(u"host"_s);
    startHost();
    const QString ask = u"curl --silent --fail --output /dev/null --header \"Host: clinic-host.local:3000\" "
                        "http://10.1.0.1:3000/about.json"_s;
    QVERIFY(!m_lab->in(u"host"_s, ask)); // 421: whose name that is nobody said
    startAvahi(u"host"_s);
    QTRY_VERIFY(m_lab->in(u"host"_s, ask));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    arguments[0] = QCoreApplication::applicationFilePath();
    if (const std::optional<int> code = Lab::enter(arguments)) {
        if (*code >= 0)
            return *code;
        std::puts("SKIP   : network namespaces are not permitted here (unshare --user --net)");
        return 77;
    }
    TestServices test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_services.moc"
