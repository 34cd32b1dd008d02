#include "ui/files/gather.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QPointer>
#include <QThreadPool>

namespace courtyard {

namespace {

constexpr int mostLooked = 20000; // entries of folders: a whole disk may be dropped

void answer(const QPointer<QObject> &context, const std::function<void(const Gathered &)> &done,
            const Gathered &found)
{
    // By way of the application: the context may go while this is on its way.
    QMetaObject::invokeMethod(qApp, [context, done, found] {
        if (context)
            done(found);
    });
}

void take(Gathered &found, const QString &path)
{
    const std::optional<Attachment> attachment =
        found.files.size() < filesAtOnce ? attachmentOf(path) : std::nullopt;
    if (attachment)
        found.files.append(*attachment);
    else
        ++found.left;
}

Gathered walk(const QList<QUrl> &urls)
{
    Gathered found;
    int looked = 0;
    for (const QUrl &url : urls) {
        const QFileInfo info(url.toLocalFile());
        if (!info.isDir()) {
            take(found, info.filePath());
            continue;
        }
        // Links are not followed: they may lead round in circles, or out of what was meant.
        QDirIterator files(info.filePath(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext() && ++looked < mostLooked)
            take(found, files.next());
    }
    return found;
}

} // namespace

QList<QUrl> localFiles(const QMimeData *data)
{
    QList<QUrl> files;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            files.append(url);
    }
    return files;
}

void gather(const QList<QUrl> &urls, QObject *context, std::function<void(const Gathered &)> done)
{
    QThreadPool::globalInstance()->start(
        [urls, context = QPointer(context), done = std::move(done)] { answer(context, done, walk(urls)); });
}

void gather(const QImage &image, const QString &folder, QObject *context,
            std::function<void(const Gathered &)> done)
{
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss"));
    //: The name of a pasted picture's file; %1 is the time
    const QString name = QCoreApplication::translate("courtyard::Attachments", "Screenshot %1").arg(time)
        + QStringLiteral(".png");
    static int pasted = 0;
    const QString path = QDir(folder).filePath(QStringLiteral("%1.png").arg(++pasted));
    QThreadPool::globalInstance()->start(
        [image, name, path, context = QPointer(context), done = std::move(done)] {
            Gathered found;
            std::optional<Attachment> attachment;
            if (image.save(path, "PNG"))
                attachment = attachmentOf(path);
            if (attachment) {
                attachment->name = name;
                attachment->ours = true;
                found.files.append(*attachment);
            } else {
                found.left = 1;
            }
            answer(context, done, found);
        });
}

} // namespace courtyard
