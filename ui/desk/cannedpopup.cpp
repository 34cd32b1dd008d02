#include "ui/desk/cannedpopup.h"

#include "ui/chat/messagefield.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QStyle>

#include <algorithm>

namespace courtyard {

static constexpr int rowsShown = 6;
static constexpr int textRole = Qt::UserRole + 1;

CannedPopup::CannedPopup(MessageField *field, const Theme &theme, QWidget *over)
    : QFrame(over), m_field(field), m_theme(theme), m_list(new QListWidget)
{
    setObjectName(QStringLiteral("cannedPopup"));
    setProperty("look", QLatin1String("popup"));
    m_list->setObjectName(QStringLiteral("cannedChoice"));
    m_list->setAccessibleName(tr("Prepared replies"));
    m_list->setFocusPolicy(Qt::NoFocus); // one goes on typing
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_list);
    hide();
    field->installEventFilter(this);
    over->installEventFilter(this);
    connect(field, &QPlainTextEdit::textChanged, this, &CannedPopup::typed);
    connect(m_list, &QListWidget::itemClicked, this, &CannedPopup::choose);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (!item || !isVisible())
            return;
        m_field->setAccessibleDescription(item->text()); // read aloud while the list is gone through
        QAccessibleEvent changed(m_field, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    });
}

void CannedPopup::setReplies(const QList<CannedReply> &replies)
{
    if (m_replies == replies)
        return;
    m_replies = replies;
    typed();
}

void CannedPopup::typed()
{
    const QString text = m_field->toPlainText();
    const bool asked = text.startsWith(QLatin1Char('/')) && !text.contains(QLatin1Char('\n'));
    if (!asked || !m_field->hasFocus() || text == m_putAway) {
        hide();
        return;
    }
    m_putAway.clear();
    fill(text.mid(1).trimmed());
    setVisible(m_list->count() > 0);
    place();
}

/// Names that begin with the words first, then where they stand anywhere.
void CannedPopup::fill(const QString &words)
{
    const auto rank = [&words](const CannedReply &reply) {
        return reply.name.startsWith(words, Qt::CaseInsensitive) ? 0
            : reply.name.contains(words, Qt::CaseInsensitive)    ? 1
            : reply.text.contains(words, Qt::CaseInsensitive)    ? 2
                                                                 : 3;
    };
    QList<CannedReply> found = m_replies;
    found.removeIf([&rank](const CannedReply &reply) { return rank(reply) > 2; });
    std::stable_sort(found.begin(), found.end(),
                     [&rank](const CannedReply &a, const CannedReply &b) { return rank(a) < rank(b); });
    m_list->clear();
    for (const CannedReply &reply : found) {
        auto *item = new QListWidgetItem(
            tr("/%1 — %2", "name and text of a prepared reply").arg(reply.name, reply.text.simplified()),
            m_list);
        item->setData(textRole, reply.text);
    }
    m_list->setCurrentRow(0);
}

void CannedPopup::place()
{
    if (!isVisible())
        return;
    const int rows = std::min(rowsShown, m_list->count());
    const int height = rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth() + 10;
    QWidget *over = parentWidget();
    const QPoint field = m_field->mapTo(over, QPoint(0, 0));
    const int width = std::min(std::max(m_field->width(), m_theme.px(260)), over->width() - 16);
    const int left = std::clamp(field.x(), 8, std::max(8, over->width() - width - 8));
    setGeometry(left, std::max(0, field.y() - height - 8), width, height);
    raise();
}

void CannedPopup::step(int by)
{
    const int count = m_list->count();
    m_list->setCurrentRow(((m_list->currentRow() + by) % count + count) % count);
}

void CannedPopup::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QString text = item->data(textRole).toString();
    hide();
    m_putAway = text; // it may begin with "/" itself
    m_field->selectAll();
    m_field->insertPlainText(text); // can be undone
    m_field->setFocus();
}

bool CannedPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == m_field && event->type() == QEvent::FocusOut)
        hide();
    if (watched != m_field || event->type() != QEvent::KeyPress || !isVisible())
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        choose();
        return true;
    case Qt::Key_Escape:
        m_putAway = m_field->toPlainText();
        hide();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace courtyard
