#include "protocol/errors.h"

#include "protocol/answers.h"
#include "protocol/wirewords.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr WireWords errorCodes{std::to_array<WireWord<ErrorCode>>({
    {ErrorCode::BadJson, "bad_json"_L1},
    {ErrorCode::BadRequest, "bad_request"_L1},
    {ErrorCode::UnknownType, "unknown_type"_L1},
    {ErrorCode::NotHello, "not_hello"_L1},
    {ErrorCode::UnsupportedProtocol, "unsupported_protocol"_L1},
    {ErrorCode::WrongCode, "wrong_code"_L1},
    {ErrorCode::NameTaken, "name_taken"_L1},
    {ErrorCode::NoRoom, "no_room"_L1},
    {ErrorCode::NotMember, "not_member"_L1},
    {ErrorCode::Forbidden, "forbidden"_L1},
    {ErrorCode::NoEvent, "no_event"_L1},
    {ErrorCode::NoFile, "no_file"_L1},
    {ErrorCode::TooLarge, "too_large"_L1},
    {ErrorCode::RateLimited, "rate_limited"_L1},
    {ErrorCode::Busy, "busy"_L1},
    {ErrorCode::Storage, "storage"_L1},
    {ErrorCode::Internal, "internal"_L1},
})};

constexpr WireWords byeCodes{std::to_array<WireWord<answer::ByeCode>>({
    {answer::ByeCode::Kicked, "kicked"_L1},
    {answer::ByeCode::Banned, "banned"_L1},
    {answer::ByeCode::Stopping, "stopping"_L1},
    {answer::ByeCode::Slow, "slow"_L1},
    {answer::ByeCode::Moved, "moved"_L1},
})};

} // namespace

QLatin1StringView toWire(ErrorCode code)
{
    return errorCodes.word(code);
}

std::optional<ErrorCode> errorCodeFromWire(QStringView word)
{
    return errorCodes.value(word);
}

QLatin1StringView answer::toWire(ByeCode code)
{
    return byeCodes.word(code);
}

std::optional<answer::ByeCode> answer::byeCodeFromWire(QStringView word)
{
    return byeCodes.value(word);
}

} // namespace courtyard
