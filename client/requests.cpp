#include "client/requests.h"

namespace courtyard {

bool RequestFailure::passes() const
{
    return why == Why::TimedOut
        || (why == Why::Refused
            && (error.code == ErrorCode::RateLimited || error.code == ErrorCode::Storage
                || error.code == ErrorCode::Busy));
}

Requests::Requests(std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent), m_patience(patience)
{
    m_timer.setInterval(patience / 4);
    connect(&m_timer, &QTimer::timeout, this, &Requests::giveUpOld);
}

void Requests::setWay(Send send)
{
    m_send = std::move(send);
}

void Requests::put(const ClientMessage &message, Handler handler)
{
    const qint64 id = ++m_lastId;
    m_waiting[id] = {std::move(handler), QDeadlineTimer(m_patience)};
    if (m_send) {
        m_send(encode(Request{id, message}));
        if (!m_timer.isActive())
            m_timer.start();
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            settle(id, RequestFailure{RequestFailure::Why::Lost, {}});
        },
        Qt::QueuedConnection);
}

void Requests::tell(const ClientMessage &message)
{
    if (m_send)
        m_send(encode(Request{std::nullopt, message}));
}

bool Requests::settle(const OkReply &reply)
{
    return settle(reply.re, reply.body);
}

bool Requests::settle(const ErrorReply &reply)
{
    return settle(reply.re, RequestFailure{RequestFailure::Why::Refused, reply.error});
}

bool Requests::settle(std::optional<qint64> re, const Answer &answer)
{
    const auto found = re ? m_waiting.find(*re) : m_waiting.end();
    if (found == m_waiting.end())
        return false;
    // Taken out first: the handler may ask again, or close the session.
    const Handler handler = std::move(found->second.handler);
    m_waiting.erase(found);
    if (m_waiting.empty())
        m_timer.stop();
    handler(answer);
    return true;
}

void Requests::fail()
{
    // One by one: a handler may close the session, which forgets the rest, or ask anew, which fails later.
    const qint64 last = m_lastId;
    while (!m_waiting.empty() && m_waiting.begin()->first <= last)
        settle(m_waiting.begin()->first, RequestFailure{RequestFailure::Why::Lost, {}});
}

void Requests::forget()
{
    m_waiting.clear();
    m_timer.stop();
}

void Requests::giveUpOld()
{
    std::vector<qint64> old;
    for (const auto &[id, waiting] : m_waiting) {
        if (waiting.until.hasExpired())
            old.push_back(id);
    }
    for (const qint64 id : old)
        settle(id, RequestFailure{RequestFailure::Why::TimedOut, {}});
}

} // namespace courtyard
