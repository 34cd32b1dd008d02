// Names of files that others gave: made fit for this computer's disk. Pure functions but for uniquePath();
// any thread.
#pragma once

#include <QString>

namespace courtyard {

/// One name without a folder, that every system takes and that looks like what it is: no control characters,
/// none that turn the direction of writing, no reserved words; at most 200 bytes of UTF-8 with its ending
/// kept.
QString safeFileName(const QString &name);

/// `name` in `folder`, or "name (2)" and so on where there is such a file: nothing is ever overwritten.
QString uniquePath(const QString &folder, const QString &name);

/// What an ending says that a file is, for its symbol and for what may be done with it.
enum class FileKind { Picture, Video, Audio, Text, Document, Table, Slides, Archive, Program, Other };
FileKind kindOf(const QString &name, const QString &mime);

/// Whether the system's program for it may be started: it shows or plays, and runs nothing that stands in the
/// file.
bool mayBeOpened(const QString &name);

/// Whether a window can show it as a picture (with this build's decoders).
bool isShownAsPicture(const QString &mime);

} // namespace courtyard
