// What becomes of a damaged events.sqlite: it is kept aside under a new name, never overwritten, and what can
// be read of it goes on in a new file. In two steps, so that a person can step in between: the run that
// notices the damage notes it and stops writing; the next start acts on the note. A start that is cut off at
// any point is taken up by the next one, for the note goes last. The folder's lock is held throughout.
#pragma once

#include "server/store/storehealth.h"

#include <optional>
#include <variant>

namespace courtyard {

QString eventsFile(const QString &folder);

/// Notes, durably, that the present file is damaged, and under which name it is to be kept. Another file put
/// in its place is not meant by it. Again: the same name, for the file as it is now.
bool noteDamage(const QString &folder);

struct SetAside {
    QString keptAs; // in the folder
    qint64 takenOver = 0; // entries
};
/// Acts on the note. Nothing: there is none that is meant; a problem: the new file could not be written, and
/// the next start tries again.
std::variant<std::monostate, SetAside, StoreProblem> settleDamage(const QString &folder);

} // namespace courtyard
