#include "ui/timeline/filepainter.h"

#include "client/transfers/filenames.h"
#include "ui/theme/theme.h"
#include "ui/timeline/bubble.h"
#include "ui/timeline/filelook.h"
#include "ui/timeline/metrics.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace courtyard {

namespace {

class FilePainter {
public:
    FilePainter(QPainter &painter, const FileBox &box, Qt::LayoutDirection direction, const Theme &theme,
                FileLook *files)
        : p(painter), b(box), m_theme(theme), m_colors(theme.colors()), m_files(files),
          m_transfer(files ? files->transfer(box.file) : nullptr), m_rightToLeft(direction == Qt::RightToLeft)
    { }
    void picture();
    void line();

private:
    void bar(const QRect &rect);
    void cross(const QColor &ink);
    void words(const QRect &rect, const QFont &font, const QColor &color, const QString &text,
               Qt::TextElideMode cut);
    QString state() const;
    bool isUnderWay() const { return m_transfer && m_transfer->isUnderWay(); }

    QPainter &p;
    const FileBox &b;
    const Theme &m_theme;
    const Colors &m_colors;
    FileLook *m_files;
    const Transfer *m_transfer;
    bool m_rightToLeft;
};

void FilePainter::words(const QRect &rect, const QFont &font, const QColor &color, const QString &text,
                        Qt::TextElideMode cut)
{
    p.setFont(font);
    p.setPen(color);
    const auto side = (m_rightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    p.drawText(rect, side | Qt::AlignVCenter | Qt::TextSingleLine,
               QFontMetrics(font).elidedText(text, cut, rect.width()));
}

void FilePainter::bar(const QRect &rect)
{
    const double radius = rect.height() / 2.0;
    p.setPen(Qt::NoPen);
    p.setBrush(m_colors.chip);
    p.drawRoundedRect(rect, radius, radius);
    const double share = m_transfer->size > 0 ? double(m_transfer->done) / double(m_transfer->size) : 0;
    QRectF done(rect);
    done.setWidth(rect.width() * share);
    if (m_rightToLeft)
        done.moveRight(rect.right() + 1);
    p.setBrush(m_colors.accent);
    p.drawRoundedRect(done, radius, radius);
}

void FilePainter::cross(const QColor &ink)
{
    const double arm = m_theme.px(4);
    const QPointF middle = QRectF(b.action).center();
    p.setPen(QPen(ink, 1.5));
    p.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm));
    p.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm));
}

void FilePainter::picture()
{
    const double radius = m_theme.px(measure::pictureRadius);
    const QPixmap image =
        m_files ? m_files->picture(b.file, b.rect.size(), p.device()->devicePixelRatioF()) : QPixmap();
    p.setPen(Qt::NoPen);
    if (image.isNull()) {
        p.setBrush(m_colors.chip);
        p.drawRoundedRect(b.rect, radius, radius);
        if (m_files && m_files->hasFailed(b.file))
            words(b.rect.adjusted(8, 0, -8, 0), m_theme.font(measure::noteSize), m_colors.dim, b.file.name,
                  Qt::ElideMiddle);
    } else {
        QPainterPath shape;
        shape.addRoundedRect(b.rect, radius, radius);
        p.save();
        p.setClipPath(shape, Qt::IntersectClip);
        p.drawPixmap(b.rect.topLeft(), image);
        p.restore();
        p.setBrush(Qt::NoBrush);
        p.setPen(m_colors.line);
        p.drawRoundedRect(QRectF(b.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    if (!isUnderWay())
        return;
    const int gap = m_theme.px(8), height = m_theme.px(measure::fileBar);
    bar(QRect(b.rect.left() + gap, b.rect.bottom() - gap - height, b.rect.width() - 2 * gap, height));
    if (!b.action.isEmpty()) {
        p.setPen(Qt::NoPen);
        p.setBrush(m_colors.raised);
        p.drawEllipse(b.action);
        cross(m_colors.text);
    }
}

/// How far it is; else how large it is, and what one can expect of it.
QString FilePainter::state() const
{
    if (m_transfer && m_transfer->state != Transfer::State::Done)
        return m_files->words(*m_transfer);
    QString text = sizeWords(b.file.size);
    const auto say = [&text](const QString &what) { text += QStringLiteral(" · ") + what; };
    if (m_transfer && m_transfer->kind == Transfer::Kind::Download)
        say(QCoreApplication::translate("courtyard::Timeline", "saved"));
    else if (b.file.mime.startsWith(QLatin1String("image/")))
        say(QCoreApplication::translate("courtyard::Timeline", "cannot be shown here"));
    return text;
}

void FilePainter::line()
{
    p.setPen(Qt::NoPen);
    p.setBrush(m_colors.selected);
    p.drawRoundedRect(b.icon, m_theme.px(6), m_theme.px(6));
    p.setFont(m_theme.font(10.5, QFont::Bold));
    p.setPen(m_colors.accent);
    p.drawText(b.icon, Qt::AlignCenter, fileLabel(b.file.name));
    const bool barShown = isUnderWay();
    QRect room = b.words;
    if (!barShown) // nothing can be stopped: the words have that place, too
        room = room.united(QRect(b.action.left(), room.top(), b.action.width(), room.height()));
    const int half = b.words.height() / 2, lift = m_theme.px(barShown ? 3 : 1);
    const QRect first(room.left(), room.top() + m_theme.px(2) - (barShown ? lift : 0), room.width(), half);
    const QRect second(room.left(), room.top() + half - lift, room.width(), half - m_theme.px(2));
    words(first, m_theme.font(measure::textSize), m_colors.text, b.file.name, Qt::ElideMiddle);
    const bool hasFailed = m_transfer && m_transfer->state == Transfer::State::Failed;
    words(second, m_theme.font(measure::noteSize), hasFailed ? m_colors.bad : m_colors.dim, state(),
          Qt::ElideRight);
    if (!barShown)
        return;
    const int height = m_theme.px(measure::fileBar);
    bar(QRect(b.words.left(), b.rect.bottom() - height, b.words.width(), height));
    cross(m_colors.dim);
}

} // namespace

QString fileLabel(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const QString ending = dot > 0 ? name.mid(dot + 1).toUpper() : QString();
    return ending.isEmpty() || ending.size() > 4 ? QStringLiteral("📄") : ending;
}

void paintFile(QPainter &painter, const FileBox &box, Qt::LayoutDirection direction, const Theme &theme,
               FileLook *files)
{
    FilePainter file(painter, box, direction, theme, files);
    if (box.isPicture)
        file.picture();
    else
        file.line();
}

} // namespace courtyard
