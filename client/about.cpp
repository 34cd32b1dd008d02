#include "client/about.h"

#include "client/timing.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>

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
    about.people = std::max(0, object[u"people"].toInt());
    about.fingerprint = object[u"fingerprint"].toString();
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

void AboutFetch::ask(const Invitation &way, std::chrono::milliseconds timeout)
{
    cancel();
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(way.host);
    url.setPort(way.port);
    url.setPath(QStringLiteral("/about.json"));
    m_timeout = timeout;
    m_encrypted = url;
    m_encrypted.setScheme(QStringLiteral("https"));
    get(url);
}

void AboutFetch::get(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(int(m_timeout.count()));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (url == m_encrypted) {
        QSslConfiguration anyKey = QSslConfiguration::defaultConfiguration();
        anyKey.setPeerVerifyMode(QSslSocket::VerifyNone);
        request.setSslConfiguration(anyKey);
    }
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
    QTimer::singleShot(2 * m_timeout, m_reply, [reply = m_reply] { reply->abort(); });
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

// A host that requires encryption sends on to itself, and only there; other systems' hosts may just hang up.
bool AboutFetch::wantsEncryption(const QNetworkReply &reply) const
{
    if (reply.url() == m_encrypted)
        return false;
    const QUrl target =
        reply.url().resolved(reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
    const bool sentOn = target.scheme() == m_encrypted.scheme() && target.host() == m_encrypted.host()
        && target.port(443) == m_encrypted.port();
    return sentOn || reply.error() == QNetworkReply::RemoteHostClosedError;
}

void AboutFetch::finish()
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (wantsEncryption(*reply)) {
        get(m_encrypted);
        return;
    }
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
