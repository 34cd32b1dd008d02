// Paints one row of a list piece by piece from its leading and its trailing end inwards, in either direction
// of writing: circles, dots, words, badges. Lives for one paint call.
#pragma once

#include <QColor>
#include <QFont>
#include <QRect>

class QPainter;
class QStyleOptionViewItem;

namespace courtyard {

class Theme;

class RowPainting {
public:
    enum class Shape { Full, Rounded };
    RowPainting(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme, int margin = 0);
    ~RowPainting();
    RowPainting(const RowPainting &) = delete;
    RowPainting &operator=(const RowPainting &) = delete;

    /// What a chosen, hovered or focused row looks like behind its words.
    void background(Shape shape);
    void avatar(const QString &name, const QString &memberId, int size);
    void dot(const QColor &color);
    /// The rest of the row from the leading end, cut with … where it is too long.
    void leading(const QString &text, const QFont &font, const QColor &color);
    void trailing(const QString &text, const QFont &font, const QColor &color);
    void badge(const QString &text, const QColor &fill, const QColor &ink);
    void space(int width) { m_before += width; }
    void sparkline(const QList<double> &values, int width);

private:
    QRect take(int width, Qt::Edge edge);

    QPainter &m_painter;
    const QStyleOptionViewItem &m_option;
    const Theme &m_theme;
    int m_before, m_after; // used up from the leading and from the trailing end
};

} // namespace courtyard
