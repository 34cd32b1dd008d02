// What the participant's side says for diagnosis: one line an event, key=value, never a text, a token or a
// code. `QT_LOGGING_RULES="courtyard.client.debug=true"` shows each message's way, too.
#pragma once

#include <QLoggingCategory>

namespace courtyard {

Q_DECLARE_LOGGING_CATEGORY(logClient)

} // namespace courtyard
