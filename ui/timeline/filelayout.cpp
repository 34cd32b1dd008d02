// The files of a message; part of Layouter.
#include "client/transfers/pictures.h"
#include "ui/theme/theme.h"
#include "ui/timeline/layouter.h"
#include "ui/timeline/metrics.h"

#include <algorithm>

namespace courtyard {

/// Known before anything of the picture is here, so that nothing jumps when it comes.
QSize Layouter::sizeOf(const FileInfo &picture, int widest) const
{
    const QSize most(std::min(widest, m_theme.px(measure::pictureWidth)), m_theme.px(measure::pictureHeight));
    const int least = m_theme.px(measure::pictureLeast);
    QSize size(*picture.width, *picture.height);
    if (size.width() > most.width() || size.height() > most.height())
        size.scale(most, Qt::KeepAspectRatio);
    return size.expandedTo({least, least}).boundedTo(most);
}

static bool isPicture(const FileInfo &file)
{
    return Pictures::canShow(file);
}

int Layouter::widthOfFiles(int widest)
{
    const auto pictures = std::count_if(b.row.files.cbegin(), b.row.files.cend(), isPicture);
    int width = 0;
    for (const FileInfo &file : b.row.files) {
        if (!isPicture(file))
            width = std::max(width, m_theme.px(measure::fileWidth));
        else if (pictures == 1)
            width = std::max(width, sizeOf(file, widest).width());
        else
            width = std::max(width, m_theme.px(measure::pictureWidth));
    }
    return std::min(width, widest);
}

int Layouter::placeFiles(int y)
{
    if (b.row.files.isEmpty() || b.row.deleted)
        return y;
    const int left = b.body.left() + m_padX, gap = m_theme.px(measure::pictureGap);
    const auto pictures = int(std::count_if(b.row.files.cbegin(), b.row.files.cend(), isPicture));
    y += m_theme.px(1);
    // One stands as it is; several stand in pairs of squares.
    const int side = (std::min(m_content, m_theme.px(measure::pictureWidth)) - gap) / 2;
    int n = 0;
    for (const FileInfo &file : b.row.files) {
        if (!isPicture(file))
            continue;
        QRect rect(QPoint(left, y), sizeOf(file, m_content));
        if (pictures > 1)
            rect = QRect(left + (n % 2) * (side + gap), y + (n / 2) * (side + gap), side, side);
        const int action = m_theme.px(measure::fileAction);
        FileBox box{file, rect, true, {}, {}, {}};
        if (file.id.startsWith(QLatin1String("upload:"))) // it can be stopped until it is there
            box.action = QRect(rect.right() - action - gap, rect.top() + gap, action, action);
        b.files.append(box);
        ++n;
    }
    if (pictures > 0)
        y = b.files.last().rect.bottom() + 1 + m_theme.px(measure::pictureGap);
    for (const FileInfo &file : b.row.files) {
        if (isPicture(file))
            continue;
        addLine(file, y);
        y = b.files.last().rect.bottom() + 1 + gap;
    }
    return y;
}

void Layouter::addLine(const FileInfo &file, int y)
{
    const int left = b.body.left() + m_padX, height = m_theme.px(measure::fileHeight);
    const int icon = m_theme.px(measure::fileIcon), action = m_theme.px(measure::fileAction);
    const QRect rect(left, y, m_content, height);
    FileBox box{file, rect, false, {}, {}, {}};
    box.icon = QRect(left, y + (height - icon) / 2, icon, icon);
    box.action = QRect(rect.right() + 1 - action, y + (height - action) / 2, action, action);
    const int words = box.icon.right() + 1 + m_theme.px(measure::fileGap);
    box.words = QRect(words, y, box.action.left() - words - m_theme.px(4), height);
    b.files.append(box);
}

} // namespace courtyard
