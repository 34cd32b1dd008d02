#include "protocol/wirelist.h"

#include <charconv>
#include <iterator>

namespace courtyard {

void WireList::add(const RoomElement &room, int unread)
{
    char digits[16];
    const char *end = std::to_chars(std::begin(digits), std::end(digits), unread).ptr;
    separate();
    m_elements.append(room.untilUnread);
    m_elements.append(digits, end - digits);
    m_elements.append(room.afterUnread);
}

} // namespace courtyard
