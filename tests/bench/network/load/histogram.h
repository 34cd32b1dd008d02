// How often which duration was seen, in nanoseconds: 64 buckets for each power of two, so a quantile is right
// to 1.6 %.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace courtyard::bench {

class Histogram {
public:
    void add(uint64_t value);
    uint64_t count() const { return m_count; }
    uint64_t largest() const { return m_largest; }

    // The value below which `part` (0 to 1) of all lie; 0 where there are none.
    uint64_t quantile(double part) const;

private:
    std::vector<uint64_t> m_buckets = std::vector<uint64_t>(64 * 40);
    uint64_t m_count = 0;
    uint64_t m_largest = 0;
};

} // namespace courtyard::bench
