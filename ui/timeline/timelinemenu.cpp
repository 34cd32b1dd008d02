// What one may do with a message, by the menu key or the right button; part of TimelineView.
#include "ui/timeline/timelineview.h"

#include "ui/timeline/bubble.h"
#include "ui/timeline/timelinedelegate.h"
#include "ui/widgets/emoji.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace courtyard {

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKeyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const Row row = Row::of(index);
    if (!row.isMessage())
        return;
    setCurrentIndex(index);
    const QRect body = m_delegate->bubble(index).body.translated(visualRect(index).topLeft());
    QMenu *menu = makeMenu(row);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(byKeyboard ? viewport()->mapToGlobal(body.center()) : event->globalPos());
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    if (index.isValid() && event->matches(QKeySequence::Copy)) {
        Q_EMIT copyWanted(Row::of(index).text);
        return;
    }
    if (index.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        const Row row = Row::of(index);
        if (!row.files.isEmpty() && event->modifiers().testFlag(Qt::ControlModifier))
            Q_EMIT fileOpened(row.files.first());
        else if (row.canBeRepliedTo())
            Q_EMIT replyWanted(row);
        return;
    }
    if (event->key() == Qt::Key_End && event->modifiers().testFlag(Qt::ControlModifier)) {
        goToBottom();
        return;
    }
    AnchoredList::keyPressEvent(event);
}

QMenu *TimelineView::makeMenu(const Row &row)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("messageMenu"));
    const auto add = [this, menu](const QString &words, auto &&action) {
        menu->addAction(words, this, std::forward<decltype(action)>(action));
    };
    addFiles(menu, row);
    if (!row.deleted && !row.text.isEmpty())
        add(tr("Copy"), [this, row] { Q_EMIT copyWanted(row.text); });
    if (row.canBeRepliedTo()) {
        add(tr("Reply"), [this, row] { Q_EMIT replyWanted(row); });
        menu->addMenu(makeReactMenu(row, menu));
        if (row.mine)
            add(tr("Edit"), [this, row] { Q_EMIT editWanted(row); });
        if (row.mine || m_moderates)
            add(tr("Delete…"), [this, row] { Q_EMIT deleteWanted(row); });
    }
    if (row.isRefused() || row.isWaiting())
        add(tr("Retry"), [this, row] { Q_EMIT retryWanted(row.key); });
    if (row.isRefused()) // the host does not have it: nothing is said twice
        add(tr("Edit and send again"), [this, row] { Q_EMIT rewriteWanted(row); });
    if (row.kind == TimelineModel::RowKind::Pending)
        add(tr("Discard"), [this, row] { Q_EMIT discardWanted(row.key); });
    Q_EMIT menuFilling(menu, row);
    if (menu->isEmpty())
        menu->addAction(tr("Message deleted"))->setEnabled(false);
    return menu;
}

void TimelineView::addFiles(QMenu *menu, const Row &row)
{
    const bool isStored = row.kind == TimelineModel::RowKind::Message;
    for (const FileInfo &file : row.files) {
        QMenu *to = menu;
        if (row.files.size() > 1) {
            QString name = menu->fontMetrics().elidedText(file.name, Qt::ElideMiddle, 240);
            to = menu->addMenu(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        }
        to->addAction(tr("Open"), this, [this, file] { Q_EMIT fileOpened(file); });
        if (isStored)
            to->addAction(tr("Save"), this, [this, file] { Q_EMIT fileSaveWanted(file); });
        else
            to->addAction(tr("Do not send"), this, [this, file] { Q_EMIT fileStopWanted(file); });
    }
    if (!row.files.isEmpty())
        menu->addSeparator();
}

QMenu *TimelineView::makeReactMenu(const Row &row, QMenu *parent)
{
    auto *menu = new QMenu(tr("React"), parent);
    for (const QString &emoji : quickReactions()) {
        const bool mine =
            std::any_of(row.reactions.begin(), row.reactions.end(), [&emoji](const ReactionView &reaction) {
                return reaction.mine && reaction.emoji == emoji;
            });
        const QString label = mine ? tr("%1 take back").arg(emoji) : emoji;
        menu->addAction(label, this,
                        [this, seq = row.seq, emoji, mine] { Q_EMIT reactionWanted(seq, emoji, !mine); });
    }
    return menu;
}

} // namespace courtyard
