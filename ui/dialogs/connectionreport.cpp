#include "ui/dialogs/connectionreport.h"

#include "client/latencymeter.h"
#include "protocol/fingerprint.h"
#include "protocol/limits.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QLocale>
#include <QSysInfo>

namespace courtyard {

namespace {

class Report {
    Q_DECLARE_TR_FUNCTIONS(courtyard::ConnectionReport)
public:
    Report(const Session &session, const HostingView *hosting)
        : m_session(session), m_hosting(hosting), m_details(session.details())
    { }
    ConnectionReport make() const
    {
        ConnectionReport all{program(), connection(), key(), latency(), losses(), kept()};
        if (m_hosting)
            all.append(hosting());
        if (!m_details.problems.isEmpty())
            all.append(problems());
        return all;
    }

private:
    static QString moment(qint64 ms)
    {
        return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }
    static QString number(qint64 value) { return QLocale().toString(value); }
    static QString ms(double value)
    {
        return tr("%1 ms").arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
    }
    static QString seconds(qint64 value)
    {
        return tr("%1 s").arg(QLocale().toString(double(value) / 1000, 'f', 1));
    }
    static QString bytes(qint64 value)
    {
        return QLocale().formattedDataSize(value, 1, QLocale::DataSizeSIFormat);
    }
    static QString state(Session::State state)
    {
        switch (state) {
        case Session::State::Online:
            return tr("Connected");
        case Session::State::Waiting:
            return tr("Connection lost; waits before the next try");
        case Session::State::Connecting:
        case Session::State::Greeting:
            return tr("Connecting");
        case Session::State::Idle:
            break;
        }
        return tr("Not connected");
    }

    ReportSection program() const
    {
        return {
            tr("Program"),
            {{tr("Courtyard"), QStringLiteral(COURTYARD_VERSION)},
             {tr("Qt"), QString::fromLatin1(qVersion())},
             {tr("System"),
              QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::kernelType() + QLatin1Char(' ')
                  + QSysInfo::kernelVersion() + QStringLiteral(", ") + QSysInfo::currentCpuArchitecture()},
             {tr("Written at"), moment(QDateTime::currentMSecsSinceEpoch())}}};
    }
    ReportSection connection() const
    {
        const auto host = m_session.host();
        return {tr("Connection"),
                {{tr("Role"), m_hosting ? tr("Hosts on this computer") : tr("Joined")},
                 {tr("Host"), host.name},
                 {tr("Host's id"), host.id},
                 {tr("Host's version"), host.version},
                 {tr("Address"), m_details.address},
                 {tr("Protocol"), tr("%1, encrypted").arg(number(limits::protocolVersion))},
                 {tr("State"), tr("%1, since %2").arg(state(m_session.state()), moment(m_details.since))},
                 {tr("Waiting to be sent"), number(m_details.waiting)}}};
    }
    ReportSection key() const
    {
        const HostKey &key = m_details.key;
        return {tr("Key of this host"),
                {{tr("Four words"), key.isEmpty() ? tr("—") : fingerprintWords(key).join(QLatin1Char(' '))},
                 {tr("In full"), key.isEmpty() ? tr("—") : groupedFingerprint(key)},
                 {tr("Known since"), m_details.keySince > 0 ? moment(m_details.keySince) : tr("—")}}};
    }
    ReportSection latency() const
    {
        const LatencyMeter &meter = m_session.latency();
        const auto latest = meter.latestMs();
        const auto clock = m_session.clockDifferenceMs();
        return {tr("Latency"),
                {{tr("Now"), latest ? ms(*latest) : tr("—")},
                 {tr("Median"), latest ? ms(meter.medianMs()) : tr("—")},
                 {tr("Jitter"), latest ? ms(meter.jitterMs()) : tr("—")},
                 {tr("Host's clock against ours"), clock ? ms(double(*clock)) : tr("—")}}};
    }
    ReportSection losses() const
    {
        ReportSection section{tr("Lost connections"),
                              {{tr("Since the start"), number(m_details.lossesInAll)}}};
        for (const ConnectionLoss &loss : m_details.losses)
            section.lines.append(
                {moment(loss.at),
                 tr("%1; %2").arg(loss.why,
                                  loss.awayMs ? tr("back after %1").arg(seconds(*loss.awayMs))
                                              : tr("not back yet"))});
        return section;
    }
    ReportSection kept() const
    {
        ReportSection section{
            tr("Kept on this computer"),
            {{tr("Folder"), QDir::toNativeSeparators(m_details.cacheFolder)},
             {tr("Size"), m_details.cacheInMemory ? tr("nothing is kept") : bytes(m_details.cacheBytes)}}};
        for (const ConnectionDetails::Room &room : m_details.rooms)
            section.lines.append(
                {tr("Room %1").arg(room.id), tr("up to %1 of %2").arg(number(room.last), number(room.head))});
        return section;
    }
    ReportSection hosting() const
    {
        ReportSection section{tr("Hosting"), {}};
        for (const HostingAddress &address : m_hosting->addresses)
            section.lines.append({address.interfaceName, address.url});
        const HostingFigures &f = m_hosting->figures;
        section.lines +=
            {{tr("Running for"), seconds(f.uptimeMs)},
             {tr("People"), number(m_hosting->people)},
             {tr("Connections of members"), number(f.members)},
             {tr("Other connections"), number(f.others)},
             {tr("Connections since the start"), number(f.accepted)},
             {tr("Messages stored"), number(f.eventsStored)},
             {tr("Saving takes"), tr("%1 on average").arg(ms(f.meanCommitMs))},
             {tr("Waiting to be saved"), number(f.storeWaiting)},
             {tr("Waiting to be sent to others"), bytes(f.queuedBytes)},
             {tr("Memory"), f.memoryBytes > 0 ? bytes(f.memoryBytes) : tr("—")},
             {tr("Disk"), m_hosting->storageProblem.isEmpty() ? tr("good") : m_hosting->storageProblem}};
        for (const HostingFigures::Count &cut : f.cuts)
            section.lines.append({tr("Cut off: %1").arg(cut.name), number(cut.count)});
        return section;
    }
    ReportSection problems() const
    {
        ReportSection section{tr("Last problems"), {}};
        for (const ConnectionDetails::Problem &problem : m_details.problems)
            section.lines.append({moment(problem.at), problem.text});
        return section;
    }

    const Session &m_session;
    const HostingView *m_hosting;
    const ConnectionDetails m_details;
};

} // namespace

ConnectionReport connectionReport(const Session &session, const HostingView *hosting)
{
    return Report(session, hosting).make();
}

QString asText(const ConnectionReport &report)
{
    QStringList lines;
    for (const ReportSection &section : report) {
        lines.append(QStringLiteral("== ") + section.title);
        for (const ReportLine &line : section.lines)
            lines.append(line.label + QStringLiteral(": ") + line.value);
        lines.append(QString());
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace courtyard
