// What /metrics says is in the text format of Prometheus 0.0.4, read here by its grammar and not by what we
// happen to write.
#include "server/diagnosis/memory.h"
#include "server/diagnosis/metrics.h"
#include "server/diagnosis/prometheustext.h"

#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace courtyard;

namespace {

// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
struct Scrape {
    QHash<QByteArray, QByteArray> types; // by family
    QHash<QByteArray, double> samples; // by name with labels, as written
    QByteArray problem; // empty: well-formed

    double operator[](const QByteArray &sample) const
    {
        return samples.value(sample, std::numeric_limits<double>::quiet_NaN());
    }
};

QByteArray familyOf(const QByteArray &sample, const Scrape &scrape)
{
    const qsizetype brace = sample.indexOf('{');
    const QByteArray name = brace < 0 ? sample : sample.first(brace);
    if (scrape.types.contains(name))
        return name;
    for (const char *suffix : {"_bucket", "_sum", "_count"}) {
        if (name.endsWith(suffix) && scrape.types.value(name.chopped(qstrlen(suffix))) == "histogram")
            return name.chopped(qstrlen(suffix));
    }
    return {};
}

Scrape parse(const QByteArray &text)
{
    static const QRegularExpression help(QStringLiteral(R"(^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) \S.*$)"));
    static const QRegularExpression type(
        QStringLiteral(R"(^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$)"));
    static const QRegularExpression sample(QStringLiteral(
        R"(^([a-zA-Z_:][a-zA-Z0-9_:]*(?:\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\[\\"n])*"\})?) (-?[0-9.]+)$)"));
    Scrape scrape;
    if (!text.endsWith('\n'))
        scrape.problem = "the last line must end";
    QSet<QByteArray> helped;
    QByteArray current;
    const QList<QByteArray> lines = text.chopped(1).split('\n');
    for (const QByteArray &line : lines) {
        const QString words = QString::fromUtf8(line);
        if (const auto match = help.match(words); match.hasMatch()) {
            if (helped.contains(match.captured(1).toLatin1()))
                scrape.problem = "twice: " + line;
            helped.insert(match.captured(1).toLatin1());
        } else if (const auto typed = type.match(words); typed.hasMatch()) {
            current = typed.captured(1).toLatin1();
            if (scrape.types.contains(current) || !helped.contains(current))
                scrape.problem = "misplaced: " + line;
            scrape.types[current] = typed.captured(2).toLatin1();
        } else if (const auto sampled = sample.match(words); sampled.hasMatch()) {
            const QByteArray name = sampled.captured(1).toLatin1();
            bool isNumber = false;
            const double value = sampled.captured(2).toDouble(&isNumber);
            if (!isNumber || scrape.samples.contains(name) || current.isEmpty()
                || familyOf(name, scrape) != current)
                scrape.problem = "misplaced: " + line;
            scrape.samples[name] = value;
        } else {
            scrape.problem = "not understood: " + line;
        }
    }
    return scrape;
}

HostFigures figures()
{
    HostFigures figures;
    figures.startedAt = 1763700000123;
    figures.uptimeMs = 61'500;
    figures.memoryBytes = 33'554'432;
    figures.people = 3;
    figures.members = 4;
    figures.greeting = 2;
    figures.http = 1;
    figures.strangers = 3;
    figures.accepted = 12'345'678;
    figures.framesIn = 100;
    figures.framesOut = 5'000'000'000;
    figures.bytesIn = 10;
    figures.bytesOut = 20;
    figures.pauses = 6;
    figures.queuedBytes = 1000;
    figures.largestQueueBytes = 900;
    figures.cuts = {{QStringLiteral("slow"), 2}, {QStringLiteral("vanished"), 0}};
    figures.refused = {{QStringLiteral("address"), 7}};
    figures.eventsAppended = 12;
    figures.commits = 6;
    figures.commitMicroseconds = 2'500'000;
    figures.longestCommitMicroseconds = 2'000'000;
    figures.syncMicroseconds = 1'500'000;
    figures.commitTimes = {{1, 1}, {5, 3}, {1000, 1}, {0, 1}};
    figures.storeWaiting = 8;
    figures.storeRefused = {{QStringLiteral("full"), 9}};
    figures.storeFault = QStringLiteral("none");
    figures.storeIntegrity = QStringLiteral("whole");
    return figures;
}

} // namespace

class TestMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTextIsWellFormed();
    void everyFigureIsTold_data();
    void everyFigureIsTold();
    void aHistogramCountsUpwards();
    void countersAreNamedAsSuch();
    void aFreshHostHasMetricsToo();
    void labelsAreEscaped();
    void theParserFindsFaults_data();
    void theParserFindsFaults();
    void memoryIsToldInBytes();
    void theMeanOfNoCommitsIsNothing();
};

void TestMetrics::theTextIsWellFormed()
{
    const Scrape scrape = parse(metricsText(figures()));
    QCOMPARE(scrape.problem, QByteArray());
    QVERIFY(scrape.types.size() > 15);
}

void TestMetrics::everyFigureIsTold_data()
{
    QTest::addColumn<double>("value");
    const auto row = [](const char *sample, double value) { QTest::newRow(sample) << value; };
    row("courtyard_connections{kind=\"member\"}", 4);
    row("courtyard_connections{kind=\"greeting\"}", 2);
    row("courtyard_connections{kind=\"http\"}", 1);
    row("courtyard_strangers", 3);
    row("courtyard_people", 3);
    row("courtyard_accepted_total", 12'345'678);
    row("courtyard_cut_total{reason=\"slow\"}", 2);
    row("courtyard_cut_total{reason=\"vanished\"}", 0);
    row("courtyard_refused_total{reason=\"address\"}", 7);
    row("courtyard_frames_total{direction=\"in\"}", 100);
    row("courtyard_frames_total{direction=\"out\"}", 5'000'000'000);
    row("courtyard_bytes_total{direction=\"in\"}", 10);
    row("courtyard_bytes_total{direction=\"out\"}", 20);
    row("courtyard_pauses_total", 6);
    row("courtyard_queued_bytes", 1000);
    row("courtyard_queued_largest_bytes", 900);
    row("courtyard_events_appended_total", 12);
    row("courtyard_commits_total", 6);
    row("courtyard_commit_seconds_sum", 2.5);
    row("courtyard_commit_seconds_count", 6);
    row("courtyard_commit_longest_seconds", 2);
    row("courtyard_commit_sync_seconds_total", 1.5);
    row("courtyard_store_waiting", 8);
    row("courtyard_store_refused_total{reason=\"full\"}", 9);
    row("courtyard_store_fault{kind=\"none\"}", 1);
    row("courtyard_store_integrity{state=\"whole\"}", 1);
    row("process_resident_memory_bytes", 33'554'432);
    row("process_start_time_seconds", 1763700000.123);
    row("courtyard_uptime_seconds", 61.5);
}

void TestMetrics::everyFigureIsTold()
{
    QFETCH(double, value);
    QCOMPARE(parse(metricsText(figures()))[QTest::currentDataTag()], value);
}

void TestMetrics::aHistogramCountsUpwards()
{
    const Scrape scrape = parse(metricsText(figures()));
    QCOMPARE(scrape["courtyard_commit_seconds_bucket{le=\"0.001\"}"], 1.0);
    QCOMPARE(scrape["courtyard_commit_seconds_bucket{le=\"0.005\"}"], 4.0);
    QCOMPARE(scrape["courtyard_commit_seconds_bucket{le=\"1\"}"], 5.0);
    QCOMPARE(scrape["courtyard_commit_seconds_bucket{le=\"+Inf\"}"], 6.0);
    QCOMPARE(scrape["courtyard_commit_seconds_count"], 6.0);
}

void TestMetrics::countersAreNamedAsSuch()
{
    const Scrape scrape = parse(metricsText(figures()));
    for (auto family = scrape.types.cbegin(); family != scrape.types.cend(); ++family)
        QVERIFY2(family.key().endsWith("_total") == (family.value() == "counter"), family.key().constData());
}

void TestMetrics::aFreshHostHasMetricsToo()
{
    QCOMPARE(parse(metricsText({})).problem, QByteArray());
}

void TestMetrics::labelsAreEscaped()
{
    PrometheusText text;
    text.gauges("x", "A help.", "label", {{"a \"quoted\" \\ and\nbroken", 1}});
    const Scrape scrape = parse(text.text());
    QCOMPARE(scrape.problem, QByteArray());
    QCOMPARE(scrape["x{label=\"a \\\"quoted\\\" \\\\ and\\nbroken\"}"], 1.0);
}

void TestMetrics::theParserFindsFaults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no end") << QByteArray("# HELP a b\n# TYPE a gauge\na 1");
    QTest::newRow("no type") << QByteArray("a 1\n");
    QTest::newRow("type without help") << QByteArray("# TYPE a gauge\na 1\n");
    QTest::newRow("no value") << QByteArray("# HELP a b\n# TYPE a gauge\na\n");
    QTest::newRow("the same twice") << QByteArray("# HELP a b\n# TYPE a gauge\na 1\na 2\n");
    QTest::newRow("a raw quote") << QByteArray("# HELP a b\n# TYPE a gauge\na{l=\"x\"y\"} 1\n");
    QTest::newRow("another family's sample") << QByteArray("# HELP a b\n# TYPE a gauge\nc 1\n");
}

void TestMetrics::theParserFindsFaults()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parse(text).problem.isEmpty());
}

void TestMetrics::memoryIsToldInBytes()
{
    const qint64 before = residentMemory();
    QVERIFY(before > 1024 * 1024);
    QByteArray much(64 * 1024 * 1024, 'x');
    QVERIFY(residentMemory() - before > much.size() / 2);
}

void TestMetrics::theMeanOfNoCommitsIsNothing()
{
    QCOMPARE(HostFigures().meanCommitMs(), 0.0);
    QVERIFY(qAbs(figures().meanCommitMs() - 416.667) < 0.01);
}

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
