// A participant's way to one host: connects, greets, stays, comes back, and loses nothing (DESIGN §4).
// Lives in the GUI thread with its models; owns its socket, its cache on disk and its outbox. Needs no
// Widgets.
//
//   Idle ─ open() ─► Connecting ─► Greeting ─ welcome ─► Online
//                        ▲             │ refused: stays in Idle, says refused()
//                        │             ▼
//                     Waiting ◄── connection lost (0.5 s doubling to 15 s, jitter; at once on retryNow() or
//                     when the
//                                 network returns); not after `kicked`, `banned`, nor after close()
#pragma once

#include "client/connectiondetails.h"
#include "client/hostkey.h"
#include "client/keptdraft.h"
#include "client/timing.h"
#include "protocol/answers.h"
#include "protocol/clock.h"
#include "protocol/invitation.h"
#include "protocol/requests.h"
#include "protocol/types.h"

#include <QAbstractItemModel>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace courtyard {

class HelpDesk;
class LatencyMeter;
class PeopleModel;
class RoomsModel;
class TimelineModel;
class Pictures;
class Transfers;
struct Attachment;
struct WaitingElsewhere;

struct SessionConfig {
    QString dataFolder; // tokens, cache and outbox; made where it is not there
    QString client; // for instance "courtyard-desktop/0.1.0"
    SessionTiming timing; // tests make it shorter
    quint32 jitterSeed = 0; // of the waits between tries; 0: a random one
    /// Where a host says that it is, host and port, best first: HostFinder::waysTo. Empty: nobody looks
    /// around.
    std::function<QList<Invitation>(const HostKey &host)> whereIs;
};

/// Something that was typed and does not go out just now.
struct WaitingItem {
    RoomId room;
    QString place; // what the room is called, or was
    QString key;
    qint64 at = 0; // when it was typed, our clock
    QString what; // the words, or what it does
    QString why; // a sentence
    bool refused = false; // waits for the person, and not for anything else
};

/// What the person asks for when joining.
struct JoinRequest {
    Invitation invitation;
    QString name;
    QString token; // empty: the one that is kept for this host, if any
};

/// A failed request, or an event that ended the session, in words for people (translated).
struct SessionProblem {
    std::optional<ErrorCode> code; // as the host said it; none where it did not come from the host
    QString text;
    QString freeName; // name_taken: a name that is free
    /// Not the host that was met at the address before, or that the invitation names. Where the person
    /// agrees, open() again, with `now` as the invitation's fingerprint.
    struct AnotherHost {
        QString address;
        QString nameBefore; // empty: not known
        QList<HostKey> before;
        HostKey now;
    };
    std::optional<AnotherHost> another = {};
};

class Session final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Connecting, Greeting, Online, Waiting };
    Q_ENUM(State)

    /// `clock` must outlive the session.
    Session(SessionConfig config, const Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    /// Leaves where it is, then goes there.
    void open(const JoinRequest &request);
    /// Goes away for good, says so to nobody; state Idle.
    void close();
    /// Ends the wait before the next try.
    void retryNow();
    /// There is news of where this host is (HostFinder::wayFound). Where it is the one that this session
    /// looks for, the session goes there, once it has shown the same key there.
    void hostSeen(const HostKey &host);

    State state() const;
    /// Waiting: milliseconds until the next try.
    qint64 msUntilRetry() const;
    /// Whether a welcome was ever received since open(): the window then shows the chat, else the start page.
    bool hasBeenOnline() const;

    Self me() const;
    answer::Welcome::HostInfo host() const;
    /// The invitation that it came in by.
    Invitation invitation() const;
    /// What the other side of a request of this session said last about its clock: host minus ours, in ms,
    /// from `beat`.
    std::optional<qint64> clockDifferenceMs() const;
    /// The host's clock as far as it is known, ms since the epoch: `until` of mutes and bans is in it.
    qint64 hostTime() const;
    LatencyMeter &latency() const;
    ConnectionDetails details() const;

    /// Rooms that one is in, rooms that one may join, and direct ones.
    RoomsModel *rooms() const;
    /// What an agent sees of the help desk, and the owner does with it.
    HelpDesk *helpDesk() const;
    /// Also a conversation of the help desk; nullptr where it is not known. Valid until a model changes.
    const RoomInfo *room(const RoomId &room) const;
    /// The timeline of a room; made (and the room joined, caught up and kept up) at the first call. Lives as
    /// long as the session.
    TimelineModel *timeline(const RoomId &room);
    /// The people of a room; as above.
    PeopleModel *people(const RoomId &room);

    // What a person does. What appends waits in the outbox where the host is away, and is sent on return,
    // once.
    void post(const RoomId &room, const QString &text, std::optional<qint64> reply = std::nullopt);
    /// The same, with files: it is sent when they are on the host.
    void post(const RoomId &room, const QString &text, std::optional<qint64> reply,
              const QList<Attachment> &attachments);
    void edit(const RoomId &room, qint64 target, const QString &text);
    void remove(const RoomId &room, qint64 target);
    void react(const RoomId &room, qint64 target, const QString &emoji, bool on);
    void setTopic(const RoomId &room, const QString &text);
    /// Something that waits or was refused: try it again now, or give it up.
    void retryPending(const RoomId &room, const QString &key);
    void discardPending(const RoomId &room, const QString &key);
    /// Everything that does not go out just now, oldest first; also for rooms that are gone.
    QList<WaitingItem> waiting() const;
    void retryWaiting();
    void discardWaiting();
    /// What was discarded last waits again.
    void takeBackDiscarded();
    /// What waits for hosts that one is not at.
    QList<WaitingElsewhere> waitingElsewhere() const;

    /// What was begun in a room and not sent; kept across the end of the program.
    KeptDraft draft(const RoomId &room) const;
    void keepDraft(const RoomId &room, const KeptDraft &draft);

    /// What is wrong with what is kept on this computer, in words that say what to do; empty: nothing.
    QString storageTrouble() const;
    /// Nothing is kept just now: keepAgain() tries the disk once more.
    bool isForgetful() const;
    bool keepAgain();

    // Files
    /// All that are on their way, up and down.
    Transfers *transfers() const;
    Pictures *pictures() const;
    /// Into a folder of this computer; the key of the transfer.
    QString download(const FileInfo &file, const QString &folder);
    /// The download of a file that is under way or done; empty: none.
    QString downloadOf(const QString &fileId) const;
    void pauseTransfer(const QString &key);
    void retryTransfer(const QString &key);
    /// Gives it up. Of an upload, the message goes without that file; one that says nothing else goes not at
    /// all.
    void cancelTransfer(const QString &key);

    // What needs the host at once. `done` gets the problem where it failed; it is called later, once, or
    // never after close().
    using Done = std::function<void(const std::optional<SessionProblem> &)>;
    using RoomDone = std::function<void(const RoomId &room, const std::optional<SessionProblem> &)>;
    using Hits = std::function<void(const QList<Event> &hits, const std::optional<SessionProblem> &)>;
    void createRoom(const QString &name, RoomKind kind, const QString &secret, RoomDone done);
    void joinRoom(const RoomId &room, const QString &secret, RoomDone done);
    void leaveRoom(const RoomId &room, Done done);
    void openDirect(const MemberId &member, RoomDone done);
    void rename(const QString &name, Done done);
    /// A code that lets another device in as the same person, once; `expires` is the host's clock, ms.
    using LinkDone =
        std::function<void(const QString &link, qint64 expires, const std::optional<SessionProblem> &)>;
    void askLink(LinkDone done);
    void search(const QString &words, const RoomId &room, Hits done); // empty room: everywhere
    /// What keeps order (owner and moderators), and inviting into a private room.
    using HouseOrder =
        std::variant<request::Kick, request::Ban, request::Unban, request::Mute, request::SetRole,
                     request::CloseRoom, request::Lock, request::Slow, request::Invite>;
    void order(const HouseOrder &order, Done done);
    using BansDone = std::function<void(const QList<BanInfo> &bans, const std::optional<SessionProblem> &)>;
    void askBans(BansDone done);
    using DeedsDone =
        std::function<void(const QList<Deed> &deeds, bool more, const std::optional<SessionProblem> &)>;
    /// What owner and moderators did, newest first: before the deed `before`, 0: the newest.
    void askDeeds(qint64 before, DeedsDone done);
    using FilesDone =
        std::function<void(const QList<RoomFile> &files, bool more, const std::optional<SessionProblem> &)>;
    /// The files of a room, newest first: those before the message `before` (0: the newest) whose name or
    /// sender has `words` in it (empty: all).
    void askFiles(const RoomId &room, const QString &words, qint64 before, FilesDone done);

    /// The person is typing there; sent at most every 3 s.
    void typing(const RoomId &room);
    /// The person has seen everything up to here; sent when it grew.
    void markRead(const RoomId &room, qint64 seq);

Q_SIGNALS:
    void stateChanged(courtyard::Session::State state);
    /// The host refused the hello (wrong code, name taken, …), or open() cannot work (nobody answers there;
    /// what answers is not a host), or another host answers at the address than before (`another`; nothing
    /// was sent to it): state is Idle again. Once one has been online, a host that is away is
    /// waited for instead.
    void refused(const courtyard::SessionProblem &problem);
    /// `kicked` or `banned`: state is Idle and it does not come back by itself.
    void dismissed(const courtyard::SessionProblem &problem);
    /// The host is at another address now, and so are we: a sentence.
    void moved(const QString &text);
    /// A request of no one in particular failed, for instance a reaction from the outbox.
    void problem(const courtyard::SessionProblem &problem);
    void waitingChanged();
    void storageTroubleChanged();
    void meChanged();
    /// The host says live that role or mute are not what they were; `reason`: of a mute, may be empty.
    void meToldAnew(const courtyard::Self &before, const QString &reason);
    void clockDifferenceChanged();
    /// To owner and moderators: somebody guesses at the join code, so often within a minute.
    void guessed(int tries);
    /// Somebody else said something in a room (for unread badges and notifications).
    void messageArrived(const courtyard::RoomId &room, const courtyard::Event &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace courtyard
