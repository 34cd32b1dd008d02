// Which characters look like which (after Unicode UTS #39), for names. Constant data; any thread.
#pragma once

#include <QStringView>

namespace courtyard {

/// What stands for `c` in a skeleton; empty where `c` stands for itself. `c` is case folded and decomposed
/// (NFD).
QStringView lookAlike(char32_t c);

} // namespace courtyard
