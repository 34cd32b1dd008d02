// Answers what is not a WebSocket: the page, /about.json, /healthz and /metrics (PROTOCOL §1). It only ever
// reads. Network thread; lives as long as the host.
#pragma once

#include "server/http/pageassets.h"
#include "server/http/response.h"

#include <QString>

#include <functional>

namespace courtyard::http {

/// What /about.json tells, at one moment.
struct SiteFacts {
    QString version;
    QString hostId;
    QString hostName;
    QString fingerprint; // empty: none yet
    int people = 0;
    bool code = false;
};

class Responder {
public:
    /// `metrics`: what /metrics tells, in the text format of Prometheus.
    Responder(std::function<SiteFacts()> facts, std::function<QByteArray()> metrics)
        : m_facts(std::move(facts)), m_metrics(std::move(metrics))
    { }

    enum class Client { Loopback, Remote };
    Response respond(const Request &request, Client client) const;

private:
    Response asset(const Request &request, const Asset &asset) const;
    Response about() const;
    Response metrics(Client client) const;

    std::function<SiteFacts()> m_facts;
    std::function<QByteArray()> m_metrics;
    PageAssets m_assets;
};

} // namespace courtyard::http
