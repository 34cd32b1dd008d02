#include "server/files/fileworker.h"

#include "protocol/ids.h"
#include "server/files/fileerrors.h"
#include "server/files/filelog.h"
#include "server/files/sniff.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// What was written before the system went down is only trusted as far as it was synced; what a killed process
// wrote is in the system's cache all the same. Empty where the system does not tell its runs apart.
QString bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(64).trimmed()) : QString();
}

QString words(qint64 bytes)
{
    return QLocale::c().formattedDataSize(std::max<qint64>(0, bytes));
}

bool isSameBody(const UploadRow &row, const UploadAsk &ask)
{
    return row.size == ask.size && row.name == displayName(ask.name)
        && (row.announced.isEmpty() || ask.sha256.isEmpty() || row.announced == ask.sha256);
}

} // namespace

FileWorker::FileWorker(const QString &dataFolder, FileQuota quota, Home home, FileFigures &figures)
    : m_folder(dataFolder), m_quota(quota), m_home(std::move(home)), m_figures(figures), m_boot(bootId()),
      m_tablesPath(dataFolder + "/files.sqlite"_L1), m_files([this] { rest(); })
{ }

FileWorker::~FileWorker()
{
    m_files.post([this] {
        for (auto &[id, upload] : m_uploads)
            upload.news = {};
    });
    m_disk.end();
    m_pictures.end();
    m_files.post([this] { m_tables.reset(); }); // in the thread that made it
    m_files.end();
}

void FileWorker::open()
{
    m_files.post([this] {
        if (m_folder.make())
            m_tables = FileTables::open(m_tablesPath);
        if (!m_tables)
            qCWarning(logFiles) << "cannot open folder=" << m_folder.root();
        else
            m_figures.storedBytes = m_tables->storedBytes();
    });
}

qint64 FileWorker::now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

FileWorker::Upload *FileWorker::find(UploadId id)
{
    const auto found = m_uploads.find(id);
    return found == m_uploads.end() ? nullptr : &found->second;
}

FileWorker::Upload *FileWorker::ofPart(const QString &part)
{
    const auto found = std::find_if(m_uploads.begin(), m_uploads.end(),
                                    [&part](const auto &entry) { return entry.second.row.part == part; });
    return found == m_uploads.end() ? nullptr : &found->second;
}

void FileWorker::tell(const News &news, const UploadNews &what) const
{
    if (news)
        m_home.deliver([news, what] { news(what); });
}

void FileWorker::begin(UploadId id, UploadAsk ask, News news)
{
    m_files.post([this, id, ask = std::move(ask), news = std::move(news)] { doBegin(id, ask, news); });
}

void FileWorker::doBegin(UploadId id, const UploadAsk &ask, News news)
{
    if (!m_tables && (!m_folder.make() || !(m_tables = FileTables::open(m_tablesPath)))) {
        tell(news, upload::Failed{problem(ErrorCode::Storage, u"the host cannot write to its disk"_s)});
        return;
    }
    if (const auto active = m_byKey.find({ask.member, ask.key}); active != m_byKey.end()) {
        Upload &upload = m_uploads.at(active->second);
        if (!isSameBody(upload.row, ask))
            tell(news, upload::Failed{problem(ErrorCode::BadRequest, u"key was used for something else"_s)});
        else
            takeOver(upload, id, std::move(news));
        return;
    }
    const std::optional<UploadRow> row = m_tables->upload(ask.member, ask.key);
    if (!row)
        beginNew(id, ask, std::move(news));
    else if (!isSameBody(*row, ask))
        tell(news, upload::Failed{problem(ErrorCode::BadRequest, u"key was used for something else"_s)});
    else if (row->state != UploadState::Done)
        goOn(id, *row, std::move(news));
    else if (const auto file = m_tables->file(row->file); file && QFile::exists(m_folder.path(file->id)))
        answerDone(*row, *file, news);
    else if (m_tables->drop(ask.member, ask.key))
        beginNew(id, ask, std::move(news));
}

void FileWorker::answerDone(const UploadRow &row, const FileRow &file, const News &news)
{
    UploadRow again = row;
    again.at = now();
    m_tables->put(again);
    tell(news, upload::Begun{row.size});
    tell(news, upload::Finished{file.info(row.name)});
}

// What others under way will still take.
qint64 FileWorker::promised() const
{
    qint64 bytes = 0;
    for (const auto &[id, upload] : m_uploads)
        bytes += upload.row.size - upload.written;
    return bytes;
}

int FileWorker::openOf(const MemberId &member) const
{
    return int(std::count_if(m_uploads.begin(), m_uploads.end(), [&member](const auto &entry) {
        return entry.second.news && (member.isEmpty() || entry.second.row.member == member);
    }));
}

std::optional<answer::Error> FileWorker::refusal(const UploadAsk &ask)
{
    if (openOf(ask.member) >= filelimits::openPerMember || openOf({}) >= filelimits::openInAll) {
        answer::Error error = problem(ErrorCode::RateLimited, u"too many uploads at once"_s);
        error.retryMs = 1000;
        return error;
    }
    const FileTables::Usage own = m_tables->usageOf(ask.member);
    if (own.partial >= filelimits::partialPerMember) {
        answer::Error error = problem(ErrorCode::RateLimited, u"too many uploads that were not ended"_s);
        error.retryMs = 60'000;
        return error;
    }
    const qint64 most = std::min(m_quota.perMember, ask.most.value_or(m_quota.perMember));
    const qint64 left = std::max<qint64>(most - own.bytes, 0);
    if (ask.size > left)
        return tooMuch(ErrorCode::TooLarge,
                       u"your files may take %1 in all; %2 are left"_s.arg(words(most), words(left)), left);
    const qint64 leftInAll = m_quota.total - m_tables->usage().bytes;
    if (ask.size > leftInAll)
        return tooMuch(ErrorCode::Storage,
                       u"all files may take %1; %2 are left"_s.arg(words(m_quota.total), words(leftInAll)),
                       leftInAll);
    const qint64 room = m_folder.room(m_quota.keepFree) - promised();
    if (ask.size > room)
        return tooMuch(ErrorCode::Storage, u"the host's disk has room for %1 more"_s.arg(words(room)), room);
    return std::nullopt;
}

// A hash that was announced saves sending the bytes only to those who have shown to have them, or may fetch
// them anyway: else knowing a hash were enough to get a file.
bool FileWorker::skip(const UploadAsk &ask, const News &news)
{
    if (ask.sha256.isEmpty() || (!ask.mayFetch && !m_tables->uploadOf(ask.member, ask.sha256)))
        return false;
    const auto file = m_tables->file(ask.sha256);
    if (!file || file->size != ask.size || !QFile::exists(m_folder.path(file->id)))
        return false;
    const UploadRow row{.member = ask.member,
                        .key = ask.key,
                        .name = displayName(ask.name),
                        .size = ask.size,
                        .announced = ask.sha256,
                        .part = {},
                        .file = file->id,
                        .synced = ask.size,
                        .boot = m_boot,
                        .at = now(),
                        .state = UploadState::Done,
                        .named = false};
    if (!m_tables->put(row))
        return false;
    tell(news, upload::Begun{row.size});
    tell(news, upload::Finished{file->info(row.name)});
    return true;
}

void FileWorker::beginNew(UploadId id, const UploadAsk &ask, News news)
{
    if (skip(ask, news))
        return;
    if (const auto error = refusal(ask)) {
        ++m_figures.refused;
        tell(news, upload::Failed{*error});
        return;
    }
    const UploadRow row{.member = ask.member,
                        .key = ask.key,
                        .name = displayName(ask.name),
                        .size = ask.size,
                        .announced = ask.sha256,
                        .part = makeId('u'),
                        .file = {},
                        .synced = 0,
                        .boot = m_boot,
                        .at = now(),
                        .state = UploadState::Partial,
                        .named = false};
    goOn(id, row, std::move(news));
}

// From what the partial file holds. Its hash has to be counted again; bytes that come meanwhile wait.
void FileWorker::goOn(UploadId id, UploadRow row, News news)
{
    auto file = std::make_shared<QFile>(m_folder.partial(row.part));
    const bool isPlaced = row.state == UploadState::Placing && QFile::exists(m_folder.path(row.file));
    if (!isPlaced
        && (!file->open(QIODevice::ReadWrite | QIODevice::Unbuffered,
                        QFile::ReadOwner | QFile::WriteOwner))) {
        qCWarning(logFiles) << "cannot open a partial file why=" << file->errorString();
        tell(news, upload::Failed{problem(ErrorCode::Storage, u"could not be written to disk"_s)});
        return;
    }
    const bool isSameRun = !m_boot.isEmpty() && row.boot == m_boot;
    const qint64 trusted =
        isPlaced ? row.size : std::min({file->size(), row.size, isSameRun ? row.size : row.synced});
    const bool isWhole = isPlaced || (row.state == UploadState::Placing && trusted == row.size && isSameRun);
    if (!isPlaced && (file->size() != trusted && !file->resize(trusted))) {
        tell(news, upload::Failed{problem(ErrorCode::Storage, u"could not be written to disk"_s)});
        return;
    }
    if (!isWhole)
        row.state = UploadState::Partial;
    if (row.boot != m_boot)
        row.synced = trusted;
    row.boot = m_boot;
    row.at = now();
    if (!m_tables->put(row)) {
        qCWarning(logFiles) << "cannot note an upload why=" << m_tables->problem();
        tell(news, upload::Failed{problem(ErrorCode::Storage, u"could not be written to disk"_s)});
        return;
    }
    const Key key{row.member, row.key};
    Upload &upload = m_uploads[id];
    upload.id = id;
    upload.row = std::move(row);
    upload.news = std::move(news);
    upload.file = std::move(file);
    upload.written = upload.told = upload.syncAsked = trusted;
    m_byKey[key] = id;
    ++m_figures.open;
    tell(upload, upload::Begun{trusted});
    if (isWhole)
        place(upload);
    else if (trusted > 0)
        m_files.post([this, id] { rehash(id); });
    else if (upload.row.size == 0)
        complete(upload);
}

// Another connection of the same member goes on with it: that the other one is lost may not have been
// noticed.
void FileWorker::takeOver(Upload &before, UploadId id, News news)
{
    if (before.news) {
        tell(before, upload::Failed{problem(ErrorCode::BadRequest, u"it goes on on another connection"_s)});
        before.news = {};
        --m_figures.open;
    }
    before.waiting.clear();
    if (!before.isPlacing && (before.hashed < before.written || !reopen(before))) {
        const UploadRow row = before.row;
        forget(before.id);
        goOn(id, row, std::move(news)); // as after a restart
        return;
    }
    std::erase(m_kept, before.id);
    auto node = m_uploads.extract(before.id);
    node.key() = id;
    Upload &upload = m_uploads.insert(std::move(node)).position->second;
    upload.id = id;
    upload.news = std::move(news);
    upload.told = upload.written;
    m_byKey[{upload.row.member, upload.row.key}] = id;
    ++m_figures.open;
    tell(upload, upload::Begun{upload.written});
}

bool FileWorker::reopen(Upload &upload)
{
    upload.file = std::make_shared<QFile>(m_folder.partial(upload.row.part));
    return upload.file->open(QIODevice::ReadWrite | QIODevice::Unbuffered | QIODevice::ExistingOnly)
        && upload.file->size() >= upload.written && upload.file->resize(upload.written);
}

// What came stays, for another try.
void FileWorker::fail(Upload &upload, ErrorCode code, const QString &text)
{
    answer::Error error = problem(code, text);
    error.offset = upload.written;
    tell(upload, upload::Failed{error});
    detach(upload);
}

void FileWorker::detach(Upload &upload)
{
    if (upload.news)
        --m_figures.open;
    upload.news = {};
    upload.waiting.clear();
    if (upload.isPlacing)
        return;
    upload.file.reset();
    if (upload.hashed < upload.written) { // it would be counted again anyway
        forget(upload.id);
        return;
    }
    m_kept.push_back(upload.id);
    trimKept();
}

void FileWorker::trimKept()
{
    while (m_kept.size() > filelimits::kept) {
        const UploadId oldest = m_kept.front();
        m_kept.pop_front();
        forget(oldest);
    }
}

void FileWorker::forget(UploadId id)
{
    const auto found = m_uploads.find(id);
    if (found == m_uploads.end())
        return;
    if (found->second.news)
        --m_figures.open;
    m_byKey.erase({found->second.row.member, found->second.row.key});
    std::erase(m_kept, id);
    m_uploads.erase(found);
}

void FileWorker::leave(UploadId id)
{
    m_files.post([this, id] {
        if (Upload *upload = find(id))
            detach(*upload);
    });
}

void FileWorker::cancel(UploadId id)
{
    m_files.post([this, id] {
        Upload *upload = find(id);
        if (!upload)
            return;
        if (upload->isPlacing) { // too late to be undone here: nobody names it, and it expires
            detach(*upload);
            return;
        }
        m_tables->drop(upload->row.member, upload->row.key);
        QFile::remove(m_folder.partial(upload->row.part));
        forget(id);
    });
}

} // namespace courtyard
