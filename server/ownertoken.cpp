#include "server/ownertoken.h"

#include "protocol/ids.h"
#include "protocol/limits.h"
#include "server/store/durablefiles.h"

#include <QFile>

#include <algorithm>

namespace courtyard {

namespace {

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr qsizetype shortest = 43; // 256 random bits in base64url: what makeToken makes

// One that somebody wrote there by hand may be longer, and of other characters.
bool isWhole(const QByteArray &token)
{
    return token.size() >= shortest && token.size() <= limits::tokenChars
        && std::all_of(token.cbegin(), token.cend(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace

std::optional<QString> readOrMakeOwnerToken(const QString &dataFolder)
{
    const QString path = dataFolder + QLatin1StringView("/owner-token");
    QFile file(path);
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        const QByteArray token = file.read(2 * limits::tokenChars).trimmed();
        file.close();
        if (isWhole(token)) {
            file.setPermissions(ownerOnly); // also where somebody copied the folder about
            return QString::fromLatin1(token);
        }
    }
    const QString token = makeToken();
    return writeDurably(path, token.toLatin1() + '\n') ? std::optional(token) : std::nullopt;
}

} // namespace courtyard
