// A help desk on a FakeHost: a topic, conversations of visitors, and what agents do with them, kept as JSON.
#pragma once

#include "tests/client/fakehost.h"

namespace courtyard::test {

class FakeDesk {
public:
    explicit FakeDesk(FakeHost &host) : m_host(host)
    {
        host.hook = [this](const QJsonObject &request) { return answer(request); };
        topic = {{QStringLiteral("agents"), QJsonArray()},
                 {QStringLiteral("greeting"), QStringLiteral("Good day")},
                 {QStringLiteral("away"), QString()},
                 {QStringLiteral("hours"), QJsonArray()},
                 {QStringLiteral("open"), true},
                 {QStringLiteral("present"), 1},
                 {QStringLiteral("waiting"), 0},
                 {QStringLiteral("canned"), QJsonArray()}};
    }

    static inline const qint64 now = 1'763'700'000'000; // FakeHost's clock
    QJsonObject topic;
    QList<QJsonObject> tickets; // rooms
    QJsonArray origins, fixed, figures;
    QString refusal; // code; everything about tickets is answered with it, where it is not empty

    /// To those who are there; FakeHost's welcome names the lobby alone.
    void open()
    {
        m_host.send({{QStringLiteral("type"), QStringLiteral("room")}, {QStringLiteral("room"), desk()}});
    }
    /// A question that waits since so many minutes.
    void ask(const QString &name, const QString &words, int minutes)
    {
        const int number = int(tickets.size()) + 1;
        tickets.append(
            conversation(QStringLiteral("r_%1").arg(number), name,
                         {{QStringLiteral("desk"), QStringLiteral("Support")},
                          {QStringLiteral("deskId"), QStringLiteral("r_desk")},
                          {QStringLiteral("number"), number},
                          {QStringLiteral("state"), QStringLiteral("waiting")},
                          {QStringLiteral("since"), now - minutes * 60'000},
                          {QStringLiteral("opened"), now - minutes * 60'000},
                          {QStringLiteral("notes"), QStringLiteral("r_notes%1").arg(number)},
                          {QStringLiteral("excerpt"), words},
                          {QStringLiteral("visitor"), person(QStringLiteral("m_v%1").arg(number), name)}}));
    }
    QJsonObject ticket(int number) const { return tickets[number - 1][u"ticket"].toObject(); }
    void change(int number, const QJsonObject &fields)
    {
        QJsonObject changed = ticket(number);
        for (auto field = fields.begin(); field != fields.end(); ++field)
            changed[field.key()] = *field;
        tickets[number - 1][u"ticket"] = changed;
    }
    void tell(int number)
    {
        m_host.send({{QStringLiteral("type"), QStringLiteral("room")},
                     {QStringLiteral("room"), tickets[number - 1]}});
    }
    static QJsonObject person(const QString &id, const QString &name)
    {
        return {{QStringLiteral("id"), id}, {QStringLiteral("name"), name}, {QStringLiteral("online"), true}};
    }

private:
    static QJsonObject conversation(const QString &id, const QString &name, const QJsonObject &ticket)
    {
        QJsonObject room{{QStringLiteral("id"), id},
                         {QStringLiteral("name"), name},
                         {QStringLiteral("kind"), QStringLiteral("private")},
                         {QStringLiteral("topic"), QString()},
                         {QStringLiteral("head"), 0},
                         {QStringLiteral("log"), QString(QStringLiteral("l_") + id)},
                         {QStringLiteral("people"), 1},
                         {QStringLiteral("member"), true},
                         {QStringLiteral("read"), 0},
                         {QStringLiteral("unread"), 0}};
        if (!ticket.isEmpty())
            room[QStringLiteral("ticket")] = ticket;
        return room;
    }
    QJsonObject desk() const
    {
        QJsonObject room = conversation(QStringLiteral("r_desk"), QStringLiteral("Support"), {});
        room[QStringLiteral("kind")] = QStringLiteral("desk");
        room[QStringLiteral("desk")] = topic;
        return room;
    }
    int numberOf(const QString &room) const
    {
        for (int n = 0; n < tickets.size(); ++n) {
            if (tickets[n][u"id"].toString() == room)
                return n + 1;
        }
        return 0;
    }
    bool answer(const QJsonObject &request)
    {
        const QString type = request[u"type"].toString();
        const QString room = request[u"room"].toString();
        if (type == u"tickets") {
            list(request);
        } else if (type == u"join" && room != u"lobby") {
            join(request);
        } else if (type == u"claim" || type == u"reopen") {
            move(request,
                 {{QStringLiteral("state"), QStringLiteral("claimed")},
                  {QStringLiteral("agent"), person(FakeHost::me, QStringLiteral("Amina"))}});
        } else if (type == u"resolve") {
            move(request, {{QStringLiteral("state"), QStringLiteral("resolved")}});
        } else if (type == u"assign") {
            const QString member = request[u"member"].toString();
            move(request,
                 member.isEmpty()
                     ? QJsonObject{{QStringLiteral("state"), QStringLiteral("waiting")},
                                   {QStringLiteral("agent"), QJsonValue::Undefined}}
                     : QJsonObject{{QStringLiteral("state"), QStringLiteral("claimed")},
                                   {QStringLiteral("agent"), person(member, QStringLiteral("Ben"))}});
        } else if (type == u"post" && room != u"lobby") {
            m_host.reply(request, {{QStringLiteral("seq"), 1}, {QStringLiteral("at"), now}});
        } else if (type == u"desk" || type == u"canned") {
            set(request);
        } else if (type == u"origins") {
            if (request.contains(u"origins"))
                origins = request[u"origins"].toArray();
            m_host.reply(request, {{QStringLiteral("origins"), origins}, {QStringLiteral("fixed"), fixed}});
        } else if (type == u"figures") {
            m_host.reply(request, {{QStringLiteral("figures"), figures}});
        } else {
            return false;
        }
        return true;
    }
    void list(const QJsonObject &request)
    {
        if (!refusal.isEmpty()) {
            m_host.refuse(request, refusal);
            return;
        }
        QJsonArray found;
        for (const QJsonObject &room : std::as_const(tickets)) {
            if (room[u"ticket"][u"state"] == request[u"state"])
                found.append(room);
        }
        m_host.reply(request, {{QStringLiteral("tickets"), found}, {QStringLiteral("more"), false}});
    }
    void join(const QJsonObject &request)
    {
        const QString id = request[u"room"].toString();
        const int number = numberOf(id);
        m_host.reply(request,
                     {{QStringLiteral("room"), number > 0 ? tickets[number - 1] : conversation(id, id, {})},
                      {QStringLiteral("people"), QJsonArray()},
                      {QStringLiteral("events"), QJsonArray()},
                      {QStringLiteral("more"), false}});
    }
    void move(const QJsonObject &request, const QJsonObject &fields)
    {
        const int number = numberOf(request[u"room"].toString());
        if (!refusal.isEmpty() || number == 0) {
            m_host.refuse(request, refusal.isEmpty() ? QStringLiteral("no_room") : refusal);
            return;
        }
        change(number, fields);
        m_host.reply(request, {{QStringLiteral("ticket"), ticket(number)}});
        tell(number);
    }
    void set(const QJsonObject &request)
    {
        for (const char *field : {"agents", "greeting", "away", "hours"}) {
            const QLatin1String name(field);
            if (request.contains(name))
                topic[name] = request[name];
        }
        if (request.contains(u"replies"))
            topic[u"canned"] = request[u"replies"];
        m_host.reply(request, {{QStringLiteral("room"), desk()}});
        open();
    }

    FakeHost &m_host;
};

} // namespace courtyard::test
