#include "client/transfers/fetch.h"

#include "client/timing.h"
#include "client/transfers/filenames.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>

using namespace Qt::StringLiterals;

namespace courtyard {

Fetch::Fetch(const QString &partial, const QString &id, qint64 size) : m_file(partial), m_id(id), m_size(size)
{ }

Fetch::~Fetch()
{
    if (m_reply)
        m_reply->disconnect(this);
}

void Fetch::start(const HostUrl &from)
{
    if (!takeUp()) {
        fail(Failure::CannotWrite);
        return;
    }
    if (m_there == m_size)
        finish();
    else
        ask(from);
}

/// What is there already counts, and is counted again: its disk may have had trouble.
bool Fetch::takeUp()
{
    QDir().mkpath(QFileInfo(m_file.fileName()).absolutePath());
    if (!m_file.open(QFile::ReadWrite))
        return false;
    if (m_file.size() > m_size && !m_file.resize(0))
        return false;
    while (!m_file.atEnd()) {
        const QByteArray piece = m_file.read(bounds::fetchPiece);
        if (piece.isEmpty())
            return false;
        m_hash.addData(piece);
        m_there += piece.size();
    }
    Q_EMIT progressed(m_there);
    return true;
}

void Fetch::ask(const HostUrl &from)
{
    m_network = new QNetworkAccessManager(this);
    m_network->setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(from.url);
    request.setSslConfiguration(tlsToHosts());
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept-Encoding", "identity"); // the bytes as they are
    request.setTransferTimeout(bounds::fetchSilenceMs);
    if (m_there > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(m_there) + '-');
        request.setRawHeader("If-Range", '"' + m_id.toLatin1() + '"');
    }
    m_reply = m_network->get(request);
    demandKey(m_reply, from.key);
    m_reply->setReadBufferSize(bounds::fetchBuffer); // a slow disk slows the host down, and fills no memory
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Fetch::headerCame);
    connect(m_reply, &QNetworkReply::readyRead, this, &Fetch::take);
    connect(m_reply, &QNetworkReply::finished, this, &Fetch::finish);
}

void Fetch::headerCame()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray wanted = "bytes " + QByteArray::number(m_there) + '-';
    m_isBody = status == 200 || (status == 206 && m_reply->rawHeader("Content-Range").startsWith(wanted));
    if (status == 200 && m_there > 0) { // the host sends all of it
        m_hash.reset();
        m_there = 0;
        if (!m_file.resize(0) || !m_file.seek(0))
            fail(Failure::CannotWrite);
    }
}

void Fetch::take()
{
    while (!m_over && m_isBody && m_reply->bytesAvailable() > 0) {
        const QByteArray piece = m_reply->read(bounds::fetchPiece);
        if (m_there + piece.size() > m_size) {
            m_file.remove();
            fail(Failure::Damaged);
            return;
        }
        if (m_file.write(piece) != piece.size()) {
            fail(Failure::CannotWrite);
            return;
        }
        m_hash.addData(piece);
        m_there += piece.size();
        Q_EMIT progressed(m_there);
    }
}

void Fetch::finish()
{
    if (m_over)
        return;
    if (m_reply)
        take();
    if (m_over)
        return;
    if (m_there == m_size) {
        m_over = true;
        if (!m_file.flush()) {
            m_over = false;
            fail(Failure::CannotWrite);
        } else if (QString::fromLatin1(m_hash.result().toHex()) == m_id) {
            m_file.close();
            Q_EMIT arrived();
        } else {
            m_file.remove();
            Q_EMIT failed(Failure::Damaged);
        }
        return;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    fail(status == 404 || status == 410 ? Failure::NotThere : Failure::Lost);
}

void Fetch::finishInto(const QString &folder, const QString &name)
{
    QDir().mkpath(folder);
    const QString path = uniquePath(folder, safeFileName(name));
    if (QFile::rename(m_file.fileName(), path)) // refuses where there is one meanwhile
        Q_EMIT moved(path);
    else
        Q_EMIT failed(Failure::CannotWrite);
}

void Fetch::fail(Failure why)
{
    if (std::exchange(m_over, true))
        return;
    m_file.close();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    Q_EMIT failed(why);
}

} // namespace courtyard
