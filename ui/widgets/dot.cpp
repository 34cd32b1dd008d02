#include "ui/widgets/dot.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace courtyard {

Dot::Dot(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(theme.px(8), theme.px(8));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Dot::setState(State state)
{
    m_state = state;
    update();
}

void Dot::paintEvent(QPaintEvent *)
{
    const Colors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_state == State::Good          ? colors.ok
                         : m_state == State::Waiting ? colors.warn
                                                     : colors.line);
    painter.drawEllipse(QRectF(rect()));
}

} // namespace courtyard
