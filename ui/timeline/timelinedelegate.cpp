#include "ui/timeline/timelinedelegate.h"

#include "ui/theme/theme.h"
#include "ui/timeline/bubblepainter.h"
#include "ui/timeline/metrics.h"

#include <QWidget>

#include <algorithm>

namespace courtyard {

static constexpr int keptLayouts = 600; // a few screens, and the pages on both sides of them
static constexpr int keptHeights = 20000;

TimelineDelegate::TimelineDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_bubbles(keptLayouts)
{
    connect(&theme, &Theme::changed, this, &TimelineDelegate::forget);
}

void TimelineDelegate::setRowWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    forget();
}

void TimelineDelegate::forget()
{
    m_bubbles.clear();
    m_heights.clear();
}

Qt::LayoutDirection TimelineDelegate::direction() const
{
    const auto *view = qobject_cast<const QWidget *>(parent());
    return view ? view->layoutDirection() : Qt::LeftToRight;
}

const Bubble &TimelineDelegate::bubble(const QModelIndex &index) const
{
    const qint64 id = index.data(TimelineModel::StableIdRole).toLongLong();
    const int revision = index.data(TimelineModel::RevisionRole).toInt();
    if (const Bubble *known = m_bubbles.object(id); known && known->row.revision == revision)
        return *known;
    auto made = layOut(Row::of(index), m_width, direction(), m_theme);
    ++m_layoutsMade;
    if (m_heights.size() >= keptHeights)
        m_heights.clear();
    m_heights.insert(id, {revision, made->height});
    Bubble *kept = made.release();
    m_bubbles.insert(id, kept); // the cache takes it
    return *kept;
}

bool TimelineDelegate::isMeasured(const QModelIndex &index, int *height) const
{
    const auto known = m_heights.constFind(index.data(TimelineModel::StableIdRole).toLongLong());
    if (known == m_heights.cend() || known->revision != index.data(TimelineModel::RevisionRole).toInt())
        return false;
    if (height)
        *height = known->height;
    return true;
}

int TimelineDelegate::heightOf(const QModelIndex &index) const
{
    int height = 0;
    return isMeasured(index, &height) ? height : guess(index);
}

void TimelineDelegate::measure(const QModelIndex &index) const
{
    if (!isMeasured(index))
        bubble(index);
}

// A room of many messages is to be there at once: far from what is seen, the number of letters must do.
int TimelineDelegate::guess(const QModelIndex &index) const
{
    const QString text = index.data(TimelineModel::TextRole).toString();
    const int letters = std::max(10, int(m_width * measure::widest / m_theme.px(measure::textSize / 2)));
    const int lines = 1 + int(text.size()) / letters + int(text.count(QLatin1Char('\n')));
    const bool continues = index.data(TimelineModel::ContinuesRole).toBool();
    const double around =
        2 * measure::padY + (continues ? measure::gapInRun : measure::gapAfterOther + measure::line);
    double files = 0; // as large as most are
    for (const FileInfo &file : index.data(TimelineModel::FilesRole).value<QList<FileInfo>>())
        files += file.width ? measure::pictureWidth * 0.75 : measure::fileHeight;
    return m_theme.px(lines * measure::line + around + files);
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const bool focused =
        option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Active);
    paintBubble(*painter, bubble(index), option.rect.topLeft(), focused ? BubbleFocus::Yes : BubbleFocus::No,
                option.direction, m_theme, m_files);
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {1, heightOf(index)}; // the view gives every row its own width
}

} // namespace courtyard
