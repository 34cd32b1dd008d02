// The golden messages of protocol/golden, as a test reads them. COURTYARD_GOLDEN is the folder's path.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

namespace courtyard::test {

struct Golden {
    QByteArray name; // of the file, without .json
    QByteArray bytes; // without the line end
    QJsonObject object() const { return QJsonDocument::fromJson(bytes).object(); }
};

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All files of one folder ("requests", "host", "fold"), by name. Empty where something is wrong with the
/// folder.
inline QList<Golden> readGolden(const QString &folder)
{
    QList<Golden> all;
    const QDir dir(QStringLiteral(COURTYARD_GOLDEN "/") + folder);
    for (const QString &file : dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        all.append({file.chopped(5).toUtf8(), readFile(dir.filePath(file)).trimmed()});
    return all;
}

} // namespace courtyard::test
