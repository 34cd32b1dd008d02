// A piece of an upload: one binary frame (PROTOCOL §5). Pure functions; any thread.
#pragma once

#include <QByteArray>

#include <optional>

namespace courtyard {

inline constexpr qsizetype chunkHeaderBytes = 12; // upload (u32) and offset (u64), big endian

struct Chunk {
    quint32 upload = 0;
    quint64 offset = 0;
    QByteArrayView bytes; // of the frame that it was read from
};

QByteArray encodeChunk(quint32 upload, quint64 offset, QByteArrayView bytes);
/// nullopt: shorter than its header, or longer than limits::chunkBytes after it.
std::optional<Chunk> decodeChunk(const QByteArray &frame);

} // namespace courtyard
