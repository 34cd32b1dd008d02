// Takes out of HEIC and AVIF pictures what they say of people and places: part of imagemetadata.h. The bytes
// stay where they are and become zeros, so that nothing in the file has to be counted anew; which side is up
// stands elsewhere in such files and stays. ISO/IEC 14496-12 and 23008-12. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace courtyard {

bool isHeif(QByteArrayView file);
/// As withoutMetadata(). nullopt: it cannot be followed.
std::optional<QList<QByteArray>> heifWithoutMetadata(QByteArrayView file);

} // namespace courtyard
