// The messages of owners and moderators, to and from JSON: the part of the codec that only they use. Pure
// functions; any thread.
#pragma once

#include "protocol/answers.h"
#include "protocol/jsonreader.h"
#include "protocol/jsonwriter.h"
#include "protocol/requests.h"

namespace courtyard {

using RequestDecoder = ClientMessage (*)(JsonReader &);
/// nullptr: not one of these.
RequestDecoder moderationDecoderOf(const QString &type);

void writeFields(JsonWriter &out, const reply::Bans &reply);
void writeFields(JsonWriter &out, const reply::Deeds &reply);
void writeFields(JsonWriter &out, const reply::Code &reply);

} // namespace courtyard
