// A running host: store, house, responder and network put together. Made, used and deleted in the network
// thread, by host.cpp, which is its face in the owner's thread.
#pragma once

#include "protocol/beacon.h"
#include "protocol/clock.h"
#include "server/discovery/addresses.h"
#include "server/host.h"
#include "server/http/gate.h"
#include "server/identity/hostidentity.h"
#include "server/network/bounds.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace courtyard {

namespace http {
class Responder;
struct SiteFacts;
struct DeskFacts;
} // namespace http
class Announcer;
class DiskFileStore;
class FileSender;
class House;
class Network;
class ServicePublisher;
class SqliteEventLog;
class TlsContext;

class HostCore final : public QObject {
    Q_OBJECT
public:
    HostCore(HostConfig config, Bounds bounds, QObject *parent = nullptr);
    ~HostCore() override;

    /// Answered by listening() or failed().
    void start();
    /// Tells everybody, closes in order, within a bounded time; answered by stopped().
    void stop();
    void removeDevice(quint64 connection);
    void changeCode(const CodePolicy &code);
    void requireEncryption(bool on);

Q_SIGNALS:
    void listening(const courtyard::HostSnapshot &snapshot, const QString &ownerToken);
    void failed(const courtyard::HostFailure &failure);
    void changed(const courtyard::HostSnapshot &snapshot);
    void stopped();

private:
    std::optional<HostFailure> openFolder();
    std::optional<HostFailure> openIdentity();
    void openFiles();
    void openHouse();
    void listen();
    void lookAround();
    void readOwnAddresses();
    void publishService();
    void addLocalName(HostSnapshot &snapshot, http::Scheme scheme) const;
    void scheduleSnapshot();
    void tellSnapshot();
    void finishStopping();
    HostFailure identityFailure(IdentityProblem problem) const;
    HostFailure failure(HostFailure::Kind kind, const QString &why = {}) const;
    bool isReachableBy(const QHostAddress &address) const;
    HostSnapshot snapshot() const;
    http::SiteFacts siteFacts() const;
    http::DeskFacts deskFacts() const;
    Beacon beacon() const;
    HostFigures figures() const;
    void describeFiles(HostFigures &figures) const;

    // In the order in which they depend on each other; destroyed from the end.
    const HostConfig m_config;
    const Bounds m_bounds;
    const SystemClock m_clock;
    const qint64 m_startedAt = m_clock.wallMs();
    QElapsedTimer m_uptime;
    QString m_ownerToken;
    HostIdentity m_identity;
    std::unique_ptr<const TlsContext> m_tls;
    http::Gate m_gate;
    std::unique_ptr<SqliteEventLog> m_log;
    std::unique_ptr<DiskFileStore> m_files;
    std::unique_ptr<House> m_house;
    std::unique_ptr<http::Responder> m_responder;
    std::unique_ptr<FileSender> m_sender;
    std::unique_ptr<Network> m_network;
    std::unique_ptr<Announcer> m_announcer;
    std::unique_ptr<ServicePublisher> m_publisher;
    QList<RankedAddress> m_addresses; // of this machine, best first
    QTimer m_addressTimer;
    QTimer m_snapshotTimer;
    QTimer m_stopTimer;
    bool m_codeGuessed = false; // as it was told last
    bool m_stopping = false;
    bool m_stopped = false;
};

} // namespace courtyard
