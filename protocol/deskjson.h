// The messages of the help desk, to and from JSON: the part of the codec that only it uses. Pure functions;
// any thread.
#pragma once

#include "protocol/answers.h"
#include "protocol/jsonreader.h"
#include "protocol/jsonwriter.h"
#include "protocol/moderationjson.h"
#include "protocol/requests.h"

namespace courtyard {

/// nullptr: not one of these.
RequestDecoder deskDecoderOf(const QString &type);

// Each with its field: "ticket", "desk", "hours".
void writeTicket(JsonWriter &out, const Ticket &ticket);
void writeDesk(JsonWriter &out, const DeskInfo &desk);
void writeFace(JsonWriter &out, const DeskFace &desk);
void writeHours(JsonWriter &out, const QList<DeskHours> &hours);
void writeCanned(JsonWriter &out, QLatin1StringView field, const QList<CannedReply> &replies);
void writeNamed(JsonWriter &out, QLatin1StringView field, const QList<NamedMember> &people);
void writeFields(JsonWriter &out, const reply::Origins &reply);
void writeFields(JsonWriter &out, const reply::Figures &reply);

std::optional<Ticket> ticketFromJson(const QJsonObject &object);
std::optional<DeskInfo> deskFromJson(const QJsonObject &object);
std::optional<DeskFace> faceFromJson(const QJsonObject &object);
std::optional<DeskHours> hoursFromJson(const QJsonObject &object);
std::optional<CannedReply> cannedFromJson(const QJsonObject &object);
std::optional<NamedMember> namedMemberFromJson(const QJsonObject &object);

} // namespace courtyard
