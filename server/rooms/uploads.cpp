#include "server/rooms/uploads.h"

#include "protocol/chunk.h"
#include "server/files/filelimits.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/namedfiles.h"

#include <QLocale>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

Uploads::~Uploads()
{
    for (const auto &[number, upload] : m_open)
        m_state.files->leave(upload.id);
}

void Uploads::handle(const Answer &answer, const request::Upload &upload)
{
    if (!m_state.files) {
        answer.error(ErrorCode::UnknownType, u"this host keeps no files"_s);
        return;
    }
    const qint64 most = m_state.files->largestFile();
    if (upload.size > most) {
        answer::Error error;
        error.code = ErrorCode::TooLarge;
        error.text = u"a file may have %1 (%2 bytes)"_s.arg(QLocale::c().formattedDataSize(most)).arg(most);
        error.limit = most;
        answer.error(error);
        return;
    }
    if (upload.sha256.isEmpty()) {
        begin(answer, upload, false);
        return;
    }
    const MemberId member = answer.visit()->member->id();
    NamedFiles(m_state).ask(member, {upload.sha256}, [this, answer, upload](const NamedFiles::Seen &seen) {
        if (answer.visit())
            begin(answer, upload, !seen.places.isEmpty());
    });
}

void Uploads::begin(const Answer &answer, const request::Upload &upload, bool mayFetch)
{
    const quint32 number = ++m_lastNumber;
    const auto news = [this, weak = m_visit, number, answer](const UploadNews &what) {
        if (!weak.expired()) // else we are gone too
            hear(number, answer, what);
    };
    UploadAsk ask{.member = answer.visit()->member->id(),
                  .key = upload.key,
                  .name = upload.name,
                  .size = upload.size,
                  .sha256 = upload.sha256,
                  .mayFetch = mayFetch,
                  .most = {}};
    // Nobody has asked visitors for a code.
    if (answer.visit()->member->isVisitor())
        ask.most = houselimits::visitorBytes;
    m_open[number] = {.id = m_state.files->begin(std::move(ask), news), .size = upload.size};
}

void Uploads::hear(quint32 number, const Answer &answer, const UploadNews &news)
{
    const auto found = m_open.find(number);
    if (found == m_open.end())
        return; // cancelled meanwhile
    Upload &upload = found->second;
    const auto visit = m_visit.lock();
    if (const auto *begun = std::get_if<upload::Begun>(&news)) {
        upload.isBegun = true;
        upload.received = upload.confirmed = begun->offset;
        answer.ok(reply::UploadBegun{number, begun->offset, filelimits::window});
    } else if (const auto *progressed = std::get_if<upload::Progressed>(&news)) {
        upload.confirmed = progressed->offset;
        visit->send(encodeLive(answer::Uploading{number, progressed->offset}));
    } else if (const auto *finished = std::get_if<upload::Finished>(&news)) {
        upload.received = upload.size;
        end(number);
        visit->send(encodeLive(answer::Uploaded{number, finished->file}));
    } else if (const auto *failure = std::get_if<upload::Failed>(&news)) {
        failed(number, answer, failure->error);
    }
}

void Uploads::failed(quint32 number, const Answer &answer, answer::Error error)
{
    const bool wasBegun = m_open.at(number).isBegun;
    end(number);
    if (!wasBegun) {
        answer.error(error);
        return;
    }
    error.upload = number;
    if (const auto visit = m_visit.lock())
        visit->send(encodeError(std::nullopt, error));
}

void Uploads::end(quint32 number)
{
    const auto found = m_open.find(number);
    if (found->second.isBegun)
        m_ended.emplace_back(number, found->second.received);
    if (m_ended.size() > filelimits::endedRemembered)
        m_ended.pop_front();
    m_open.erase(found);
}

void Uploads::handle(const Answer &answer, const request::Cancel &cancel)
{
    const auto found = m_open.find(cancel.upload);
    if (found == m_open.end()) {
        answer.error(ErrorCode::NoFile, u"there is no such upload"_s);
        return;
    }
    m_state.files->cancel(found->second.id);
    m_open.erase(found);
    answer.ok();
}

answer::Error Uploads::refusal(quint32 number, ErrorCode code, const QString &text) const
{
    answer::Error error;
    error.code = code;
    error.text = text;
    error.upload = number;
    if (const auto open = m_open.find(number); open != m_open.end())
        error.offset = open->second.received;
    const auto ended = std::find_if(m_ended.begin(), m_ended.end(),
                                    [number](const auto &entry) { return entry.first == number; });
    if (ended != m_ended.end())
        error.offset = ended->second;
    return error;
}

std::optional<answer::Error> Uploads::receive(const QByteArray &frame)
{
    if (frame.size() < chunkHeaderBytes) {
        answer::Error error;
        error.code = ErrorCode::BadRequest;
        error.text = u"a binary frame begins with upload and offset"_s;
        return error;
    }
    const auto number = qFromBigEndian<quint32>(frame.constData());
    const auto chunk = decodeChunk(frame);
    if (!chunk)
        return refusal(number, ErrorCode::TooLarge, u"the chunk is too long"_s);
    const auto found = m_open.find(number);
    if (found == m_open.end())
        return refusal(number, ErrorCode::BadRequest, u"there is no such upload under way here"_s);
    Upload &upload = found->second;
    const qint64 size = chunk->bytes.size();
    if (!upload.isBegun || chunk->offset != quint64(upload.received))
        return refusal(number, ErrorCode::BadRequest, u"this is not the offset to go on from"_s);
    if (size > upload.size - upload.received)
        return refusal(number, ErrorCode::BadRequest, u"the file would be larger than was said"_s);
    if (upload.received + size > upload.confirmed + filelimits::window)
        return refusal(number, ErrorCode::BadRequest, u"more than the window is under way"_s);
    upload.received += size;
    if (size > 0)
        m_state.files->write(upload.id, frame, chunkHeaderBytes);
    return std::nullopt;
}

} // namespace courtyard
