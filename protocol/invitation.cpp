#include "protocol/invitation.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qsizetype longestAddress = 2048;

struct Endpoint {
    QString host;
    quint16 port = defaultPort;
};

bool isAsciiDigits(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

std::optional<quint16> portFrom(QStringView text)
{
    if (!isAsciiDigits(text) || text.size() > 5)
        return std::nullopt;
    const uint port = text.toUInt();
    if (port < 1 || port > 65535)
        return std::nullopt;
    return quint16(port);
}

bool isIpv4(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    return parts.size() == 4 && std::all_of(parts.cbegin(), parts.cend(), [](QStringView part) {
               return isAsciiDigits(part) && part.size() <= 3 && part.toUInt() <= 255;
           });
}

// The canonical form; empty where it is none. The zone of a link-local address ("%eth0") stays.
QString ipv6From(QStringView text)
{
    static const QRegularExpression form(u"^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%(25)?[0-9A-Za-z._~-]{1,32})?$"_s);
    if (!form.match(text.toString()).hasMatch())
        return {};
    const qsizetype percent = text.indexOf(u'%');
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(text.left(percent < 0 ? text.size() : percent).toString());
    if (!url.isValid() || !url.host().contains(u':'))
        return {};
    if (percent < 0)
        return url.host();
    QStringView zone = text.mid(percent + 1);
    if (zone.startsWith("25"_L1) && zone.size() > 2) // as links write it (RFC 6874)
        zone = zone.mid(2);
    return url.host() % u'%' % zone;
}

// A name in lower case and in the form that resolvers and links use ("xn--…" for letters beyond ASCII),
// without the dot at its end; empty where it is none.
QString hostNameFrom(QStringView text)
{
    static const QRegularExpression label(u"^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$"_s);
    if (text.endsWith(u'.'))
        text.chop(1);
    QString name = text.toString().toLower();
    if (std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c >= QChar(0x80); }))
        name = QString::fromLatin1(QUrl::toAce(name));
    const QStringList labels = name.split(u'.');
    const bool fits = std::all_of(labels.cbegin(), labels.cend(),
                                  [](const QString &part) { return label.match(part).hasMatch(); });
    // A last label of digits alone is an address gone wrong ("192.168.1"), never a name.
    if (!fits || name.size() > 253 || isAsciiDigits(labels.last()))
        return {};
    return name;
}

std::optional<Endpoint> endpoint(QString host, QStringView port)
{
    if (host.isEmpty())
        return std::nullopt;
    if (port.isNull())
        return Endpoint{std::move(host), defaultPort};
    const std::optional<quint16> number = portFrom(port);
    return number ? std::optional(Endpoint{std::move(host), *number}) : std::nullopt;
}

std::optional<Endpoint> endpointFrom(QStringView text)
{
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0)
            return std::nullopt;
        const QStringView rest = text.mid(end + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':'))
            return std::nullopt;
        return endpoint(ipv6From(text.mid(1, end - 1)), rest.isEmpty() ? QStringView() : rest.mid(1));
    }
    if (text.count(u':') > 1)
        return endpoint(ipv6From(text), {});
    const qsizetype colon = text.indexOf(u':');
    const QStringView host = colon < 0 ? text : text.left(colon);
    const QStringView port = colon < 0 ? QStringView() : text.mid(colon + 1);
    if (host.isEmpty() && colon == 0)
        return endpoint(u"127.0.0.1"_s, port);
    const QStringView bare = host.endsWith(u'.') ? host.chopped(1) : host; // the root, spelled out
    return endpoint(isIpv4(bare) ? bare.toString() : hostNameFrom(host), port);
}

// A value of the fragment; nullopt for broken escapes and control characters.
std::optional<QString> decoded(QStringView value)
{
    static const QRegularExpression brokenEscape(u"%(?![0-9A-Fa-f]{2})"_s);
    QString text = value.toString();
    if (brokenEscape.match(text).hasMatch())
        return std::nullopt;
    text.replace(u'+', u' '); // as forms write spaces; a plus itself comes as %2B
    const QByteArray bytes = QByteArray::fromPercentEncoding(text.toUtf8());
    const QString plain = QString::fromUtf8(bytes);
    const bool clean = std::none_of(plain.cbegin(), plain.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::ReplacementCharacter;
    });
    return clean ? std::optional(plain) : std::nullopt;
}

bool readFragment(QStringView fragment, Invitation &invitation)
{
    static const QRegularExpression sha256(u"^[0-9a-f]{64}$"_s);
    for (const QStringView pair : fragment.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = pair.indexOf(u'=');
        const QStringView field = equals < 0 ? pair : pair.left(equals);
        const std::optional<QString> value = equals < 0 ? QString() : decoded(pair.mid(equals + 1));
        if (!value)
            return false;
        if (field == "room"_L1)
            invitation.room = *value;
        else if (field == "code"_L1)
            invitation.code = *value;
        else if (field == "fp"_L1)
            invitation.fingerprint = value->toLower();
    }
    // Half a fingerprint is no reason to trust whoever answers: the link is broken.
    return invitation.fingerprint.isEmpty() || sha256.match(invitation.fingerprint).hasMatch();
}

// As people type and paste it: digits of other scripts, spaces around the colon, and the invisible marks that
// keep an address from left to right inside Arabic.
QString tidied(const QString &typed)
{
    static const QRegularExpression aroundColon(u"\\s*:\\s*"_s);
    const qsizetype hash = typed.indexOf(u'#');
    QString address;
    for (const QChar c : QStringView(typed).left(hash < 0 ? typed.size() : hash)) {
        if (c.category() == QChar::Other_Format)
            continue;
        address.append(c.isDigit() ? QChar(u'0' + c.digitValue()) : c);
    }
    address.replace(aroundColon, u":"_s);
    return (hash < 0 ? address : QString(address.trimmed() % QStringView(typed).mid(hash))).trimmed();
}

QString escaped(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

} // namespace

std::optional<Invitation> Invitation::parse(const QString &typed)
{
    static const QRegularExpression form(u"^(?:(?:https?|wss?|courtyard)://|courtyard:)?"_s // scheme
                                         u"([^\\s/?#@\\\\]+)"_s // host and port
                                         u"(?:/?|/?\\?[^#\\s]*)"_s // the page at /
                                         u"(?:#(.*))?$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    if (typed.size() > longestAddress)
        return std::nullopt;
    const QString text = tidied(typed);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const std::optional<Endpoint> endpoint = endpointFrom(match.capturedView(1));
    if (!endpoint)
        return std::nullopt;
    Invitation invitation{
        .host = endpoint->host, .port = endpoint->port, .room = {}, .code = {}, .fingerprint = {}};
    if (!readFragment(match.capturedView(2), invitation))
        return std::nullopt;
    return invitation;
}

QUrl Invitation::link() const
{
    QStringList fields;
    if (!room.isEmpty())
        fields.append("room="_L1 % escaped(room));
    if (!code.isEmpty())
        fields.append("code="_L1 % escaped(code));
    if (!fingerprint.isEmpty())
        fields.append("fp="_L1 % fingerprint);
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(host);
    url.setPort(port);
    url.setPath(u"/"_s);
    if (!fields.isEmpty())
        url.setFragment(fields.join(u'&'));
    return url;
}

QString Invitation::address() const
{
    const QString shown = host.contains(u':') ? QString(u'[' % host % u']') : host;
    return shown % u':' % QString::number(port);
}

} // namespace courtyard
