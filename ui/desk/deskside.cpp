#include "ui/desk/deskside.h"

#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "ui/chat/composer.h"
#include "ui/chat/messagefield.h"
#include "ui/desk/canneddialog.h"
#include "ui/desk/cannedpopup.h"
#include "ui/desk/helpdeskdialog.h"
#include "ui/desk/notespane.h"
#include "ui/desk/queuepane.h"
#include "ui/desk/ticketbar.h"
#include "ui/desk/topicdialog.h"

#include <QMenu>
#include <QPointer>

namespace courtyard {

DeskSide::DeskSide(Session &session, const Theme &theme, Composer *composer, QWidget *over, QWidget *window)
    : QObject(window), m_session(session), m_theme(theme), m_window(window), m_composer(composer),
      m_queue(new QueuePane(session, theme)), m_bar(new TicketBar(session)),
      m_notes(new NotesPane(session, theme)), m_canned(new CannedPopup(composer->field(), theme, over))
{
    connect(m_queue, &QueuePane::chosen, this, &DeskSide::showTicket);
    connectBar();
    const QAbstractItemModel *tickets = session.helpDesk()->tickets();
    connect(tickets, &QAbstractItemModel::dataChanged, this, &DeskSide::ticketsChanged);
    connect(tickets, &QAbstractItemModel::rowsRemoved, this, &DeskSide::ticketsChanged);
    connect(tickets, &QAbstractItemModel::rowsInserted, this, &DeskSide::ticketsChanged);
    connect(tickets, &QAbstractItemModel::modelReset, this, &DeskSide::ticketsChanged);
    connect(session.rooms(), &QAbstractItemModel::dataChanged, this, &DeskSide::showParts);
    showParts();
}

void DeskSide::connectBar()
{
    connect(m_bar, &TicketBar::claimWanted, this, &DeskSide::claim);
    connect(m_bar, &TicketBar::resolveWanted, this, &DeskSide::resolve);
    connect(m_bar, &TicketBar::reopenWanted, this, &DeskSide::reopen);
    connect(m_bar, &TicketBar::putBackWanted, this, &DeskSide::putBack);
    connect(m_bar, &TicketBar::handOverWanted, this, &DeskSide::handOver);
    connect(m_bar, &TicketBar::notesToggled, this, [this](bool shown) {
        m_notesWanted = shown;
        showParts();
        Q_EMIT changed();
    });
}

DeskView DeskSide::view() const
{
    return m_queue->view();
}

void DeskSide::show(DeskView view)
{
    m_on = true;
    m_queue->showView(view);
    m_session.helpDesk()->look(m_ticket);
    showParts();
    Q_EMIT changed();
}

void DeskSide::leave()
{
    if (!m_on)
        return;
    m_on = false;
    m_session.helpDesk()->look({});
    showParts();
    Q_EMIT changed();
}

void DeskSide::showTicket(const RoomId &room)
{
    m_ticket = room;
    show(view());
    if (m_composer->field()->isEnabled())
        m_composer->field()->setFocus();
}

/// The one that is shown may be gone: its topic was closed, or I answer there no more.
void DeskSide::ticketsChanged()
{
    if (!m_ticket.isEmpty() && !m_session.helpDesk()->tickets()->find(m_ticket)) {
        m_ticket.clear();
        m_session.helpDesk()->look({});
        showParts();
        Q_EMIT changed();
        return;
    }
    showParts();
}

void DeskSide::showParts()
{
    const RoomInfo *room = m_on ? m_session.helpDesk()->tickets()->find(m_ticket) : nullptr;
    const RoomInfo *topic = room ? m_session.helpDesk()->topic(room->ticket->deskId) : nullptr;
    m_queue->setCurrent(room ? m_ticket : RoomId());
    m_bar->showTicket(room ? m_ticket : RoomId());
    m_bar->setNotesShown(m_notesWanted);
    m_notes->showNotes(room && areNotesShown() ? room->ticket->notes : RoomId());
    m_notes->setVisible(room && areNotesShown());
    m_canned->setReplies(topic ? topic->desk->canned : QList<CannedReply>());
}

// ── What is done

QString DeskSide::nameOf(const RoomId &room) const
{
    const RoomInfo *known = m_session.helpDesk()->tickets()->find(room);
    return known ? known->name : QString();
}

Session::Done DeskSide::answer(const QString &text, std::function<void()> undo, std::function<void()> then)
{
    return [this, self = QPointer(this), text, undo = std::move(undo),
            then = std::move(then)](const std::optional<SessionProblem> &problem) {
        if (!self)
            return;
        if (problem) {
            Q_EMIT failed(problem->text);
            return;
        }
        if (!text.isEmpty())
            Q_EMIT done(text, undo);
        if (then)
            then();
    };
}

void DeskSide::claim(const RoomId &room)
{
    m_session.helpDesk()->claim(room,
                                answer(
                                    tr("The conversation with %1 is yours.").arg(nameOf(room)),
                                    [this, room] { putBack(room); },
                                    [this, room] {
                                        if (room != m_ticket || !m_on)
                                            return;
                                        if (view() == DeskView::Waiting)
                                            show(DeskView::Mine);
                                        m_composer->field()->setFocus();
                                    }));
}

void DeskSide::resolve(const RoomId &room)
{
    m_session.helpDesk()->resolve(
        room,
        answer(tr("The conversation with %1 is closed.").arg(nameOf(room)), [this, room] { reopen(room); }));
}

void DeskSide::reopen(const RoomId &room)
{
    m_session.helpDesk()->reopen(
        room,
        answer(tr("The conversation with %1 is open again, and yours.").arg(nameOf(room)),
               [this, room] { resolve(room); }));
}

void DeskSide::putBack(const RoomId &room)
{
    m_session.helpDesk()->putBack(
        room, answer(tr("%1 waits in the queue again.").arg(nameOf(room)), [this, room] { claim(room); }));
}

/// Taken back by whoever may: that it is put into the queue, from which I may claim it.
void DeskSide::handOver(const RoomId &room, const Person &agent)
{
    m_session.helpDesk()->handOver(
        room, agent.id, answer(tr("%1 has the conversation with %2 now.").arg(agent.name, nameOf(room)), {}));
}

// ── What is set up

void DeskSide::fillMenu(QMenu *menu)
{
    const QList<RoomInfo> topics = m_session.helpDesk()->topics();
    if (m_session.me().role == Role::Owner)
        menu->addAction(tr("Help desk settings…"), this, &DeskSide::openSettings)
            ->setObjectName(QStringLiteral("deskSettingsAction"));
    QMenu *canned = topics.size() > 1 ? menu->addMenu(tr("Prepared replies")) : menu;
    for (const RoomInfo &topic : topics) {
        QString name = topic.name;
        const QString words = topics.size() > 1
            ? tr("%1…").arg(name.replace(QLatin1Char('&'), QLatin1String("&&")))
            : tr("Prepared replies…");
        canned
            ->addAction(words, this,
                        [this, topic] { (new CannedDialog(m_session, topic, m_window))->open(); })
            ->setObjectName(QStringLiteral("cannedAction"));
    }
}

void DeskSide::openTopic(const RoomId &topic)
{
    if (const RoomInfo *known = m_session.helpDesk()->topic(topic))
        (new TopicDialog(m_session, *known, m_window))->open();
}

void DeskSide::openSettings()
{
    (new HelpDeskDialog(m_session, m_theme, m_address, m_window))->open();
}

} // namespace courtyard
