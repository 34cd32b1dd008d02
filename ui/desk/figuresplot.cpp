#include "ui/desk/figuresplot.h"

#include "ui/people/times.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace courtyard {

static constexpr double minuteMs = 60'000;
static constexpr int gridLines = 3;

FiguresPlot::FiguresPlot(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("figuresPlot"));
    setAccessibleName(tr("Waiting and handling times by day"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize FiguresPlot::sizeHint() const
{
    return {m_theme.px(480), m_theme.px(190)};
}

void FiguresPlot::showDays(const QList<DeskDay> &days, QDate first, QDate last)
{
    m_days.clear();
    for (const DeskDay &day : days)
        m_days.insert(QDate::fromString(day.day, Qt::ISODate), day);
    m_first = first;
    m_last = last;
    setAccessibleDescription(words());
    setToolTip(QString());
    update();
}

QString FiguresPlot::words() const
{
    QStringList told;
    for (QDate day = m_first; day.isValid() && day <= m_last; day = day.addDays(1)) {
        const auto found = m_days.constFind(day);
        if (found != m_days.cend())
            told.append(tr("%1: waited %2, handled in %3")
                            .arg(QLocale().toString(day, QLocale::ShortFormat),
                                 roughSpanWords(found->waitedMedian), roughSpanWords(found->handledMedian)));
    }
    return told.isEmpty() ? tr("Nothing was counted in this time.") : told.join(QStringLiteral("; "));
}

FiguresPlot::Scale FiguresPlot::scale() const
{
    Scale scale;
    double longest = minuteMs;
    for (const DeskDay &day : m_days)
        longest = std::max({longest, double(day.waitedMedian), double(day.handledMedian)});
    // Whole steps that one can read: 1, 2 or 5 times a power of ten, in minutes.
    const double rough = longest / gridLines / minuteMs;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double step = rough <= power ? power
        : rough <= 2 * power           ? 2 * power
        : rough <= 5 * power           ? 5 * power
                                       : 10 * power;
    scale.most = std::max(1.0, step) * gridLines * minuteMs;
    scale.area = QRectF(m_theme.px(58), m_theme.px(30), width() - m_theme.px(66), height() - m_theme.px(54));
    return scale;
}

/// Days go from the reading side onwards.
QRectF FiguresPlot::placed(const QRectF &rect) const
{
    if (layoutDirection() == Qt::LeftToRight)
        return rect;
    return QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height());
}

void FiguresPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Scale now = scale();
    paintLegend(painter);
    paintGrid(painter, now);
    paintBars(painter, now);
    paintDays(painter, now);
    if (m_days.isEmpty()) {
        painter.setPen(m_theme.colors().dim);
        painter.setFont(m_theme.font(13));
        painter.drawText(placed(now.area), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Nothing was counted in this time."));
    }
}

void FiguresPlot::paintLegend(QPainter &painter) const
{
    const Colors &colors = m_theme.colors();
    const QFont font = m_theme.font(12);
    painter.setFont(font);
    double from = m_theme.px(2);
    const std::pair<QColor, QString> entries[] = {{colors.badge, tr("Waited until somebody took it")},
                                                  {colors.accent, tr("Handled until it was closed")}};
    for (const auto &[color, text] : entries) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(placed(QRectF(from, m_theme.px(5), m_theme.px(10), m_theme.px(10))), 2, 2);
        const double wide = QFontMetricsF(font).horizontalAdvance(text) + 2;
        painter.setPen(colors.dim);
        painter.drawText(placed(QRectF(from + m_theme.px(15), 0, wide, m_theme.px(20))),
                         Qt::AlignVCenter | Qt::TextSingleLine, text);
        from += m_theme.px(32) + wide;
    }
}

void FiguresPlot::paintGrid(QPainter &painter, const Scale &scale) const
{
    const Colors &colors = m_theme.colors();
    painter.setFont(m_theme.font(11));
    for (int n = 0; n <= gridLines; ++n) {
        const double y = scale.area.bottom() - scale.area.height() * n / gridLines;
        painter.fillRect(placed(QRectF(scale.area.left(), y, scale.area.width(), 1)), colors.line);
        const QString label =
            n == 0 ? QLocale().toString(0) : roughSpanWords(qint64(scale.most * n / gridLines));
        painter.setPen(colors.dim);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        painter.drawText(
            placed(QRectF(0, y - m_theme.px(10), scale.area.left() - m_theme.px(6), m_theme.px(20))),
            (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter, label);
    }
}

void FiguresPlot::paintBars(QPainter &painter, const Scale &scale) const
{
    const int days = int(m_first.daysTo(m_last)) + 1;
    const double slot = scale.area.width() / std::max(1, days);
    const double bar = std::min(slot * 0.38, double(m_theme.px(22)));
    painter.setPen(Qt::NoPen);
    for (const auto &[date, day] : m_days.asKeyValueRange()) {
        const double middle = scale.area.left() + slot * (double(m_first.daysTo(date)) + 0.5);
        const auto draw = [&](double left, qint64 ms, const QColor &color) {
            const double high = ms > 0 ? std::max(2.0, scale.area.height() * double(ms) / scale.most) : 0;
            painter.setBrush(color);
            painter.drawRoundedRect(placed(QRectF(left, scale.area.bottom() - high, bar, high)), 1.5, 1.5);
        };
        draw(middle - bar, day.waitedMedian, m_theme.colors().badge);
        draw(middle, day.handledMedian, m_theme.colors().accent);
    }
}

/// As many as have room.
void FiguresPlot::paintDays(QPainter &painter, const Scale &scale) const
{
    const int days = int(m_first.daysTo(m_last)) + 1;
    const double slot = scale.area.width() / std::max(1, days);
    const int each = std::max(1, int(std::ceil(m_theme.px(48) / slot)));
    painter.setFont(m_theme.font(11));
    painter.setPen(m_theme.colors().dim);
    for (int n = 0; n < days; n += each) {
        const QDate day = m_first.addDays(n);
        const double middle = scale.area.left() + slot * (n + 0.5);
        const double wide = m_theme.px(60);
        painter.drawText(
            placed(QRectF(middle - wide / 2, scale.area.bottom() + m_theme.px(4), wide, m_theme.px(18))),
            Qt::AlignCenter, QLocale().toString(day, QStringLiteral("d MMM")));
    }
}

} // namespace courtyard
