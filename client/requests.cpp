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
    if (!m_send)
        return;
    // What waited for a connection goes first, in its order.
    std::vector<qint64> waiting;
    for (const auto &[id, question] : m_waiting)
        waiting.push_back(id);
    for (const qint64 id : waiting)
        this->send(id);
}

void Requests::put(Question question)
{
    const qint64 id = ++m_lastId;
    m_waiting.insert_or_assign(id, std::move(question));
    if (!m_timer.isActive())
        m_timer.start();
    if (m_send)
        send(id);
    else
        QMetaObject::invokeMethod(
            this, [this, id] { giveUp(id, RequestFailure::Why::Lost); }, Qt::QueuedConnection);
}

void Requests::send(qint64 id)
{
    const auto found = m_waiting.find(id);
    if (found != m_waiting.end() && m_send)
        m_send(encode(Request{id, found->second.message}));
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
    Question question = std::move(found->second);
    m_waiting.erase(found);
    if (m_waiting.empty())
        m_timer.stop();
    const auto *failure = std::get_if<RequestFailure>(&answer);
    if (failure && isAskedAgain(question, *failure))
        askAgain(std::move(question), *failure);
    else
        question.handler(answer);
    return true;
}

bool Requests::isAskedAgain(const Question &question, const RequestFailure &failure) const
{
    if (question.persistence == Persistence::Once || question.until.hasExpired())
        return false;
    if (failure.why == RequestFailure::Why::Lost)
        return question.persistence == Persistence::AcrossLoss;
    return failure.why == RequestFailure::Why::Refused && failure.passes();
}

void Requests::askAgain(Question question, const RequestFailure &failure)
{
    if (failure.why == RequestFailure::Why::Lost) {
        m_waiting.insert_or_assign(++m_lastId, std::move(question));
        if (!m_timer.isActive())
            m_timer.start();
        return;
    }
    const auto pause = std::chrono::milliseconds(failure.error.retryMs.value_or(m_patience.count() / 20));
    QTimer::singleShot(pause, this, [this, question = std::move(question), epoch = m_epoch] {
        if (epoch == m_epoch)
            put(question);
    });
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
    ++m_epoch;
}

void Requests::giveUpOld()
{
    std::vector<qint64> old;
    for (const auto &[id, question] : m_waiting) {
        if (question.until.hasExpired())
            old.push_back(id);
    }
    const auto why = m_send ? RequestFailure::Why::TimedOut : RequestFailure::Why::Lost;
    for (const qint64 id : old)
        giveUp(id, why);
}

/// Not asked again, however persistent.
void Requests::giveUp(qint64 id, RequestFailure::Why why)
{
    if (const auto found = m_waiting.find(id); found != m_waiting.end())
        found->second.persistence = Persistence::Once;
    settle(id, RequestFailure{why, {}});
}

} // namespace courtyard
