#include "ui/timeline/layouter.h"

#include "ui/theme/theme.h"
#include "ui/timeline/metrics.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace courtyard {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("courtyard::Timeline", text);
}

QString stampOf(const Row &row)
{
    using Delivery = TimelineModel::Delivery;
    if (row.kind == TimelineModel::RowKind::Pending) {
        switch (row.delivery) {
        case Delivery::Refused:
            return words(QT_TRANSLATE_NOOP("courtyard::Timeline", "not sent"));
        case Delivery::Waiting:
            return words(QT_TRANSLATE_NOOP("courtyard::Timeline", "waiting…"));
        default:
            return words(QT_TRANSLATE_NOOP("courtyard::Timeline", "sending…"));
        }
    }
    QString stamp = row.time;
    if (row.edited && !row.deleted)
        stamp = words(QT_TRANSLATE_NOOP("courtyard::Timeline", "edited")) + QStringLiteral(" · ") + stamp;
    if (row.mine && !row.deleted)
        stamp += row.delivery == Delivery::Seen ? QStringLiteral(" ✓✓") : QStringLiteral(" ✓");
    return stamp;
}

} // namespace

Layouter::Layouter(Bubble &bubble, Qt::LayoutDirection direction, const Theme &theme)
    : b(bubble), m_direction(direction), m_theme(theme), m_padX(theme.px(measure::padX)),
      m_padY(theme.px(measure::padY))
{ }

int Layouter::textWidth(const QFont &font, const QString &text) const
{
    return QFontMetrics(font).horizontalAdvance(text);
}

void Layouter::makeParagraphs()
{
    const bool gone = b.row.deleted;
    const QString text =
        gone ? words(QT_TRANSLATE_NOOP("courtyard::Timeline", "Message deleted")) : b.row.text;
    QFont font = m_theme.font(measure::textSize);
    font.setItalic(gone);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto); // each paragraph runs as its own words do
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        Paragraph paragraph{
            std::make_unique<QTextLayout>(line, font), {}, gone ? QList<Link>() : linksIn(line)};
        option.setAlignment((line.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
        paragraph.layout->setTextOption(option);
        paragraph.layout->setCacheEnabled(true);
        QList<QTextLayout::FormatRange> formats;
        for (const Link &link : paragraph.links) {
            QTextCharFormat format;
            format.setForeground(m_theme.colors().accent);
            format.setFontUnderline(true);
            formats.append({link.start, link.length, format});
        }
        paragraph.layout->setFormats(formats);
        b.paragraphs.push_back(std::move(paragraph));
    }
}

void Layouter::breakLines(int width)
{
    const double lineHeight = m_theme.px(measure::line);
    for (Paragraph &paragraph : b.paragraphs) {
        double y = 0;
        paragraph.layout->beginLayout();
        for (QTextLine line = paragraph.layout->createLine(); line.isValid();
             line = paragraph.layout->createLine()) {
            line.setLineWidth(width);
            const double height = std::max(lineHeight, std::ceil(line.height()));
            line.setPosition(QPointF(0, y + (height - line.height()) / 2));
            y += height;
        }
        paragraph.layout->endLayout();
        paragraph.position.setY(hasWords() ? y : 0); // its height, until placeText() puts it in place
    }
}

void Layouter::widthOfContent(int widest)
{
    breakLines(widest);
    double natural = 0;
    for (const Paragraph &paragraph : b.paragraphs)
        for (int n = 0; n < paragraph.layout->lineCount(); ++n)
            natural = std::max(natural, paragraph.layout->lineAt(n).naturalTextWidth());

    const int stamp =
        textWidth(m_theme.font(measure::stampSize), b.stampText) + m_theme.px(measure::stampGap);
    const QTextLayout &last = *b.paragraphs.back().layout;
    const int lastLine = int(std::ceil(last.lineAt(last.lineCount() - 1).naturalTextWidth()));
    const bool runsLikeWindow =
        last.text().isRightToLeft() == (m_direction == Qt::RightToLeft) || last.text().isEmpty();
    m_stampBeside = hasWords() && runsLikeWindow && lastLine + stamp <= widest;

    int content = std::max(int(std::ceil(natural)), m_stampBeside ? lastLine + stamp : stamp);
    if (!b.row.mine && !b.row.continues)
        content = std::max(content, textWidth(m_theme.font(measure::nameSize, QFont::DemiBold), b.row.name));
    if (b.row.reply > 0) {
        const int quoted =
            textWidth(m_theme.font(measure::quoteSize), b.row.replyName + QLatin1Char(' ') + b.row.replyText);
        content = std::max(content, quoted + m_theme.px(measure::quoteBar + measure::quotePad + 8));
    }
    if (b.row.isRefused() || b.row.isWaiting())
        content = std::max(content, m_theme.px(220));
    content = std::max(content, widthOfFiles(widest));
    m_content = std::min(content, widest);
    fitLines();
}

// What runs from right to left stands at the right of the bubble; the other lines are where they should be.
void Layouter::fitLines()
{
    const auto fromRight = [](const Paragraph &paragraph) {
        return paragraph.layout->text().isRightToLeft();
    };
    if (std::any_of(b.paragraphs.begin(), b.paragraphs.end(), fromRight))
        breakLines(m_content);
}

int Layouter::placeName(int y)
{
    if (b.row.mine || b.row.continues)
        return y;
    const int height = QFontMetrics(m_theme.font(measure::nameSize, QFont::DemiBold)).height() + 1;
    b.name = QRect(b.body.left() + m_padX, y, m_content, height);
    return y + height;
}

int Layouter::placeQuote(int y)
{
    if (b.row.reply == 0)
        return y;
    const int height = QFontMetrics(m_theme.font(measure::quoteSize)).height();
    b.quote = QRect(b.body.left() + m_padX, y, m_content, height);
    return y + height + m_theme.px(4);
}

int Layouter::placeText(int y)
{
    const int left = b.body.left() + m_padX;
    for (Paragraph &paragraph : b.paragraphs) {
        const int height = int(paragraph.position.y());
        paragraph.position = QPointF(left, y);
        y += height;
    }
    const QFontMetrics metrics(m_theme.font(measure::stampSize));
    const int width = textWidth(m_theme.font(measure::stampSize), b.stampText);
    const int bottom = m_stampBeside ? y + 1 : y + metrics.height();
    b.stamp = QRect(left + m_content - width, bottom - metrics.height(), width, metrics.height());
    return m_stampBeside ? y : bottom;
}

/// Their sizes; how wide they are beside each other.
int Layouter::makeChips()
{
    const QFont font = m_theme.font(measure::noteSize);
    int all = 0;
    for (const ReactionView &reaction : b.row.reactions) {
        QStaticText label(reaction.emoji + QLatin1Char(' ') + QLocale().toString(reaction.count));
        label.setTextFormat(Qt::PlainText);
        label.prepare({}, font);
        const int width = int(std::ceil(label.size().width())) + 2 * m_theme.px(measure::chipPad);
        b.chips.append({QRect(0, 0, width, m_theme.px(measure::chipHeight)), label, reaction});
        all += width + m_theme.px(measure::chipGap);
    }
    return all;
}

int Layouter::placeChips(int y)
{
    if (b.chips.isEmpty())
        return y;
    const int left = b.body.left() + m_padX;
    const int height = m_theme.px(measure::chipHeight);
    int x = left;
    y += m_theme.px(measure::chipGap);
    for (Chip &chip : b.chips) {
        if (x > left && x + chip.rect.width() > left + m_content) {
            x = left;
            y += height + m_theme.px(measure::chipGap);
        }
        chip.rect.moveTo(x, y);
        x += chip.rect.width() + m_theme.px(measure::chipGap);
    }
    return y + height;
}

int Layouter::placeProblem(int y)
{
    if (!b.row.isRefused() && !b.row.isWaiting())
        return y;
    const QFont font = m_theme.font(measure::noteSize);
    const QFontMetrics metrics(font);
    const int left = b.body.left() + m_padX;
    y += m_theme.px(4);
    if (!b.row.problem.isEmpty()) {
        const QRect room(0, 0, m_content, 10000);
        const int height = metrics.boundingRect(room, Qt::TextWordWrap, b.row.problem).height();
        b.problem = QRect(left, y, m_content, height);
        y += height + m_theme.px(2);
    }
    b.retry = QRect(left, y, textWidth(font, retryLabel()), metrics.height());
    b.discard = QRect(b.retry.right() + m_theme.px(16), y, textWidth(font, discardLabel()), metrics.height());
    return y + metrics.height();
}

void Layouter::message()
{
    b.stampText = stampOf(b.row);
    makeParagraphs();
    const int side = m_theme.px(measure::side);
    const int avatar = m_theme.px(measure::avatar), avatarGap = m_theme.px(measure::avatarGap);
    const int room = b.width - 2 * side;
    const int beforeBody = b.row.mine ? 0 : avatar + avatarGap;
    const int widest = std::max(m_theme.px(120), int(room * measure::widest) - beforeBody - 2 * m_padX);
    widthOfContent(widest);
    // Chips may ask for more room than the words, but never for more than there is.
    if (const int wanted = std::min(makeChips(), widest); wanted > m_content) {
        m_content = wanted;
        fitLines();
    }

    const int bodyWidth = m_content + 2 * m_padX;
    const int top = m_theme.px(b.row.continues ? measure::gapInRun : measure::gapAfterOther);
    b.body = QRect(b.row.mine ? b.width - side - bodyWidth : side + beforeBody, top, bodyWidth, 0);
    if (!b.row.mine && !b.row.continues)
        b.avatar = QRect(side, top, avatar, avatar);
    int y = top + m_padY;
    y = placeName(y);
    y = placeQuote(y);
    y = placeFiles(y);
    y = placeText(y);
    y = placeChips(y);
    y = placeProblem(y);
    b.body.setHeight(y + m_padY - top);
    b.height = b.body.bottom() + 1;
}

void Layouter::centred(const QFont &font, int padX, int padY)
{
    const QFontMetrics metrics(font);
    const int widest = b.width - 2 * m_theme.px(measure::side) - 2 * padX;
    const QRect text =
        metrics.boundingRect(QRect(0, 0, widest, 10000), Qt::TextWordWrap | Qt::AlignCenter, b.row.text);
    const int bodyWidth = std::min(text.width() + 2, widest) + 2 * padX;
    const int top = m_theme.px(measure::gapAfterOther);
    b.body = QRect((b.width - bodyWidth) / 2, top, bodyWidth, text.height() + 2 * padY);
    b.height = b.body.bottom() + 1 + m_theme.px(4);
}

} // namespace courtyard
