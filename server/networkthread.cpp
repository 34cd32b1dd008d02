#include "server/networkthread.h"

#include "server/hostcore.h"

#ifdef Q_OS_LINUX
#include "server/network/epolldispatcher.h"
#endif

namespace courtyard {

NetworkThread::NetworkThread(HostConfig config, Bounds bounds) : m_config(std::move(config)), m_bounds(bounds)
{
    setObjectName(QStringLiteral("network"));
#ifdef Q_OS_LINUX
    setEventDispatcher(new EpollDispatcher); // the thread owns it; DESIGN §3.1
#endif
}

void NetworkThread::askToStop()
{
    requestInterruption(); // where run() has not come as far as listening for the signal
    Q_EMIT stopAsked();
}

void NetworkThread::run()
{
    HostCore core(m_config, m_bounds);
    connect(this, &NetworkThread::stopAsked, &core, &HostCore::stop);
    connect(this, &NetworkThread::removeAsked, &core, &HostCore::removeDevice);
    connect(this, &NetworkThread::codeAsked, &core, &HostCore::changeCode);
    connect(this, &NetworkThread::encryptionAsked, &core, &HostCore::requireEncryption);
    connect(&core, &HostCore::listening, this, &NetworkThread::listening, Qt::DirectConnection);
    connect(&core, &HostCore::failed, this, &NetworkThread::failed, Qt::DirectConnection);
    connect(&core, &HostCore::changed, this, &NetworkThread::changed, Qt::DirectConnection);
    connect(&core, &HostCore::failed, &core, [this] { quit(); });
    connect(&core, &HostCore::stopped, &core, [this] { quit(); });
    if (isInterruptionRequested())
        return;
    // From the event loop: quit() before exec() would go unheard.
    QMetaObject::invokeMethod(&core, &HostCore::start, Qt::QueuedConnection);
    exec();
}

} // namespace courtyard
