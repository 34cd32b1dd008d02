// Asks an address who is there, before anything is said to it: /about.json (PROTOCOL §1). One question at a
// time; a new one gives up the old. GUI thread.
#pragma once

#include "protocol/ids.h"
#include "protocol/invitation.h"

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
    int people = 0;
    QString fingerprint; // as it claims; empty: none

    /// nullopt: not what a Courtyard host says.
    static std::optional<About> parse(const QByteArray &json);
};

enum class AboutFailure { Unreachable, NotAHost };

class AboutFetch final : public QObject {
    Q_OBJECT
public:
    explicit AboutFetch(QObject *parent = nullptr);
    ~AboutFetch() override;
    /// Answered by found() or failed(), unless cancel() comes first. Asks plainly; where that is sent on to
    /// the encrypted form, or gets no answer, over TLS. Whose key that is does not matter here: what is
    /// answered is a claim, and joining makes sure of it.
    void ask(const Invitation &way, std::chrono::milliseconds timeout);
    void cancel();

Q_SIGNALS:
    void found(const courtyard::About &about);
    void failed(courtyard::AboutFailure why);

private:
    void get(const QUrl &url);
    void finish();
    bool wantsEncryption(const QNetworkReply &reply) const;
    QNetworkAccessManager m_network;
    std::chrono::milliseconds m_timeout{};
    QUrl m_encrypted; // where to go on
    QNetworkReply *m_reply = nullptr; // ours until it is finished or cancelled
};

} // namespace courtyard
