#include "protocol/beacon.h"

#include "protocol/jsonreader.h"
#include "protocol/jsonwriter.h"
#include "protocol/limits.h"
#include "protocol/names.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

bool isId(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f;
    });
}

bool isFingerprint(const QString &text)
{
    return text.size() == 64 && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

} // namespace

QByteArray Beacon::encode() const
{
    JsonWriter json;
    json.beginObject();
    json.field("product"_L1, "courtyard"_L1);
    json.field("protocol"_L1, limits::protocolVersion);
    json.beginObject("host"_L1);
    json.field("id"_L1, host);
    json.field("name"_L1, name);
    json.endObject();
    json.field("port"_L1, int(port));
    json.field("people"_L1, people);
    json.field("code"_L1, needsCode);
    if (!fingerprint.isEmpty())
        json.field("fingerprint"_L1, fingerprint);
    if (gone)
        json.field("gone"_L1, true);
    json.endObject();
    return json.take();
}

std::optional<Beacon> Beacon::parse(const QByteArray &datagram)
{
    if (datagram.size() > limits::beaconBytes || nestsDeeperThan(datagram, limits::jsonDepth))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(datagram).object();
    JsonReader reader(object);
    if (reader.string("product"_L1) != "courtyard"_L1
        || reader.integer("protocol"_L1, 0) != limits::protocolVersion)
        return std::nullopt;
    const QJsonObject about = reader.object("host"_L1);
    JsonReader hostReader(about);
    Beacon beacon;
    beacon.host = hostReader.word("id"_L1, limits::idChars);
    const std::optional<QString> name = acceptableName(hostReader.word("name"_L1));
    beacon.port = quint16(reader.integer("port"_L1, 1, std::numeric_limits<quint16>::max()));
    beacon.people = int(reader.integer("people"_L1, 0, std::numeric_limits<int>::max()));
    beacon.needsCode = reader.boolean("code"_L1);
    beacon.gone = reader.optionalBoolean("gone"_L1);
    if (const QJsonValue print = object[u"fingerprint"]; !print.isUndefined() && !print.isNull()) {
        beacon.fingerprint = print.toString();
        if (!isFingerprint(beacon.fingerprint))
            return std::nullopt;
    }
    if (!reader.ok() || !hostReader.ok() || !name || !isId(beacon.host))
        return std::nullopt;
    beacon.name = *name;
    return beacon;
}

} // namespace courtyard
