#include "app/firewall.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace courtyard {

#if !defined(Q_OS_WIN) && !defined(Q_OS_MACOS)
static bool ufwIsOn(const QString &root)
{
    QFile config(QDir(root).filePath(QStringLiteral("etc/ufw/ufw.conf")));
    if (!config.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = config.read(64 * 1024).split('\n');
    for (const QByteArray &line : lines)
        if (line.simplified().toLower() == "enabled=yes")
            return true;
    return false;
}
#endif

HostingFirewall readFirewall(quint16 port, const QString &root)
{
#if defined(Q_OS_WIN)
    Q_UNUSED(root)
    return {QStringLiteral("Windows"), HostingFirewall::Where::PowerShell,
            QStringLiteral("New-NetFirewallRule -DisplayName Courtyard -Direction Inbound -Action Allow "
                           "-Protocol TCP -LocalPort %1")
                .arg(port)};
#elif defined(Q_OS_MACOS)
    Q_UNUSED(root)
    Q_UNUSED(port)
    return {QStringLiteral("macOS"), HostingFirewall::Where::Terminal,
            QStringLiteral("sudo /usr/libexec/ApplicationFirewall/socketfilterfw --unblockapp \"%1\"")
                .arg(QCoreApplication::applicationFilePath())};
#else
    const auto where = HostingFirewall::Where::Terminal;
    if (ufwIsOn(root))
        return {QStringLiteral("ufw"), where, QStringLiteral("sudo ufw allow %1/tcp").arg(port)};
    if (QFile::exists(QDir(root).filePath(QStringLiteral("run/firewalld.pid")))) // now, and after a restart
        return {QStringLiteral("firewalld"), where,
                QStringLiteral("sudo firewall-cmd --add-port=%1/tcp && "
                               "sudo firewall-cmd --permanent --add-port=%1/tcp")
                    .arg(port)};
    return {};
#endif
}

} // namespace courtyard
