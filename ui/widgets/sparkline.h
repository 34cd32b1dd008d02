// A small graph of the last latencies, scaled to their largest.
#pragma once

#include <QList>
#include <QWidget>

namespace courtyard {

class LatencyMeter;
class Theme;

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<double> &values, const QColor &color);

class Sparkline final : public QWidget {
    Q_OBJECT
public:
    Sparkline(const LatencyMeter &meter, const Theme &theme, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const LatencyMeter &m_meter;
    const Theme &m_theme;
};

} // namespace courtyard
