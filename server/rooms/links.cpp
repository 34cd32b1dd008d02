#include "server/rooms/links.h"

#include "server/rooms/houselimits.h"
#include "server/rooms/secrets.h"

#include <algorithm>

namespace courtyard {

QString Links::make(const MemberId &member)
{
    forgetOld(member);
    const QString code = makeKey();
    m_links.insert(hashOfSecret(code), {member, m_clock.steadyMs() + houselimits::linkMs});
    return code;
}

std::optional<Links::Link> Links::take(const QString &code)
{
    const auto found = m_links.constFind(hashOfSecret(code));
    if (found == m_links.cend())
        return std::nullopt;
    const Link link = *found;
    m_links.erase(found);
    return m_clock.steadyMs() < link.until ? std::optional(link) : std::nullopt;
}

void Links::giveBack(const QString &code, const Link &link)
{
    m_links.insert(hashOfSecret(code), link);
}

void Links::forgetOld(const MemberId &member)
{
    const qint64 now = m_clock.steadyMs();
    m_links.removeIf([now](auto link) { return link.value().until <= now; });
    QList<std::pair<qint64, QByteArray>> own;
    for (auto link = m_links.cbegin(); link != m_links.cend(); ++link) {
        if (link->member == member)
            own.append({link->until, link.key()});
    }
    if (own.size() >= houselimits::linksPerMember)
        m_links.remove(std::min_element(own.cbegin(), own.cend())->second);
}

} // namespace courtyard
