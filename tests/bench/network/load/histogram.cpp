#include "histogram.h"

#include <algorithm>
#include <bit>

namespace courtyard::bench {

namespace {

constexpr int bits = 6; // 64 buckets for each power of two
constexpr uint64_t perPower = 1u << bits;

size_t bucketOf(uint64_t value)
{
    if (value < perPower)
        return size_t(value);
    const int shift = std::bit_width(value) - 1 - bits;
    return size_t(shift + 1) * perPower + size_t(value >> shift & (perPower - 1));
}

uint64_t lowestIn(size_t bucket)
{
    if (bucket < perPower)
        return bucket;
    const size_t shift = bucket / perPower - 1;
    return (perPower + bucket % perPower) << shift;
}

} // namespace

void Histogram::add(uint64_t value)
{
    ++m_buckets[std::min(bucketOf(value), m_buckets.size() - 1)];
    ++m_count;
    m_largest = std::max(m_largest, value);
}

uint64_t Histogram::quantile(double part) const
{
    if (m_count == 0)
        return 0;
    uint64_t left = uint64_t(part * double(m_count - 1)) + 1;
    for (size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        if (m_buckets[bucket] >= left)
            return lowestIn(bucket);
        left -= m_buckets[bucket];
    }
    return m_largest;
}

} // namespace courtyard::bench
