#include "server/diagnosis/prometheustext.h"

#include <QLocale>

namespace courtyard {

namespace {

// Whole numbers without an exponent, everything else as short as it can be told exactly.
QByteArray number(double value)
{
    return QByteArray::number(value, 'f', QLocale::FloatingPointShortest);
}

QByteArray escaped(QByteArray label)
{
    return label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

} // namespace

void PrometheusText::gauge(const char *name, const char *help, double value)
{
    head(name, "gauge", help);
    sample(name, value);
}

void PrometheusText::counter(const char *name, const char *help, double value)
{
    head(name, "counter", help);
    sample(name, value);
}

void PrometheusText::gauges(const char *name, const char *help, const char *label,
                            const QList<Sample> &samples)
{
    head(name, "gauge", help);
    labelled(name, label, samples);
}

void PrometheusText::counters(const char *name, const char *help, const char *label,
                              const QList<Sample> &samples)
{
    head(name, "counter", help);
    labelled(name, label, samples);
}

// Buckets count upwards, each with all that is in those before; +Inf holds everything.
void PrometheusText::histogram(const char *name, const char *help, const QList<Bucket> &buckets,
                               double beyond, double sum)
{
    head(name, "histogram", help);
    const QByteArray prefix = QByteArray(name) + "_bucket{le=\"";
    double count = 0;
    for (const Bucket &bucket : buckets) {
        count += bucket.count;
        sample(prefix + number(bucket.atMost) + "\"}", count);
    }
    count += beyond;
    sample(prefix + "+Inf\"}", count);
    sample(QByteArray(name) + "_sum", sum);
    sample(QByteArray(name) + "_count", count);
}

void PrometheusText::head(const char *name, const char *type, const char *help)
{
    m_text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

void PrometheusText::labelled(const char *name, const char *label, const QList<Sample> &samples)
{
    for (const Sample &one : samples)
        sample(QByteArray(name) + '{' + label + "=\"" + escaped(one.label) + "\"}", one.value);
}

void PrometheusText::sample(const QByteArray &name, double value)
{
    m_text += name + ' ' + number(value) + '\n';
}

} // namespace courtyard
