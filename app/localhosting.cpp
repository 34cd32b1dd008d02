#include "app/localhosting.h"

#include <algorithm>

namespace courtyard {

static HostingAddress viewOf(const HostAddress &address, const HostSnapshot &host)
{
    HostingAddress view;
    view.invitation = Invitation::parse(address.url).value_or(Invitation());
    view.invitation.code = host.linkCode;
    view.invitation.fingerprint = host.fingerprint;
    view.url = address.url.endsWith(QLatin1Char('/')) ? address.url.chopped(1) : address.url;
    view.interfaceName = address.interface;
    view.isVirtual = address.isVirtual;
    view.proven = address.proven;
    return view;
}

HostingView viewOf(const HostSnapshot &snapshot)
{
    HostingView view;
    view.host = snapshot.id;
    view.placeName = snapshot.name;
    view.port = snapshot.port;
    for (const HostAddress &address : snapshot.addresses)
        view.addresses.append(viewOf(address, snapshot));
    view.code = snapshot.code;
    for (const HostDevice &device : snapshot.devices)
        view.devices.append({device.connection, device.member, device.name, device.address, device.device,
                             device.latencyMs, device.latencies});
    view.people = snapshot.people;
    return view;
}

LocalHosting::LocalHosting(Options options, QObject *parent) : Hosting(parent), m_options(std::move(options))
{ }

LocalHosting::~LocalHosting() = default;

HostConfig LocalHosting::configFor(const HostingRequest &request) const
{
    HostConfig config;
    config.name = request.placeName;
    config.port = request.port;
    config.bind = m_options.bind;
    config.code.kind = request.code == HostingRequest::Code::None ? CodePolicy::Kind::None
        : request.code == HostingRequest::Code::Fixed             ? CodePolicy::Kind::Fixed
                                                                  : CodePolicy::Kind::Auto;
    config.code.fixed = request.fixedCode;
    config.dataFolder = m_options.dataFolder;
    config.allowedOrigins = m_options.allowedOrigins;
    config.rateLimit = m_options.rateLimit;
    return config;
}

void LocalHosting::start(const HostingRequest &request)
{
    if (m_running)
        return;
    m_host.reset(); // one that is still stopping: waits until the port and the folder are free
    m_host = std::make_unique<Host>(configFor(request));
    const auto take = [this](const HostSnapshot &snapshot) { m_view = viewOf(snapshot); };
    connect(m_host.get(), &Host::listening, this, [this, take](const HostSnapshot &snapshot) {
        take(snapshot);
        m_running = true;
        Q_EMIT started();
        Q_EMIT changed();
    });
    connect(m_host.get(), &Host::changed, this, [this, take](const HostSnapshot &snapshot) {
        take(snapshot);
        Q_EMIT changed();
    });
    connect(m_host.get(), &Host::failed, this, [this](const HostFailure &failure) {
        m_running = false;
        Q_EMIT failed(failure.text);
    });
    connect(m_host.get(), &Host::stopped, this, [this] {
        m_running = false;
        Q_EMIT stopped();
    });
    m_host->start();
}

void LocalHosting::stop()
{
    m_running = false;
    if (m_host)
        m_host->stop();
}

void LocalHosting::removeDevice(quint64 connection)
{
    if (m_host)
        m_host->removeDevice(connection);
}

Invitation LocalHosting::ownInvitation() const
{
    // Loopback, unless the command line binds to other addresses only.
    const auto reachesLoopback = [](const QHostAddress &address) {
        return address == QHostAddress::Any || address == QHostAddress::AnyIPv4
            || address == QHostAddress::LocalHost;
    };
    Invitation invitation;
    invitation.host = QStringLiteral("127.0.0.1");
    if (!m_options.bind.isEmpty()
        && std::none_of(m_options.bind.begin(), m_options.bind.end(), reachesLoopback)) {
        const QHostAddress &first = m_options.bind.first();
        invitation.host = first == QHostAddress::AnyIPv6 ? QStringLiteral("::1") : first.toString();
    }
    invitation.port = m_view.port;
    return invitation;
}

QString LocalHosting::ownerToken() const
{
    return m_host ? m_host->ownerToken() : QString();
}

} // namespace courtyard
