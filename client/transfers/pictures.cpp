#include "client/transfers/pictures.h"

#include "client/timing.h"
#include "client/transfers/filenames.h"

namespace courtyard {

static const QLatin1String fullPrefix("full:");

Pictures::Pictures(const QString &folder, Sources sources, QObject *parent)
    : QObject(parent), m_sources(std::move(sources)), m_small(int(bounds::picturesInMemory / 1024)),
      m_loader(new PictureLoader(folder, bounds::picturesOnDisk))
{
    m_thread.setObjectName(QStringLiteral("courtyard-pictures"));
    m_loader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_loader, &QObject::deleteLater);
    connect(m_loader, &PictureLoader::loaded, this, &Pictures::loaded);
    connect(m_loader, &PictureLoader::failed, this, [this](const QString &name, bool forGood) {
        m_asked.remove(name);
        if (name.startsWith(fullPrefix)) {
            Q_EMIT fullFailed(name.mid(fullPrefix.size()));
            return;
        }
        m_failed.insert(name, forGood);
        Q_EMIT ready(name);
    });
    m_thread.start();
}

Pictures::~Pictures()
{
    m_thread.quit();
    m_thread.wait();
}

/// What moves is shown as it is; a small picture without a thumbnail as well.
bool Pictures::isItsOwnThumb(const FileInfo &file)
{
    const bool mayMove = file.mime == QLatin1String("image/gif") || file.mime == QLatin1String("image/webp");
    return isShownAsPicture(file.mime) && file.size <= bounds::ownThumbBytes
        && (mayMove || file.thumb.isEmpty());
}

bool Pictures::canShow(const FileInfo &file)
{
    return file.width.value_or(0) > 0 && file.height.value_or(0) > 0 && isShownAsPicture(file.mime)
        && (!file.thumb.isEmpty() || isItsOwnThumb(file) || file.id.startsWith(QLatin1String("upload:")));
}

QImage Pictures::small(const FileInfo &file)
{
    const QString name = nameOf(file);
    if (const QImage *known = m_small.object(name))
        return *known;
    if (!m_asked.contains(name) && !m_failed.contains(name))
        ask(file, name, isItsOwnThumb(file));
    return {};
}

void Pictures::ask(const FileInfo &file, const QString &name, bool whole)
{
    FileInfo wantedFile = file;
    if (!whole && !file.thumb.isEmpty())
        wantedFile.id = file.thumb;
    PictureLoader::Wanted wanted;
    wanted.name = name;
    wanted.path = m_sources.localPath(file.id);
    if (wanted.path.isEmpty()) {
        wanted.id = wantedFile.id;
        wanted.from = m_sources.url(wantedFile);
    }
    const bool isFull = name.startsWith(fullPrefix);
    wanted.mostBytes = isFull ? bounds::fullPictureBytes : bounds::ownThumbBytes;
    wanted.mostSide = isFull ? bounds::fullPictureSide : bounds::smallPictureSide;
    m_asked.insert(name);
    QMetaObject::invokeMethod(m_loader, [loader = m_loader, wanted] { loader->load(wanted); });
}

void Pictures::loaded(const QString &name, const QImage &image, const QString &path, bool animated)
{
    m_asked.remove(name);
    if (name.startsWith(fullPrefix)) {
        Q_EMIT full(name.mid(fullPrefix.size()), image, path, animated);
        return;
    }
    m_failed.remove(name);
    if (animated)
        m_moving.insert(name, path);
    m_small.insert(name, new QImage(image), int(std::max<qsizetype>(1, image.sizeInBytes() / 1024)));
    Q_EMIT ready(name);
}

void Pictures::askFull(const FileInfo &file)
{
    const QString name = fullPrefix + file.id;
    if (!m_asked.contains(name))
        ask(file, name, true);
}

void Pictures::tryAgain()
{
    QStringList again;
    for (auto failed = m_failed.cbegin(); failed != m_failed.cend(); ++failed) {
        if (!failed.value())
            again.append(failed.key());
    }
    for (const QString &name : again) {
        m_failed.remove(name);
        Q_EMIT ready(name);
    }
}

} // namespace courtyard
