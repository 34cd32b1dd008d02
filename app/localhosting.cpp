#include "app/localhosting.h"

#include "app/firewall.h"
#include "protocol/fingerprint.h"

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

static HostingFigures figuresOf(const HostFigures &host)
{
    HostingFigures figures;
    figures.uptimeMs = host.uptimeMs;
    figures.members = host.members;
    figures.others = host.greeting + host.http + host.strangers;
    figures.accepted = host.accepted;
    figures.eventsStored = host.eventsAppended;
    figures.storeWaiting = host.storeWaiting;
    figures.meanCommitMs = host.meanCommitMs();
    figures.queuedBytes = host.queuedBytes;
    figures.memoryBytes = host.memoryBytes;
    for (const HostFigures::Reason &cut : host.cuts)
        figures.cuts.append({cut.name, cut.count});
    return figures;
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
    view.fingerprint = snapshot.fingerprint;
    view.fingerprintWords = fingerprintWords(snapshot.fingerprint);
    view.encryptionRequired = snapshot.encryptionRequired;
    view.codeGuessed = snapshot.codeGuessed;
    for (const HostDevice &device : snapshot.devices)
        view.devices.append({device.connection, device.member, device.name, device.address, device.device,
                             device.latencyMs, device.latencies});
    view.people = snapshot.people;
    view.storageProblem = snapshot.storageProblem;
    view.figures = figuresOf(snapshot.figures);
    return view;
}

static HostingProblem problemOf(const HostFailure &failure, const QString &folder)
{
    using About = HostingProblem::About;
    switch (failure.kind) {
    case HostFailure::Kind::PortTaken:
    case HostFailure::Kind::CannotListen:
        return {failure.text, About::Port, folder};
    case HostFailure::Kind::FolderDamaged:
        return {failure.text, About::DamagedFolder, folder};
    case HostFailure::Kind::FolderInUse:
    case HostFailure::Kind::FolderNotWritable:
    case HostFailure::Kind::KeyDamaged:
        break;
    }
    return {failure.text, About::Folder, folder};
}

LocalHosting::LocalHosting(Options options, QObject *parent) : Hosting(parent), m_options(std::move(options))
{ }

LocalHosting::~LocalHosting() = default;

static CodePolicy policyOf(HostingRequest::Code code, const QString &fixed)
{
    return {code == HostingRequest::Code::None        ? CodePolicy::Kind::None
                : code == HostingRequest::Code::Fixed ? CodePolicy::Kind::Fixed
                                                      : CodePolicy::Kind::Auto,
            fixed};
}

HostConfig LocalHosting::configFor(const HostingRequest &request) const
{
    HostConfig config;
    config.name = request.placeName;
    config.port = request.port;
    config.bind = m_options.bind;
    config.code = policyOf(request.code, request.fixedCode);
    config.dataFolder = request.folder.isEmpty() ? m_options.dataFolder : request.folder;
    config.allowedOrigins = m_options.allowedOrigins;
    config.desks = m_options.desks;
    config.rateLimit = m_options.rateLimit;
    config.requireEncryption = m_options.requireEncryption || request.requireEncryption;
    config.files = m_options.files;
    return config;
}

void LocalHosting::start(const HostingRequest &request)
{
    if (m_running)
        return;
    m_host.reset(); // one that is still stopping: waits until the port and the folder are free
    m_host = std::make_unique<Host>(configFor(request));
    connect(m_host.get(), &Host::listening, this, [this](const HostSnapshot &snapshot) {
        take(snapshot);
        m_running = true;
        Q_EMIT started();
        Q_EMIT changed();
    });
    connect(m_host.get(), &Host::changed, this, [this](const HostSnapshot &snapshot) {
        take(snapshot);
        Q_EMIT changed();
    });
    const QString folder = configFor(request).dataFolder;
    connect(m_host.get(), &Host::failed, this, [this, folder](const HostFailure &failure) {
        m_running = false;
        Q_EMIT failed(problemOf(failure, folder));
    });
    connect(m_host.get(), &Host::stopped, this, [this] {
        m_running = false;
        Q_EMIT stopped();
    });
    m_host->start();
}

void LocalHosting::take(const HostSnapshot &snapshot)
{
    const HostingFirewall firewall =
        m_view.port == snapshot.port ? m_view.firewall : readFirewall(snapshot.port);
    m_view = viewOf(snapshot);
    m_view.firewall = firewall;
    if (m_hotspot)
        m_view.hotspot = m_hotspot->state();
}

void LocalHosting::changeCode(HostingRequest::Code kind, const QString &fixed)
{
    if (m_host)
        m_host->changeCode(policyOf(kind, fixed));
}

void LocalHosting::lookForHotspot()
{
    if (!m_hotspot) {
        m_hotspot = Hotspot::make();
        connect(m_hotspot.get(), &Hotspot::changed, this, [this] {
            m_view.hotspot = m_hotspot->state();
            Q_EMIT changed();
        });
    }
    m_hotspot->look();
}

void LocalHosting::startHotspot()
{
    if (m_hotspot)
        m_hotspot->start(m_view.placeName);
}

void LocalHosting::stopHotspot()
{
    if (m_hotspot)
        m_hotspot->stop();
}

void LocalHosting::stop()
{
    m_running = false;
    stopHotspot(); // nobody is there any more to talk with over it
    if (m_host)
        m_host->stop();
}

void LocalHosting::removeDevice(quint64 connection)
{
    if (m_host)
        m_host->removeDevice(connection);
}

void LocalHosting::requireEncryption(bool on)
{
    if (m_host)
        m_host->requireEncryption(on);
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
    invitation.fingerprint = m_view.fingerprint;
    return invitation;
}

QString LocalHosting::ownerToken() const
{
    return m_host ? m_host->ownerToken() : QString();
}

} // namespace courtyard
