#include "client/transfers/attachment.h"

#include "client/timing.h"
#include "client/transfers/filenames.h"
#include "client/transfers/heifmetadata.h"
#include "client/transfers/imagemetadata.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QImageWriter>
#include <QMimeDatabase>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(courtyard::Attachments)
};

bool isPhotoFormat(const QByteArray &format)
{
    return format == "jpeg" || format == "webp" || format == "tiff" || format == "heic" || format == "heif";
}

PreparedFile describe(const QString &path, const QString &name, bool ours)
{
    PreparedFile file;
    const QFileInfo info(path);
    file.path = path;
    file.name = name;
    file.size = info.size();
    file.modified = info.lastModified().toMSecsSinceEpoch();
    file.ours = ours;
    file.mime = QMimeDatabase().mimeTypeForFile(info).name();
    QImageReader reader(path);
    QSize size = reader.size();
    if (size.isValid() && reader.transformation().testFlag(QImageIOHandler::TransformationRotate90))
        size.transpose();
    if (size.isValid() && isShownAsPicture(file.mime)) {
        file.width = size.width();
        file.height = size.height();
    }
    return file;
}

PreparedFile failed(const QString &why)
{
    PreparedFile file;
    file.problem = why;
    return file;
}

PreparedFile cannotWrite()
{
    return failed(
        Words::tr("There is no room to prepare the file on this computer. Free some space on its disk."));
}

bool isAnimated(QImageReader &reader)
{
    return reader.supportsAnimation() && reader.imageCount() > 1;
}

/// nullopt: it is not one to be made smaller, or cannot be.
std::optional<PreparedFile> madeSmaller(const Attachment &attachment, const QString &target)
{
    QImageReader reader(attachment.path);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    if (!isPhotoFormat(reader.format()) || isAnimated(reader) || !size.isValid()
        || std::max(size.width(), size.height()) <= bounds::photoSide)
        return std::nullopt;
    reader.setAutoTransform(true); // what is written says nothing of its orientation
    reader.setScaledSize(size.scaled(bounds::photoSide, bounds::photoSide, Qt::KeepAspectRatio));
    reader.setQuality(90); // of the scaling
    const QImage image = reader.read();
    if (image.isNull() || image.hasAlphaChannel())
        return std::nullopt;
    QImageWriter writer(target, "jpeg");
    writer.setQuality(bounds::photoQuality);
    writer.setOptimizedWrite(true);
    if (!writer.write(image))
        return cannotWrite();
    const QString name = QFileInfo(attachment.name).completeBaseName() + u".jpg"_s;
    return describe(target, name, true);
}

/// nullopt: nothing had to go.
std::optional<PreparedFile> withoutPlace(const Attachment &attachment, const QString &target)
{
    QFile source(attachment.path);
    if (!source.open(QFile::ReadOnly))
        return std::nullopt;
    if (source.size() == 0)
        return std::nullopt;
    const uchar *bytes = source.map(0, source.size());
    if (!bytes)
        return std::nullopt;
    const auto pieces = withoutMetadata(QByteArrayView(bytes, source.size()));
    if (!pieces)
        return std::nullopt;
    qint64 size = 0;
    for (const QByteArray &piece : *pieces)
        size += piece.size();
    if (size == source.size()
        && !isHeif(QByteArrayView(bytes, source.size()))) // it said nothing; HEIC keeps its size
        return std::nullopt;
    QSaveFile out(target);
    if (!out.open(QFile::WriteOnly))
        return cannotWrite();
    for (const QByteArray &piece : *pieces)
        out.write(piece);
    if (!out.commit())
        return cannotWrite();
    return describe(target, attachment.name, true);
}

} // namespace

PreparedFile prepare(const Attachment &attachment, const QString &folder, const QString &stem)
{
    QFile file(attachment.path);
    if (!file.open(QFile::ReadOnly))
        return failed(Words::tr("The file %1 cannot be read any more.").arg(attachment.name));
    file.close();
    QDir().mkpath(folder);
    const QString target = QDir(folder).filePath(stem);
    QFile::remove(target); // of a try that came to nothing
    std::optional<PreparedFile> made;
    if (attachment.isPhoto && !attachment.original)
        made = madeSmaller(attachment, target);
    if (!made && !attachment.keepLocation)
        made = withoutPlace(attachment, target);
    if (made)
        return *made;
    // What was pasted lies in a folder that goes with the program.
    if (attachment.ours && (QFile::rename(attachment.path, target) || QFile::copy(attachment.path, target)))
        return describe(target, attachment.name, true);
    return describe(attachment.path, attachment.name, false);
}

std::optional<Attachment> attachmentOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile() || !info.isReadable())
        return std::nullopt;
    Attachment attachment;
    attachment.path = info.absoluteFilePath();
    attachment.name = info.fileName();
    attachment.size = info.size();
    const QString mime = QMimeDatabase().mimeTypeForFile(info, QMimeDatabase::MatchExtension).name();
    attachment.isPhoto = mime == "image/jpeg"_L1 || mime == "image/webp"_L1 || mime == "image/tiff"_L1
        || mime.startsWith("image/hei"_L1);
    return attachment;
}

} // namespace courtyard
