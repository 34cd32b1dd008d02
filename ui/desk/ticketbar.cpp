#include "ui/desk/ticketbar.h"

#include "client/desk/helpdesk.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "client/timelinemodel.h"
#include "ui/people/times.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace courtyard {

static constexpr int clockMs = 5000;

TicketBar::TicketBar(Session &session, QWidget *parent) : QFrame(parent), m_session(session)
{
    setObjectName(QStringLiteral("ticketBar"));
    setProperty("look", QLatin1String("side"));
    m_state = new ElidedLabel("dim");
    m_state->setObjectName(QStringLiteral("ticketState"));
    m_looking = new ElidedLabel("attention");
    m_looking->setObjectName(QStringLiteral("ticketLooking"));
    m_claim = makeButton(tr("Answer"), "claim", "primary");
    m_resolve = makeButton(tr("Close"), "resolve", "primary");
    m_reopen = makeButton(tr("Open again"), "reopen", "primary");
    m_handOver = makeButton(tr("Hand over"), "handOver", "link");
    m_notes = makeButton(tr("Notes"), "notesToggle", "link");
    m_notes->setCheckable(true);
    m_notes->setToolTip(tr("What agents write down about this visitor, who never sees it"));
    m_agents = new QMenu(this);
    m_agents->setObjectName(QStringLiteral("handOverMenu"));
    m_handOver->setMenu(m_agents);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_state);
    words->addWidget(m_looking);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->setSpacing(12);
    layout->addLayout(words, 1);
    for (QPushButton *button : {m_notes, m_handOver, m_claim, m_resolve, m_reopen})
        layout->addWidget(button);

    connect(m_claim, &QPushButton::clicked, this, [this] { Q_EMIT claimWanted(m_room); });
    connect(m_resolve, &QPushButton::clicked, this, [this] { Q_EMIT resolveWanted(m_room); });
    connect(m_reopen, &QPushButton::clicked, this, [this] { Q_EMIT reopenWanted(m_room); });
    connect(m_notes, &QPushButton::clicked, this, &TicketBar::notesToggled);
    connect(m_agents, &QMenu::aboutToShow, this, &TicketBar::fillHandOver);
    connect(session.helpDesk()->tickets(), &QAbstractItemModel::dataChanged, this, &TicketBar::showState);
    connect(&session, &Session::meChanged, this, &TicketBar::showState);
    m_clock.setInterval(clockMs);
    connect(&m_clock, &QTimer::timeout, this, &TicketBar::showState);
    hide();
}

void TicketBar::showTicket(const RoomId &room)
{
    if (m_room != room && m_about)
        m_about->disconnect(this);
    m_room = room;
    const RoomInfo *known = m_session.helpDesk()->tickets()->find(room);
    m_about = known && !known->ticket->notes.isEmpty() ? m_session.timeline(known->ticket->notes) : nullptr;
    if (m_about)
        connect(m_about, &QAbstractItemModel::rowsInserted, this, &TicketBar::showState,
                Qt::UniqueConnection);
    setVisible(!room.isEmpty());
    isVisibleTo(parentWidget()) ? m_clock.start() : m_clock.stop();
    showState();
}

void TicketBar::setNotesShown(bool shown)
{
    m_notes->setChecked(shown);
}

void TicketBar::showState()
{
    const RoomInfo *room = m_session.helpDesk()->tickets()->find(m_room);
    if (!room)
        return;
    m_state->setText(words(*room->ticket));
    m_looking->setText(lookingWords(*room->ticket));
    m_looking->setVisible(!m_looking->text().isEmpty());
    m_notes->setText(m_about && m_about->lastSeq() > 0 ? tr("Notes •")
                                                       : tr("Notes")); // there is something to read
    showButtons(*room->ticket);
}

void TicketBar::showButtons(const Ticket &ticket)
{
    const Self me = m_session.me();
    const bool mine = ticket.agent.id == me.id || me.role == Role::Owner;
    const bool waits = ticket.state == TicketState::Waiting;
    const bool claimed = ticket.state == TicketState::Claimed;
    m_claim->setVisible(waits);
    m_resolve->setVisible(claimed && mine);
    m_reopen->setVisible(ticket.state == TicketState::Resolved);
    m_handOver->setVisible(waits || (claimed && mine));
}

QString TicketBar::words(const Ticket &ticket) const
{
    const QString time = roughSpanWords(m_session.hostTime() - ticket.since);
    switch (ticket.state) {
    case TicketState::Waiting:
        return tr("#%1 · %2 · waiting for %3").arg(QString::number(ticket.number), ticket.desk, time);
    case TicketState::Claimed:
        return ticket.agent.id == m_session.me().id
            ? tr("#%1 · %2 · yours for %3").arg(QString::number(ticket.number), ticket.desk, time)
            : tr("#%1 · %2 · %3 has it for %4")
                  .arg(QString::number(ticket.number), ticket.desk, ticket.agent.name, time);
    case TicketState::Resolved:
        break;
    }
    return tr("#%1 · %2 · closed %3")
        .arg(QString::number(ticket.number), ticket.desk, momentWords(ticket.since));
}

QString TicketBar::lookingWords(const Ticket &ticket) const
{
    QStringList names;
    for (const NamedMember &agent : ticket.looking) {
        if (agent.id != m_session.me().id)
            names.append(agent.name);
    }
    return names.isEmpty() ? QString() : tr("%1 looks at this, too").arg(names.join(QStringLiteral(", ")));
}

/// Of its topic: those who are named there, or everybody with the role.
QList<Person> TicketBar::otherAgents(const Ticket &ticket) const
{
    const RoomInfo *topic = m_session.helpDesk()->topic(ticket.deskId);
    const PeopleModel *people = m_session.people(lobbyId);
    QList<Person> agents;
    for (int row = 0; row < people->rowCount(); ++row) {
        const Person *person = people->find(people->index(row).data(PeopleModel::IdRole).toString());
        const bool named = topic && topic->desk->agents.contains(person->id);
        const bool everybody = topic && topic->desk->agents.isEmpty();
        if (person->id != ticket.agent.id
            && (named || person->role == Role::Owner || (everybody && person->role == Role::Agent)))
            agents.append(*person);
    }
    return agents;
}

void TicketBar::fillHandOver()
{
    m_agents->clear();
    const RoomInfo *room = m_session.helpDesk()->tickets()->find(m_room);
    if (!room)
        return;
    for (const Person &agent : otherAgents(*room->ticket)) {
        QString words = agent.online ? agent.name : tr("%1 (not here)").arg(agent.name);
        m_agents
            ->addAction(words.replace(QLatin1Char('&'), QLatin1String("&&")), this,
                        [this, agent] { Q_EMIT handOverWanted(m_room, agent); })
            ->setObjectName(QStringLiteral("to_") + agent.id);
    }
    if (m_agents->isEmpty())
        m_agents->addAction(tr("Nobody else answers here"))->setEnabled(false);
    if (room->ticket->state != TicketState::Claimed)
        return;
    m_agents->addSeparator();
    m_agents->addAction(tr("Back to the queue"), this, [this] { Q_EMIT putBackWanted(m_room); })
        ->setObjectName(QStringLiteral("putBack"));
}

} // namespace courtyard
