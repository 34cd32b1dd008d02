#include "ui/invite/qrcode.h"

#include <QPainter>

#include <qrencode.h>

#include <algorithm>
#include <memory>

namespace courtyard {

QrCode QrCode::of(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char *>(bytes.constData()), 0,
                          QR_ECLEVEL_M),
        &QRcode_free);
    QrCode code;
    if (!made)
        return code;
    code.modules = made->width;
    code.dark.resize(made->width * made->width);
    for (int n = 0; n < code.dark.size(); ++n)
        code.dark.setBit(n, made->data[n] & 1);
    return code;
}

QImage QrCode::image(int side) const
{
    const int across = modules + 2 * quietModules;
    const int pixels = std::max(1, side / across);
    QImage image(across * pixels, across * pixels, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int y = 0; y < modules; ++y)
        for (int x = 0; x < modules; ++x)
            if (isDark(x, y))
                painter.fillRect((x + quietModules) * pixels, (y + quietModules) * pixels, pixels, pixels,
                                 Qt::black);
    return image;
}

QByteArray QrCode::svg() const
{
    const int across = modules + 2 * quietModules;
    QByteArray path;
    for (int y = 0; y < modules; ++y)
        for (int x = 0; x < modules; ++x)
            if (isDark(x, y))
                path += "M" + QByteArray::number(x + quietModules) + " "
                    + QByteArray::number(y + quietModules) + "h1v1h-1z";
    const QByteArray size = QByteArray::number(across);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"512\" height=\"512\" viewBox=\"0 0 " + size
        + " " + size
        + "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path "
          "fill=\"#000\" d=\""
        + path + "\"/></svg>\n";
}

} // namespace courtyard
