// Which firewall a system is told to run, by its files.
#include "app/firewall.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestFirewall : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isToldByItsFiles_data();
    void isToldByItsFiles();
};

void TestFirewall::isToldByItsFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("command");
    const QString ufw = u"etc/ufw/ufw.conf"_s;
    const QString allow = u"sudo ufw allow 3107/tcp"_s;
    QTest::newRow("none") << u"etc/hostname"_s << QByteArray("vm") << QString() << QString();
    QTest::newRow("ufw") << ufw << QByteArray("# ufw\nENABLED=yes\nLOGLEVEL=low\n") << u"ufw"_s << allow;
    QTest::newRow("ufw in capitals") << ufw << QByteArray("ENABLED=YES") << u"ufw"_s << allow;
    QTest::newRow("ufw that is off") << ufw << QByteArray("ENABLED=no\n#ENABLED=yes") << QString()
                                     << QString();
    QTest::newRow("firewalld") << u"run/firewalld.pid"_s << QByteArray("812\n") << u"firewalld"_s
                               << u"sudo firewall-cmd --add-port=3107/tcp && "
                                  "sudo firewall-cmd --permanent --add-port=3107/tcp"_s;
}

void TestFirewall::isToldByItsFiles()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, name);
    QFETCH(QString, command);
    const QTemporaryDir root;
    QVERIFY(QDir(root.path()).mkpath(QFileInfo(file).path()));
    QFile written(root.filePath(file));
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(content);
    written.close();
    const HostingFirewall firewall = readFirewall(3107, root.path());
    QCOMPARE(firewall.name, name);
    QCOMPARE(firewall.command, command);
}

QTEST_GUILESS_MAIN(TestFirewall)
#include "tst_firewall.moc"
