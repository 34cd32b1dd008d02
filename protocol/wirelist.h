// Elements of a list, each encoded by itself: what many are told alike is encoded once, and their lists are
// put together from that. Values and pure functions; any thread.
#pragma once

#include "protocol/answers.h"

#include <QByteArray>

#include <optional>

namespace courtyard {

/// A room as somebody sees it, but for how much of it is unread to them.
struct RoomElement {
    QByteArray untilUnread, afterUnread;
};

class WireList {
public:
    void reserve(qsizetype bytes) { m_elements.reserve(bytes); }
    /// What it has reserved stays.
    void clear() { m_elements.resize(0); }
    void add(QByteArrayView element)
    {
        separate();
        m_elements.append(element);
    }
    void add(const RoomElement &room, int unread);

    /// With commas between them, and without brackets.
    const QByteArray &elements() const { return m_elements; }

private:
    void separate()
    {
        if (!m_elements.isEmpty())
            m_elements.append(',');
    }

    QByteArray m_elements;
};

RoomElement encodeElement(const RoomInfo &room);
QByteArray encodeElement(const Person &person);

// As in codec.h, with a list in the place of the struct's own.
QByteArray encodeWelcome(std::optional<qint64> re, const answer::Welcome &welcome, const WireList &rooms);
QByteArray encodeRooms(std::optional<qint64> re, const WireList &rooms);
QByteArray encodeJoined(std::optional<qint64> re, const reply::Joined &joined, const WireList &people);
QByteArray encodePeople(std::optional<qint64> re, const WireList &people, bool more);

} // namespace courtyard
