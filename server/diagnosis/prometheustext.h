// Writes metrics in the text format of Prometheus, version 0.0.4: for each family its HELP and TYPE, then its
// samples. A value; any thread.
#pragma once

#include <QByteArray>
#include <QList>

namespace courtyard {

class PrometheusText {
public:
    struct Sample {
        QByteArray label; // the value of the family's only label; escaped here
        double value = 0;
    };
    struct Bucket {
        double atMost = 0;
        double count = 0; // of this bucket alone
    };

    void gauge(const char *name, const char *help, double value);
    /// `name` ends in _total, by convention.
    void counter(const char *name, const char *help, double value);
    void gauges(const char *name, const char *help, const char *label, const QList<Sample> &samples);
    void counters(const char *name, const char *help, const char *label, const QList<Sample> &samples);
    /// `beyond`: how many were larger than the last bucket; `sum`: of all values.
    void histogram(const char *name, const char *help, const QList<Bucket> &buckets, double beyond,
                   double sum);

    QByteArray text() const { return m_text; }
    static constexpr char contentType[] = "text/plain; version=0.0.4; charset=utf-8";

private:
    void head(const char *name, const char *type, const char *help);
    void labelled(const char *name, const char *label, const QList<Sample> &samples);
    void sample(const QByteArray &name, double value);

    QByteArray m_text;
};

} // namespace courtyard
