#include "server/store/continuity.h"

#include "server/store/damage.h"
#include "server/store/database.h"
#include "server/store/durablefiles.h"
#include "server/store/storelog.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QString witnessPath(const QString &folder)
{
    return folder + "/witness"_L1;
}

qint64 witnessedRun(const QString &folder)
{
    QFile file(witnessPath(folder));
    return file.open(QIODevice::ReadOnly) ? file.read(32).trimmed().toLongLong() : 0;
}

// 128 bits, as all ids that a host makes (PROTOCOL §8).
QString makeEpoch()
{
    std::array<quint32, 4> bits;
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    QString text;
    for (const quint32 part : bits)
        text += u"%1"_s.arg(part, 8, 16, QLatin1Char('0'));
    return text;
}

} // namespace

std::optional<QString> beginRun(Database &database, const QString &folder)
{
    Statement meta(database, u"SELECT epoch, file, run FROM meta"_s);
    if (!meta.run({}) || !meta.next())
        return std::nullopt;
    QString epoch = meta.text(0);
    const QString lastFile = meta.text(1);
    const qint64 lastRun = meta.integer(2);
    meta.finish();

    const QString file = fileIdentity(eventsFile(folder));
    const qint64 witnessed = witnessedRun(folder);
    const bool isCopy = !lastFile.isEmpty() && lastFile != file;
    const bool isOlder = witnessed > lastRun;
    if (isCopy || isOlder) {
        epoch = makeEpoch();
        qCWarning(logStore).nospace() << "epoch new copy=" << isCopy << " older=" << isOlder;
    }
    const qint64 run = std::max(lastRun, witnessed) + 1;
    Statement note(database, u"UPDATE meta SET epoch = ?, file = ?, run = ?"_s);
    if (!note.run({epoch, file, run}))
        return std::nullopt;
    // After the database: one that is ahead of the witness is as it should be.
    if (!writeDurably(witnessPath(folder), QByteArray::number(run) + '\n'))
        qCWarning(logStore) << "witness written=no";
    return epoch;
}

} // namespace courtyard
