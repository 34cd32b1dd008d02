#include "ui/desk/canneddialog.h"

#include "client/desk/helpdesk.h"
#include "protocol/limits.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSet>

namespace courtyard {

CannedDialog::CannedDialog(Session &session, const RoomInfo &topic, QWidget *parent)
    : Dialog(tr("Prepared replies of %1").arg(topic.name), tr("Save"), parent), m_session(session),
      m_desk(topic.id), m_replies(topic.desk ? topic.desk->canned : QList<CannedReply>()),
      m_list(new QListWidget)
{
    setObjectName(QStringLiteral("cannedDialog"));
    content()->addWidget(makeLabel(tr("Prepared replies of %1").arg(topic.name), "h3"));
    QLabel *what = makeLabel(
        tr("Type / where you write to a visitor, and choose one. It can be changed before it is sent."),
        "dim");
    what->setWordWrap(true);
    content()->addWidget(what);
    m_list->setObjectName(QStringLiteral("cannedList"));
    m_list->setAccessibleName(tr("Prepared replies"));
    m_list->setFixedWidth(180);
    QPushButton *more = makeButton(tr("New reply"), "newCanned", "link");
    m_remove = makeButton(tr("Remove"), "removeCanned", "link");
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(more);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addLayout(buttons);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    m_name = addField(right, tr("Name, to find it by"), "cannedName");
    m_name->setMaxLength(limits::cannedNameChars);
    right->addSpacing(8);
    m_text = addTextField(right, tr("What is said"), "cannedText");
    columns->addLayout(right, 1);
    content()->addSpacing(6);
    content()->addLayout(columns, 1);
    resize(600, 400);

    connect(m_list, &QListWidget::currentRowChanged, this, &CannedDialog::showChosen);
    connect(m_name, &QLineEdit::textEdited, this, &CannedDialog::change);
    connect(m_text, &QPlainTextEdit::textChanged, this, &CannedDialog::change);
    connect(more, &QPushButton::clicked, this, &CannedDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &CannedDialog::remove);
    connect(this, &Dialog::submitted, this, &CannedDialog::save);
    showList(0);
}

void CannedDialog::showList(int row)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const CannedReply &reply : m_replies)
            m_list->addItem(reply.name);
        m_list->setCurrentRow(row);
    }
    showChosen();
}

void CannedDialog::showChosen()
{
    const int row = m_list->currentRow();
    const bool any = row >= 0 && row < m_replies.size();
    const QSignalBlocker quiet(m_text);
    m_name->setText(any ? m_replies[row].name : QString());
    m_text->setPlainText(any ? m_replies[row].text : QString());
    for (QWidget *part :
         {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_remove)})
        part->setEnabled(any);
}

void CannedDialog::change()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_replies[row] = {m_name->text(), m_text->toPlainText()};
    m_list->item(row)->setText(m_name->text());
    showProblem({});
}

void CannedDialog::add()
{
    if (m_replies.size() >= limits::cannedReplies) {
        showProblem(tr("That is as many as there can be: %n.", nullptr, limits::cannedReplies));
        return;
    }
    m_replies.append(CannedReply{});
    showList(int(m_replies.size()) - 1);
    m_name->setFocus();
}

void CannedDialog::remove()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_replies.removeAt(row);
    showList(std::min(row, int(m_replies.size()) - 1));
}

QString CannedDialog::wrong() const
{
    QSet<QString> names;
    for (const CannedReply &reply : m_replies) {
        const QString name = reply.name.trimmed();
        if (name.isEmpty() || reply.text.trimmed().isEmpty())
            return tr("Every reply needs a name and words.");
        if (reply.text.toUtf8().size() > limits::textBytes)
            return tr("“%1” is too long for one message.").arg(name);
        if (names.contains(name.toCaseFolded()))
            return tr("Two replies are called “%1”.").arg(name);
        names.insert(name.toCaseFolded());
    }
    return {};
}

void CannedDialog::save()
{
    if (const QString problem = wrong(); !problem.isEmpty()) {
        showProblem(problem);
        return;
    }
    setBusy(true);
    for (CannedReply &reply : m_replies)
        reply.name = reply.name.trimmed();
    m_session.helpDesk()->setCanned(m_desk, m_replies, [self = QPointer(this)](const auto &problem) {
        if (!self)
            return;
        if (problem)
            self->showProblem(problem->text);
        else
            self->accept();
    });
}

} // namespace courtyard
