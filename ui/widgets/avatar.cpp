#include "ui/widgets/avatar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextBoundaryFinder>

namespace courtyard {

QString initialOf(const QString &name)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, name);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? name.left(end).toUpper() : QString();
}

void paintAvatar(QPainter &painter, const QRect &rect, const QString &name, const QString &memberId,
                 const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colors().persons[size_t(personColor(memberId))]);
    painter.drawEllipse(rect);
    QFont font = theme.font(14, QFont::DemiBold);
    font.setPixelSize(rect.height() * 13 / 32);
    painter.setFont(font);
    painter.setPen(theme.colors().personInk);
    painter.drawText(rect, Qt::AlignCenter, initialOf(name));
    painter.restore();
}

} // namespace courtyard
