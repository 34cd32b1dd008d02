#include "protocol/wireframe.h"

#include <QtEndian>

namespace courtyard {

// RFC 6455 §5.2: FIN and opcode 1, then the shortest form of the length; a host's frames carry no mask.
WireFrame WireFrame::text(const QByteArray &payload)
{
    constexpr char finText = char(0x81);
    const qsizetype size = payload.size();
    char header[10] = {finText};
    int headerSize = 2;
    if (size < 126) {
        header[1] = char(size);
    } else if (size <= 0xffff) {
        header[1] = 126;
        qToBigEndian(quint16(size), header + 2);
        headerSize = 4;
    } else {
        header[1] = 127;
        qToBigEndian(quint64(size), header + 2);
        headerSize = 10;
    }
    QByteArray bytes;
    bytes.reserve(headerSize + size);
    bytes.append(header, headerSize);
    bytes.append(payload);
    return WireFrame(std::move(bytes), headerSize);
}

} // namespace courtyard
