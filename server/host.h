// The face of the hosting side: starts and stops a host, says what is going on in it, and nothing else.
// Lives in the thread that made it (the GUI thread, or main headless); the host itself runs in a network
// thread and a store thread of its own (DESIGN §2). Every signal is emitted in the owner's thread.
#pragma once

#include "protocol/ids.h"
#include "protocol/types.h"
#include "server/diagnosis/figures.h"
#include "server/files/filelimits.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QStringList>

#include <memory>

namespace courtyard {

struct Bounds;

/// How the join code of PROTOCOL §3 is chosen.
struct CodePolicy {
    enum class Kind { Auto, None, Fixed } kind = Kind::Auto; // Auto: six digits, kept in the data folder
    QString fixed;
};

struct HostConfig {
    QString name; // of the place; empty: the one of last time, else this computer's name
    quint16 port = 3000; // 0: a free one
    QList<QHostAddress> bind; // empty: all interfaces
    CodePolicy code;
    QString dataFolder; // made where it is not there
    QStringList allowedOrigins; // besides the page's own
    QStringList desks; // topics of the help desk, made where they are not there yet
    bool rateLimit = true;
    bool requireEncryption = false; // whoever comes in the clear is sent to https, and told nothing else
    FileQuota files;
};

/// Why a host could not start, or had to stop. `text` is a sentence for the person, translated, that says
/// what to do.
struct HostFailure {
    enum class Kind {
        PortTaken,
        CannotListen,
        FolderInUse,
        FolderDamaged,
        FolderNotWritable,
        KeyDamaged
    } kind;
    QString text;
};

/// One address that others may reach this host by, best first.
struct HostAddress {
    QString url; // "http://192.168.43.1:3000/"; https where encryption is required
    QString interface; // as people know it: "Wi-Fi", "Ethernet", "Wi-Fi hotspot", "Virtual"; translated
    bool isVirtual = false;
    bool proven = false; // a device has really come in by it
};

/// One open connection of a member.
struct HostDevice {
    quint64 connection = 0; // for Host::removeDevice
    MemberId member;
    QString name;
    QString address;
    Device device = Device::Bot;
    std::optional<int> latencyMs; // the last ping
    QList<int> latencies; // the last ones, oldest first, at most 20
};

/// What is going on, at a moment. Emitted at most ten times a second, and only when something changed.
struct HostSnapshot {
    HostId id;
    QString name;
    quint16 port = 0;
    QList<HostAddress> addresses;
    QString code; // as typed; empty: none is needed
    QString linkCode; // the 128-bit one for link and QR code; empty: none is needed
    QString fingerprint; // of the host's key: lowercase hex SHA-256
    bool encryptionRequired = false;
    bool codeGuessed = false; // somebody is trying codes, or was within the last minutes
    QString dataFolder;
    QList<HostDevice> devices;
    int people = 0; // members that are connected, each once
    QString storageProblem; // what is wrong with the disk, and what to do; translated; empty: nothing
    HostFigures figures;
};

class Host final : public QObject {
    Q_OBJECT
public:
    explicit Host(HostConfig config, QObject *parent = nullptr);
    /// With other bounds than the usual ones: for tests, which cannot wait for ten seconds.
    Host(HostConfig config, const Bounds &bounds, QObject *parent = nullptr);
    /// Stops in order, if need be: tells everybody, closes the sockets, then the store. Blocks until it is
    /// done.
    ~Host() override;

    /// Answered by listening() or failed(). Only once in the life of a host.
    void start();
    /// Tells everybody `stopping`, closes in order; answered by stopped(). Does nothing where nothing runs.
    void stop();
    /// Sends `bye kicked` to one device and closes its connection.
    void removeDevice(quint64 connection);

    /// Another join code, while it runs; whoever is a member stays.
    void changeCode(const CodePolicy &code);
    /// As HostConfig says it, while it runs: who is in by a connection in the clear is sent to https.
    void requireEncryption(bool on);

    /// The newest snapshot; empty before listening().
    const HostSnapshot &snapshot() const;
    /// The owner's secret, also in the file `owner-token` of the data folder (0600); valid from listening()
    /// on.
    QString ownerToken() const;

Q_SIGNALS:
    void listening(const courtyard::HostSnapshot &snapshot);
    void failed(const courtyard::HostFailure &failure);
    void changed(const courtyard::HostSnapshot &snapshot);
    void stopped();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace courtyard
