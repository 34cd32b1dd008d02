// UploadQueue and downloads that are to go on, on disk.
#include "client/cache.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace courtyard {

QList<QJsonObject> Cache::transfers(const HostKey &host)
{
    flush();
    return readTransfers(host);
}

QList<QJsonObject> Cache::readTransfers(const HostKey &host)
{
    QSqlQuery query = m_file.query();
    query.prepare(u"SELECT body FROM transfers WHERE host = ? ORDER BY n"_s);
    query.addBindValue(host);
    QList<QJsonObject> all;
    for (bool good = query.exec(); good && query.next();)
        all.append(QJsonDocument::fromJson(query.value(0).toString().toUtf8()).object());
    return all;
}

void Cache::putTransfer(const HostKey &host, const QString &key, const QJsonObject &body)
{
    now({[=](File &file) { return writeTransfer(file, host, key, body); }, true});
}

bool Cache::writeTransfer(File &file, const HostKey &host, const QString &key, const QJsonObject &body)
{
    return file.run(u"INSERT INTO transfers (host, key, body) VALUES (?, ?, ?) "
                    "ON CONFLICT (host, key) DO UPDATE SET body = excluded.body"_s,
                    {host, key, QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))});
}

void Cache::takeTransfer(const HostKey &host, const QString &key)
{
    later({[=](File &file) {
               return file.run(u"DELETE FROM transfers WHERE host = ? AND key = ?"_s, {host, key});
           },
           true});
}

} // namespace courtyard
