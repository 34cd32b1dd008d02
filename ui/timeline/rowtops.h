// Where rows stand that lie one below the other. What is added or taken away at either end costs what it is,
// in the middle what lies on its shorter side; a row is found by halving. A value.
#pragma once

#include <QList>

#include <deque>

namespace courtyard {

class RowTops {
public:
    int count() const { return int(m_edges.size()) - 1; }
    /// Of all rows, in pixels.
    int height() const { return m_edges.back() - m_edges.front(); }
    /// From the top of the first row; top(count()) is where the last one ends.
    int top(int row) const { return edge(row) - m_edges.front(); }
    int heightOf(int row) const { return edge(row + 1) - edge(row); }
    /// The row that covers this pixel; the first one above all, count() below all.
    int rowAt(int y) const;

    void clear() { m_edges = {0}; }
    /// In front of `row`; at the end where it is count().
    void insert(int row, const QList<int> &heights);
    void remove(int row, int count);
    void setHeight(int row, int height);

private:
    int edge(int row) const { return m_edges[size_t(row)]; }
    bool isInFirstHalf(int row) const { return row < count() / 2; }
    void shift(int from, int to, int by);

    std::deque<int> m_edges{0}; // where rows meet, from an origin of its own: either side can give way
};

} // namespace courtyard
