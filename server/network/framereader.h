// Makes messages of what a WebSocket's peer sends (RFC 6455 §5): a piece of the stream goes in, and next()
// gives what is whole, until there is no more. What is whole within one piece is neither copied nor kept; an
// idle connection keeps nothing at all. Judges every frame by its head, before any of its payload is taken. A
// value; network thread.
#pragma once

#include <QByteArray>

#include <array>
#include <optional>
#include <span>
#include <variant>

namespace courtyard {

namespace frame {

/// UTF-8, and it was checked. Good until the next call to the reader: it may lie in the piece that was fed.
struct Text {
    QByteArray utf8;
};
struct Binary {
    QByteArray bytes; // its own
};
struct Ping {
    QByteArray payload;
};
struct Pong { };
struct Close {
    int code = 1000; // to answer with
};
/// The peer broke the protocol or a bound; there is nothing more to read.
struct Breach {
    int closeCode = 1002; // RFC 6455 §7.4.1
    const char *why = "";
    bool isOfFragments = false;
};
using Message = std::variant<Text, Binary, Ping, Pong, Close, Breach>;

} // namespace frame

class FrameReader {
public:
    /// Bytes of one message, whose frames may be as large; and how many fragments it may come in.
    FrameReader(qint64 messageBytes, int fragments) : m_maxBytes(messageBytes), m_maxFragments(fragments) { }

    /// The next bytes of the stream: they are overwritten, and must stay until next() has given nothing.
    void feed(std::span<char> bytes) { m_input = bytes; }
    std::optional<frame::Message> next();

    /// Whether a frame, or a message of several frames, has begun and not ended.
    bool isOpen() const { return m_headSize > 0 || m_inFrame || m_messageOpen; }
    /// How often nothing was left open.
    quint64 settled() const { return m_settled; }
    /// Frames whose head was whole.
    quint64 frames() const { return m_frames; }
    /// Of the open message, that have come.
    qint64 messageBytes() const { return m_messageBytes; }

private:
    bool readHead();
    std::optional<frame::Breach> beginFrame();
    std::optional<frame::Breach> judge() const;
    std::optional<frame::Message> endFrame(QByteArray payload);
    frame::Message messageOf(QByteArray payload);
    frame::Message control(QByteArray payload) const;
    QByteArray takePayload();
    void unmask(std::span<char> bytes);
    uchar opcode() const { return m_head[0] & 0x0f; }
    bool isControl() const { return m_head[0] & 0x08; }
    bool isFinal() const { return m_head[0] & 0x80; }

    qint64 m_maxBytes;
    int m_maxFragments;
    std::span<char> m_input;

    static constexpr int longestHead = 14;
    std::array<uchar, longestHead> m_head{}; // of the frame that is open, or is coming in
    int m_headSize = 0; // so much of it has come; 0 once it is whole
    bool m_inFrame = false; // its payload is coming in
    qint64 m_left = 0; // of the payload
    quint64 m_length = 0; // of the payload
    std::array<char, 4> m_mask{};
    unsigned m_masked = 0; // bytes of the payload so far

    QByteArray m_message; // of the open message, or what has come of its only frame
    QByteArray m_control; // of an open control frame
    bool m_messageOpen = false, m_isText = false;
    int m_fragments = 0;
    qint64 m_messageBytes = 0;
    quint64 m_frames = 0, m_settled = 0;
};

} // namespace courtyard
