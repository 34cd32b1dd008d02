// The short way to read the requests that come most: `post`, `join`, `ping`, `read`, `typing`, in one pass and
// without a tree of the JSON. It takes only what it fully understands (a flat object of plain strings and
// numbers, all in order) and then means exactly what decodeRequest's long way does; everything else, mistakes
// above all, goes that way. Pure; any thread.
#pragma once

#include "protocol/codec.h"

#include <QByteArrayView>

namespace courtyard {

/// nullopt: the long way has to say what it is. `utf8` must be valid UTF-8.
std::optional<Request> decodePlainRequest(QByteArrayView utf8);
/// The long way, for whatever it is.
std::variant<Request, DecodeError> decodeAnyRequest(const QByteArray &utf8);

} // namespace courtyard
