// What a file is, told by its first bytes alone: neither its name nor what its sender says of it can make a
// browser run it. Pure functions; any thread.
#pragma once

#include <QByteArray>
#include <QString>

namespace courtyard {

/// So many bytes are enough to tell.
inline constexpr qint64 sniffBytes = 4096;

/// "application/octet-stream" for what we do not know. `start`: the first bytes of the file.
QByteArray sniffMime(QByteArrayView start);

/// Raster images, audio and video that browsers play: what may be shown without being saved first.
bool isShownInline(QByteArrayView mime);

/// What QImageReader is to take it for ("png"); empty: not a picture that the host looks into.
QByteArray pictureFormat(QByteArrayView mime);

/// A name for display and for saving: what stands before the last slash goes, control characters and those
/// that turn the writing around too, and it is cut to what file systems take. Never empty.
QString displayName(const QString &name);

} // namespace courtyard
