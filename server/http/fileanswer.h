// What is answered to whoever fetches a file (PROTOCOL §1): heads, and which parts of the file go between
// them. Pure; any thread.
#pragma once

#include "server/http/response.h"

namespace courtyard::http {

/// A request for a file, with all that its answer depends on.
struct FileAsk {
    QByteArray id; // lowercase hex SHA-256
    QByteArray name; // as it stands in the path, decoded; for saving
    Body body = Body::Send;
    AfterAnswer after = AfterAnswer::KeepAlive;
    QByteArray range, ifRange, ifNoneMatch; // empty: not sent
};

/// nullopt: not a path of a file. A name may be missing.
std::optional<FileAsk> readFileAsk(const Request &request);

struct FileFacts {
    qint64 size = 0;
    QByteArray mime; // what was found in the bytes
    bool shownInline = false; // it may be shown; otherwise it is only ever saved
};

/// `bytes`, then `length` bytes of the file from `offset` on.
struct FilePiece {
    QByteArray bytes;
    qint64 offset = 0, length = 0;
};
struct FileAnswer {
    QList<FilePiece> pieces;
    AfterAnswer after = AfterAnswer::KeepAlive;
};

FileAnswer answerFile(const FileAsk &ask, const FileFacts &facts, int mostRanges, const QDateTime &utc);
/// 404 and the like.
FileAnswer answerWithout(const FileAsk &ask, const Response &response, const QDateTime &utc);

/// Whether an If-None-Match lists this tag (RFC 9110 §13.1.2: compared weakly).
bool listsEtag(const QByteArray &ifNoneMatch, const QByteArray &etag);

} // namespace courtyard::http
