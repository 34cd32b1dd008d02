#include "server/ownertoken.h"

#include "protocol/ids.h"
#include "protocol/limits.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace courtyard {

namespace {

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

bool writeDurably(const QString &path, const QString &token)
{
    // Written whole under another name first: a crash must not leave half a secret.
    const QString fresh = path + QLatin1StringView(".new");
    QFile::remove(fresh);
    QFile file(fresh);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return false;
    const QByteArray line = token.toLatin1() + '\n';
    bool ok = file.write(line) == line.size() && file.flush();
#ifdef Q_OS_UNIX
    ok = ok && ::fsync(file.handle()) == 0;
#endif
    file.close();
    QFile::remove(path);
    return ok && QFile::rename(fresh, path);
}

} // namespace

std::optional<QString> readOrMakeOwnerToken(const QString &dataFolder)
{
    const QString path = dataFolder + QLatin1StringView("/owner-token");
    QFile file(path);
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        const QString token = QString::fromLatin1(file.read(limits::tokenChars + 1)).trimmed();
        file.close();
        if (!token.isEmpty()) {
            file.setPermissions(ownerOnly); // also where somebody copied the folder about
            return token;
        }
    }
    const QString token = makeToken();
    return writeDurably(path, token) ? std::optional(token) : std::nullopt;
}

} // namespace courtyard
