#include "server/store/storehealth.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

namespace courtyard {

namespace {

struct Store {
    Q_DECLARE_TR_FUNCTIONS(courtyard::Store)
};

/// Among words that read from right to left a path would come apart (Unicode UAX #9, isolates).
QString shown(const QString &folder)
{
    const QString native = QDir::toNativeSeparators(folder);
    constexpr QChar isolate(0x2066), end(0x2069);
    return QLocale().textDirection() == Qt::RightToLeft ? QString(isolate % native % end) : native;
}

QString wordsFor(StoreFault fault, const QString &folder)
{
    switch (fault) {
    case StoreFault::None:
        return {};
    case StoreFault::Full:
        return Store::tr("The disk that holds %1 is full: new messages cannot be kept. Free some space; it "
                         "then goes on by itself.")
            .arg(folder);
    case StoreFault::NotWritable:
        return Store::tr("The folder %1 can no longer be written to: new messages cannot be kept. Allow it "
                         "again; it then goes on by itself.")
            .arg(folder);
    case StoreFault::Busy:
        return Store::tr("Another program holds the history in %1: new messages cannot be kept. Close that "
                         "program, a backup for instance; it then goes on by itself.")
            .arg(folder);
    case StoreFault::Failing:
        return Store::tr("The disk that holds %1 gives errors: new messages cannot be kept. Check the disk, "
                         "and make a copy of the folder.")
            .arg(folder);
    case StoreFault::Gone:
        return Store::tr("The folder %1 was deleted, moved or replaced: new messages cannot be kept. Put it "
                         "back, then stop hosting and start again.")
            .arg(folder);
    case StoreFault::Damaged:
        return Store::tr("The history in %1 is damaged: new messages cannot be kept. Stop hosting and start "
                         "again: the damaged file is then kept under a new name, and what can be read of it "
                         "goes on. Or put back a copy of the folder first.")
            .arg(folder);
    }
    return {};
}

} // namespace

const char *nameOf(StoreFault fault)
{
    static constexpr std::array<const char *, storeFaults> names{"none",    "full", "read-only", "busy",
                                                                 "failing", "gone", "damaged"};
    return names.at(std::size_t(fault));
}

const char *nameOf(Integrity integrity)
{
    static constexpr std::array<const char *, 4> names{"unchecked", "checking", "whole", "damaged"};
    return names.at(std::size_t(integrity));
}

QString wordsFor(const StoreHealth &health, const QString &folder)
{
    const QString native = shown(folder);
    if (health.fault != StoreFault::None)
        return wordsFor(health.fault, native);
    if (health.keptAs.isEmpty())
        return {};
    return Store::tr("The history was damaged. %n entries could be read of it and go on; the damaged file is "
                     "kept as %1 in %2.",
                     nullptr, int(std::min<qint64>(health.takenOver, std::numeric_limits<int>::max())))
        .arg(health.keptAs, native);
}

QString wordsFor(const StoreProblem &problem, const QString &folder)
{
    const QString native = shown(folder);
    switch (problem.kind) {
    case StoreProblem::Kind::FolderInUse:
        return Store::tr("The folder %1 is in use by another host. Close that one, or choose another folder.")
            .arg(native);
    case StoreProblem::Kind::FolderDamaged:
        return Store::tr("The history in %1 is damaged. Start again: the damaged file is then kept under a "
                         "new name, and what can be read of it goes on. Or put back a copy of the folder "
                         "first.")
            .arg(native);
    case StoreProblem::Kind::FolderNewer:
        return Store::tr("The history in %1 was written by a newer version of Courtyard, and is left as it "
                         "is. Install that version, or choose another folder.")
            .arg(native);
    case StoreProblem::Kind::FolderNotWritable:
        return Store::tr("The folder %1 cannot be written to (%2). Allow it, or choose another folder.")
            .arg(native, problem.why);
    case StoreProblem::Kind::FolderFull:
        return Store::tr("The disk that holds %1 is full. Free some space, or choose another folder.")
            .arg(native);
    }
    return {};
}

} // namespace courtyard
