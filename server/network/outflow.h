// What a turn of the event loop has left to send: each connection that was sent something is asked once, at
// its end, so that all of it goes out in one write. One event a turn for all of them. Network thread; owned
// by the network.
#pragma once

#include <QObject>

#include <vector>

namespace courtyard {

class Sender {
public:
    virtual ~Sender() = default;
    virtual void flush() = 0;

private:
    friend class Outflow;
    static constexpr std::size_t nowhere = ~std::size_t(0);
    std::size_t m_place = nowhere; // among those that are expected
};

class Outflow final : public QObject {
public:
    /// It is asked to flush() once, at the end of this turn.
    void expect(Sender *sender);
    /// It is going.
    void forget(Sender *sender);

protected:
    bool event(QEvent *event) override;

private:
    std::vector<Sender *> m_waiting, m_flushing;
};

} // namespace courtyard
