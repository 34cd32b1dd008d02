#include "ui/timeline/bubble.h"

#include "ui/theme/theme.h"
#include "ui/timeline/layouter.h"
#include "ui/timeline/metrics.h"

#include <QCoreApplication>

namespace courtyard {

namespace {

void mirror(Bubble &bubble)
{
    const auto flip = [&bubble](QRect &rect) {
        if (!rect.isEmpty())
            rect.moveLeft(bubble.width - rect.left() - rect.width());
    };
    const int textLeft = bubble.paragraphs.empty() ? 0 : int(bubble.paragraphs.front().position.x());
    const int before = textLeft - bubble.body.left();
    for (QRect *rect : {&bubble.body, &bubble.avatar, &bubble.name, &bubble.quote, &bubble.stamp,
                        &bubble.problem, &bubble.retry, &bubble.discard})
        flip(*rect);
    for (Chip &chip : bubble.chips)
        flip(chip.rect);
    for (FileBox &box : bubble.files) {
        for (QRect *rect : {&box.rect, &box.icon, &box.words, &box.action})
            flip(*rect);
    }
    for (Paragraph &paragraph : bubble.paragraphs)
        paragraph.position.setX(bubble.body.left() + before);
}

} // namespace

QString retryLabel()
{
    return QCoreApplication::translate("courtyard::Timeline", "Retry");
}

QString discardLabel()
{
    return QCoreApplication::translate("courtyard::Timeline", "Discard");
}

std::unique_ptr<Bubble> layOut(Row row, int width, Qt::LayoutDirection direction, const Theme &theme)
{
    auto bubble = std::make_unique<Bubble>();
    bubble->row = std::move(row);
    bubble->width = width;
    Layouter layouter(*bubble, direction, theme);
    if (bubble->row.isMessage())
        layouter.message();
    else if (bubble->row.kind == TimelineModel::RowKind::Day)
        layouter.centred(theme.font(measure::daySize), theme.px(10), theme.px(2));
    else
        layouter.centred(theme.font(measure::noteSize), 0, 0);
    if (direction == Qt::RightToLeft)
        mirror(*bubble);
    return bubble;
}

Hit Bubble::hit(QPoint position) const
{
    if (retry.adjusted(-4, -4, 4, 4).contains(position) && !retry.isEmpty())
        return {Hit::Kind::Retry};
    if (discard.adjusted(-4, -4, 4, 4).contains(position) && !discard.isEmpty())
        return {Hit::Kind::Discard};
    if (!quote.isEmpty() && quote.contains(position))
        return {Hit::Kind::Quote};
    for (const FileBox &box : files) {
        if (!box.action.isEmpty() && box.action.contains(position))
            return {Hit::Kind::StopFile, {}, {}, box.file};
        if (box.rect.contains(position))
            return {Hit::Kind::File, {}, {}, box.file};
    }
    for (const Chip &chip : chips)
        if (chip.rect.contains(position))
            return {Hit::Kind::Reaction, {}, chip.reaction};
    for (const Paragraph &paragraph : paragraphs) {
        const QPointF inside = QPointF(position) - paragraph.position;
        for (int n = 0; n < paragraph.layout->lineCount() && !paragraph.links.isEmpty(); ++n) {
            const QTextLine line = paragraph.layout->lineAt(n);
            if (!line.naturalTextRect().contains(inside))
                continue;
            const int at = line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
            for (const Link &link : paragraph.links)
                if (at >= link.start && at < link.start + link.length)
                    return {Hit::Kind::Link, link.url};
        }
    }
    return {};
}

} // namespace courtyard
