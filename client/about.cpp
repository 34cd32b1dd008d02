#include "client/about.h"

#include "client/timing.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QTimer>

namespace courtyard {

std::optional<About> About::parse(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonObject host = object[u"host"].toObject();
    About about;
    about.host = host[u"id"].toString();
    about.name = host[u"name"].toString();
    about.protocol = object[u"protocol"].toInt();
    about.needsCode = object[u"code"].toBool();
    if (object[u"product"].toString() != u"courtyard" || about.host.isEmpty())
        return std::nullopt;
    return about;
}

AboutFetch::AboutFetch(QObject *parent) : QObject(parent)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setAutoDeleteReplies(false);
}

AboutFetch::~AboutFetch()
{
    cancel();
}

void AboutFetch::fetch(const QUrl &url, std::chrono::milliseconds timeout)
{
    cancel();
    QNetworkRequest request(url);
    request.setTransferTimeout(int(timeout.count()));
    // Who answers for an address is that address, nobody that it points to.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(bounds::aboutBytes + 1);
    connect(m_reply, &QNetworkReply::finished, this, &AboutFetch::finish);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (m_reply && m_reply->bytesAvailable() > bounds::aboutBytes)
            m_reply->abort(); // finished() follows
    });
    // The transfer timeout starts again with every byte; this one does not.
    QTimer::singleShot(2 * timeout, m_reply, [reply = m_reply] { reply->abort(); });
}

void AboutFetch::cancel()
{
    if (!m_reply)
        return;
    disconnect(m_reply, nullptr, this, nullptr);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void AboutFetch::finish()
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        Q_EMIT failed(AboutFailure::Unreachable);
        return;
    }
    const std::optional<About> about = status == 200 && reply->error() == QNetworkReply::NoError
        ? About::parse(reply->readAll())
        : std::nullopt;
    if (about)
        Q_EMIT found(*about);
    else
        Q_EMIT failed(AboutFailure::NotAHost);
}

} // namespace courtyard
