// The dialogue of one connection (PROTOCOL §3 and §4): what it may say when, and what it is answered. No
// sockets: frames come in through receive() and leave through Peer. Owned by its connection; network thread
// only.
//
//   AwaitingHello ── hello ──► Greeting (the store is asked) ── welcome ──► Present ── gone ──► (deleted)
//         ▲                        │ error: the same connection may try again
//         └────────────────────────┘
//   In any of them: dismiss(), ten bad frames, or the end of the house ──► Ended, which answers nothing.
#pragma once

#include "protocol/answers.h"

#include <QByteArray>

#include <memory>

namespace courtyard {

class House;
class Peer;

class Participant {
public:
    ~Participant(); // as gone()
    Participant(const Participant &) = delete;
    Participant &operator=(const Participant &) = delete;

    /// One text frame.
    void receive(const QByteArray &utf8);
    /// One binary frame.
    void receiveBinary(const QByteArray &bytes);

    /// The peer has less queued than before: what waited for that goes on, from the event loop.
    void drained();

    /// Whether `welcome` was sent: what the connection's deadline for `hello` asks.
    bool isPresent() const;
    /// How often `hello` was said: a connection that was refused may try again, and somebody may be typing.
    int hellosSaid() const;
    /// The member behind it; empty id before `welcome`.
    Person person() const;
    /// Says `bye` with this code and closes.
    void dismiss(answer::ByeCode code, const QString &text, const QStringList &urls = {});

private:
    friend class House;
    Participant(House &house, Peer &peer);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace courtyard
