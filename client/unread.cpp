#include "client/unread.h"

#include <algorithm>

namespace courtyard {

void Unread::begin(qint64 read, qint64 head, int unread, const QList<Event> &known, bool complete)
{
    m_read = std::max(m_read, read);
    m_head = head;
    m_messages.clear();
    m_mentions = 0;
    m_uncounted = 0;
    for (const Event &event : known) {
        if (counts(event))
            note(event);
    }
    // Where more was read here than the host knows of, its number says nothing.
    if (!complete && m_read == read)
        m_uncounted = std::max(0, unread - int(m_messages.size()));
}

void Unread::add(const Event &event)
{
    if (!counts(event))
        return;
    if (event.seq <= m_head && m_uncounted > 0)
        --m_uncounted; // it was in the host's number
    note(event);
}

void Unread::note(const Event &event)
{
    m_messages.append({event.seq, namesMember(event.text, m_me.name)});
    m_mentions += m_messages.last().mention ? 1 : 0;
}

bool Unread::markRead(qint64 seq)
{
    if (seq <= m_read)
        return false;
    m_read = seq;
    if (m_messages.isEmpty() || seq >= m_messages.first().seq)
        m_uncounted = 0;
    const auto rest = std::find_if(m_messages.cbegin(), m_messages.cend(),
                                   [seq](const Message &message) { return message.seq > seq; });
    m_mentions -=
        int(std::count_if(m_messages.cbegin(), rest, [](const Message &message) { return message.mention; }));
    m_messages.erase(m_messages.cbegin(), rest);
    return true;
}

void Unread::clear()
{
    *this = {};
}

bool Unread::counts(const Event &event) const
{
    return event.kind == EventKind::Message && !event.deleted && event.from != m_me.id && event.seq > m_read;
}

bool namesMember(const QString &text, const QString &name)
{
    const QString wanted = u'@' + name;
    for (qsizetype at = 0; !name.isEmpty() && (at = text.indexOf(wanted, at, Qt::CaseInsensitive)) >= 0;) {
        at += wanted.size();
        if (at == text.size() || !text[at].isLetterOrNumber())
            return true;
    }
    return false;
}

} // namespace courtyard
