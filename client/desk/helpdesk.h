// The agents' side of the help desk in a session (PROTOCOL §6): its topics, the conversations that visitors
// brought, and what agents and the owner do with them. Conversations and the notes about them are rooms like
// others, but listed here alone; which of them are listened to is decided here: those that I have, and the
// one that I look at. As old as its Session; GUI thread.
#pragma once

#include "client/desk/ticketsmodel.h"
#include "client/requests.h"
#include "client/session.h"

#include <QHash>

namespace courtyard {

class RoomsModel;

class HelpDesk final : public QObject {
    Q_OBJECT
public:
    HelpDesk(Requests &requests, const RoomsModel &rooms);

    TicketsModel *tickets() { return &m_tickets; }
    const TicketsModel *tickets() const { return &m_tickets; }
    /// Where I answer, or that I own; by name. Empty: there is no help desk for me.
    QList<RoomInfo> topics() const;
    /// nullptr where it is not known. Valid until a model changes.
    const RoomInfo *topic(const RoomId &desk) const;
    /// What a room of notes is about; empty: it is none.
    RoomId conversationOf(const RoomId &notes) const { return m_conversationOf.value(notes); }
    /// What stands for unread: questions that wait, and messages in conversations that are mine.
    int unread() const { return m_tickets.waiting() + m_tickets.unread(); }

    using Done = Session::Done;
    void claim(const RoomId &room, Done done);
    /// To another agent of its topic.
    void handOver(const RoomId &room, const MemberId &agent, Done done);
    /// As if it had not been claimed: with the time that it has waited.
    void putBack(const RoomId &room, Done done);
    void resolve(const RoomId &room, Done done);
    void reopen(const RoomId &room, Done done);
    /// The conversation that is shown; empty: none.
    void look(const RoomId &room);
    const RoomId &looked() const { return m_looked; }
    /// More of those that are resolved.
    void fetchOlder();
    bool hasOlder() const { return m_hasOlder; }

    // The owner, and canned replies.
    void setTopic(const request::SetDesk &topic, Done done);
    void setCanned(const RoomId &desk, const QList<CannedReply> &replies, Done done);
    using OriginsDone =
        std::function<void(const reply::Origins &origins, const std::optional<SessionProblem> &)>;
    void askOrigins(OriginsDone done);
    void setOrigins(const QStringList &origins, OriginsDone done);
    using FiguresDone =
        std::function<void(const QList<DeskDay> &days, const std::optional<SessionProblem> &)>;
    /// Of what ended between the two (the host's clock, ms).
    void askFigures(qint64 from, qint64 to, FiguresDone done);

    // For Session.
    void welcomed(const MemberId &me);
    void lost();
    void forget();
    /// False: neither a conversation nor notes about one.
    bool take(const RoomInfo &room);
    bool drop(const RoomId &room);
    const RoomInfo *find(const RoomId &room) const;
    bool setUnread(const RoomId &room, int unread);
    void take(const answer::Looking &looking) { m_tickets.setLooking(looking.room, looking.people); }
    /// Another topic than before, or one less.
    void refresh();

Q_SIGNALS:
    /// A question waits that did not wait before.
    void questionArrived(const courtyard::RoomId &room);
    void olderChanged();
    void joinWanted(const courtyard::RoomId &room);
    void leaveWanted(const courtyard::RoomId &room);

private:
    void ask(const ClientMessage &message, const RoomId &room, Done done);
    void askRoom(const ClientMessage &message, Done done);
    void askOrigins(const request::Origins &request, OriginsDone done);
    void fetch(TicketState state, std::optional<qint64> before);
    void fetched(TicketState state, const Outcome<reply::Tickets> &outcome);
    void refreshed();
    void put(const RoomInfo &room);
    void listen(const RoomInfo &room);
    bool isListenedTo(const RoomId &room) const;

    Requests &m_requests;
    const RoomsModel &m_rooms;
    TicketsModel m_tickets;
    QHash<RoomId, RoomId> m_conversationOf; // by the room of its notes
    QHash<RoomId, RoomInfo> m_notes; // that were joined
    QSet<RoomId> m_putBack; // by me: no news
    RoomId m_looked;
    QTimer m_refresh; // once for all that changes in a turn
    int m_epoch = 0; // of the refresh that is under way
    bool m_filled = false;
    bool m_hasOlder = false;
    bool m_fetchingOlder = false;
};

} // namespace courtyard
