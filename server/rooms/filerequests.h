// Messages that name files, and the list of a room's files. Network thread only; as long as the house.
#pragma once

#include "protocol/requests.h"
#include "server/files/filestore.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class FileRequests {
public:
    explicit FileRequests(HouseState &state) : m_state(state) { }

    void handle(const Answer &answer, const request::Files &files);

    /// Fills in what the files are, then hands the event on; otherwise the asker is told, and it is over.
    void name(const Answer &answer, Room &room, const Event &event, const QStringList &ids,
              std::function<void(const Event &, const FileStore::Hold &)> then, std::function<void()> over);
    /// What became of an append of such a message. The files are held until it is over.
    void stored(const Answer &answer, Room &room, const Event &event, const AppendResult &result);
    /// A message that named these files is gone.
    void release(const QList<FileInfo> &files);

private:
    struct Listing;
    void list(const Answer &answer, std::shared_ptr<Listing> listing);
    void answerMissing(const Answer &answer, Room &room, const Event &event);
    void answerOther(const Answer &answer, Room &room, const Event &event, const append::Already &already);

    HouseState &m_state;
};

} // namespace courtyard
