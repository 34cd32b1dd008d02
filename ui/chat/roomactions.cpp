#include "ui/chat/roomactions.h"

#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "protocol/limits.h"
#include "ui/dialogs/confirm.h"
#include "ui/dialogs/newroomdialog.h"
#include "ui/dialogs/persondialog.h"
#include "ui/dialogs/promptdialog.h"
#include "ui/dialogs/searchdialog.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace courtyard {

static constexpr int topicChars = 200; // what a header can show; the protocol allows more

RoomActions::RoomActions(Session &session, const Theme &theme, QWidget *window)
    : QObject(window), m_session(session), m_theme(theme), m_window(window)
{ }

Session::RoomDone RoomActions::answerIn(Dialog *dialog)
{
    return [this, self = QPointer(this), dialog = QPointer(dialog)](const RoomId &room, const auto &problem) {
        if (!self)
            return;
        if (problem && dialog)
            dialog->showProblem(problem->text);
        else if (problem)
            Q_EMIT failed(problem->text);
        else
            Q_EMIT roomReady(room);
        if (!problem && dialog)
            dialog->accept();
    };
}

void RoomActions::newRoom()
{
    using Offer = NewRoomDialog::Offer;
    const bool owner = m_session.me().role == Role::Owner;
    auto *dialog = new NewRoomDialog(m_window, owner ? Offer::HelpDeskToo : Offer::Rooms);
    connect(dialog, &Dialog::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        m_session.createRoom(dialog->name(), dialog->kind(), dialog->secret(), answerIn(dialog));
    });
    dialog->open();
}

void RoomActions::newDirect()
{
    auto *dialog = new PersonDialog(m_session.people(lobbyId), m_theme, PersonDialog::For::Talk, m_window);
    connect(dialog, &Dialog::submitted, this, [this, dialog] {
        if (dialog->chosen().isEmpty())
            return;
        dialog->setBusy(true);
        m_session.openDirect(dialog->chosen(), answerIn(dialog));
    });
    dialog->open();
}

void RoomActions::openDirect(const MemberId &member)
{
    m_session.openDirect(member, answerIn(nullptr));
}

void RoomActions::join(const RoomId &room)
{
    m_session.joinRoom(
        room, QString(), [this, self = QPointer(this)](const RoomId &joined, const auto &problem) {
            if (!self)
                return;
            // A private room is not listed, and without its secret the host says that there is none.
            if (problem && problem->code == ErrorCode::NoRoom && !m_session.rooms()->find(joined))
                askSecret(joined);
            else if (problem)
                Q_EMIT failed(problem->text);
            else
                Q_EMIT roomReady(joined);
        });
}

void RoomActions::enter(const RoomId &room)
{
    const RoomInfo *info = m_session.rooms()->find(room);
    if (!info || info->inviter.isEmpty()) {
        join(room);
        return;
    }
    auto *box = new QMessageBox(m_window->window());
    box->setObjectName(QStringLiteral("invitation"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // names of others stand in it
    box->setWindowTitle(QStringLiteral("Courtyard"));
    box->setText(tr("%1 invites you to %2.").arg(info->inviter, info->name));
    box->setInformativeText(tr("Once you have declined, you need another invitation."));
    QPushButton *yes = box->addButton(tr("Join"), QMessageBox::AcceptRole);
    QPushButton *no = box->addButton(tr("Decline"), QMessageBox::DestructiveRole);
    box->setEscapeButton(box->addButton(tr("Not now"), QMessageBox::RejectRole));
    box->setDefaultButton(yes);
    yes->setObjectName(QStringLiteral("invitationJoin"));
    no->setObjectName(QStringLiteral("invitationDecline"));
    connect(yes, &QPushButton::clicked, this, [this, room] { join(room); });
    connect(no, &QPushButton::clicked, this, [this, room] { decline(room); });
    box->open();
}

void RoomActions::decline(const RoomId &room)
{
    m_session.leaveRoom(room, [this, self = QPointer(this)](const auto &problem) {
        if (self && problem)
            Q_EMIT failed(problem->text);
    });
}

void RoomActions::askSecret(const RoomId &room)
{
    auto *dialog = new PromptDialog(
        {tr("Private room"), tr("Secret of the room"), tr("Join"), QString(), limits::secretChars}, m_window);
    connect(dialog, &Dialog::submitted, this, [this, dialog, room] {
        dialog->setBusy(true);
        m_session.joinRoom(room, dialog->text(), answerIn(dialog));
    });
    dialog->open();
}

void RoomActions::leave(const RoomId &room)
{
    const RoomInfo *info = m_session.rooms()->find(room);
    if (!info)
        return;
    const QString detail = info->kind == RoomKind::Public
        ? tr("You can join it again from the list of rooms.")
        : tr("You need its secret or an invitation to come back.");
    confirm({tr("Leave %1?").arg(info->name), detail, tr("Leave")}, m_window, [this, room] {
        m_session.leaveRoom(room, [this, self = QPointer(this), room](const auto &problem) {
            if (!self)
                return;
            if (problem)
                Q_EMIT failed(problem->text);
            else
                Q_EMIT roomLeft(room);
        });
    });
}

void RoomActions::changeTopic(const RoomId &room)
{
    const RoomInfo *info = m_session.rooms()->find(room);
    if (!info)
        return;
    auto *dialog = new PromptDialog(
        {tr("Topic of %1").arg(info->name), tr("Topic"), tr("Save"), info->topic, topicChars}, m_window);
    connect(dialog, &Dialog::submitted, this, [this, dialog, room] {
        m_session.setTopic(room, dialog->text());
        dialog->accept();
    });
    dialog->open();
}

void RoomActions::rename()
{
    auto *dialog = new PromptDialog(
        {tr("Your name"), tr("Your new name"), tr("Save"), m_session.me().name, limits::nameChars}, m_window);
    connect(dialog, &Dialog::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        m_session.rename(dialog->text(), [dialog = QPointer(dialog)](const auto &problem) {
            if (!dialog)
                return;
            if (problem)
                dialog->showProblem(problem->text);
            else
                dialog->accept();
        });
    });
    dialog->open();
}

void RoomActions::search(const RoomId &room)
{
    auto *dialog = new SearchDialog(m_session, room, m_theme, m_window);
    connect(dialog, &SearchDialog::hitChosen, this, &RoomActions::messageWanted);
    dialog->show();
}

} // namespace courtyard
