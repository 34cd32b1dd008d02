#include "server/hostcore.h"

#include "protocol/codec.h"
#include "server/diagnosis/memory.h"
#include "server/diagnosis/metrics.h"
#include "server/discovery/announcer.h"
#include "server/discovery/servicepublisher.h"
#include "server/files/diskfilestore.h"
#include "server/files/filesender.h"
#include "server/http/responder.h"
#include "server/network/connection.h"
#include "server/network/network.h"
#include "server/ownertoken.h"
#include "server/rooms/house.h"
#include "server/sockets/tlscontext.h"
#include "server/store/sqliteeventlog.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSysInfo>

#include <limits>
#include <utility>

namespace courtyard {

Q_LOGGING_CATEGORY(logHost, "courtyard.host")

namespace {

using namespace std::chrono_literals;

constexpr auto snapshotEvery = 100ms; // host.h: at most ten a second
constexpr int snapshotRest = 100; // times as long as the last one took: with thousands of devices that is more
constexpr auto readAddressesEvery = 2s; // others find us by a new one within three
constexpr auto stopWithin = 1500ms;

// What people wrote is in it: nobody else on this computer needs to read that.
bool makePrivateFolder(const QString &path)
{
    if (QDir(path).exists())
        return true;
    return QDir().mkpath(path)
        && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

Bounds lifted(Bounds bounds)
{
    bounds.strangers = std::numeric_limits<int>::max();
    bounds.strangersPerAddress = std::numeric_limits<int>::max();
    bounds.incomingBurst = bounds.incomingPerSecond = std::numeric_limits<qint64>::max();
    return bounds;
}

HouseConfig::Code kindOf(const CodePolicy &code)
{
    return code.kind == CodePolicy::Kind::None ? HouseConfig::Code::None
        : code.kind == CodePolicy::Kind::Fixed ? HouseConfig::Code::Fixed
                                               : HouseConfig::Code::Auto;
}

HouseConfig houseConfig(const HostConfig &config, const QString &ownerToken, const QString &epoch)
{
    HouseConfig house;
    house.name = config.name;
    house.fallbackName = QSysInfo::machineHostName();
    house.version = QStringLiteral(COURTYARD_VERSION);
    house.epoch = epoch;
    house.ownerToken = ownerToken;
    house.code = kindOf(config.code);
    house.fixedCode = config.code.fixed;
    house.rateLimit = config.rateLimit;
    house.desks = config.desks;
    house.fixedOrigins = config.allowedOrigins;
    return house;
}

HostFailure::Kind kindOf(StoreProblem::Kind kind)
{
    switch (kind) {
    case StoreProblem::Kind::FolderInUse:
        return HostFailure::Kind::FolderInUse;
    case StoreProblem::Kind::FolderDamaged:
    case StoreProblem::Kind::FolderNewer:
        return HostFailure::Kind::FolderDamaged;
    case StoreProblem::Kind::FolderNotWritable:
    case StoreProblem::Kind::FolderFull:
        return HostFailure::Kind::FolderNotWritable;
    }
    return HostFailure::Kind::FolderDamaged;
}

} // namespace

HostCore::HostCore(HostConfig config, Bounds bounds, QObject *parent)
    : QObject(parent), m_config(std::move(config)), m_bounds(m_config.rateLimit ? bounds : lifted(bounds)),
      m_gate(QSysInfo::machineHostName(), m_config.allowedOrigins)
{
    m_uptime.start();
    m_gate.requireEncryption(m_config.requireEncryption);
    m_snapshotTimer.setSingleShot(true);
    m_snapshotTimer.setInterval(snapshotEvery);
    connect(&m_snapshotTimer, &QTimer::timeout, this, &HostCore::tellSnapshot);
    m_addressTimer.setInterval(readAddressesEvery);
    connect(&m_addressTimer, &QTimer::timeout, this, &HostCore::lookAround);
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(stopWithin);
    connect(&m_stopTimer, &QTimer::timeout, this, &HostCore::finishStopping);
}

HostCore::~HostCore() = default;

void HostCore::start()
{
    if (m_stopping)
        return; // it was asked to stop before it began
    if (const auto problem = openFolder()) {
        qCWarning(logHost, "failed why=\"%s\"", qPrintable(problem->text));
        Q_EMIT failed(*problem);
        return;
    }
    openFiles();
    openHouse();
}

std::optional<HostFailure> HostCore::openFolder()
{
    if (!makePrivateFolder(m_config.dataFolder))
        return failure(HostFailure::Kind::FolderNotWritable);
    auto opened = SqliteEventLog::open(m_config.dataFolder);
    if (const auto *problem = std::get_if<StoreProblem>(&opened)) {
        qCWarning(logHost, "cannot open the store why=\"%s\"", qPrintable(problem->why));
        return HostFailure{kindOf(problem->kind), wordsFor(*problem, m_config.dataFolder)};
    }
    m_log = std::move(std::get<std::unique_ptr<SqliteEventLog>>(opened));
    m_log->onHealthChanged([this](const StoreHealth &) { scheduleSnapshot(); });
    const auto token = readOrMakeOwnerToken(m_config.dataFolder);
    if (!token)
        return failure(HostFailure::Kind::FolderNotWritable);
    m_ownerToken = *token;
    return openIdentity();
}

std::optional<HostFailure> HostCore::openIdentity()
{
    auto identity = readOrMakeIdentity(m_config.dataFolder, namesOfMachine(QSysInfo::machineHostName()));
    if (const auto *problem = std::get_if<IdentityProblem>(&identity))
        return identityFailure(*problem);
    m_identity = std::move(std::get<HostIdentity>(identity));
    m_tls = TlsContext::make(m_identity.key, m_identity.certificate);
    return m_tls ? std::nullopt : std::optional(identityFailure({IdentityProblem::Kind::KeyDamaged}));
}

void HostCore::openFiles()
{
    const auto askLog = [this](const QStringList &ids, const auto &done) {
        m_log->naming(ids, [ids, done](const NamingResult &result) {
            QStringList unnamed = ids;
            for (const Naming &naming : result.namings)
                unnamed.removeOne(naming.file);
            done(result.failed ? std::nullopt : std::optional(unnamed));
        });
    };
    m_files = std::make_unique<DiskFileStore>(m_config.dataFolder, m_config.files, askLog);
    m_sender = std::make_unique<FileSender>(m_config.dataFolder);
}

void HostCore::openHouse()
{
    m_house = std::make_unique<House>(houseConfig(m_config, m_ownerToken, m_log->epoch()), *m_log, m_clock,
                                      m_files.get());
    connect(m_house.get(), &House::changed, this, [this] {
        m_gate.setOwnersOrigins(m_house->facts().origins);
        scheduleSnapshot();
    });
    m_house->open([this](const QString &problem) {
        if (m_stopping)
            return;
        if (!problem.isEmpty()) {
            qCWarning(logHost, "cannot open the house why=\"%s\"", qPrintable(problem));
            const QString words = wordsFor(m_log->stats().health, m_config.dataFolder);
            Q_EMIT failed(words.isEmpty() ? failure(HostFailure::Kind::FolderDamaged, problem)
                                          : HostFailure{HostFailure::Kind::FolderDamaged, words});
            return;
        }
        listen();
    });
}

void HostCore::listen()
{
    m_responder = std::make_unique<http::Responder>([this] { return siteFacts(); },
                                                    [this] { return metricsText(figures()); },
                                                    [this] { return deskFacts(); });
    m_network =
        std::make_unique<Network>(*m_house, m_gate, *m_responder, *m_sender, m_tls.get(), m_bounds, nullptr);
    connect(m_network.get(), &Network::changed, this, &HostCore::scheduleSnapshot);
    // Queued: the network is deleted there.
    connect(m_network.get(), &Network::emptied, this, &HostCore::finishStopping, Qt::QueuedConnection);
    m_announcer = std::make_unique<Announcer>([this] { return beacon(); });
    readOwnAddresses();
    if (const auto problem = m_network->listen(m_config.bind, m_config.port)) {
        qCWarning(logHost, "cannot listen port=%d why=\"%s\"", m_config.port, qPrintable(problem->why));
        Q_EMIT failed(
            failure(problem->portTaken ? HostFailure::Kind::PortTaken : HostFailure::Kind::CannotListen,
                    problem->why));
        return;
    }
    m_addressTimer.start();
    m_announcer->start();
    publishService();
    qCInfo(logHost, "listening port=%d", m_network->port());
    Q_EMIT listening(snapshot(), m_ownerToken);
    m_log->checkIntegrity(); // after listening: nobody waits for it (DESIGN §2)
    m_files->sweep();
}

// What nobody tells us: addresses come and go, and that nobody guesses any more is no event.
void HostCore::lookAround()
{
    readOwnAddresses();
    if (m_codeGuessed != m_house->facts().codeGuessed)
        scheduleSnapshot();
}

void HostCore::readOwnAddresses()
{
    const QList<InterfaceAddress> all = readAddresses();
    if (all.isEmpty())
        return; // it could not be asked: there is always loopback
    QList<QHostAddress> own;
    QList<InterfaceAddress> reachable;
    for (const InterfaceAddress &entry : all) {
        own.append(entry.address);
        if (isReachableBy(entry.address))
            reachable.append(entry);
    }
    m_gate.setAddresses(own);
    m_announcer->setAddresses(reachable);
    const QList<RankedAddress> ranked = rankAddresses(reachable);
    if (ranked == m_addresses)
        return;
    m_addresses = ranked;
    if (m_network->port() != 0)
        publishService();
    scheduleSnapshot();
}

// By DNS-SD as well, where the system runs Avahi and others can come in at all.
void HostCore::publishService()
{
    if (!m_publisher) {
        m_publisher = ServicePublisher::make();
        connect(m_publisher.get(), &ServicePublisher::localNameChanged, this, [this] {
            m_gate.setLocalName(m_publisher->localName());
            scheduleSnapshot();
        });
    }
    const bool isReachable =
        std::any_of(m_addresses.cbegin(), m_addresses.cend(),
                    [](const RankedAddress &entry) { return entry.kind != AddressKind::Loopback; });
    if (!isReachable) {
        m_publisher->withdraw();
        return;
    }
    const Beacon facts = beacon();
    m_publisher->publish({facts.host, facts.name, facts.port, facts.fingerprint});
}

// Easier to say than numbers, and the same in every network; but not every phone knows how to ask for it.
void HostCore::addLocalName(HostSnapshot &snapshot, http::Scheme scheme) const
{
    if (!m_publisher || m_publisher->localName().isEmpty())
        return;
    const QString url = http::urlOf(scheme, m_publisher->localName(), snapshot.port);
    const auto place = std::find_if(snapshot.addresses.cbegin(), snapshot.addresses.cend(),
                                    [](const HostAddress &address) { return address.isVirtual; });
    snapshot.addresses.insert(place, {url, Host::tr("Name of this computer"), false, false});
}

bool HostCore::isReachableBy(const QHostAddress &address) const
{
    if (m_config.bind.isEmpty())
        return true;
    for (const QHostAddress &bound : m_config.bind) {
        const bool wildcard = bound == QHostAddress(QHostAddress::Any)
            || (bound == QHostAddress(QHostAddress::AnyIPv4)
                && address.protocol() == QAbstractSocket::IPv4Protocol)
            || (bound == QHostAddress(QHostAddress::AnyIPv6)
                && address.protocol() == QAbstractSocket::IPv6Protocol);
        if (wildcard || http::plain(bound) == http::plain(address))
            return true;
    }
    return false;
}

void HostCore::scheduleSnapshot()
{
    if (!m_stopping && m_network && m_network->port() != 0 && !m_snapshotTimer.isActive())
        m_snapshotTimer.start();
}

void HostCore::tellSnapshot()
{
    QElapsedTimer watch;
    watch.start();
    const HostSnapshot told = snapshot();
    m_codeGuessed = told.codeGuessed;
    Q_EMIT changed(told);
    const std::chrono::milliseconds rest(snapshotRest * watch.elapsed());
    m_snapshotTimer.setInterval(std::max<std::chrono::milliseconds>(snapshotEvery, rest));
}

HostSnapshot HostCore::snapshot() const
{
    const HouseFacts facts = m_house->facts();
    HostSnapshot snapshot;
    snapshot.id = facts.id;
    snapshot.name = facts.name;
    snapshot.port = m_network->port();
    snapshot.code = facts.code;
    snapshot.linkCode = facts.linkCode;
    snapshot.fingerprint = m_identity.fingerprint;
    snapshot.encryptionRequired = m_gate.requiresEncryption();
    snapshot.codeGuessed = facts.codeGuessed;
    snapshot.dataFolder = m_config.dataFolder;
    snapshot.people = facts.people;
    snapshot.storageProblem = wordsFor(m_log->stats().health, m_config.dataFolder);
    snapshot.figures = figures();
    const http::Scheme scheme = snapshot.encryptionRequired ? http::Scheme::Https : http::Scheme::Http;
    for (const RankedAddress &entry : m_addresses) {
        snapshot.addresses.append({http::urlOf(scheme, entry.address, snapshot.port), nameOf(entry.kind),
                                   leadsElsewhere(entry.kind),
                                   m_network->provenAddresses().contains(entry.address)});
    }
    addLocalName(snapshot, scheme);
    const QList<const Connection *> connections = m_network->connections();
    for (const Connection *connection : connections) {
        if (!connection->isPresent())
            continue;
        const Person person = connection->person();
        const QList<int> &latencies = connection->latencies();
        snapshot.devices.append({connection->id(), person.id, person.name,
                                 connection->peerAddress().toString(), person.device.value_or(Device::Bot),
                                 latencies.isEmpty() ? std::optional<int>() : latencies.constLast(),
                                 latencies});
    }
    std::sort(snapshot.devices.begin(), snapshot.devices.end(),
              [](const HostDevice &a, const HostDevice &b) { return a.connection < b.connection; });
    return snapshot;
}

http::SiteFacts HostCore::siteFacts() const
{
    const HouseFacts house = m_house->facts();
    http::SiteFacts facts;
    facts.version = QStringLiteral(COURTYARD_VERSION);
    facts.hostId = house.id;
    facts.hostName = house.name;
    facts.fingerprint = m_identity.fingerprint;
    facts.people = house.people;
    facts.code = !house.code.isEmpty();
    return facts;
}

http::DeskFacts HostCore::deskFacts() const
{
    return {encodeDesks(m_house->desks()), m_gate.embeddingOrigins()};
}

HostFigures HostCore::figures() const
{
    HostFigures figures;
    figures.startedAt = m_startedAt;
    figures.uptimeMs = m_uptime.elapsed();
    figures.memoryBytes = residentMemory();
    const HouseFacts house = m_house->facts();
    figures.people = house.people;
    figures.ticketsWaiting = house.ticketsWaiting;
    figures.ticketsClaimed = house.ticketsClaimed;
    m_network->describe(figures);
    const StoreStats store = m_log->stats();
    figures.eventsAppended = store.appended;
    figures.storeWaiting = store.waiting;
    figures.commits = store.commits;
    figures.commitMicroseconds = store.commitMicroseconds;
    figures.syncMicroseconds = store.syncMicroseconds;
    figures.longestCommitMicroseconds = store.longestCommitMicroseconds;
    figures.storeFault = QString::fromLatin1(nameOf(store.health.fault));
    figures.storeIntegrity = QString::fromLatin1(nameOf(store.health.integrity));
    for (int i = int(StoreFault::None) + 1; i < storeFaults; ++i)
        figures.storeRefused.append(
            {QString::fromLatin1(nameOf(StoreFault(i))), store.refused[std::size_t(i)]});
    describeFiles(figures);
    for (std::size_t i = 0; i < store.commitTimes.size(); ++i) {
        const int atMost = i < StoreStats::commitMs.size() ? StoreStats::commitMs[i] : 0;
        figures.commitTimes.append({atMost, store.commitTimes[i]});
    }
    return figures;
}

void HostCore::describeFiles(HostFigures &figures) const
{
    const FileFigures &files = m_files->figures();
    figures.uploads = files.open;
    figures.fileBytesIn = files.bytesIn;
    figures.filesPublished = files.published;
    figures.uploadsRefused = files.refused;
    figures.filesStoredBytes = files.storedBytes;
    const SenderFigures &sender = m_sender->figures();
    figures.downloads = sender.underWay;
    figures.fileBytesOut = sender.bytesOut;
    figures.downloadsRefused = sender.refused;
    figures.downloadsStalled = sender.stalled;
}

Beacon HostCore::beacon() const
{
    const HouseFacts facts = m_house->facts();
    Beacon beacon;
    beacon.host = facts.id;
    beacon.name = facts.name;
    beacon.port = m_network->port();
    beacon.people = facts.people;
    beacon.needsCode = !facts.code.isEmpty();
    beacon.fingerprint = m_identity.fingerprint;
    return beacon;
}

void HostCore::requireEncryption(bool on)
{
    m_gate.requireEncryption(on);
    if (m_stopping || !m_network)
        return;
    if (on)
        m_network->dismissPlain();
    scheduleSnapshot();
}

void HostCore::removeDevice(quint64 connection)
{
    if (m_network && !m_stopping)
        m_network->remove(connection);
}

// facts() tell what came of it.
void HostCore::changeCode(const CodePolicy &code)
{
    if (m_house && !m_stopping)
        m_house->changeCode(kindOf(code), code.fixed, [](bool) {});
}

void HostCore::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    qCInfo(logHost, "stopping");
    m_addressTimer.stop();
    m_snapshotTimer.stop();
    if (!m_network) {
        finishStopping();
        return;
    }
    m_stopTimer.start();
    m_announcer->stop();
    m_publisher.reset();
    m_house->stop();
    m_network->close();
}

// Once: the timer and the last connection may both call.
void HostCore::finishStopping()
{
    m_stopTimer.stop();
    m_network.reset();
    m_responder.reset();
    m_sender.reset();
    m_house.reset();
    m_files.reset();
    m_log.reset(); // what is still waiting is committed
    if (!std::exchange(m_stopped, true))
        Q_EMIT stopped();
}

// Never repaired here: a new key would be a new host to everybody who knows this one.
HostFailure HostCore::identityFailure(IdentityProblem problem) const
{
    using Kind = IdentityProblem::Kind;
    const QString folder = QDir::toNativeSeparators(m_config.dataFolder);
    const auto told = [&](const QString &text) {
        return HostFailure{HostFailure::Kind::KeyDamaged, text.arg(folder)};
    };
    switch (problem.kind) {
    case Kind::KeyMissing:
    case Kind::KeyDamaged:
        return told(
            Host::tr("The key of this host (host-key.pem in %1) is missing or damaged. Put it back from a "
                     "copy of the folder. Without one, move host-certificate.pem and what is left of "
                     "host-key.pem away: everybody will then take this for a new host."));
    case Kind::CertificateDamaged:
        return told(
            Host::tr("The certificate of this host (host-certificate.pem in %1) is damaged. Move it away: "
                     "it is made anew from host-key.pem, and nobody will notice."));
    case Kind::NoPair:
        return told(
            Host::tr("host-key.pem and host-certificate.pem in %1 do not belong together. Put both back "
                     "from one copy of the folder. Without one, move host-certificate.pem away: if the "
                     "key is another one than last time, everybody will take this for a new host."));
    case Kind::NotReadable:
        return told(Host::tr("The key of this host in %1 cannot be read. Allow it for host-key.pem and "
                             "host-certificate.pem."));
    case Kind::NotWritable:
        break;
    }
    return failure(HostFailure::Kind::FolderNotWritable);
}

HostFailure HostCore::failure(HostFailure::Kind kind, const QString &why) const
{
    const QString folder = QDir::toNativeSeparators(m_config.dataFolder);
    switch (kind) {
    case HostFailure::Kind::PortTaken:
        return {kind,
                Host::tr("Port %1 is taken by another program. Close it, or choose another port.")
                    .arg(m_config.port)};
    case HostFailure::Kind::CannotListen:
        return {
            kind,
            Host::tr("This computer does not allow hosting on port %1 (%2). Choose another port or address.")
                .arg(m_config.port)
                .arg(why)};
    case HostFailure::Kind::FolderInUse:
    case HostFailure::Kind::KeyDamaged:
        break; // there are other words for it
    case HostFailure::Kind::FolderDamaged:
        return {kind,
                Host::tr(
                    "The history in %1 is damaged (%2). Restore a copy of the folder, or choose another one.")
                    .arg(folder, why)};
    case HostFailure::Kind::FolderNotWritable:
        return {
            kind,
            Host::tr(
                "The folder %1 cannot be written to. Allow it, free some space, or choose another folder.")
                .arg(folder)};
    }
    return {kind, why};
}

} // namespace courtyard
