#include "ui/timeline/rowtops.h"

#include <algorithm>
#include <numeric>

namespace courtyard {

int RowTops::rowAt(int y) const
{
    const auto below = std::upper_bound(m_edges.begin(), m_edges.end(), y + m_edges.front());
    return std::max(0, int(below - m_edges.begin()) - 1);
}

void RowTops::shift(int from, int to, int by)
{
    for (int n = from; n < to; ++n)
        m_edges[size_t(n)] += by;
}

void RowTops::insert(int row, const QList<int> &heights)
{
    const int all = std::accumulate(heights.begin(), heights.end(), 0);
    const int added = int(heights.size());
    int at = edge(row);
    std::deque<int> edges;
    if (isInFirstHalf(row)) { // what is above gives way
        at -= all;
        for (const int height : heights) {
            edges.push_back(at);
            at += height;
        }
        m_edges.insert(m_edges.begin() + row, edges.begin(), edges.end());
        shift(0, row, -all);
    } else {
        for (const int height : heights)
            edges.push_back(at += height);
        m_edges.insert(m_edges.begin() + row + 1, edges.begin(), edges.end());
        shift(row + 1 + added, int(m_edges.size()), all);
    }
}

void RowTops::remove(int row, int count)
{
    const int all = edge(row + count) - edge(row);
    if (isInFirstHalf(row)) {
        m_edges.erase(m_edges.begin() + row, m_edges.begin() + row + count);
        shift(0, row, all);
    } else {
        m_edges.erase(m_edges.begin() + row + 1, m_edges.begin() + row + 1 + count);
        shift(row + 1, int(m_edges.size()), -all);
    }
}

void RowTops::setHeight(int row, int height)
{
    const int by = height - heightOf(row);
    if (isInFirstHalf(row))
        shift(0, row + 1, -by);
    else
        shift(row + 1, int(m_edges.size()), by);
}

} // namespace courtyard
