#include "ui/timeline/bubblepainter.h"

#include "ui/theme/theme.h"
#include "ui/timeline/bubble.h"
#include "ui/timeline/filepainter.h"
#include "ui/timeline/metrics.h"
#include "ui/widgets/avatar.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace courtyard {

namespace {

class BubblePainter {
public:
    BubblePainter(QPainter &painter, const Bubble &bubble, Qt::LayoutDirection direction, const Theme &theme,
                  FileLook *files)
        : p(painter), b(bubble), m_theme(theme), m_colors(theme.colors()), m_files(files),
          m_rightToLeft(direction == Qt::RightToLeft)
    { }
    void message(BubbleFocus focus);
    void day();
    void notice();

private:
    QPainterPath outline(const QRectF &rect) const;
    void body(BubbleFocus focus);
    void quote();
    void chips();
    void words(const QRect &rect, const QFont &font, const QColor &color, const QString &text, int flags = 0);
    int leading() const { return (m_rightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute; }

    QPainter &p;
    const Bubble &b;
    const Theme &m_theme;
    const Colors &m_colors;
    FileLook *m_files;
    bool m_rightToLeft;
};

// Round but for the corner beside the sender: top leading for others, top trailing for oneself.
QPainterPath BubblePainter::outline(const QRectF &rect) const
{
    const double big = m_theme.px(measure::bigRadius), small = m_theme.px(measure::smallRadius);
    const bool smallAtRight = b.row.mine != m_rightToLeft;
    const double left = smallAtRight ? big : small, right = smallAtRight ? small : big;
    QPainterPath path;
    path.moveTo(rect.left() + left, rect.top());
    path.lineTo(rect.right() - right, rect.top());
    path.arcTo(rect.right() - 2 * right, rect.top(), 2 * right, 2 * right, 90, -90);
    path.lineTo(rect.right(), rect.bottom() - big);
    path.arcTo(rect.right() - 2 * big, rect.bottom() - 2 * big, 2 * big, 2 * big, 0, -90);
    path.lineTo(rect.left() + big, rect.bottom());
    path.arcTo(rect.left(), rect.bottom() - 2 * big, 2 * big, 2 * big, 270, -90);
    path.lineTo(rect.left(), rect.top() + left);
    path.arcTo(rect.left(), rect.top(), 2 * left, 2 * left, 180, -90);
    path.closeSubpath();
    return path;
}

void BubblePainter::body(BubbleFocus focus)
{
    const QRectF rect = QRectF(b.body).adjusted(0.5, 0.5, -0.5, -0.5);
    p.setBrush(b.row.mine ? m_colors.mine : m_colors.theirs);
    p.setPen(b.row.isRefused() ? m_colors.bad : b.row.mine ? m_colors.mine : m_colors.line);
    p.drawPath(outline(rect));
    if (focus == BubbleFocus::Yes) {
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(m_colors.accent, 2));
        p.drawPath(outline(rect.adjusted(-1, -1, 1, 1)));
    }
}

void BubblePainter::words(const QRect &rect, const QFont &font, const QColor &color, const QString &text,
                          int flags)
{
    p.setFont(font);
    p.setPen(color);
    p.drawText(rect, flags ? flags : leading() | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void BubblePainter::quote()
{
    const int bar = m_theme.px(measure::quoteBar), pad = m_theme.px(measure::quoteBar + measure::quotePad);
    const QRect &q = b.quote;
    p.fillRect(m_rightToLeft ? QRect(q.right() + 1 - bar, q.top(), bar, q.height())
                             : QRect(q.topLeft(), QSize(bar, q.height())),
               m_colors.accent);
    QRect rest = m_rightToLeft ? q.adjusted(0, 0, -pad, 0) : q.adjusted(pad, 0, 0, 0);
    const QFont bold = m_theme.font(measure::quoteSize, QFont::Bold),
                plain = m_theme.font(measure::quoteSize);
    const bool known = !b.row.replyName.isEmpty();
    const QString name = QFontMetrics(bold).elidedText(b.row.replyName, Qt::ElideRight, rest.width());
    words(rest, bold, m_colors.dim, name);
    const int used = known ? QFontMetrics(bold).horizontalAdvance(name) + m_theme.px(4) : 0;
    rest = m_rightToLeft ? rest.adjusted(0, 0, -used, 0) : rest.adjusted(used, 0, 0, 0);
    const QString text =
        known ? b.row.replyText : QCoreApplication::translate("courtyard::Timeline", "An earlier message");
    words(rest, plain, m_colors.dim, QFontMetrics(plain).elidedText(text, Qt::ElideRight, rest.width()));
}

void BubblePainter::chips()
{
    p.setFont(m_theme.font(measure::noteSize));
    for (const Chip &chip : b.chips) {
        p.setPen(chip.reaction.mine ? m_colors.accent : m_colors.line);
        p.setBrush(chip.reaction.mine ? m_colors.selected : m_colors.surface);
        const double radius = chip.rect.height() / 2.0;
        p.drawRoundedRect(QRectF(chip.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        const QSizeF size = chip.label.size();
        p.setPen(m_colors.text);
        p.drawStaticText(QRectF(chip.rect).center() - QPointF(size.width(), size.height()) / 2, chip.label);
    }
}

void BubblePainter::message(BubbleFocus focus)
{
    body(focus);
    if (!b.avatar.isEmpty())
        paintAvatar(p, b.avatar, b.row.name, b.row.from, m_theme);
    if (!b.name.isEmpty()) {
        const QFont font = m_theme.font(measure::nameSize, QFont::DemiBold);
        words(b.name, font, m_colors.names[size_t(personColor(b.row.from))],
              QFontMetrics(font).elidedText(b.row.name, Qt::ElideRight, b.name.width()));
    }
    if (!b.quote.isEmpty())
        quote();
    for (const FileBox &box : b.files)
        paintFile(p, box, m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight, m_theme, m_files);
    p.setPen(b.row.deleted ? m_colors.dim : m_colors.text);
    for (const Paragraph &paragraph : b.paragraphs)
        paragraph.layout->draw(&p, paragraph.position);
    words(b.stamp, m_theme.font(measure::stampSize), b.row.isRefused() ? m_colors.bad : m_colors.dim,
          b.stampText);
    chips();
    if (!b.problem.isEmpty())
        words(b.problem, m_theme.font(measure::noteSize), b.row.isRefused() ? m_colors.bad : m_colors.dim,
              b.row.problem, leading() | Qt::TextWordWrap);
    QFont link = m_theme.font(measure::noteSize);
    link.setUnderline(true);
    if (!b.retry.isEmpty())
        words(b.retry, link, m_colors.accent, retryLabel());
    if (!b.discard.isEmpty())
        words(b.discard, link, m_colors.accent, discardLabel());
}

void BubblePainter::day()
{
    p.setPen(Qt::NoPen);
    p.setBrush(m_colors.chip);
    p.drawRoundedRect(b.body, m_theme.px(10), m_theme.px(10));
    words(b.body, m_theme.font(measure::daySize), m_colors.dim, b.row.text, Qt::AlignCenter);
}

void BubblePainter::notice()
{
    words(b.body, m_theme.font(measure::noteSize), m_colors.dim, b.row.text,
          Qt::AlignCenter | Qt::TextWordWrap);
}

} // namespace

void paintBubble(QPainter &painter, const Bubble &bubble, QPoint origin, BubbleFocus focus,
                 Qt::LayoutDirection direction, const Theme &theme, FileLook *files)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin);
    BubblePainter part(painter, bubble, direction, theme, files);
    if (bubble.row.isMessage())
        part.message(focus);
    else if (bubble.row.kind == TimelineModel::RowKind::Day)
        part.day();
    else
        part.notice();
    painter.restore();
}

} // namespace courtyard
