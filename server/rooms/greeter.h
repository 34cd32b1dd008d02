// Answers `hello`: who may come in, as whom, and what they are told first (PROTOCOL §3 and §8). Network
// thread only.
#pragma once

#include "protocol/requests.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class Greeter {
public:
    explicit Greeter(HouseState &state) : m_state(state) { }

    /// `settled` is called once, when it has been answered either way; the visit then has a member, or it may
    /// try again.
    void hello(const Answer &answer, const request::Hello &hello, std::function<void()> settled);
    /// The request `link`: a code that lets this member in on another device.
    void link(const Answer &answer);
    /// The connection is gone.
    void farewell(Visit &visit);

private:
    struct Caller {
        Answer answer;
        request::Hello hello;
        std::function<void()> settled;
    };
    /// nullptr: not one who is known; `token` is then made.
    Member *recognise(const request::Hello &hello) const;
    bool isOwner(const request::Hello &hello) const;
    bool mayComeIn(const Caller &caller);
    /// True: the caller was told that this member is banned.
    bool isKeptOut(const Caller &caller, const Member &member) const;
    bool mayBeOneMore(const Caller &caller);
    bool mayBeCalled(const Caller &caller, const std::optional<QString> &name);
    void begin(const Caller &caller);
    void comeByLink(const Caller &caller, const Visit &visit);
    void refuseLink(const Caller &caller, const Visit &visit);
    void finishLink(const Caller &caller, Member &member, const Links::Link &link, const QString &token);
    void enrol(const Caller &caller);
    void enrolVisitor(const Caller &caller);
    bool mayVisit(const Caller &caller);
    enum class Enrolled { Yes, No };
    bool forgetOneWhoSaidNothing();
    void visitorSaved(const Caller &caller, const record::Member &member, const record::Ticket &ticket,
                      const QString &token, Enrolled enrolled);
    bool isBannedHere(const Caller &caller, const Visit &visit) const;
    void ownerEnrolled();
    void retract(record::Member member);
    void admit(const Caller &caller, Member &member, const QString &token);
    std::optional<DeskFace> deskOf(const Member &member) const;
    void welcome(const Caller &caller, Visit &visit, Member &member, const QString &token,
                 const WireList &rooms);

    HouseState &m_state;
    bool m_enrollingOwner = false;
    QList<Caller> m_waitingOwners; // said hello as the owner meanwhile
};

} // namespace courtyard
