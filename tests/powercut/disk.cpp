#include "tests/powercut/disk.h"

#include <QDir>
#include <QFile>

#include <cstring>

namespace courtyard::powercut {

namespace {

constexpr qint64 sector = 512; // what a disk writes whole

void put(QByteArray &content, qint64 offset, const QByteArray &bytes)
{
    if (content.size() < offset + bytes.size())
        content.append(QByteArray(offset + bytes.size() - content.size(), '\0'));
    std::memcpy(content.data() + offset, bytes.constData(), std::size_t(bytes.size()));
}

bool isLucky(QRandomGenerator &chance, int percent)
{
    return chance.bounded(100) < percent;
}

} // namespace

QList<Step> readRecord(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no record");
    QList<Step> steps;
    RecordHead head;
    while (file.read(reinterpret_cast<char *>(&head), qint64(sizeof head)) == qint64(sizeof head)) {
        const QString name = QString::fromUtf8(file.read(head.nameBytes));
        const QByteArray bytes = file.read(qint64(head.bytes));
        if (quint64(bytes.size()) < head.bytes)
            break; // the host was killed while it wrote this down
        steps.append({head.op, name, head.file, qint64(head.number), bytes});
    }
    return steps;
}

void Disk::take(const Step &step)
{
    switch (step.op) {
    case Op::Create:
        m_files[step.file] = std::make_shared<File>();
        m_folders[folderOf(step.name)].changes.append({Renaming{nameOf(step.name), m_files[step.file]}});
        break;
    case Op::Write:
        m_files[step.file]->changes.append({step.number, step.bytes});
        break;
    case Op::Truncate:
        m_files[step.file]->changes.append({step.number, std::nullopt});
        break;
    case Op::SyncFile: {
        File &file = *m_files[step.file];
        for (const Change &change : std::as_const(file.changes)) {
            if (change.bytes)
                put(file.synced, change.offset, *change.bytes);
            else
                file.synced.resize(change.offset);
        }
        file.changes.clear();
        break;
    }
    case Op::SyncFolder:
        if (Folder &folder = m_folders[step.name]; true) {
            for (const QList<Renaming> &change : std::as_const(folder.changes))
                apply(change, folder.synced);
            folder.changes.clear();
        }
        break;
    case Op::Remove:
        m_folders[folderOf(step.name)].changes.append({Renaming{nameOf(step.name), std::nullopt}});
        break;
    case Op::Rename: {
        const QString to = QString::fromUtf8(step.bytes);
        m_folders[folderOf(to)].changes.append(
            {Renaming{nameOf(to), now(step.name)}, Renaming{nameOf(step.name), std::nullopt}});
        break;
    }
    case Op::MakeFolder:
        m_folders.insert(step.name, {});
        m_folders[folderOf(step.name)].changes.append({Renaming{nameOf(step.name), Entry()}});
        break;
    case Op::Send:
        break;
    }
}

void Disk::layOut(const QString &folder, Fate fate, QRandomGenerator &chance) const
{
    layOutFolder(m_root, folder, fate, chance);
}

void Disk::apply(const QList<Renaming> &change, QMap<QString, Entry> &entries)
{
    for (const Renaming &one : change) {
        if (one.entry)
            entries.insert(one.name, *one.entry);
        else
            entries.remove(one.name);
    }
}

QByteArray Disk::contentOf(const File &file, Fate fate, QRandomGenerator &chance)
{
    QByteArray content = file.synced;
    if (fate == Fate::OnlySynced)
        return content;
    const int percent = fate == Fate::AllArrived ? 100 : chance.bounded(5, 96);
    for (const Change &change : file.changes) {
        if (!change.bytes) {
            if (isLucky(chance, percent))
                content.resize(change.offset);
            continue;
        }
        // Along the sectors of the disk, not of the write.
        for (qint64 at = 0; at < change.bytes->size();) {
            const qint64 inSector = sector - (change.offset + at) % sector;
            const QByteArray part = change.bytes->mid(at, inSector);
            if (isLucky(chance, percent))
                put(content, change.offset + at, part);
            at += part.size();
        }
    }
    return content;
}

Disk::Entry Disk::now(const QString &path) const
{
    const Folder folder = m_folders.value(folderOf(path));
    QMap<QString, Entry> entries = folder.synced;
    for (const QList<Renaming> &change : folder.changes)
        apply(change, entries);
    return entries.value(nameOf(path));
}

void Disk::layOutFolder(const QString &path, const QString &to, Fate fate, QRandomGenerator &chance) const
{
    const Folder folder = m_folders.value(path);
    QMap<QString, Entry> entries = folder.synced;
    const qsizetype all = folder.changes.size();
    const qsizetype arrived = fate == Fate::AllArrived ? all
        : fate == Fate::OnlySynced                     ? 0
                                                       : chance.bounded(int(all) + 1);
    for (qsizetype i = 0; i < arrived; ++i)
        apply(folder.changes[i], entries);
    for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry) {
        const QString target = to + u'/' + entry.key();
        if (!*entry) {
            QDir().mkpath(target);
            layOutFolder(path + u'/' + entry.key(), target, fate, chance);
            continue;
        }
        const QByteArray content = contentOf(**entry, fate, chance);
        QFile file(target);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot lay out %s", qPrintable(target));
    }
}

} // namespace courtyard::powercut
