// A QR code as a picture: crisp modules of whole pixels, four modules of quiet zone, dark on white whatever
// the theme, so that every phone reads it. Pure functions.
#pragma once

#include <QBitArray>
#include <QByteArray>
#include <QImage>
#include <QString>

namespace courtyard {

struct QrCode {
    static constexpr int quietModules = 4; // ISO/IEC 18004 asks for as many
    int modules = 0; // on each side, without the quiet zone; 0: the text is too long
    QBitArray dark; // row by row

    static QrCode of(const QString &text);
    bool isDark(int x, int y) const { return dark.testBit(y * modules + x); }
    /// The largest picture of whole pixels per module that fits into a square of `side`.
    QImage image(int side) const;
    QByteArray svg() const;
};

} // namespace courtyard
