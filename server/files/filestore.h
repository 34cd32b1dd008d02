// The seam between the rooms and the bytes of files (DESIGN §1): uploads go in, and what is there can be
// named. The form on disk is DiskFileStore. The object lives in the network thread, every function is called
// there and every callback runs there, later; after the destructor none runs any more.
#pragma once

#include "protocol/answers.h"
#include "protocol/types.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>
#include <variant>

namespace courtyard {

/// What somebody wants to upload. The same member and key is the same upload.
struct UploadAsk {
    MemberId member;
    QString key;
    QString name;
    qint64 size = 0;
    QString sha256; // announced; empty: not
    /// The member may fetch the file that it announced (it sees a message with it), so the bytes need not
    /// come again if they are there.
    bool mayFetch = false;
    std::optional<qint64> most = {}; // that all its files may take, where that is less than for others
};

namespace upload {
/// Where to go on from. Once, before all others.
struct Begun {
    qint64 offset = 0;
};
/// So many bytes are on the host.
struct Progressed {
    qint64 offset = 0;
};
/// Published: the file is on disk and stays, also through a loss of power. The last news.
struct Finished {
    FileInfo file;
};
/// The last news. `again`: the bytes so far are kept, and the same member and key goes on from them.
struct Failed {
    answer::Error error;
};
} // namespace upload
using UploadNews = std::variant<upload::Begun, upload::Progressed, upload::Finished, upload::Failed>;
using UploadId = quint64;

class FileStore {
public:
    virtual ~FileStore() = default;

    virtual qint64 largestFile() const = 0;

    virtual UploadId begin(UploadAsk ask, std::function<void(const UploadNews &)> news) = 0;
    /// The next bytes, which stand in `frame` from `skip` on; in order, without gaps.
    virtual void write(UploadId upload, const QByteArray &frame, qsizetype skip) = 0;
    /// Its connection is gone: what came stays, for whoever goes on with it. No more news.
    virtual void leave(UploadId upload) = 0;
    /// Nothing of it stays. No more news.
    virtual void cancel(UploadId upload) = 0;

    /// Files as this member uploaded them, in the order of `ids`; nullopt where it did not. Until `done` and
    /// what it calls has returned, and as long as somebody holds the hold, none of them goes away.
    using Hold = std::shared_ptr<void>;
    struct Uploaded {
        QList<std::optional<FileInfo>> files;
        Hold hold;
    };
    virtual void find(const MemberId &member, const QStringList &ids,
                      std::function<void(const Uploaded &)> done) = 0;

    /// A message of this member names them now.
    virtual void noteNamed(const MemberId &member, const QStringList &ids) = 0;
    /// A message that named them is gone: those that none names any more are freed.
    virtual void release(const QStringList &ids) = 0;
};

} // namespace courtyard
