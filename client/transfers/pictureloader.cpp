#include "client/transfers/pictureloader.h"

#include "client/timing.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSaveFile>

#include <algorithm>

namespace courtyard {

PictureLoader::PictureLoader(const QString &folder, qint64 mostBytes)
    : m_folder(folder), m_mostBytes(mostBytes)
{ }

PictureLoader::~PictureLoader()
{
    if (m_reply)
        m_reply->disconnect(this);
}

void PictureLoader::load(const Wanted &wanted)
{
    // What is asked for last is what is looked at now.
    m_queue.prepend(wanted);
    while (m_queue.size() > bounds::picturesWaiting)
        Q_EMIT failed(m_queue.takeLast().name, false);
    next();
}

QString PictureLoader::pathOf(const QString &id) const
{
    return QDir(m_folder).filePath(id.left(2) + QLatin1Char('/') + id);
}

void PictureLoader::next()
{
    // What done() has queued may come after a load() that has begun one.
    if (m_busy || m_queue.isEmpty())
        return;
    m_busy = true;
    const Wanted wanted = m_queue.dequeue();
    const QString path = wanted.id.isEmpty() ? wanted.path : pathOf(wanted.id);
    if (QFile::exists(path)) {
        QFile file(path);
        if (!wanted.id.isEmpty() && file.open(QFile::ReadWrite))
            file.setFileTime(QDateTime::currentDateTimeUtc(), QFile::FileModificationTime); // looked at now
        decode(wanted, path);
    } else if (wanted.from.isEmpty()) {
        Q_EMIT failed(wanted.name, wanted.id.isEmpty());
        done();
    } else {
        fetch(wanted);
    }
}

void PictureLoader::done()
{
    m_busy = false;
    QMetaObject::invokeMethod(this, &PictureLoader::next, Qt::QueuedConnection);
}

void PictureLoader::fetch(const Wanted &wanted)
{
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        m_network->setProxy(QNetworkProxy::NoProxy);
    }
    if (m_connected != wanted.from.key) // a connection that is kept is asked for no key again
        m_network->clearConnectionCache();
    m_connected = wanted.from.key;
    QNetworkRequest request(wanted.from.url);
    request.setSslConfiguration(tlsToHosts());
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(bounds::fetchSilenceMs);
    m_reply = m_network->get(request);
    demandKey(m_reply, wanted.from.key);
    m_reply->setReadBufferSize(wanted.mostBytes + 1);
    connect(m_reply, &QNetworkReply::readyRead, this, [this, most = wanted.mostBytes] {
        if (m_reply->bytesAvailable() > most)
            m_reply->abort(); // finished() follows
    });
    connect(m_reply, &QNetworkReply::finished, this, [this, wanted] { fetched(wanted); });
}

void PictureLoader::fetched(const Wanted &wanted)
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray bytes =
        status == 200 && reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
    const bool isIt =
        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() == wanted.id.toLatin1();
    if (!isIt) {
        Q_EMIT failed(wanted.name,
                      status == 404 || (status == 200 && reply->error() == QNetworkReply::NoError));
        done();
        return;
    }
    const QString path = pathOf(wanted.id);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        Q_EMIT failed(wanted.name, false);
        done();
        return;
    }
    if (m_kept >= 0)
        m_kept += bytes.size();
    shrink();
    decode(wanted, path);
}

void PictureLoader::decode(const Wanted &wanted, const QString &path)
{
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true); // a name says nothing
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    const bool animated = reader.supportsAnimation() && reader.imageCount() > 1;
    const qint64 pixels = qint64(size.width()) * size.height();
    const bool scalesWhileReading = reader.format() == "jpeg";
    if (!size.isValid() || (pixels > bounds::picturePixels && !scalesWhileReading)
        || reader.format() == "svg") {
        Q_EMIT failed(wanted.name, true);
        done();
        return;
    }
    if (std::max(size.width(), size.height()) > wanted.mostSide)
        reader.setScaledSize(
            size.scaled(wanted.mostSide, wanted.mostSide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (image.isNull())
        Q_EMIT failed(wanted.name, true);
    else
        Q_EMIT loaded(wanted.name, image.convertToFormat(QImage::Format_ARGB32_Premultiplied), path,
                      animated);
    done();
}

/// Counts once, then only where it grew past its bound.
void PictureLoader::shrink()
{
    if (m_kept >= 0 && m_kept <= m_mostBytes)
        return;
    QList<QFileInfo> files;
    for (const QFileInfo &folder : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        files += QDir(folder.filePath()).entryInfoList(QDir::Files);
    m_kept = 0;
    for (const QFileInfo &file : std::as_const(files))
        m_kept += file.size();
    std::sort(files.begin(), files.end(),
              [](const QFileInfo &a, const QFileInfo &b) { return a.lastModified() < b.lastModified(); });
    const qint64 wanted = m_mostBytes - m_mostBytes / 4; // not again with the next picture
    if (m_kept <= m_mostBytes)
        return;
    for (const QFileInfo &file : std::as_const(files)) {
        if (m_kept <= wanted)
            break;
        if (QFile::remove(file.filePath()))
            m_kept -= file.size();
    }
}

} // namespace courtyard
