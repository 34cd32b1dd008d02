#include "server/rooms/namedfiles.h"

#include "server/rooms/entries.h"

#include <algorithm>

namespace courtyard {

namespace {

using Done = std::function<void(const NamedFiles::Resolved &)>;

// One question, kept by the callbacks of its answers.
struct Search {
    QStringList ids;
    QList<std::optional<FileInfo>> files;
    FileStore::Hold hold;
    Done done;
    qsizetype waiting = 0; // for entries
    bool failed = false;

    QStringList missing() const
    {
        QStringList missing;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            if (!files[i] && !missing.contains(ids[i]))
                missing.append(ids[i]);
        }
        return missing;
    }
    void take(const QString &id, const Event &event)
    {
        const auto found = std::find_if(event.files.begin(), event.files.end(),
                                        [&id](const FileInfo &file) { return file.id == id; });
        for (qsizetype i = 0; found != event.files.end() && i < ids.size(); ++i) {
            if (ids[i] == id)
                files[i] = *found;
        }
    }
    void finish() const
    {
        NamedFiles::Resolved resolved;
        resolved.failed = failed;
        resolved.hold = hold;
        if (missing().isEmpty()) {
            resolved.files.emplace();
            for (const auto &file : files)
                resolved.files->append(*file);
        }
        done(resolved);
    }
};

void readPlaces(EventLog &log, const std::shared_ptr<Search> &search, const NamedFiles::Seen &seen)
{
    search->failed = seen.failed;
    search->waiting = seen.places.size();
    if (search->waiting == 0)
        search->finish();
    for (const Naming &place : seen.places) {
        log.entries(place.log, {place.seq}, [search, file = place.file](const ReadResult &read) {
            search->failed = search->failed || read.failed;
            if (!read.entries.isEmpty())
                search->take(file, toEvent(read.entries.first()));
            if (--search->waiting == 0)
                search->finish();
        });
    }
}

} // namespace

void NamedFiles::ask(const MemberId &member, const QStringList &ids,
                     std::function<void(const Seen &)> done) const
{
    m_state.log.naming(ids, [&state = m_state, member, done = std::move(done)](const NamingResult &result) {
        Seen seen;
        seen.failed = result.failed;
        const Member *who = state.roster.byId(member);
        for (const Naming &naming : result.namings) {
            if (Room *room = state.rooms.byId(naming.log); who && room && who->rooms.contains(room))
                seen.places.insert(naming.file, naming);
        }
        done(seen);
    });
}

void NamedFiles::resolve(const MemberId &member, const QStringList &ids,
                         std::function<void(const Resolved &)> done) const
{
    if (!m_state.files) {
        done({});
        return;
    }
    auto search = std::make_shared<Search>();
    search->ids = ids;
    search->done = std::move(done);
    m_state.files->find(member, ids, [&state = m_state, member, search](const FileStore::Uploaded &uploaded) {
        search->files = uploaded.files;
        search->hold = uploaded.hold;
        const QStringList missing = search->missing();
        if (missing.isEmpty()) {
            search->finish();
            return;
        }
        NamedFiles(state).ask(member, missing,
                              [&state, search](const Seen &seen) { readPlaces(state.log, search, seen); });
    });
}

} // namespace courtyard
