// Follows the frames of what a peer sends by their heads alone (RFC 6455 §5.2), and keeps none of it. It
// judges nothing: QWebSocket does, behind it. A value; network thread.
#pragma once

#include <QByteArrayView>

#include <array>

namespace courtyard {

class FrameWatch {
public:
    /// The next bytes of the stream.
    void read(QByteArrayView bytes);
    /// The next `count` bytes, at most payloadLeft(): nobody needs to look at them.
    void skip(qint64 count);

    /// Of the frame that is open.
    qint64 payloadLeft() const { return m_left; }
    qint64 payloadLength() const { return m_length; }
    /// Whether a frame, or a message of several frames, has begun and not ended.
    bool isOpen() const { return m_headSize > 0 || m_left > 0 || m_messageOpen; }
    /// How often nothing was left open.
    quint64 settled() const { return m_settled; }
    /// Frames whose head was whole.
    quint64 frames() const { return m_frames; }
    /// Whether a frame came without a mask, which a client's never may (RFC 6455 §5.1); QWebSocket takes it.
    bool sawUnmasked() const { return m_sawUnmasked; }
    /// Of the open message.
    int fragments() const { return m_fragments; }
    qint64 messageBytes() const { return m_messageBytes; }

private:
    void readHead(uchar byte);
    void beginFrame();
    void endFrame();

    static constexpr int longestHead = 14;
    std::array<uchar, longestHead> m_head{};
    int m_headSize = 0; // of the head that is coming in
    qint64 m_length = 0, m_left = 0; // payload of the open frame
    bool m_isControl = false, m_isFinal = true; // the open frame
    bool m_messageOpen = false;
    bool m_sawUnmasked = false;
    int m_fragments = 0;
    qint64 m_messageBytes = 0;
    quint64 m_frames = 0, m_settled = 0;
};

} // namespace courtyard
