// What a name may be (PROTOCOL §3, RELIABILITY "Names"). Pure functions; any thread.
#pragma once

#include <QString>

#include <optional>

namespace courtyard {

/// The name as it is kept and shown: trimmed, runs of white space folded into one space, NFKC.
/// nullopt: empty or longer than limits::nameChars code points, or holds control characters, bidi controls,
/// lone surrogates, unassigned code points, or zero-width characters other than ZWNJ and ZWJ between letters
/// of scripts that need them.
std::optional<QString> acceptableName(const QString &typed);

/// Two names with the same skeleton cannot both be taken: NFKC, case folding, and the look-alikes of
/// Unicode UTS #39 (the confusables that matter between Latin, Cyrillic, Greek, digits and punctuation).
QString nameSkeleton(const QString &name);

/// How many characters a person counts: a surrogate pair is one.
qsizetype codePointCount(QStringView text);
/// The first `count` code points, without a joiner left over at the end.
QString leftOfName(const QString &name, qsizetype count);

/// A name like `name` for which `isTaken` is false: "Amina 2", "Amina 3", … cut so that it keeps within the
/// limit.
template <typename Predicate>
QString freeNameLike(const QString &name, Predicate isTaken);

} // namespace courtyard

#include "protocol/limits.h"

template <typename Predicate>
QString courtyard::freeNameLike(const QString &name, Predicate isTaken)
{
    for (int n = 2;; ++n) {
        const QString suffix = QLatin1Char(' ') + QString::number(n);
        const QString candidate = leftOfName(name, limits::nameChars - suffix.size()) + suffix;
        if (!isTaken(candidate))
            return candidate;
    }
}
