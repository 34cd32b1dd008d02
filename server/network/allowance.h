// How much somebody may send: so much at once, and so much a second from then on. What is over it was sent
// already, so it is a debt, and no more is read until that is paid (rooms/tokenbucket.h refuses instead). One
// is shared by all connections of a member. Network thread.
#pragma once

#include <QHash>
#include <QString>

#include <algorithm>
#include <chrono>
#include <memory>

namespace courtyard {

class Allowance {
public:
    Allowance(qint64 burst, qint64 perSecond)
        : m_burst(double(burst)), m_perSecond(double(perSecond)), m_left(m_burst)
    { }

    using Time = std::chrono::steady_clock::time_point;

    /// How long to read nothing; zero: go on.
    std::chrono::milliseconds take(qint64 cost, Time now);
    void giveBack(qint64 cost) { m_left = std::min(m_burst, m_left + double(cost)); }

private:
    double m_burst, m_perSecond, m_left;
    Time m_last; // long ago: it is full by then
};

/// The allowances of those who are here.
class Allowances {
public:
    Allowances(qint64 burst, qint64 perSecond) : m_burst(burst), m_perSecond(perSecond) { }

    /// Lives as long as somebody holds it.
    std::shared_ptr<Allowance> of(const QString &member);
    std::shared_ptr<Allowance> ofStranger() const
    {
        return std::make_shared<Allowance>(m_burst, m_perSecond);
    }

private:
    void forgetTheAbsent();

    qint64 m_burst, m_perSecond;
    QHash<QString, std::weak_ptr<Allowance>> m_byMember;
    qsizetype m_tidyAt = 64; // entries
};

} // namespace courtyard
