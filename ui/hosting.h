// What the windows know of hosting: an interface that `app` implements with the real host, since ui does not
// see server (DESIGN §1), and tests implement in a few lines. GUI thread.
#pragma once

#include "protocol/invitation.h"
#include "protocol/types.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace courtyard {

/// What the start page asks for.
struct HostingRequest {
    QString placeName;
    quint16 port = defaultPort;
    enum class Code { Auto, None, Fixed } code = Code::Auto;
    QString fixedCode;
    QString folder{}; // where the history lies; empty: the usual folder
    bool requireEncryption = false; // browsers are sent to https
};

struct HostingAddress {
    Invitation invitation; // with codes and fingerprint, ready for link and QR code
    QString url; // short, for reading aloud: "http://192.168.43.1:3000"
    QString interfaceName; // "Wi-Fi", "Ethernet", …; translated
    bool isVirtual = false;
    bool proven = false; // a device has really come in by it
    bool operator==(const HostingAddress &) const = default;
};

struct HostingDevice {
    quint64 connection = 0;
    MemberId member;
    QString name;
    QString address;
    Device device = Device::Bot;
    std::optional<int> latencyMs;
    QList<int> latencies; // oldest first
};

/// A Wi-Fi network that this computer makes itself.
struct HostingHotspot {
    enum class Phase { Unavailable, Off, Starting, On } phase = Phase::Unavailable;
    /// Why it is not there, or what went wrong the last time.
    enum class Why {
        None,
        NotHere, // on this system it is not done from here
        NoWifi,
        WifiOff,
        NoAccessPoint, // the Wi-Fi adapter cannot
        Forbidden, // the system's policy, or the person who was asked
        Failed,
        WentDown, // by itself, or somebody else did it
    } why = Why::NotHere;
    bool cutsOff = false; // this computer leaves the Wi-Fi that it is in
    QString name, password; // while Starting and On
    bool operator==(const HostingHotspot &) const = default;
};

/// The firewall of this computer, and what opens the host's port in it.
struct HostingFirewall {
    QString name; // empty: none that we know
    enum class Where { Terminal, PowerShell } where = Where::Terminal;
    QString command;
};

/// How the host is doing, in numbers.
struct HostingFigures {
    qint64 uptimeMs = 0;
    int members = 0; // connections of members
    int others = 0; // connections that are not of members (yet)
    quint64 accepted = 0; // since the start
    quint64 eventsStored = 0;
    quint64 storeWaiting = 0;
    double meanCommitMs = 0;
    qint64 queuedBytes = 0;
    qint64 memoryBytes = 0; // 0: the system does not tell
    struct Count {
        QString name; // a fixed English word
        quint64 count = 0;
    };
    QList<Count> cuts;
};

/// Why it cannot host.
struct HostingProblem {
    QString text; // a sentence that says what to do
    enum class About {
        Port,
        Folder,
        DamagedFolder
    } about = About::Port; // Damaged: the next start sets it aside
    QString folder; // where it was to be
};

struct HostingView {
    HostId host;
    QString placeName;
    quint16 port = 0;
    QList<HostingAddress> addresses; // best first
    QString code; // empty: none is needed
    QString fingerprint; // of its key: lowercase hex SHA-256
    QStringList fingerprintWords; // the same, for comparing by voice
    bool encryptionRequired = false;
    bool codeGuessed = false; // more wrong join codes came lately than people mistype
    QList<HostingDevice> devices;
    int people = 0;
    QString storageProblem; // what is wrong with the disk, and what to do; empty: nothing
    HostingFigures figures;
    HostingHotspot hotspot;
    HostingFirewall firewall;
};

class Hosting : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start(const HostingRequest &request) = 0;
    /// Tells everybody and closes; stopped() follows.
    virtual void stop() = 0;
    virtual void removeDevice(quint64 connection) = 0;
    /// Another join code, or none; whoever is in stays. view() follows with changed().
    virtual void changeCode(HostingRequest::Code kind, const QString &fixed) = 0;
    /// Looks whether a hotspot can be made; what comes of it stands in the view.
    virtual void lookForHotspot() = 0;
    virtual void startHotspot() = 0;
    virtual void stopHotspot() = 0;
    /// While it runs. Who is in by a connection in the clear is sent to https; view() follows with changed().
    virtual void requireEncryption(bool on) = 0;
    virtual bool isRunning() const = 0;
    virtual const HostingView &view() const = 0;
    /// The way of this computer's own participant: loopback, with the owner's token.
    virtual Invitation ownInvitation() const = 0;
    virtual QString ownerToken() const = 0;

Q_SIGNALS:
    void started();
    void failed(const courtyard::HostingProblem &problem);
    void changed();
    void stopped();
};

} // namespace courtyard
