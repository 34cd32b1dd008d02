// The owner's secret, in the file `owner-token` of the data folder, readable by its owner only (PROTOCOL §7).
// Functions without state; network thread, while the host starts.
#pragma once

#include <QString>

#include <optional>

namespace courtyard {

/// The token of this data folder. Made and written to disk where there is none yet, and made anew where what
/// is there is no whole token (cut short, emptied): the older one is then nobody's (rooms/house.h). nullopt:
/// the folder is not writable, or the file not readable.
std::optional<QString> readOrMakeOwnerToken(const QString &dataFolder);

} // namespace courtyard
