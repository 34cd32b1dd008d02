// Asks an address who is there, before anything is said to it: /about.json (PROTOCOL §1). One question at a
// time; a new one gives up the old. GUI thread.
#pragma once

#include "protocol/ids.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace courtyard {

struct About {
    HostId host;
    QString name;
    int protocol = 0;
    bool needsCode = false;

    /// nullopt: not what a Courtyard host says.
    static std::optional<About> parse(const QByteArray &json);
};

enum class AboutFailure { Unreachable, NotAHost };

class AboutFetch final : public QObject {
    Q_OBJECT
public:
    explicit AboutFetch(QObject *parent = nullptr);
    ~AboutFetch() override;
    /// Answered by found() or failed(), unless cancel() comes first.
    void fetch(const QUrl &url, std::chrono::milliseconds timeout);
    void cancel();

Q_SIGNALS:
    void found(const courtyard::About &about);
    void failed(courtyard::AboutFailure why);

private:
    void finish();
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr; // ours until it is finished or cancelled
};

} // namespace courtyard
