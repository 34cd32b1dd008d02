// The files of a FakeHost: takes uploads in memory as a host does (PROTOCOL §5), and says how many bytes
// came. A test may let it refuse, fall silent, or be cut at a byte.
#pragma once

#include "tests/client/fakehost.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace courtyard::test {

class FakeFiles final {
public:
    struct Upload {
        QString key, name;
        qint64 size = 0;
        QByteArray bytes;
    };

    explicit FakeFiles(FakeHost &host) : m_host(host)
    {
        host.hook = [this](const QJsonObject &request) { return take(request); };
        host.binary = [this](const QByteArray &frame) { take(frame); };
    }

    qint64 window = 1024 * 1024;
    qint64 cutAt = -1; // when so many bytes came in all
    bool acknowledges = true;
    qint64 received = 0;
    qint64 mostAhead = 0; // bytes that came beyond what was acknowledged
    QList<int> order; // numbers of uploads, as their pieces came
    QHash<QString, Upload> uploads; // by key
    QHash<QString, QByteArray> files; // by id
    FakeHost::Hook hook; // before this one

    static QString idOf(const QByteArray &bytes)
    {
        return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    }
    /// Says how far all of them are.
    void acknowledge()
    {
        for (auto upload = m_numbers.cbegin(); upload != m_numbers.cend(); ++upload)
            acknowledge(upload.key());
    }

private:
    bool take(const QJsonObject &request)
    {
        if (hook && hook(request))
            return true;
        const QString type = request[u"type"].toString();
        if (type == u"upload")
            begin(request);
        else if (type == u"cancel")
            uploads.remove(m_numbers.take(request[u"upload"].toInt()));
        else if (type == u"post" && request.contains(u"files"))
            post(request);
        else
            return false;
        return true;
    }
    void begin(const QJsonObject &request)
    {
        const QString key = request[u"key"].toString();
        Upload &upload = uploads[key];
        upload.key = key;
        upload.name = request[u"name"].toString();
        upload.size = request[u"size"].toInteger();
        m_numbers.insert(++m_last, key);
        m_acknowledged[m_last] = upload.bytes.size();
        m_host.reply(request,
                     {{QStringLiteral("upload"), m_last},
                      {QStringLiteral("offset"), upload.bytes.size()},
                      {QStringLiteral("window"), window}});
        finishWhereDone(m_last);
    }
    void take(const QByteArray &frame)
    {
        const int number = int(qFromBigEndian<quint32>(frame.constData()));
        const auto offset = qint64(qFromBigEndian<quint64>(frame.constData() + 4));
        const QByteArray bytes = frame.mid(12);
        if (!m_numbers.contains(number))
            return;
        Upload &upload = uploads[m_numbers[number]];
        if (offset != upload.bytes.size()) {
            m_host.send({{QStringLiteral("type"), QStringLiteral("error")},
                         {QStringLiteral("upload"), number},
                         {QStringLiteral("code"), QStringLiteral("bad_request")},
                         {QStringLiteral("text"), QString()},
                         {QStringLiteral("offset"), upload.bytes.size()}});
            return;
        }
        upload.bytes += bytes;
        received += bytes.size();
        order.append(number);
        mostAhead = std::max<qint64>(mostAhead, upload.bytes.size() - m_acknowledged[number]);
        if (cutAt >= 0 && received >= cutAt) {
            cutAt = -1;
            m_numbers.clear();
            m_host.cut();
            return;
        }
        if (acknowledges)
            acknowledge(number);
    }
    void acknowledge(int number)
    {
        const Upload &upload = uploads[m_numbers[number]];
        m_acknowledged[number] = upload.bytes.size();
        m_host.send({{QStringLiteral("type"), QStringLiteral("uploading")},
                     {QStringLiteral("upload"), number},
                     {QStringLiteral("offset"), upload.bytes.size()}});
        finishWhereDone(number);
    }
    void finishWhereDone(int number)
    {
        const Upload upload = uploads[m_numbers[number]];
        if (upload.bytes.size() != upload.size)
            return;
        const QString id = idOf(upload.bytes);
        files.insert(id, upload.bytes);
        m_infos.insert(id,
                       {{QStringLiteral("id"), id},
                        {QStringLiteral("name"), upload.name},
                        {QStringLiteral("size"), upload.size},
                        {QStringLiteral("mime"), QStringLiteral("application/octet-stream")}});
        m_host.send({{QStringLiteral("type"), QStringLiteral("uploaded")},
                     {QStringLiteral("upload"), number},
                     {QStringLiteral("file"), m_infos[id]}});
    }
    void post(const QJsonObject &request)
    {
        for (const QJsonObject &event : std::as_const(m_host.events)) {
            if (event[u"key"] == request[u"key"]) {
                m_host.reply(request,
                             {{QStringLiteral("seq"), event[u"seq"]}, {QStringLiteral("at"), event[u"at"]}});
                return;
            }
        }
        QJsonArray infos;
        for (const QJsonValue &id : request[u"files"].toArray()) {
            if (!m_infos.contains(id.toString())) {
                m_host.refuse(request, QStringLiteral("no_file"));
                return;
            }
            infos.append(m_infos[id.toString()]);
        }
        QJsonObject event =
            m_host.store(FakeHost::me, request[u"text"].toString(), request[u"key"].toString());
        event[QStringLiteral("files")] = infos;
        m_host.events.last() = event;
        m_host.reply(request, {{QStringLiteral("seq"), event[u"seq"]}, {QStringLiteral("at"), event[u"at"]}});
        m_host.send(event);
    }

    FakeHost &m_host;
    QHash<int, QString> m_numbers; // on this connection
    QHash<int, qint64> m_acknowledged;
    QHash<QString, QJsonObject> m_infos;
    int m_last = 0;
};

} // namespace courtyard::test
