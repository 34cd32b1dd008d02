// What a picture says beside its pixels: where and with what it was taken, by whom. Takes it out without
// touching the pixels, and keeps what is needed to show them: colours, animation, and which side is up. The
// page does the same (resources/web); both are tested with tests/data/metadata. Pure functions; any thread.
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace courtyard {

/// The pieces of the cleaned file, in their order: views of `file`, which must outlive them, and a few bytes
/// of ours. nullopt: this is no whole JPEG, PNG, WebP, HEIC or AVIF file.
std::optional<QList<QByteArray>> withoutMetadata(QByteArrayView file);

/// EXIF's tag 0x0112: 1 to 8, see TIFF 6.0 "Orientation"; 1 where nothing says otherwise. `tiff` begins with
/// its byte order, "II" or "MM".
int orientationOf(QByteArrayView tiff);

} // namespace courtyard
