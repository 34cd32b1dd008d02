// Everything that a host knows about members and rooms, and the only writer of their logs. Pure: no sockets,
// no SQL. Lives in the network thread, one for each host, longer than its participants. Its own state (who is
// a member, which rooms there are, who is in which, read marks, codes) is the view of a log of registers,
// "house" (see store/eventlog.h).
#pragma once

#include "protocol/clock.h"
#include "protocol/types.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/peer.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace courtyard {

class EventLog;
class FileStore;
class Participant;

struct HouseConfig {
    QString name; // of the place; empty: the stored one, else `fallbackName`
    QString fallbackName;
    QString version;
    /// Another one means that the past may not be a continuation of what was (an older copy was restored):
    /// every room's log then has another id (PROTOCOL §4).
    QString epoch;
    QString ownerToken; // whoever says hello with it is the owner
    enum class Code { Auto, None, Fixed } code = Code::Auto;
    QString fixedCode;
    QStringList desks; // topics of the help desk, made where they are not there yet
    QStringList fixedOrigins; // that may embed the help desk, whatever the owner says
    bool rateLimit = true;
    /// For how long a busy room gathers; 0: never longer than a turn of the event loop.
    std::chrono::milliseconds busyGather{houselimits::busyGatherMs};
};

/// What /about.json and the window show.
struct HouseFacts {
    HostId id;
    QString name;
    int people = 0; // members that are connected, each once
    QString code; // for typing; empty: none is needed
    QString linkCode; // 128 bits, for link and QR code; empty: none is needed
    bool codeGuessed = false; // somebody is trying join codes, or was within the last minutes
    int ticketsWaiting = 0, ticketsClaimed = 0;
    QStringList origins; // that the owner lets embed the help desk
};

class House final : public QObject {
    Q_OBJECT
public:
    /// `log`, `clock` and `files` must outlive the house. Without `files` nothing can be uploaded.
    House(HouseConfig config, EventLog &log, const Clock &clock, FileStore *files = nullptr,
          QObject *parent = nullptr);
    ~House() override;

    /// Reads the house's log, and at the first start writes host id, codes and lobby. Then calls `opened`,
    /// with words for the host's log where that failed (empty: all is well). Nobody may be admitted before.
    void open(std::function<void(const QString &problem)> opened);

    /// A new connection. The peer must outlive the participant.
    std::unique_ptr<Participant> admit(Peer &peer);

    HouseFacts facts() const;
    /// What /desks.json tells.
    QList<DeskFace> desks() const;

    /// Another join code, and another one for links; whoever is a member stays. Auto: six new digits; `fixed`
    /// with Fixed only. `done` once it is on disk and facts() tell it, or with false where nothing changed.
    void changeCode(HouseConfig::Code kind, const QString &fixed, std::function<void(bool)> done);

    /// Says `bye stopping` to everybody and answers nothing any more.
    void stop();

Q_SIGNALS:
    /// Somebody came, went or changed, or facts() did. Emitted once per turn of the event loop at most.
    void changed();

private:
    friend class Participant;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace courtyard
