#include "client/hostwatch.h"

#include "client/hostfinder.h"
#include "protocol/beacon.h"

#include <algorithm>

namespace courtyard {

namespace {

using namespace std::chrono_literals;

constexpr auto answerWithin = 2s;
constexpr int missesMost = 3;
constexpr std::size_t watchedMost = 64;

} // namespace

struct HostWatch::Watched {
    Invitation way;
    Keep keep = Keep::WhileItAnswers;
    AboutFetch fetch;
    bool isAsked = false; // and has not answered yet
    int misses = 0; // in a row
};

HostWatch::HostWatch(HostFinder &finder, std::chrono::milliseconds askEvery) : m_finder(finder)
{
    m_timer.setInterval(askEvery);
    connect(&m_timer, &QTimer::timeout, this, &HostWatch::askAll);
}

HostWatch::~HostWatch() = default;

std::vector<std::unique_ptr<HostWatch::Watched>>::iterator HostWatch::find(const Invitation &way)
{
    return std::find_if(m_watched.begin(), m_watched.end(), [&way](const auto &each) {
        return each->way.host == way.host && each->way.port == way.port;
    });
}

void HostWatch::add(const Invitation &way, Keep keep)
{
    if (const auto known = find(way); known != m_watched.end()) {
        if (keep == Keep::UntilRemoved)
            (*known)->keep = keep;
        return;
    }
    if (m_watched.size() >= watchedMost || QHostAddress(way.host).isNull())
        return;
    m_watched.push_back(std::make_unique<Watched>());
    Watched &watched = *m_watched.back();
    watched.way = way;
    watched.keep = keep;
    connect(&watched.fetch, &AboutFetch::found, this, [this, &watched](const About &about) {
        watched.isAsked = false;
        watched.misses = 0;
        tell(about, watched.way);
    });
    connect(&watched.fetch, &AboutFetch::failed, this, [&watched] {
        watched.isAsked = false;
        ++watched.misses;
    });
    ask(watched);
    if (!m_timer.isActive())
        m_timer.start();
}

void HostWatch::remove(const Invitation &way)
{
    if (const auto known = find(way); known != m_watched.end())
        (*known)->keep = Keep::WhileItAnswers;
}

// As if it had said so itself: the same bounds hold, and the same silence ends it.
void HostWatch::tell(const About &about, const Invitation &way)
{
    Beacon beacon;
    beacon.host = about.host;
    beacon.name = about.name;
    beacon.port = way.port;
    beacon.people = about.people;
    beacon.needsCode = about.needsCode;
    beacon.fingerprint = about.fingerprint;
    m_finder.hear(beacon.encode(), QHostAddress(way.host));
}

void HostWatch::ask(Watched &watched)
{
    if (watched.isAsked)
        return;
    watched.isAsked = true;
    watched.fetch.ask(watched.way, answerWithin);
}

void HostWatch::askAll()
{
    std::erase_if(m_watched, [](const auto &each) {
        return each->keep == Keep::WhileItAnswers && each->misses >= missesMost;
    });
    for (const auto &watched : m_watched)
        ask(*watched);
    if (m_watched.empty())
        m_timer.stop();
}

} // namespace courtyard
