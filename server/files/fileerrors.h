// What an upload is told when it cannot be. Pure; any thread.
#pragma once

#include "protocol/answers.h"

#include <algorithm>

namespace courtyard {

inline answer::Error problem(ErrorCode code, const QString &text)
{
    answer::Error error;
    error.code = code;
    error.text = text;
    return error;
}

/// With the number of bytes that may still come.
inline answer::Error tooMuch(ErrorCode code, const QString &text, qint64 limit)
{
    answer::Error error = problem(code, text);
    error.limit = std::max<qint64>(0, limit);
    return error;
}

} // namespace courtyard
