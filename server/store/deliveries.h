// Brings results home: workers add callbacks, and they run in the thread that made this object, in the order
// in which they were added, one wake-up of its event loop for all that have gathered. Destroyed in that
// thread; what has not run by then never runs.
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace courtyard {

class Deliveries final : public QObject {
public:
    using Callback = std::function<void()>;

    Deliveries() = default;
    ~Deliveries() override { *m_alive = false; }

    /// From any thread.
    void add(std::vector<Callback> callbacks);
    void add(Callback callback);

private:
    void runAll();

    std::mutex m_mutex;
    std::vector<Callback> m_waiting; // guarded by m_mutex
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); // a callback may delete us
};

} // namespace courtyard
