// files.sqlite: which files there are, and which uploads were begun by whom. What is lost with it can be made
// again from the folder and the log, but for uploads that no message names yet. One thread.
//
//   files(id, …)                  published: the bytes are in the folder
//   uploads(member, key, state)   Partial ── all bytes came ──► Placing ── in the folder ──► Done
#pragma once

#include "protocol/types.h"
#include "server/store/database.h"

#include <memory>
#include <optional>

namespace courtyard {

enum class UploadState { Partial, Placing, Done };

struct UploadRow {
    MemberId member;
    QString key;
    QString name; // for display
    qint64 size = 0;
    QString announced; // empty: no hash was
    QString part; // the partial file's name in its folder; empty: none any more
    QString file; // the file's id; empty until it is known
    qint64 synced = 0; // bytes that a loss of power does not take
    QString boot; // the system's run in which the rest was written
    qint64 at = 0; // wall ms of the last news
    UploadState state = UploadState::Partial;
    bool named = false; // by a message
};

struct FileRow {
    QString id;
    qint64 size = 0;
    QString mime;
    int width = 0, height = 0; // 0: no picture
    QString thumb;
    qint64 at = 0; // wall ms

    FileInfo info(const QString &name) const;
};

class FileTables {
public:
    /// nullptr where the file can be neither opened nor made. One that is damaged is kept aside.
    static std::unique_ptr<FileTables> open(const QString &path);

    std::optional<UploadRow> upload(const MemberId &member, const QString &key);
    bool put(const UploadRow &row);
    bool noteSynced(const UploadRow &row);
    bool drop(const MemberId &member, const QString &key);
    bool noteNamed(const MemberId &member, const QString &file);

    std::optional<FileRow> file(const QString &id);
    bool put(const FileRow &row);
    /// And the uploads that brought it.
    bool dropFile(const QString &id);
    QList<FileRow> files(const QString &after, int limit);

    /// The newest upload of this file by this member.
    std::optional<UploadRow> uploadOf(const MemberId &member, const QString &file);
    /// Whether an upload since then has brought it, and no message names it yet.
    bool isFresh(const QString &file, qint64 since);
    bool isThumbOfAny(const QString &file);
    bool wasUploaded(const QString &file);

    struct Usage {
        qint64 bytes = 0; // with what uploads that were begun are to be
        int partial = 0;
    };
    Usage usageOf(const MemberId &member);
    Usage usage();
    qint64 storedBytes();

    QStringList filesUnnamedSince(qint64 before, int limit);
    QList<UploadRow> partialsSince(qint64 before, int limit);
    QStringList parts();

    bool begin() { return m_database.run(QStringLiteral("BEGIN IMMEDIATE")); }
    bool commit() { return m_database.run(QStringLiteral("COMMIT")); }
    void rollBack() { m_database.run(QStringLiteral("ROLLBACK")); }
    QString problem() const { return m_database.problem().text; }

private:
    explicit FileTables(const QString &path);
    bool prepare();
    std::optional<UploadRow> one(const QString &where, std::initializer_list<Statement::Value> values);
    QList<UploadRow> rows(const QString &where, std::initializer_list<Statement::Value> values);
    bool run(const QString &sql, std::initializer_list<Statement::Value> values);
    qint64 number(const QString &sql, std::initializer_list<Statement::Value> values);

    Database m_database;
};

} // namespace courtyard
