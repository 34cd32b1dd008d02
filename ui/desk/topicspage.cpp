#include "ui/desk/topicspage.h"

#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "protocol/limits.h"
#include "ui/desk/canneddialog.h"
#include "ui/desk/deskaddressdialog.h"
#include "ui/desk/topicdialog.h"
#include "ui/dialogs/confirm.h"
#include "ui/dialogs/promptdialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>

namespace courtyard {

static constexpr int topicRole = Qt::UserRole + 1;

TopicsPage::TopicsPage(Session &session, const Theme &theme, const QString &address, QWidget *parent)
    : QWidget(parent), m_session(session), m_topics(new QListWidget)
{
    m_topics->setObjectName(QStringLiteral("topics"));
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setWordWrap(true);
    m_topics->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty =
        makeLabel(tr("There is no help desk yet. Make a topic, and whoever is on this network can bring a "
                     "question to it with any browser, without a join code."),
                  "dim");
    m_empty->setObjectName(QStringLiteral("noTopics"));
    m_empty->setWordWrap(true);
    m_problem = makeLabel(QString(), "problem");
    m_problem->setWordWrap(true);
    m_problem->hide();
    QPushButton *add = makeButton(tr("New topic…"), "newTopic", "primary");
    QPushButton *change = makeButton(tr("Settings…"), "changeTopic");
    QPushButton *canned = makeButton(tr("Prepared replies…"), "cannedReplies");
    QPushButton *where = makeButton(tr("Address…"), "topicAddress");
    QPushButton *end = makeButton(tr("Close…"), "closeTopic");
    m_forOne = {change, canned, where, end};
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(add);
    for (QPushButton *button : std::as_const(m_forOne))
        buttons->addWidget(button);
    buttons->addStretch();
    auto *left = new QVBoxLayout;
    left->addWidget(m_empty);
    left->addWidget(m_topics, 1);
    left->addWidget(m_problem);
    auto *layout = new QHBoxLayout(this);
    layout->setSpacing(14);
    layout->addLayout(left, 1);
    layout->addLayout(buttons);

    connect(add, &QPushButton::clicked, this, &TopicsPage::make);
    connect(end, &QPushButton::clicked, this, &TopicsPage::close);
    connect(change, &QPushButton::clicked, this, [this] {
        if (const RoomInfo *topic = chosen())
            (new TopicDialog(m_session, *topic, window()))->open();
    });
    connect(canned, &QPushButton::clicked, this, [this] {
        if (const RoomInfo *topic = chosen())
            (new CannedDialog(m_session, *topic, window()))->open();
    });
    connect(where, &QPushButton::clicked, this, [this, &theme, address] {
        if (const RoomInfo *topic = chosen())
            (new DeskAddressDialog(topic->name, address, theme, window()))->open();
    });
    connect(m_topics, &QListWidget::currentRowChanged, this, &TopicsPage::showButtons);
    const QAbstractItemModel *rooms = session.rooms();
    connect(rooms, &QAbstractItemModel::dataChanged, this, &TopicsPage::showTopics);
    connect(rooms, &QAbstractItemModel::rowsInserted, this, &TopicsPage::showTopics);
    connect(rooms, &QAbstractItemModel::rowsRemoved, this, &TopicsPage::showTopics);
    showTopics();
}

QString TopicsPage::words(const RoomInfo &topic) const
{
    const DeskInfo &desk = *topic.desk;
    const QString hours = desk.hours.isEmpty() ? tr("always open")
        : desk.open                            ? tr("open now")
                                               : tr("closed now");
    const QString waiting =
        desk.waiting > 0 ? tr("%n waiting", "questions", desk.waiting) : tr("nobody waits");
    return tr("%1\n%2 · %3 · %4", "topic; agents that are here, hours, questions that wait")
        .arg(topic.name, tr("%n agents here", nullptr, desk.present), hours, waiting);
}

void TopicsPage::showTopics()
{
    const QList<RoomInfo> topics = m_session.helpDesk()->topics();
    while (m_topics->count() > topics.size())
        delete m_topics->takeItem(m_topics->count() - 1);
    for (int row = 0; row < topics.size(); ++row) {
        QListWidgetItem *item = row < m_topics->count() ? m_topics->item(row) : new QListWidgetItem(m_topics);
        item->setText(words(topics[row]));
        item->setData(topicRole, topics[row].id);
    }
    if (m_topics->currentRow() < 0)
        m_topics->setCurrentRow(0);
    m_empty->setVisible(topics.isEmpty());
    m_topics->setVisible(!topics.isEmpty());
    showButtons();
}

void TopicsPage::showButtons()
{
    for (QPushButton *button : std::as_const(m_forOne))
        button->setEnabled(chosen());
}

const RoomInfo *TopicsPage::chosen() const
{
    const QListWidgetItem *item = m_topics->currentItem();
    return item ? m_session.helpDesk()->topic(item->data(topicRole).toString()) : nullptr;
}

void TopicsPage::make()
{
    auto *dialog = new PromptDialog({tr("New topic"), tr("What visitors ask about, for instance “Support”"),
                                     tr("Create"), QString(), limits::nameChars},
                                    window());
    connect(dialog, &Dialog::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        m_session.createRoom(dialog->text(), RoomKind::Desk, QString(),
                             [this, self = QPointer(this), dialog = QPointer(dialog)](const RoomId &room,
                                                                                      const auto &problem) {
                                 if (!self || !dialog)
                                     return;
                                 if (problem) {
                                     dialog->showProblem(problem->text);
                                     return;
                                 }
                                 dialog->accept();
                                 if (const RoomInfo *topic = m_session.helpDesk()->topic(room))
                                     (new TopicDialog(m_session, *topic, window()))->open();
                             });
    });
    dialog->open();
}

void TopicsPage::close()
{
    const RoomInfo *topic = chosen();
    if (!topic)
        return;
    confirm(
        {tr("Close %1?").arg(topic->name),
         tr("No new questions come in. What is open there counts as closed; visitors still find their own "
            "conversation."),
         tr("Close the topic")},
        this, [this, room = topic->id] {
            m_session.order(request::CloseRoom{room}, [self = QPointer(this)](const auto &problem) {
                if (!self)
                    return;
                self->m_problem->setText(problem ? problem->text : QString());
                self->m_problem->setVisible(problem.has_value());
            });
        });
}

} // namespace courtyard
