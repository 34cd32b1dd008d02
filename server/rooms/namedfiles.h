// Which files a member may name in a message: those that it uploaded, and those that it sees in a room. Made
// for one question; network thread only.
#pragma once

#include "server/files/filestore.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class NamedFiles {
public:
    explicit NamedFiles(HouseState &state) : m_state(state) { }

    /// Where this member sees these files; one place for each.
    struct Seen {
        QHash<QString, Naming> places; // by file
        bool failed = false;
    };
    void ask(const MemberId &member, const QStringList &ids, std::function<void(const Seen &)> done) const;

    struct Resolved {
        std::optional<QList<FileInfo>> files; // in the order asked for; nullopt: one is not there for it
        bool failed = false; // it could not be found out
        FileStore::Hold hold; // until a message names them
    };
    void resolve(const MemberId &member, const QStringList &ids,
                 std::function<void(const Resolved &)> done) const;

private:
    HouseState &m_state;
};

} // namespace courtyard
