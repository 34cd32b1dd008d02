#include "handshake.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <strings.h>

namespace courtyard::bench {

std::string upgradeReply(std::string_view lines)
{
    static constexpr std::string_view name = "Sec-WebSocket-Key:",
                                      guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    QCryptographicHash hash(QCryptographicHash::Sha1);
    bool hasKey = false;
    for (size_t end; (end = lines.find("\r\n")) != lines.npos; lines.remove_prefix(end + 2)) {
        std::string_view line = lines.substr(0, end);
        if (line.size() <= name.size() || strncasecmp(line.data(), name.data(), name.size()) != 0)
            continue;
        line.remove_prefix(std::min(line.find_first_not_of(' ', name.size()), line.size()));
        hash.addData(QByteArray::fromRawData(line.data(), qsizetype(line.size())));
        hasKey = true;
    }
    if (!hasKey)
        return {};
    hash.addData(QByteArray::fromRawData(guid.data(), qsizetype(guid.size())));
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
           "Upgrade\r\nSec-WebSocket-Accept: "
        + hash.result().toBase64().toStdString() + "\r\n\r\n";
}

} // namespace courtyard::bench
