// The error codes of PROTOCOL §2.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace courtyard {

enum class ErrorCode {
    BadJson,
    BadRequest,
    UnknownType,
    NotHello,
    UnsupportedProtocol,
    WrongCode,
    NameTaken,
    NoRoom,
    NotMember,
    Forbidden,
    NoEvent,
    NoFile,
    TooLarge,
    RateLimited,
    Busy,
    Storage,
    Internal,
};

/// The word on the wire, for instance "bad_json".
QLatin1StringView toWire(ErrorCode code);
std::optional<ErrorCode> errorCodeFromWire(QStringView word);

} // namespace courtyard
