// Hosts that are known by another way than their datagrams (a search, DNS-SD) and are asked every few seconds
// whether they are still there, so that the list says the same of them as of the others: people, code, and
// that they went. Tells the finder what they answer. GUI thread; the finder outlives it.
#pragma once

#include "client/about.h"
#include "protocol/invitation.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace courtyard {

class HostFinder;

class HostWatch final : public QObject {
    Q_OBJECT
public:
    /// Twice within the time after which a host that is not heard has gone.
    static constexpr std::chrono::milliseconds usualPace{2500};
    explicit HostWatch(HostFinder &finder, std::chrono::milliseconds askEvery = usualPace);
    ~HostWatch() override;

    enum class Keep {
        WhileItAnswers, // forgotten when it did not, a few times in a row
        UntilRemoved,
    };
    /// `way`: an address, not a name. Asked at once, then every few seconds.
    void add(const Invitation &way, Keep keep);
    /// No longer UntilRemoved.
    void remove(const Invitation &way);
    /// It answered just now, at this address.
    void tell(const About &about, const Invitation &way);
    int size() const { return int(m_watched.size()); }

private:
    struct Watched;
    void askAll();
    void ask(Watched &watched);
    std::vector<std::unique_ptr<Watched>>::iterator find(const Invitation &way);

    HostFinder &m_finder;
    std::vector<std::unique_ptr<Watched>> m_watched;
    QTimer m_timer;
};

} // namespace courtyard
