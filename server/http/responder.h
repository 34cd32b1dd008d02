// Answers what is not a WebSocket: the page, /about.json, /healthz and /metrics (PROTOCOL §1). It only ever
// reads. Network thread; lives as long as the host.
#pragma once

#include "server/http/pageassets.h"
#include "server/http/response.h"

#include <QString>

#include <functional>

namespace courtyard::http {

/// What /about.json and /metrics tell, at one moment.
struct SiteFacts {
    QString version;
    QString hostId;
    QString hostName;
    QString fingerprint; // empty: none yet
    int people = 0;
    bool code = false;
    int connections = 0; // open WebSockets
    qint64 eventsAppended = 0;
    qint64 commits = 0;
    qint64 uptimeMs = 0;
};

class Responder {
public:
    explicit Responder(std::function<SiteFacts()> facts) : m_facts(std::move(facts)) { }

    enum class Client { Loopback, Remote };
    Response respond(const Request &request, Client client) const;

private:
    Response asset(const Request &request, const Asset &asset) const;
    Response about() const;
    Response metrics(Client client) const;

    std::function<SiteFacts()> m_facts;
    PageAssets m_assets;
};

} // namespace courtyard::http
