// The questions that wait for an answer of the host: numbers them, finds the one that a reply belongs to,
// gives up on those that nobody answers. Where the host asks for patience (`rate_limited`, `storage`, `busy`)
// the same question is asked again, as its `Persistence` says. As old as its HostLink; GUI thread.
#pragma once

#include "protocol/codec.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <variant>

namespace courtyard {

struct RequestFailure {
    enum class Why {
        Refused, // the host said `error`
        TimedOut, // it said nothing
        Lost, // the connection was lost before, or there was none
        Nonsense, // its answer is not one to this question
    } why = Why::Lost;
    answer::Error error; // Refused

    /// The same may go well a moment later.
    bool passes() const;
};

template <typename T>
using Outcome = std::variant<T, RequestFailure>;

/// How long a question is asked again, within the patience of its Requests.
enum class Persistence {
    Once, // whoever asks sees to it
    WhileConnected, // where the host asked for a pause
    AcrossLoss, // and on the next connection: for what may be said twice, by its nature or by its key
};

class Requests final : public QObject {
    Q_OBJECT
public:
    using Send = std::function<void(const QByteArray &)>;

    Requests(std::chrono::milliseconds patience, QObject *parent);

    /// From now on questions go out by `send`; empty: they fail as Lost.
    void setWay(Send send);
    bool hasWay() const { return bool(m_send); }

    /// `done` is called once, later; never after forget().
    template <typename T>
    void ask(const ClientMessage &message, std::function<void(const Outcome<T> &)> done,
             Persistence persistence = Persistence::WhileConnected)
    {
        Handler handler = [done = std::move(done)](const Answer &answer) {
            if (const auto *failure = std::get_if<RequestFailure>(&answer)) {
                done(*failure);
                return;
            }
            if (std::optional<T> reply = readReply<T>(std::get<QJsonObject>(answer)))
                done(*std::move(reply));
            else
                done(RequestFailure{RequestFailure::Why::Nonsense, {}});
        };
        put({message, std::move(handler), QDeadlineTimer(m_patience), persistence});
    }
    /// Nobody waits for an answer.
    void tell(const ClientMessage &message);

    /// False: nobody asked.
    bool settle(const OkReply &reply);
    bool settle(const ErrorReply &reply);
    /// The connection is gone: everybody gets Lost.
    void fail();
    /// The session goes away: nobody is called any more.
    void forget();

private:
    using Answer = std::variant<QJsonObject, RequestFailure>;
    using Handler = std::function<void(const Answer &)>;
    struct Question {
        ClientMessage message;
        Handler handler;
        QDeadlineTimer until;
        Persistence persistence = Persistence::Once;
    };

    void put(Question question);
    void send(qint64 id);
    bool settle(std::optional<qint64> re, const Answer &answer);
    bool isAskedAgain(const Question &question, const RequestFailure &failure) const;
    void askAgain(Question question, const RequestFailure &failure);
    void giveUp(qint64 id, RequestFailure::Why why);
    void giveUpOld();

    const std::chrono::milliseconds m_patience;
    Send m_send;
    std::map<qint64, Question> m_waiting; // by number: those that were sent, and those that wait to be
    qint64 m_lastId = 0;
    int m_epoch = 0; // counts what was forgotten
    QTimer m_timer;
};

} // namespace courtyard
