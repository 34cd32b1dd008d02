#include "server/store/damage.h"

#include "server/store/database.h"
#include "server/store/durablefiles.h"
#include "server/store/salvage.h"
#include "server/store/storelog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// The file itself last: as long as it stands in its place, the others are still to be moved.
constexpr std::array parts{"-journal"_L1, "-wal"_L1, "-shm"_L1, ""_L1};

struct Note {
    QString keptAs;
    QString stamp; // of the file that is meant
};

QString notePath(const QString &folder)
{
    return folder + "/events.damaged"_L1;
}

QString freshPath(const QString &folder)
{
    return eventsFile(folder) + ".new"_L1;
}

QString stampOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return u"none"_s;
    return u"%1 bytes of %2"_s.arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
}

std::optional<Note> readNote(const QString &folder)
{
    QFile file(notePath(folder));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QStringList lines = QString::fromUtf8(file.read(1024)).split(u'\n');
    const bool isOurs = lines.size() >= 2 && lines[0].startsWith("events-damaged-"_L1)
        && QFileInfo(lines[0]).fileName() == lines[0];
    return isOurs ? std::optional(Note{lines[0], lines[1]}) : std::nullopt;
}

QString freeName(const QString &folder)
{
    const QString stem =
        "events-damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    const auto isTaken = [&folder](const QString &name) {
        return std::any_of(parts.begin(), parts.end(), [&](QLatin1StringView part) {
            return QFile::exists(folder + u'/' + name + part);
        });
    };
    QString name = stem + ".sqlite"_L1;
    for (int n = 2; isTaken(name); ++n)
        name = u"%1-%2.sqlite"_s.arg(stem).arg(n);
    return name;
}

bool moveAside(const QString &folder, const QString &keptPath)
{
    for (const QLatin1StringView part : parts) {
        const QString from = eventsFile(folder) + part;
        if (QFile::exists(from) && !QFile::rename(from, keptPath + part)) // never over another
            return false;
    }
    return syncFolder(folder);
}

void removeFresh(const QString &folder)
{
    for (const QLatin1StringView part : parts)
        QFile::remove(freshPath(folder) + part);
}

std::optional<StoreProblem> makeNew(const QString &folder, const QString &keptPath)
{
    removeFresh(folder); // of a start that was cut off
    if (const SqlProblem problem = salvage(keptPath, freshPath(folder)); problem.code != 0) {
        removeFresh(folder);
        return problemOf(problem, freshPath(folder));
    }
    if (!renameOver(freshPath(folder), eventsFile(folder)) || !syncFolder(folder))
        return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"cannot rename"_s};
    return std::nullopt;
}

} // namespace

QString eventsFile(const QString &folder)
{
    return folder + "/events.sqlite"_L1;
}

bool noteDamage(const QString &folder)
{
    const auto before = readNote(folder);
    const QString name = before ? before->keptAs : freeName(folder);
    const QString note = u"%1\n%2\n"_s.arg(name, stampOf(eventsFile(folder)));
    const bool ok = writeDurably(notePath(folder), note.toUtf8());
    qCWarning(logStore).noquote().nospace() << "damage noted=" << ok << " keep-as=" << name;
    return ok;
}

std::variant<std::monostate, SetAside, StoreProblem> settleDamage(const QString &folder)
{
    if (!QFile::exists(notePath(folder)))
        return {};
    const auto note = readNote(folder);
    const QString keptPath = note ? folder + u'/' + note->keptAs : QString();
    bool isMeant = note && QFile::exists(keptPath);
    if (note && !isMeant && stampOf(eventsFile(folder)) == note->stamp) {
        if (!moveAside(folder, keptPath))
            return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"cannot rename"_s};
        isMeant = true;
    }
    if (isMeant && !QFile::exists(eventsFile(folder))) {
        if (const auto problem = makeNew(folder, keptPath))
            return *problem;
    }
    if (!QFile::remove(notePath(folder)) || !syncFolder(folder))
        return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"cannot remove a note"_s};
    if (!isMeant)
        return {};
    Database database(eventsFile(folder), Database::Access::ReadOnly);
    const SetAside done{note->keptAs, database.single(u"SELECT count(*) FROM entries"_s).toLongLong()};
    qCWarning(logStore).noquote().nospace()
        << "set-aside file=" << done.keptAs << " taken-over=" << done.takenOver;
    return done;
}

} // namespace courtyard
