// A connection's first bytes, over a real socket: HTTP requests one after the other, an upgrade, TLS, or
// anything. The first byte of the input says in which pieces the rest arrives.
#include "server/network/incoming.h"
#include "tests/fuzz/invariant.h"

#include <QCoreApplication>
#include <QPointer>

#include <sys/socket.h>
#include <unistd.h>

using namespace courtyard;

namespace {

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
        auto *socket = new CappedSocket(bounds.queuedBytes, traffic, nullptr);
        mustHold(socket->setSocketDescriptor(ends[1]), "Qt takes the socket");
        incoming = new Incoming(socket, *strangers.admit(QHostAddress(QHostAddress::LocalHost)),
                                {bounds, gate, responder, traffic}, nullptr);
        QObject::connect(incoming, &Incoming::finished, incoming, [this] { m_finished = true; });
        QObject::connect(incoming, &Incoming::upgradeAsked, incoming, [this] { takeOver(); });
    }
    ~Visit()
    {
        delete incoming;
        delete m_upgraded;
        ::close(m_peer);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

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
        mustHold(m_heard.isEmpty() || m_heard.startsWith("HTTP/1.1 "), "an answer is HTTP");
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
        Incoming::Upgrade upgrade = incoming->takeUpgrade();
        m_upgraded = upgrade.socket;
        const QByteArray head = upgrade.socket->peek(http::maxHeadBytes);
        const auto parsed = http::parseHead(head);
        const auto *request = std::get_if<http::Request>(&parsed);
        mustHold(request && request->headBytes == head.size(), "the socket holds the head alone");
        mustHold(request->path == "/ws", "an upgrade is for /ws");
        m_finished = true;
    }

    static inline const Bounds bounds;
    static inline Strangers strangers{100, 100};
    static inline const http::Gate gate{QStringLiteral("boat.local"), {}};
    static inline const http::Responder responder{facts, [] { return QByteArray(); }};
    static inline Traffic traffic;

    int m_peer = -1;
    QPointer<Incoming> incoming;
    CappedSocket *m_upgraded = nullptr;
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
