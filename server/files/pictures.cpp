#include "server/files/pictures.h"

#include "server/files/filelimits.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QtEndian>

namespace courtyard {

namespace {

// A progressive JPEG is decoded whole before it is made smaller; others are read at a fraction of their size
// (ITU T.81 §B.1.1.3: SOF0 and SOF1 are the sequential ones).
bool isBaselineJpeg(QFile &file)
{
    constexpr int mostMarkers = 1000;
    file.seek(2);
    for (int i = 0; i < mostMarkers; ++i) {
        const QByteArray head = file.read(4);
        if (head.size() < 4 || uchar(head[0]) != 0xff)
            return false;
        const uchar marker = uchar(head[1]);
        if (marker == 0xff) { // fill bytes
            file.seek(file.pos() - 3);
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
            return marker <= 0xc1;
        const int length = qFromBigEndian<quint16>(head.constData() + 2);
        if (length < 2 || !file.seek(file.pos() + length - 2))
            return false;
    }
    return false;
}

bool mayBeDecoded(const QString &path, const QByteArray &format, QSize size)
{
    const qint64 pixels = qint64(size.width()) * size.height();
    if (pixels <= filelimits::mostPixels)
        return true;
    QFile file(path);
    return format == "jpeg" && pixels <= filelimits::mostBaselinePixels && file.open(QIODevice::ReadOnly)
        && isBaselineJpeg(file);
}

QByteArray encoded(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const bool ok = image.hasAlphaChannel() ? image.save(&buffer, "PNG")
                                            : image.save(&buffer, "JPEG", filelimits::thumbQuality);
    return ok ? bytes : QByteArray();
}

} // namespace

Picture lookInto(const QString &path, const QByteArray &format, Thumb thumb)
{
    QImageReader::setAllocationLimit(filelimits::allocationMiB);
    QFile file(path);
    if (format.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&file, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize stored = reader.size(); // from the head alone
    if (stored.isEmpty())
        return {};
    const bool lies = reader.transformation() & QImageIOHandler::TransformationRotate90;
    const QSize shown = lies ? stored.transposed() : stored;
    Picture picture{shown.width(), shown.height(), {}};
    const bool isSmall = std::max(shown.width(), shown.height()) <= filelimits::thumbSide
        && file.size() <= filelimits::thumbWorth;
    if (thumb == Thumb::LeaveOut || isSmall || !mayBeDecoded(path, format, stored))
        return picture;
    const QSize box(filelimits::thumbSide, filelimits::thumbSide);
    if (stored.width() > box.width() || stored.height() > box.height())
        reader.setScaledSize(stored.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (!image.isNull())
        picture.thumb = encoded(image);
    return picture;
}

} // namespace courtyard
