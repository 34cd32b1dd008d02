#include "protocol/wireframe.h"

#include <QtEndian>

namespace courtyard {

// RFC 6455 §5.2: FIN and opcode 1, then the shortest form of the length; a host's frames carry no mask.
WireFrame WireFrame::text(QByteArray payload)
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
    payload.prepend(QByteArrayView(header, headerSize));
    return WireFrame(std::move(payload));
}

void WireFrame::append(const WireFrame &next)
{
    m_bytes += next.m_bytes;
    m_count += next.m_count;
}

QList<QByteArray> WireFrame::payloads() const
{
    QList<QByteArray> payloads;
    for (qsizetype at = 0; at < m_bytes.size();) {
        const uchar length = uchar(m_bytes[at + 1]);
        const char *more = m_bytes.constData() + at + 2;
        const quint64 size = length < 126 ? length
            : length == 126               ? qFromBigEndian<quint16>(more)
                                          : qFromBigEndian<quint64>(more);
        const int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        payloads.append(m_bytes.mid(at + header, qsizetype(size)));
        at += header + qsizetype(size);
    }
    return payloads;
}

} // namespace courtyard
