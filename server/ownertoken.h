// The owner's secret, in the file `owner-token` of the data folder, readable by its owner only (PROTOCOL §7).
#pragma once

#include <QString>

#include <optional>

namespace courtyard {

/// The token of this data folder, made and written to disk where there is none yet; nullopt: the folder is
/// not writable, or the file not readable.
std::optional<QString> readOrMakeOwnerToken(const QString &dataFolder);

} // namespace courtyard
