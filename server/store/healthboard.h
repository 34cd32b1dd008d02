// Where the store's threads note how they fare, and from where it is told. Any thread; the callbacks given to
// it run as each says.
#pragma once

#include "server/store/storehealth.h"

#include <chrono>
#include <functional>
#include <mutex>

namespace courtyard {

class Deliveries;
struct SqlProblem;

class HealthBoard {
public:
    explicit HealthBoard(Deliveries &deliveries) : m_deliveries(deliveries) { }

    /// Runs in the owner's thread.
    void onChanged(std::function<void(const StoreHealth &)> changed);
    /// Runs in whichever thread found it, and asks nothing of the board.
    void onDamage(std::function<void()> damaged);

    /// `syncs`: how much of it was waiting for the disk.
    void noteStored(quint64 entries, std::chrono::steady_clock::duration took,
                    std::chrono::steady_clock::duration syncs);
    /// Appends that were refused, and what for.
    void noteRefused(quint64 appends, StoreFault fault, const QString &why);
    /// From a statement that only reads: nothing but damage counts.
    void noteReading(const SqlProblem &problem);
    void noteDamage(const QString &why);
    void noteIntegrity(Integrity integrity);
    void noteSetAside(const QString &keptAs, qint64 takenOver);

    bool isDamaged() const;
    StoreStats stats() const; // without `waiting`

private:
    void setFault(StoreFault fault, const QString &why);
    void tell();

    Deliveries &m_deliveries;
    std::function<void(const StoreHealth &)> m_changed; // owner's

    mutable std::mutex m_mutex; // guards the next two
    std::function<void()> m_damaged;
    StoreStats m_stats;
};

} // namespace courtyard
