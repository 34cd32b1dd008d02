#include "ui/dialogs/waitingdialog.h"

#include "ui/dialogs/confirm.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/notebar.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>

namespace courtyard {

static constexpr int listed = 200; // more rows than anybody reads

WaitingDialog::WaitingDialog(Session &session, QWidget *parent)
    : Dialog(tr("Waiting to be sent"), tr("Send all now"), parent), m_session(session)
{
    setObjectName(QStringLiteral("waitingDialog"));
    findChild<QPushButton *>(QStringLiteral("close"))->setText(tr("Close")); // nothing is taken back by it
    content()->addWidget(makeLabel(tr("Waiting to be sent"), "h3"));
    QLabel *what = makeLabel(
        tr("This is kept on this computer and sent by itself, once. What was refused waits for you."), "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    content()->addSpacing(6);
    auto *list = new QWidget;
    list->setObjectName(QStringLiteral("plain"));
    m_rows = new QVBoxLayout(list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(list);
    content()->addWidget(scroll, 1);
    m_undo = new NoteBar("discarded", "note", NoteBar::Button::Apart);
    content()->addWidget(m_undo);
    m_discardAll = makeButton(tr("Discard all…"), "discardAll", "link");
    content()->addWidget(m_discardAll, 0, Qt::AlignLeading);
    setMinimumWidth(460);
    resize(560, 460);

    connect(&session, &Session::waitingChanged, this, &WaitingDialog::showItems);
    connect(this, &Dialog::submitted, this, [this] { m_session.retryWaiting(); });
    connect(m_discardAll, &QPushButton::clicked, this, &WaitingDialog::discardAll);
    connect(m_undo, &NoteBar::actionWanted, this, [this] {
        m_undo->hide();
        m_session.takeBackDiscarded();
    });
    showItems();
}

void WaitingDialog::showItems()
{
    const QList<WaitingItem> items = m_session.waiting();
    QStringList wanted;
    for (const WaitingItem &item : items)
        wanted.append(item.key + item.why + item.place);
    yesButton()->setEnabled(!items.isEmpty());
    m_discardAll->setVisible(!items.isEmpty());
    if (wanted == m_shown && !items.isEmpty())
        return; // whoever is about to click is not disturbed
    m_shown = wanted;
    while (QLayoutItem *old = m_rows->takeAt(0)) {
        if (QWidget *row = old->widget()) {
            row->hide();
            row->deleteLater(); // its own button may be what brought us here
        }
        delete old;
    }
    for (const WaitingItem &item : items.mid(0, listed))
        m_rows->addWidget(makeRow(item));
    if (items.isEmpty())
        m_rows->addWidget(makeLabel(tr("Nothing waits. Everything you wrote is at the host."), "dim"));
    else if (items.size() > listed)
        m_rows->addWidget(makeLabel(tr("… and %n more", nullptr, int(items.size()) - listed), "dim"));
    m_rows->addStretch();
}

QWidget *WaitingDialog::makeRow(const WaitingItem &item)
{
    auto *row = new QWidget;
    row->setObjectName(QStringLiteral("waitingRow"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *text = new ElidedLabel("strong");
    text->setText(item.what.simplified());
    text->setToolTip(item.what.toHtmlEscaped()); // a tool tip is rich text where it looks like it
    words->addWidget(text);
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(item.at), QLocale::ShortFormat);
    const QString place = item.place.isEmpty() ? tr("a room that is gone") : item.place;
    QLabel *where = makeLabel(tr("%1 · %2").arg(place, time), "dim");
    words->addWidget(where);
    QLabel *why = makeLabel(item.why, item.refused ? "problem" : "dim");
    why->setWordWrap(true);
    words->addWidget(why);
    for (QLabel *label : {where, why}) // below the words, whichever way their letters run
        label->setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignAbsolute);
    QPushButton *send = makeButton(tr("Retry"), "retryWaiting", "link");
    QPushButton *drop = makeButton(tr("Discard"), "discardWaiting", "link");
    send->setAccessibleDescription(text->text());
    drop->setAccessibleDescription(text->text());
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 8, 6, 8);
    layout->setSpacing(14);
    layout->addLayout(words, 1);
    layout->addWidget(send);
    layout->addWidget(drop);
    connect(send, &QPushButton::clicked, this,
            [this, room = item.room, key = item.key] { m_session.retryPending(room, key); });
    connect(drop, &QPushButton::clicked, this, [this, room = item.room, key = item.key] {
        m_session.discardPending(room, key);
        offerUndo(1);
    });
    return row;
}

void WaitingDialog::discardAll()
{
    const int count = int(m_session.waiting().size());
    confirm({tr("Discard %n waiting messages?", nullptr, count),
             tr("They are not sent. You can take this back until you close the list."), tr("Discard")},
            this, [this, count] {
                m_session.discardWaiting();
                offerUndo(count);
            });
}

void WaitingDialog::offerUndo(int count)
{
    m_undo->say(tr("%n messages discarded.", nullptr, count), tr("Undo"));
}

} // namespace courtyard
