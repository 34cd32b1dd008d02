// When the file cannot be used: it is put aside, or all goes on in memory until the person has done
// something.
#include "client/cache.h"

#include "client/log.h"
#include "client/sqlitecode.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace courtyard {

// `writes` could not be made, nor those that CacheWriter still has and those that were gathered since.
void Cache::failed(std::vector<Write> writes)
{
    const QString words = why();
    const QString file = m_file.name();
    const bool damaged = sqlite::isDamaged(m_file.trouble().code) && !m_inMemory;
    std::vector<Write> all = m_writer ? m_writer->stop() : std::vector<Write>();
    for (std::vector<Write> *more : {&m_waiting, &writes})
        std::move(more->begin(), more->end(), std::back_inserter(all));
    m_waiting.clear();
    m_timer.stop();
    const Belongings kept = damaged ? belongings() : Belongings();
    if (!damaged || !setAside(file) || !openFile(file) || !takeOver(kept))
        goOnInMemory(words);
    // What the host said is fetched again; what only this computer has is written where it goes on.
    for (const Write &write : all) {
        if (write.isOurs && !write.run(m_file))
            qCWarning(logClient, "event=cache_lost code=%d", m_file.trouble().code);
    }
}

bool Cache::setAside(const QString &file)
{
    closeFile();
    const QString stem = file + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss");
    QString aside = stem;
    for (int n = 2; QFile::exists(aside); ++n)
        aside = stem + u"-%1"_s.arg(n);
    if (!QFile::rename(file, aside))
        return false;
    // Its log belongs to it: whoever repairs the one needs the other.
    QFile::rename(file + u"-wal"_s, aside + u"-wal"_s);
    QFile::remove(file + u"-shm"_s);
    setTrouble(
        tr("What was kept on this computer is damaged and was put aside as %1. A new file was begun; what "
           "was said is fetched again from the host.")
            .arg(aside));
    return true;
}

void Cache::goOnInMemory(const QString &trouble)
{
    if (m_inMemory)
        return;
    const Belongings kept = belongings();
    m_leftInFile = kept.outbox;
    m_inMemory = true;
    m_timer.stop();
    m_waiting.clear();
    if (!openInMemory() || !takeOver(kept))
        qCWarning(logClient, "event=cache_lost code=%d", m_file.trouble().code);
    setTrouble(
        trouble + u' '
        + tr("Until then nothing is kept on this computer: leave Courtyard open while messages wait."));
}

bool Cache::tryAgain()
{
    if (!m_inMemory)
        return true;
    flush();
    const Belongings kept = belongings();
    m_waiting.clear();
    const bool there = openIn(m_folder);
    m_inMemory = false;
    if (!there) {
        const QString words = why();
        goOnInMemory(words);
        takeOver(kept);
        return false;
    }
    const auto left = std::exchange(m_leftInFile, {});
    takeOver(kept);
    // What was sent or given up meanwhile waits in the file no more.
    const auto waits = [&kept](const auto &entry) {
        return std::any_of(kept.outbox.begin(), kept.outbox.end(), [&entry](const auto &other) {
            return entry.first == other.first && entry.second.key() == other.second.key();
        });
    };
    for (const auto &entry : left) {
        if (!waits(entry))
            takeOutbox(entry.first, entry.second.room(), entry.second.key());
    }
    setTrouble({});
    return !m_inMemory;
}

void Cache::setTrouble(const QString &trouble)
{
    m_trouble = trouble;
    if (trouble.isEmpty())
        qCInfo(logClient, "event=cache_good");
    else
        qCWarning(logClient, "event=cache_trouble code=%d memory=%d", m_file.trouble().code, int(m_inMemory));
    Q_EMIT troubleChanged();
}

QString Cache::why() const
{
    const QString file = QDir::toNativeSeparators(m_folder + u"/client.sqlite"_s);
    switch (m_file.trouble().code) {
    case sqlite::Full:
        return tr("The disk of this computer is full. Free some space, then try again.");
    case sqlite::ReadOnly:
    case sqlite::CannotOpen:
        return tr("The folder %1 cannot be written to. Allow it, or free its disk of what makes it "
                  "read-only, then "
                  "try again.")
            .arg(QDir::toNativeSeparators(m_folder));
    case sqlite::Busy:
    case sqlite::Locked:
        return tr("Another program holds the file %1. Close that program, then try again.").arg(file);
    case sqlite::IoError:
        return tr(
            "The disk of this computer does not read or write as it should. See that it is plugged in and "
            "sound, then try again.");
    case sqlite::Corrupt:
    case sqlite::NotADatabase:
        return tr("The file %1 is damaged and cannot be put aside. Move it elsewhere, then try again.")
            .arg(file);
    case sqlite::NewerVersion:
        return tr("The file %1 belongs to a newer version of Courtyard. Install that version.").arg(file);
    default:
        return tr("The file %1 cannot be used: %2.").arg(file, m_file.trouble().words);
    }
}

qint64 Cache::bytes() const
{
    qint64 all = 0;
    const QDir folder(m_folder);
    for (const QFileInfo &file : folder.entryInfoList({u"client.sqlite*"_s}, QDir::Files))
        all += m_inMemory ? 0 : file.size();
    return all;
}

} // namespace courtyard
