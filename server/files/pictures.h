// Looks into pictures, one at a time, without ever holding more of one than a bound (RELIABILITY, "Images").
// Blocks; a worker thread's.
#pragma once

#include <QByteArray>
#include <QString>

namespace courtyard {

struct Picture {
    int width = 0, height = 0; // as it is shown, with its orientation applied; 0: not a picture that we read
    QByteArray thumb; // a whole JPEG or PNG; empty: none is worth it, or it is too large to look into
};
enum class Thumb { Make, LeaveOut };

/// `format` as pictureFormat() has it.
Picture lookInto(const QString &path, const QByteArray &format, Thumb thumb);

} // namespace courtyard
