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

/// What the help desk shows to those who are not in yet.
struct DeskFacts {
    QByteArray desks; // the JSON text of /desks.json
    QByteArrayList origins; // that may embed /help
};

class Responder {
public:
    /// `metrics`: what /metrics tells, in the text format of Prometheus.
    Responder(std::function<SiteFacts()> facts, std::function<QByteArray()> metrics,
              std::function<DeskFacts()> desks = {})
        : m_facts(std::move(facts)), m_metrics(std::move(metrics)), m_desks(std::move(desks))
    { }

    enum class Client { Loopback, Remote };
    Response respond(const Request &request, Client client) const;

private:
    Response asset(const Request &request, const Asset &asset) const;
    Response help(Response page) const;
    Response about() const;
    Response metrics(Client client) const;

    std::function<SiteFacts()> m_facts;
    std::function<QByteArray()> m_metrics;
    std::function<DeskFacts()> m_desks;
    PageAssets m_assets;
};

} // namespace courtyard::http
