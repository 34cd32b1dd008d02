#include "ui/chat/messagefield.h"

#include "ui/files/gather.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>

#include <algorithm>

namespace courtyard {

static constexpr int mostLines = 6;

MessageField::MessageField(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("message"));
    setAccessibleName(tr("Message"));
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageField::grow);
    grow();
}

void MessageField::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT submitted();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
        return;
    }
    if (enter) { // the widget's own Shift+Enter puts in U+2028, which is not what others shall get
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void MessageField::insertFromMimeData(const QMimeData *source)
{
    if (const QList<QUrl> files = localFiles(source); !files.isEmpty())
        Q_EMIT filesGiven(files);
    else if (source->hasImage() && !source->hasText()) // what has words as well was copied from a text
        Q_EMIT imageGiven(source->imageData().value<QImage>());
    else
        insertPlainText(source->text());
}

bool MessageField::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasImage() || source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
}

void MessageField::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    grow();
}

void MessageField::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        grow();
}

void MessageField::grow()
{
    // The size of a plain text document counts lines, not pixels.
    const int lines = std::clamp(int(document()->size().height()), 1, mostLines);
    const int around = 2 * int(document()->documentMargin()) + 12; // frame and padding of the style sheet
    const int wanted = lines * fontMetrics().lineSpacing() + around;
    if (wanted != height() || minimumHeight() != wanted)
        setFixedHeight(wanted);
    setVerticalScrollBarPolicy(document()->size().height() > mostLines ? Qt::ScrollBarAsNeeded
                                                                       : Qt::ScrollBarAlwaysOff);
}

} // namespace courtyard
