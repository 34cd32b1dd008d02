#include "server/network/handshake.h"

#include "server/http/gate.h"

#include <QCryptographicHash>

namespace courtyard {

namespace {

constexpr char rfcGuid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3

} // namespace

QByteArray switchingProtocols(const http::Request &request)
{
    const QByteArray key = request.header("sec-websocket-key").value_or(QByteArray());
    const QByteArray accept =
        QCryptographicHash::hash(QByteArray(key + rfcGuid), QCryptographicHash::Sha1).toBase64();
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: "
        + accept + "\r\n";
    if (http::listsToken(request, "sec-websocket-protocol", subprotocol, Qt::CaseSensitive))
        head += QByteArray("Sec-WebSocket-Protocol: ") + subprotocol + "\r\n";
    return head + "\r\n";
}

} // namespace courtyard
