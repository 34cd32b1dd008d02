#include "server/files/filetables.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr int version = 1;
constexpr auto uploadColumns =
    "member, key, name, size, announced, part, file, synced, boot, at, state, named"_L1;
constexpr auto fileColumns = "id, size, mime, width, height, thumb, at"_L1;

UploadRow uploadFrom(const Statement &row)
{
    return {.member = row.text(0),
            .key = row.text(1),
            .name = row.text(2),
            .size = row.integer(3),
            .announced = row.text(4),
            .part = row.text(5),
            .file = row.text(6),
            .synced = row.integer(7),
            .boot = row.text(8),
            .at = row.integer(9),
            .state = UploadState(row.integer(10)),
            .named = row.integer(11) != 0};
}

FileRow fileFrom(const Statement &row)
{
    return {.id = row.text(0),
            .size = row.integer(1),
            .mime = row.text(2),
            .width = int(row.integer(3)),
            .height = int(row.integer(4)),
            .thumb = row.text(5),
            .at = row.integer(6)};
}

} // namespace

FileInfo FileRow::info(const QString &name) const
{
    FileInfo info{
        .id = id, .name = name, .size = size, .mime = mime, .width = {}, .height = {}, .thumb = thumb};
    if (width > 0 && height > 0) {
        info.width = width;
        info.height = height;
    }
    return info;
}

std::unique_ptr<FileTables> FileTables::open(const QString &path)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        std::unique_ptr<FileTables> tables(new FileTables(path));
        if (tables->prepare())
            return tables;
        const bool damaged = tables->m_database.problem().isDamage();
        tables.reset();
        if (!damaged)
            return nullptr;
        QFile::remove(path + ".damaged"_L1);
        QFile::rename(path, path + ".damaged"_L1);
        QFile::remove(path + "-wal"_L1);
        QFile::remove(path + "-shm"_L1);
    }
    return nullptr;
}

FileTables::FileTables(const QString &path) : m_database(path, Database::Access::ReadWrite) { }

bool FileTables::prepare()
{
    if (!m_database.isOpen() || !m_database.run(u"PRAGMA journal_mode = WAL"_s)
        || !m_database.run(u"PRAGMA synchronous = FULL"_s))
        return false;
    for (const QLatin1StringView sql :
         {"CREATE TABLE IF NOT EXISTS files(id TEXT PRIMARY KEY, size INTEGER NOT NULL, mime TEXT NOT NULL,"
          "width INTEGER NOT NULL, height INTEGER NOT NULL, thumb TEXT NOT NULL, at INTEGER NOT NULL)"_L1,
          "CREATE TABLE IF NOT EXISTS uploads(member TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,"
          "size INTEGER NOT NULL, announced TEXT NOT NULL, part TEXT NOT NULL, file TEXT NOT NULL,"
          "synced INTEGER NOT NULL, boot TEXT NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL,"
          "named INTEGER NOT NULL, PRIMARY KEY(member, key))"_L1,
          "CREATE INDEX IF NOT EXISTS uploads_file ON uploads(file)"_L1,
          "CREATE INDEX IF NOT EXISTS files_thumb ON files(thumb) WHERE thumb <> ''"_L1}) {
        if (!m_database.run(sql))
            return false;
    }
    return m_database.run(u"PRAGMA user_version = %1"_s.arg(version));
}

bool FileTables::run(const QString &sql, std::initializer_list<Statement::Value> values)
{
    Statement statement(m_database, sql);
    return statement.run(values);
}

qint64 FileTables::number(const QString &sql, std::initializer_list<Statement::Value> values)
{
    Statement statement(m_database, sql);
    return statement.run(values) && statement.next() ? statement.integer(0) : 0;
}

QList<UploadRow> FileTables::rows(const QString &where, std::initializer_list<Statement::Value> values)
{
    QList<UploadRow> rows;
    Statement statement(m_database,
                        QString("SELECT "_L1 % uploadColumns % " FROM uploads WHERE "_L1 % where));
    if (statement.run(values)) {
        while (statement.next())
            rows.append(uploadFrom(statement));
    }
    return rows;
}

std::optional<UploadRow> FileTables::one(const QString &where, std::initializer_list<Statement::Value> values)
{
    const QList<UploadRow> found = rows(where, values);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

std::optional<UploadRow> FileTables::upload(const MemberId &member, const QString &key)
{
    return one(u"member = ? AND key = ?"_s, {member, key});
}

bool FileTables::put(const UploadRow &row)
{
    return run(QString("INSERT OR REPLACE INTO uploads("_L1 % uploadColumns
                       % ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"_L1),
               {row.member, row.key, row.name, row.size, row.announced, row.part, row.file, row.synced,
                row.boot, row.at, int(row.state), row.named});
}

bool FileTables::noteSynced(const UploadRow &row)
{
    return run(u"UPDATE uploads SET synced = ?, at = ? WHERE member = ? AND key = ?"_s,
               {row.synced, row.at, row.member, row.key});
}

bool FileTables::drop(const MemberId &member, const QString &key)
{
    return run(u"DELETE FROM uploads WHERE member = ? AND key = ?"_s, {member, key});
}

bool FileTables::noteNamed(const MemberId &member, const QString &file)
{
    return run(u"UPDATE uploads SET named = 1 WHERE file = ? AND member = ?"_s, {file, member});
}

std::optional<FileRow> FileTables::file(const QString &id)
{
    Statement statement(m_database, QString("SELECT "_L1 % fileColumns % " FROM files WHERE id = ?"_L1));
    return statement.run({id}) && statement.next() ? std::optional(fileFrom(statement)) : std::nullopt;
}

bool FileTables::put(const FileRow &row)
{
    return run(QString("INSERT OR REPLACE INTO files("_L1 % fileColumns % ") VALUES(?,?,?,?,?,?,?)"_L1),
               {row.id, row.size, row.mime, row.width, row.height, row.thumb, row.at});
}

bool FileTables::dropFile(const QString &id)
{
    return run(u"DELETE FROM uploads WHERE file = ? AND state = 2"_s, {id})
        && run(u"DELETE FROM files WHERE id = ?"_s, {id});
}

QList<FileRow> FileTables::files(const QString &after, int limit)
{
    QList<FileRow> rows;
    Statement statement(
        m_database, QString("SELECT "_L1 % fileColumns % " FROM files WHERE id > ? ORDER BY id LIMIT ?"_L1));
    if (statement.run({after, limit})) {
        while (statement.next())
            rows.append(fileFrom(statement));
    }
    return rows;
}

std::optional<UploadRow> FileTables::uploadOf(const MemberId &member, const QString &file)
{
    return one(u"file = ? AND member = ? AND state = 2 ORDER BY at DESC LIMIT 1"_s, {file, member});
}

bool FileTables::isFresh(const QString &file, qint64 since)
{
    return number(u"SELECT count(*) FROM uploads WHERE file = ? AND (state < 2 OR (named = 0 AND at >= ?))"_s,
                  {file, since})
        > 0;
}

bool FileTables::isThumbOfAny(const QString &file)
{
    return number(u"SELECT count(*) FROM files WHERE thumb = ? AND thumb <> ''"_s, {file}) > 0;
}

bool FileTables::wasUploaded(const QString &file)
{
    return number(u"SELECT count(*) FROM uploads WHERE file = ?"_s, {file}) > 0;
}

FileTables::Usage FileTables::usageOf(const MemberId &member)
{
    // Two uploads of one content are one file.
    return {
        number(u"SELECT coalesce(sum(size), 0) FROM (SELECT size FROM uploads WHERE member = ? AND state = 2"
               " GROUP BY file UNION ALL SELECT size FROM uploads WHERE member = ? AND state < 2)"_s,
               {member, member}),
        int(number(u"SELECT count(*) FROM uploads WHERE member = ? AND state < 2"_s, {member}))};
}

FileTables::Usage FileTables::usage()
{
    return {storedBytes() + number(u"SELECT coalesce(sum(size), 0) FROM uploads WHERE state < 2"_s, {}),
            int(number(u"SELECT count(*) FROM uploads WHERE state < 2"_s, {}))};
}

qint64 FileTables::storedBytes()
{
    return number(u"SELECT coalesce(sum(size), 0) FROM files"_s, {});
}

QStringList FileTables::filesUnnamedSince(qint64 before, int limit)
{
    QStringList ids;
    Statement statement(
        m_database, u"SELECT DISTINCT file FROM uploads WHERE state = 2 AND named = 0 AND at < ? LIMIT ?"_s);
    if (statement.run({before, limit})) {
        while (statement.next())
            ids.append(statement.text(0));
    }
    return ids;
}

QList<UploadRow> FileTables::partialsSince(qint64 before, int limit)
{
    return rows(u"state < 2 AND at < ? LIMIT ?"_s, {before, limit});
}

QStringList FileTables::parts()
{
    QStringList parts;
    Statement statement(m_database, u"SELECT part FROM uploads WHERE part <> ''"_s);
    if (statement.run({})) {
        while (statement.next())
            parts.append(statement.text(0));
    }
    return parts;
}

} // namespace courtyard
