// A connection's first bytes, over a real socket: HTTP requests one after the other, an upgrade with frames
// behind it, TLS, or anything. The first byte of the input says in which pieces the rest arrives.
#include "server/files/filesender.h"
#include "server/identity/certificate.h"
#include "server/network/framereader.h"
#include "server/network/incoming.h"
#include "server/network/sockettransport.h"
#include "server/sockets/tlscontext.h"
#include "tests/fuzz/invariant.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <sys/socket.h>
#include <unistd.h>

using namespace courtyard;

namespace {

constexpr char tlsAlert = 0x15; // RFC 8446 §5.1

http::SiteFacts facts()
{
    http::SiteFacts facts;
    facts.hostId = QStringLiteral("h_fuzz");
    facts.hostName = QStringLiteral("Fuzz \" \\ <");
    return facts;
}

/// One peer of the host, over a pair of sockets.
class Visit {
public:
    Visit()
    {
        int ends[2];
        mustHold(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0, "a pair of sockets");
        m_peer = ends[0];
        incoming =
            std::make_unique<Incoming>(std::make_unique<SocketTransport>(Socket(ends[1]), traffic),
                                       *strangers.admit(QHostAddress(QHostAddress::LocalHost)), shared);
        QObject::connect(incoming.get(), &Incoming::finished, incoming.get(), [this] { m_finished = true; });
        QObject::connect(incoming.get(), &Incoming::upgradeAsked, incoming.get(), [this] { takeOver(); });
    }
    ~Visit() { ::close(m_peer); }

    void say(QByteArrayView bytes)
    {
        while (!bytes.isEmpty() && !m_finished) {
            const ssize_t sent = ::send(m_peer, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
            if (sent > 0)
                bytes = bytes.sliced(sent);
            if (!turn() && sent <= 0)
                break; // the host has stopped reading, as it may
        }
        while (turn()) { }
    }
    void checkAnswer() const
    {
        const bool isTls = m_heard.startsWith(tlsHandshake) || m_heard.startsWith(tlsAlert);
        mustHold(m_heard.isEmpty() || m_heard.startsWith("HTTP/1.1 ") || isTls, "an answer is HTTP or TLS");
    }

private:
    /// One turn of the event loop; whether anything was heard in it.
    bool turn()
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        char bytes[64 * 1024];
        ssize_t read = 0;
        bool any = false;
        while ((read = ::recv(m_peer, bytes, sizeof bytes, 0)) > 0) {
            m_heard.append(bytes, std::min<qsizetype>(read, 64 - std::min<qsizetype>(64, m_heard.size())));
            any = true;
        }
        return any;
    }
    void takeOver()
    {
        Incoming::Upgrade &upgrade = m_upgrade.emplace(incoming->takeUpgrade());
        mustHold(upgrade.transport != nullptr, "a connection is handed over");
        mustHold(upgrade.answer.startsWith("HTTP/1.1 101 ") && upgrade.answer.endsWith("\r\n\r\n"),
                 "an upgrade is answered");
        FrameReader reader(bounds.incomingFrame, bounds.fragments);
        reader.feed({upgrade.behindHead.data(), std::size_t(upgrade.behindHead.size())});
        for (auto message = reader.next(); message && !std::holds_alternative<frame::Breach>(*message);)
            message = reader.next();
        mustHold(reader.messageBytes() <= bounds.incomingFrame, "a message keeps to its bound");
        m_finished = true;
    }

    static inline const Bounds bounds;
    static inline Strangers strangers{100, 100};
    static inline const http::Gate gate{QStringLiteral("boat.local"), {}};
    static inline const http::Responder responder{facts, [] { return QByteArray(); }};
    static inline const QTemporaryDir folder;
    static inline FileSender sender{folder.path()};
    static inline Traffic traffic;
    static inline const QByteArray key = certificate::makeKey();
    static inline const auto tls = TlsContext::make(key, certificate::make(key, {}));
    static inline const Incoming::Shared shared{bounds, gate, responder, sender, traffic, tls.get()};

    int m_peer = -1;
    std::unique_ptr<Incoming> incoming;
    std::optional<Incoming::Upgrade> m_upgrade; // outlives the call of its transport that brought it
    bool m_finished = false;
    QByteArray m_heard; // the first 64 bytes
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_firstbytes";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv);
    if (size < 1)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    // A few pieces at most: what a head a byte at a time does is for requesthead to find.
    const qsizetype pieces = 1 + data[0] % 8;
    Visit visit;
    for (qsizetype i = 0; i < pieces; ++i) {
        const qsizetype from = bytes.size() * i / pieces;
        visit.say(bytes.sliced(from, bytes.size() * (i + 1) / pieces - from));
    }
    visit.checkAnswer();
    return 0;
}
