#include "server/rooms/filerequests.h"

#include "server/rooms/entries.h"
#include "server/rooms/namedfiles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QStringList idsOf(const QList<FileInfo> &files)
{
    QStringList ids;
    for (const FileInfo &file : files)
        ids.append(file.id);
    return ids;
}

bool isAsked(const Event &event, const FileInfo &file, const QString &query)
{
    return query.isEmpty() || file.name.contains(query, Qt::CaseInsensitive)
        || event.name.contains(query, Qt::CaseInsensitive);
}

} // namespace

void FileRequests::name(const Answer &answer, Room &room, const Event &event, const QStringList &ids,
                        std::function<void(const Event &, const FileStore::Hold &)> then,
                        std::function<void()> over)
{
    NamedFiles(m_state).resolve(
        event.from, ids, [this, answer, &room, event, then, over](const NamedFiles::Resolved &resolved) {
            if (resolved.failed) {
                answer.unreadable();
            } else if (!resolved.files) {
                answerMissing(answer, room, event);
            } else {
                Event whole = event;
                whole.files = *resolved.files;
                then(whole, resolved.hold);
                return;
            }
            over();
        });
}

// A repetition of what was done is no new request, though its files may be gone by now.
void FileRequests::answerMissing(const Answer &answer, Room &room, const Event &event)
{
    room.log().find(event, [answer](const FindResult &result) {
        if (result.failed)
            answer.storage();
        else if (result.found)
            answer.ok(reply::Stored{result.found->seq, result.found->at});
        else
            answer.error(ErrorCode::NoFile, u"there is no such file for you"_s);
    });
}

void FileRequests::stored(const Answer &answer, Room &room, const Event &event, const AppendResult &result)
{
    if (const auto *appended = std::get_if<append::Appended>(&result)) {
        m_state.files->noteNamed(event.from, idsOf(event.files));
        answer.ok(reply::Stored{appended->seq, appended->at});
    } else if (const auto *already = std::get_if<append::Already>(&result)) {
        answerOther(answer, room, event, *already);
    } else {
        answer.storage();
    }
}

// What is known of a file may be more, or other, than when the message was first sent (another upload of it
// gave it another name): the same text and the same bytes are the same message.
void FileRequests::answerOther(const Answer &answer, Room &room, const Event &event,
                               const append::Already &already)
{
    const reply::Stored reply{already.seq, already.at};
    if (already.sameBody) {
        answer.ok(reply);
        return;
    }
    m_state.log.entries(room.id(), {already.seq}, [answer, event, reply](const ReadResult &read) {
        const Event before = read.entries.isEmpty() ? Event() : toEvent(read.entries.first());
        const bool isSame = before.kind == EventKind::Message
            && (before.deleted
                || (before.text == event.text && before.reply == event.reply
                    && idsOf(before.files) == idsOf(event.files)));
        if (read.failed)
            answer.unreadable();
        else if (isSame)
            answer.ok(reply);
        else
            answer.error(ErrorCode::BadRequest, u"key was used for something else"_s);
    });
}

void FileRequests::release(const QList<FileInfo> &files)
{
    if (m_state.files && !files.isEmpty())
        m_state.files->release(idsOf(files));
}

struct FileRequests::Listing {
    RoomId room;
    QString query;
    qint64 before = 0;
    qsizetype limit = 0;
    reply::Files reply;

    /// True: that is enough.
    bool take(const Event &event)
    {
        before = event.seq;
        for (const FileInfo &file : event.files) {
            if (isAsked(event, file, query))
                reply.files.append({event.seq, event.at, event.from, event.name, file});
        }
        return reply.files.size() >= limit;
    }
};

void FileRequests::handle(const Answer &answer, const request::Files &files)
{
    m_state.withOwnRoom(answer, files.room, [this, answer, files](Room &room, Member &) {
        auto listing = std::make_shared<Listing>();
        listing->room = room.id();
        listing->query = files.query.trimmed();
        listing->before = std::min(files.before.value_or(room.log().head() + 1), room.log().head() + 1);
        listing->limit = files.limit > 0 ? std::min(files.limit, limits::pageEvents) : limits::pageEvents;
        list(answer, listing);
    });
}

// Page after page, until there are enough of what was asked for.
void FileRequests::list(const Answer &answer, std::shared_ptr<Listing> listing)
{
    if (listing->before <= 1) {
        answer.ok(listing->reply);
        return;
    }
    m_state.log.withFiles(
        listing->room, listing->before, limits::pageEvents, [this, answer, listing](const ReadResult &read) {
            if (read.failed) {
                answer.unreadable();
                return;
            }
            bool isEnough = false;
            for (auto entry = read.entries.crbegin(); entry != read.entries.crend() && !isEnough; ++entry)
                isEnough = listing->take(toEvent(*entry));
            const bool isLast = read.entries.isEmpty() || listing->before == read.entries.constFirst().seq;
            listing->reply.more = !isLast || read.more;
            if (isEnough || (isLast && !read.more))
                answer.ok(listing->reply);
            else if (answer.visit())
                list(answer, listing);
        });
}

} // namespace courtyard
