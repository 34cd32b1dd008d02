// Answers what owner and moderators ask about people, about the join code, and about what was done (PROTOCOL
// §4, README §9 "Order in the house"). Network thread only; as long as the house.
#pragma once

#include "protocol/requests.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class Moderation {
public:
    explicit Moderation(HouseState &state) : m_state(state) { }

    void handle(const Answer &answer, const request::Kick &kick);
    void handle(const Answer &answer, const request::Ban &ban);
    void handle(const Answer &answer, const request::Unban &unban);
    void handle(const Answer &answer, const request::Bans &bans);
    void handle(const Answer &answer, const request::Mute &mute);
    void handle(const Answer &answer, const request::SetRole &role);
    void handle(const Answer &answer, const request::Moderation &moderation);
    void handle(const Answer &answer, const request::SetCode &code);

private:
    /// Whom it is about, where the asker may act on them; nullptr: it was told why not.
    Member *target(const Answer &answer, const MemberId &id) const;
    bool isOwner(const Answer &answer) const;
    Deed draft(const Answer &answer, DeedKind what, const Member &about) const;
    record::Ban draft(const Answer &answer, const request::Ban &ban, const Member &other) const;
    QStringList addressesOf(const Member &member) const;
    using Change = std::function<void(record::Member &)>;
    /// Changes the member's record, then what is seen of it by `then`, then notes the deed and says `ok`.
    void change(const Answer &answer, Member &member, const Change &change, const Deed &deed,
                std::function<void()> then);
    void note(const Answer &answer, const Deed &deed);
    static void dismiss(const Member &member, const answer::Bye &bye);

    HouseState &m_state;
};

} // namespace courtyard
