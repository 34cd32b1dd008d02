// Small files, renames and folder entries that survive a power cut. Any thread; everything blocks for as long
// as the disk takes.
#pragma once

#include <QByteArray>
#include <QString>

class QFile;

namespace courtyard {

/// Makes the entries of this folder durable (files made, renamed, removed). True where the system has no such
/// notion.
bool syncFolder(const QString &folder);
/// And the folder's own entry, and those of the folders that it stands in: they may have just been made.
void syncFoldersUp(const QString &folder);

/// Makes the bytes of an open file durable.
bool syncFile(QFile &file);

/// Replaces the whole file at once, or not at all; readable by its owner only.
bool writeDurably(const QString &path, const QByteArray &content);
/// False where `to` is there already. The folder is not synced: the caller may have more to do.
bool renameWithoutReplacing(const QString &from, const QString &to);
/// Over whatever is at `to`, at once.
bool renameOver(const QString &from, const QString &to);

/// Which file it is: another one, also a copy in the same place, has another identity. Empty where there is
/// none.
QString fileIdentity(const QString &path);

/// A file that somebody keeps open, and whose path is looked at often: with each commit.
class PlacedFile {
public:
    explicit PlacedFile(const QString &path);
    bool exists() const;
    /// Whether the path still leads to the file that was there at first. While that one is open, its number
    /// is given to no other.
    bool isUnchanged() const;

private:
    struct Number {
        quint64 device = 0, file = 0; // 0, 0: there is none
        bool operator==(const Number &) const = default;
    };
    Number number() const;

    const QByteArray m_path; // as the system takes it
    const Number m_first;
};

} // namespace courtyard
