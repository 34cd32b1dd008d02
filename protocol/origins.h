// Web sites that may embed the help desk. Pure functions; any thread.
#pragma once

#include <QString>

#include <optional>

namespace courtyard {

/// As browsers say it in `Origin`: lowercase, without the scheme's own port and without a slash. nullopt:
/// that is no http or https origin.
std::optional<QString> acceptableOrigin(const QString &text);

} // namespace courtyard
