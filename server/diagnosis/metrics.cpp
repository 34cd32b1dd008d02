#include "server/diagnosis/metrics.h"

#include "server/diagnosis/prometheustext.h"

namespace courtyard {

namespace {

QList<PrometheusText::Sample> samples(const QList<HostFigures::Reason> &reasons)
{
    QList<PrometheusText::Sample> samples;
    for (const HostFigures::Reason &reason : reasons)
        samples.append({reason.name.toUtf8(), double(reason.count)});
    return samples;
}

void addConnections(PrometheusText &text, const HostFigures &figures)
{
    text.gauges("courtyard_connections", "Open connections by what they are.", "kind",
                {{"member", double(figures.members)},
                 {"greeting", double(figures.greeting)},
                 {"http", double(figures.http)}});
    text.gauge("courtyard_strangers", "Open sockets that nobody has vouched for.", figures.strangers);
    text.gauge("courtyard_people", "Members that are connected, each once.", figures.people);
    text.gauge("courtyard_tickets_waiting", "Questions in the queues of the help desk.",
               figures.ticketsWaiting);
    text.gauge("courtyard_tickets_claimed", "Questions that an agent of the help desk has.",
               figures.ticketsClaimed);
    text.counter("courtyard_accepted_total", "Connections accepted.", double(figures.accepted));
    text.counters("courtyard_cut_total", "WebSockets that the host ended, by why.", "reason",
                  samples(figures.cuts));
    text.counters("courtyard_refused_total", "Connections and requests refused before a WebSocket, by why.",
                  "reason", samples(figures.refused));
}

void addTraffic(PrometheusText &text, const HostFigures &figures)
{
    text.counters("courtyard_frames_total", "WebSocket frames.", "direction",
                  {{"in", double(figures.framesIn)}, {"out", double(figures.framesOut)}});
    text.counters("courtyard_bytes_total", "Bytes read from and given to sockets.", "direction",
                  {{"in", double(figures.bytesIn)}, {"out", double(figures.bytesOut)}});
    text.counter("courtyard_pauses_total", "How often somebody who sent too fast was made to wait.",
                 double(figures.pauses));
    text.gauge("courtyard_queued_bytes", "Bytes that wait to be sent.", double(figures.queuedBytes));
    text.gauge("courtyard_queued_largest_bytes", "Bytes that wait for the slowest receiver.",
               double(figures.largestQueueBytes));
}

void addStore(PrometheusText &text, const HostFigures &figures)
{
    constexpr double microsecondsPerSecond = 1e6;
    text.counter("courtyard_events_appended_total", "Log entries on disk since the start.",
                 double(figures.eventsAppended));
    text.counter("courtyard_commits_total", "Transactions since the start.", double(figures.commits));
    text.counter("courtyard_commit_sync_seconds_total", "Time that transactions waited for the disk's syncs.",
                 double(figures.syncMicroseconds) / microsecondsPerSecond);
    text.gauge("courtyard_commit_longest_seconds", "The longest transaction.",
               double(figures.longestCommitMicroseconds) / microsecondsPerSecond);
    text.gauge("courtyard_store_waiting", "Appends that were asked for and are not settled.",
               double(figures.storeWaiting));
    text.counters("courtyard_store_refused_total", "Appends that could not be stored, by why.", "reason",
                  samples(figures.storeRefused));
    text.gauges("courtyard_store_fault", "What stands in the way of storing; 1 for the present one.", "kind",
                {{figures.storeFault.toUtf8(), 1}});
    text.gauges("courtyard_store_integrity", "What is known of the file; 1 for the present one.", "state",
                {{figures.storeIntegrity.toUtf8(), 1}});
    QList<PrometheusText::Bucket> buckets;
    double beyond = 0;
    for (const HostFigures::CommitClass &one : figures.commitTimes) {
        if (one.atMostMs > 0)
            buckets.append({double(one.atMostMs) / 1000, double(one.count)});
        else
            beyond = double(one.count);
    }
    text.histogram("courtyard_commit_seconds", "How long transactions took, to the end of the last sync.",
                   buckets, beyond, double(figures.commitMicroseconds) / microsecondsPerSecond);
}

void addFiles(PrometheusText &text, const HostFigures &figures)
{
    text.gauges("courtyard_transfers", "Files on their way.", "direction",
                {{"in", double(figures.uploads)}, {"out", double(figures.downloads)}});
    text.counters("courtyard_file_bytes_total", "Bytes of files written to disk and given to sockets.",
                  "direction", {{"in", double(figures.fileBytesIn)}, {"out", double(figures.fileBytesOut)}});
    text.counter("courtyard_files_published_total", "Uploads that came to their end.",
                 double(figures.filesPublished));
    text.gauge("courtyard_files_stored_bytes", "What the published files take on disk.",
               double(figures.filesStoredBytes));
    text.counters("courtyard_transfers_refused_total", "Transfers that were not to be, by why.", "reason",
                  {{"upload", double(figures.uploadsRefused)},
                   {"download", double(figures.downloadsRefused)},
                   {"stalled", double(figures.downloadsStalled)}});
}

void addProcess(PrometheusText &text, const HostFigures &figures)
{
    text.gauge("process_resident_memory_bytes", "Resident memory.", double(figures.memoryBytes));
    text.gauge("process_start_time_seconds", "When the host was started, since the Unix epoch.",
               double(figures.startedAt) / 1000);
    text.gauge("courtyard_uptime_seconds", "Seconds since the start.", double(figures.uptimeMs) / 1000);
}

} // namespace

QByteArray metricsText(const HostFigures &figures)
{
    PrometheusText text;
    addConnections(text, figures);
    addTraffic(text, figures);
    addStore(text, figures);
    addFiles(text, figures);
    addProcess(text, figures);
    return text.text();
}

} // namespace courtyard
