// How many messages of others a room has after the one that was read last, and how many of them name me. The
// host says a number when the room is joined; from then on it is counted here. A value; GUI thread.
#pragma once

#include "protocol/types.h"

namespace courtyard {

/// Whether a message speaks to somebody: "@name", in any letters, as a word of its own.
bool namesMember(const QString &text, const QString &name);

class Unread {
public:
    /// The room was joined: the host counts `unread` up to `head`, and `known` are the events after `read`
    /// that are there already. `complete`: they are all of them, so that the host's number is not needed.
    void begin(qint64 read, qint64 head, int unread, const QList<Event> &known, bool complete);
    /// A newer event.
    void add(const Event &event);
    /// Whether it grew.
    bool markRead(qint64 seq);
    void setMe(const Self &me) { m_me = me; }
    void clear();

    qint64 read() const { return m_read; }
    int count() const { return m_uncounted + int(m_messages.size()); }
    int mentions() const { return m_mentions; }

private:
    struct Message {
        qint64 seq;
        bool mention;
    };
    bool counts(const Event &event) const;
    void note(const Event &event);

    Self m_me;
    qint64 m_read = 0;
    qint64 m_head = 0; // the host's number is of that moment
    int m_uncounted = 0; // of the host's number: those which were not seen here
    QList<Message> m_messages; // in the order of seq
    int m_mentions = 0; // of them
};

} // namespace courtyard
