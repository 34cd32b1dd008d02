// The words that fingerprints are told in; see wordlist.cpp for where they come from.
#pragma once

namespace courtyard {

/// 2,048 words in lower case ASCII, in alphabetical order, apart by white space.
extern const char *const wordList;

} // namespace courtyard
