#include "protocol/chunk.h"

#include "protocol/limits.h"

#include <QtEndian>

namespace courtyard {

QByteArray encodeChunk(quint32 upload, quint64 offset, QByteArrayView bytes)
{
    QByteArray frame;
    frame.reserve(chunkHeaderBytes + bytes.size());
    frame.resize(chunkHeaderBytes);
    qToBigEndian(upload, frame.data());
    qToBigEndian(offset, frame.data() + sizeof upload);
    frame.append(bytes);
    return frame;
}

std::optional<Chunk> decodeChunk(const QByteArray &frame)
{
    if (frame.size() < chunkHeaderBytes || frame.size() > chunkHeaderBytes + limits::chunkBytes)
        return std::nullopt;
    return Chunk{qFromBigEndian<quint32>(frame.constData()),
                 qFromBigEndian<quint64>(frame.constData() + sizeof(quint32)),
                 QByteArrayView(frame).sliced(chunkHeaderBytes)};
}

} // namespace courtyard
