// What a frame means, remembered from one member of a room to the next. All members get the same bytes: what
// they mean is worked out for the first of them, and compared for the others, which is many times cheaper and
// keeps the generator from being what is measured. Where a server tells everyone something else this never
// matches, and each frame is read in full.
#pragma once

#include "incoming.h"

#include <string>
#include <string_view>
#include <vector>

namespace courtyard::bench {

class FrameMemo {
public:
    // `number`: the one that the member expects the room's next event to have.
    const Incoming *find(uint64_t number, std::string_view frame) const
    {
        const Entry &entry = m_entries[number % m_entries.size()];
        return entry.frame == frame ? &entry.meaning : nullptr;
    }

    void keep(uint64_t number, std::string_view frame, const Incoming &meaning)
    {
        Entry &entry = m_entries[number % m_entries.size()];
        entry.frame.assign(frame);
        entry.meaning = meaning;
    }

private:
    struct Entry {
        std::string frame;
        Incoming meaning;
    };
    std::vector<Entry> m_entries = std::vector<Entry>(256);
};

} // namespace courtyard::bench
