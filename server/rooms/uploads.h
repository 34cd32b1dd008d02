// Answers `upload` and `cancel`, and takes the binary frames that follow (PROTOCOL §5), for one connection.
// Owned by its participant; network thread only.
//
//   upload ──► FileStore ── Begun ──► ok ── chunks ──► FileStore ── Progressed ──► uploading … Finished ──►
//   uploaded
#pragma once

#include "protocol/requests.h"
#include "server/files/filestore.h"
#include "server/rooms/housestate.h"

#include <deque>
#include <map>

namespace courtyard {

class Uploads {
public:
    Uploads(HouseState &state, std::shared_ptr<Visit> visit) : m_state(state), m_visit(std::move(visit)) { }
    /// The connection is gone: what came stays on the host.
    ~Uploads();
    Uploads(const Uploads &) = delete;
    Uploads &operator=(const Uploads &) = delete;

    void handle(const Answer &answer, const request::Upload &upload);
    void handle(const Answer &answer, const request::Cancel &cancel);
    /// One binary frame. Why it was refused; nothing: it was taken.
    std::optional<answer::Error> receive(const QByteArray &frame);

private:
    struct Upload {
        UploadId id = 0;
        qint64 size = 0;
        qint64 received = 0; // handed to the store
        qint64 confirmed = 0; // said by `uploading`
        bool isBegun = false;
    };
    void begin(const Answer &answer, const request::Upload &upload, bool mayFetch);
    void hear(quint32 number, const Answer &answer, const UploadNews &news);
    void failed(quint32 number, const Answer &answer, answer::Error error);
    void end(quint32 number);
    answer::Error refusal(quint32 number, ErrorCode code, const QString &text) const;

    HouseState &m_state;
    std::weak_ptr<Visit> m_visit;
    quint32 m_lastNumber = 0;
    std::map<quint32, Upload> m_open;
    std::deque<std::pair<quint32, qint64>> m_ended; // with how far they came, for late chunks
};

} // namespace courtyard
