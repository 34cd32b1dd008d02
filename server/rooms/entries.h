// A room's events as its log keeps them. Pure functions; any thread.
#pragma once

#include "protocol/types.h"
#include "server/store/eventlog.h"

namespace courtyard {

LogEntry toEntry(const Event &event);
/// An entry of an unknown kind, of a newer version, say, becomes a notice without text: its number must not
/// be missing.
Event toEvent(const LogEntry &entry);
QList<Event> toEvents(const QList<LogEntry> &entries);

} // namespace courtyard
