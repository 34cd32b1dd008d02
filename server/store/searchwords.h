// What people type, as FTS5 understands it. Pure functions; any thread.
#pragma once

#include <QString>

namespace courtyard {

/// Text as it is indexed: scripts written without spaces (Han, Kana, Thai, …) get one around each character,
/// for FTS5's tokenizer would take a whole sentence for one word.
QString indexedText(const QString &text);

/// An FTS5 query that finds texts with words that begin with each of the typed ones. Whatever is typed,
/// nothing of it is syntax. Empty where there is nothing to search for.
QString searchExpression(const QString &typed);

} // namespace courtyard
