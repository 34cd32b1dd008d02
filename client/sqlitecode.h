// What SQLite says by a number when it cannot do something; the primary codes that mean something to a person
// (https://www.sqlite.org/rescode.html).
#pragma once

namespace courtyard::sqlite {

enum Code {
    NewerVersion = -1, // none of SQLite's: the file's schema is one that we do not know
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NotADatabase = 26
};

constexpr bool isBusy(int code)
{
    return code == Busy || code == Locked;
}

constexpr bool isDamaged(int code)
{
    return code == Corrupt || code == NotADatabase;
}

} // namespace courtyard::sqlite
