// The disk as a power cut leaves it: fed with a record, it knows what was synced and what was still on its
// way, and lays out a folder as it could be found afterwards. Strict: a file's bytes are safe only from its
// own sync on, its name only from the folder's.
#pragma once

#include "tests/powercut/record.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>
#include <QRandomGenerator>
#include <QString>

#include <memory>
#include <optional>

namespace courtyard::powercut {

struct Step {
    Op op;
    QString name;
    quint64 file = 0;
    qint64 number = 0;
    QByteArray bytes;
};
QList<Step> readRecord(const QString &path);

enum class Fate {
    AllArrived, // as after a kill: the system goes on
    OnlySynced, // all that was not synced is lost
    ByChance, // of each sector that was not synced, by itself; of the folder's changes a first part
};

class Disk {
public:
    /// `root` is the folder that the record is about; it was there and empty.
    explicit Disk(QString root) : m_root(std::move(root)) { m_folders.insert(m_root, {}); }

    void take(const Step &step);
    /// Writes it out to `folder`, which is there and empty.
    void layOut(const QString &folder, Fate fate, QRandomGenerator &chance) const;

private:
    struct Change {
        qint64 offset;
        std::optional<QByteArray> bytes; // nothing: cut off at `offset`
    };
    struct File {
        QByteArray synced;
        QList<Change> changes;
    };
    using Entry = std::shared_ptr<File>; // nullptr: a folder
    struct Renaming {
        QString name; // in the folder
        std::optional<Entry> entry; // nothing: it went
    };
    struct Folder {
        QMap<QString, Entry> synced;
        QList<QList<Renaming>> changes; // each at once or not at all
    };

    static QString folderOf(const QString &path) { return path.left(path.lastIndexOf(u'/')); }
    static QString nameOf(const QString &path) { return path.mid(path.lastIndexOf(u'/') + 1); }
    static void apply(const QList<Renaming> &change, QMap<QString, Entry> &entries);
    static QByteArray contentOf(const File &file, Fate fate, QRandomGenerator &chance);
    Entry now(const QString &path) const;
    void layOutFolder(const QString &path, const QString &to, Fate fate, QRandomGenerator &chance) const;

    const QString m_root;
    QMap<QString, Folder> m_folders;
    QHash<quint64, Entry> m_files; // by the system's number
};

} // namespace courtyard::powercut
