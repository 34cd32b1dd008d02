#include "ui/desk/topicdialog.h"

#include "client/desk/helpdesk.h"
#include "client/peoplemodel.h"
#include "protocol/limits.h"
#include "ui/desk/hoursedit.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>

namespace courtyard {

static constexpr int memberRole = Qt::UserRole + 1;

TopicDialog::TopicDialog(Session &session, const RoomInfo &topic, QWidget *parent)
    : Dialog(tr("Help desk: %1").arg(topic.name), tr("Save"), parent), m_session(session), m_desk(topic.id),
      m_hours(new HoursEdit)
{
    setObjectName(QStringLiteral("topicDialog"));
    const DeskInfo desk = topic.desk.value_or(DeskInfo());
    content()->addWidget(makeLabel(topic.name, "h3"));
    QLabel *what = makeLabel(
        tr("Whoever is on this network may bring a question here, without a join code. Each visitor sees "
           "nothing but the own conversation."),
        "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    content()->addSpacing(6);
    auto *pages = new QTabWidget;
    pages->setObjectName(QStringLiteral("topicPages"));
    pages->setAccessibleName(topic.name);
    pages->addTab(makeWords(desk), tr("Words"));
    pages->addTab(makeAgents(desk), tr("Agents"));
    pages->addTab(m_hours, tr("Hours"));
    m_hours->setHours(desk.hours);
    content()->addWidget(pages, 1);
    resize(520, 460);
    connect(this, &Dialog::submitted, this, &TopicDialog::save);
}

QWidget *TopicDialog::makeWords(const DeskInfo &desk)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setSpacing(0);
    m_greeting = addTextField(layout, tr("Greeting, above every conversation"), "deskGreeting");
    m_greeting->setPlainText(desk.greeting);
    layout->addSpacing(10);
    m_away = addTextField(layout, tr("Said while nobody is there to answer"), "deskAway");
    m_away->setPlainText(desk.away);
    return page;
}

QWidget *TopicDialog::makeAgents(const DeskInfo &desk)
{
    auto *page = new QWidget;
    m_everybody = new QRadioButton(tr("Every agent answers here"));
    m_everybody->setObjectName(QStringLiteral("everyAgent"));
    m_named = new QRadioButton(tr("Only these:"));
    m_named->setObjectName(QStringLiteral("namedAgents"));
    m_agents = new QListWidget;
    m_agents->setObjectName(QStringLiteral("deskAgents"));
    m_agents->setAccessibleName(tr("Agents of this topic"));
    listAgents(desk);
    QLabel *how =
        makeLabel(tr("Whoever hosts always may. To make somebody an agent, use the menu of that person in "
                     "the list of people."),
                  "dim");
    how->setWordWrap(true);
    auto *layout = new QVBoxLayout(page);
    layout->addWidget(m_everybody);
    layout->addWidget(m_named);
    layout->addWidget(m_agents, 1);
    layout->addWidget(how);
    connect(m_named, &QRadioButton::toggled, m_agents, &QWidget::setEnabled);
    m_agents->setEnabled(false);
    (desk.agents.isEmpty() ? m_everybody : m_named)->setChecked(true);
    return page;
}

void TopicDialog::listAgents(const DeskInfo &desk)
{
    const PeopleModel *people = m_session.people(lobbyId);
    QStringList shown;
    const auto add = [this, &desk, &shown](const MemberId &id, const QString &name) {
        auto *item = new QListWidgetItem(name, m_agents);
        item->setData(memberRole, id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(desk.agents.contains(id) ? Qt::Checked : Qt::Unchecked);
        shown.append(id);
    };
    for (int row = 0; row < people->rowCount(); ++row) {
        const QModelIndex person = people->index(row);
        const MemberId id = person.data(PeopleModel::IdRole).toString();
        if (Role(person.data(PeopleModel::RoleRole).toInt()) == Role::Agent || desk.agents.contains(id))
            add(id, person.data(PeopleModel::NameRole).toString());
    }
    for (const MemberId &id : desk.agents) {
        if (!shown.contains(id)) // not among those who are listed; kept
            add(id, tr("somebody who is not in the lobby"));
    }
}

QStringList TopicDialog::agents() const
{
    QStringList ids;
    for (int row = 0; m_named->isChecked() && row < m_agents->count(); ++row) {
        if (m_agents->item(row)->checkState() == Qt::Checked)
            ids.append(m_agents->item(row)->data(memberRole).toString());
    }
    return ids;
}

void TopicDialog::save()
{
    const request::SetDesk topic{m_desk, agents(), m_greeting->toPlainText().trimmed(),
                                 m_away->toPlainText().trimmed(), m_hours->hours()};
    QString problem = m_hours->wrong();
    if (m_named->isChecked() && topic.agents->isEmpty())
        problem = tr("Tick who answers here, or let every agent answer.");
    else if (std::max(topic.greeting->size(), topic.away->size()) > limits::greetingChars)
        problem = tr("Greeting and absence may have %n characters each.", nullptr, limits::greetingChars);
    if (!problem.isEmpty()) {
        showProblem(problem);
        return;
    }
    setBusy(true);
    m_session.helpDesk()->setTopic(topic, [self = QPointer(this)](const auto &failed) {
        if (!self)
            return;
        if (failed)
            self->showProblem(failed->text);
        else
            self->accept();
    });
}

} // namespace courtyard
