// Keeps a second host off a data folder. Held as long as the object lives, and let go by the system when the
// process dies, however it dies: no stale lock is ever in the way of the next start.
#pragma once

#include <QString>

#include <memory>

class QLockFile;

namespace courtyard {

class FolderLock {
public:
    enum class Outcome { Held, TakenByAnother, DiskFull, CannotWrite };

    FolderLock();
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

    /// Once. Never waits.
    Outcome take(const QString &folder);

private:
    int m_descriptor = -1; // Unix
    std::unique_ptr<QLockFile> m_file; // elsewhere
};

} // namespace courtyard
