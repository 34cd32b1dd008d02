// Waiting and handling times of a topic, day by day: two bars for each day, from the reading side onwards.
// Says the same in words to those who do not see it. GUI thread.
#pragma once

#include "protocol/types.h"

#include <QDate>
#include <QWidget>

namespace courtyard {

class Theme;

class FiguresPlot final : public QWidget {
    Q_OBJECT
public:
    explicit FiguresPlot(const Theme &theme, QWidget *parent = nullptr);
    /// Of one topic; every day from the first to the last has a place, whether something was counted or not.
    void showDays(const QList<DeskDay> &days, QDate first, QDate last);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Scale {
        double most = 1; // ms at the top
        QRectF area;
    };
    Scale scale() const;
    QRectF placed(const QRectF &rect) const;
    void paintGrid(QPainter &painter, const Scale &scale) const;
    void paintBars(QPainter &painter, const Scale &scale) const;
    void paintDays(QPainter &painter, const Scale &scale) const;
    void paintLegend(QPainter &painter) const;
    QString words() const;

    const Theme &m_theme;
    QHash<QDate, DeskDay> m_days;
    QDate m_first, m_last;
};

} // namespace courtyard
