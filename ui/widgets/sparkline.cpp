#include "ui/widgets/sparkline.h"

#include "client/latencymeter.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace courtyard {

static constexpr double leastScaleMs = 10; // below this, differences are not worth a mountain

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<double> &values, const QColor &color)
{
    if (values.size() < 2)
        return;
    const double largest = std::max(leastScaleMs, *std::max_element(values.begin(), values.end()));
    QPolygonF line;
    for (qsizetype n = 0; n < values.size(); ++n)
        line << QPointF(rect.left() + rect.width() * double(n) / double(values.size() - 1),
                        rect.bottom() - rect.height() * values[n] / largest);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

Sparkline::Sparkline(const LatencyMeter &meter, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_meter(meter), m_theme(theme)
{
    setObjectName(QStringLiteral("latencyGraph"));
    setAccessibleName(tr("Latency graph"));
    setFixedSize(sizeHint());
    connect(&meter, &LatencyMeter::changed, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Sparkline::sizeHint() const
{
    return {m_theme.px(90), m_theme.px(14)};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSparkline(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_meter.samples(),
                   m_theme.colors().accent);
}

} // namespace courtyard
