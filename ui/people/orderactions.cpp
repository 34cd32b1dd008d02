#include "ui/people/orderactions.h"

#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "ui/dialogs/confirm.h"
#include "ui/dialogs/persondialog.h"
#include "ui/people/bandialog.h"
#include "ui/people/moderationdialog.h"
#include "ui/people/times.h"

#include <QMenu>
#include <QPointer>

namespace courtyard {

OrderActions::OrderActions(Session &session, const Theme &theme, QWidget *window)
    : QObject(window), m_session(session), m_theme(theme), m_window(window)
{ }

bool OrderActions::moderates() const
{
    const Role role = m_session.me().role;
    return role == Role::Owner || role == Role::Moderator;
}

/// Nobody acts on the owner or on himself, and a moderator not on a moderator.
bool OrderActions::mayActOn(const Person &person) const
{
    const Self me = m_session.me();
    if (!moderates() || person.id == me.id || person.role == Role::Owner)
        return false;
    return me.role == Role::Owner || person.role != Role::Moderator;
}

void OrderActions::carryOut(const Session::HouseOrder &order, const QString &text, std::function<void()> undo)
{
    m_session.order(order, [this, self = QPointer(this), text, undo = std::move(undo)](const auto &problem) {
        if (!self)
            return;
        if (problem)
            Q_EMIT failed(problem->text);
        else if (!text.isEmpty())
            Q_EMIT done(text, undo);
    });
}

// ── People

void OrderActions::fillPersonMenu(QMenu *menu, const Person &person)
{
    if (person.id.isEmpty() || person.id == m_session.me().id)
        return;
    const auto add = [this, menu](const QString &words, const char *name, auto &&run) {
        menu->addAction(words, this, std::forward<decltype(run)>(run))->setObjectName(QLatin1String(name));
    };
    if (person.role != Role::Visitor) // has the own conversation, and no other
        add(tr("Message directly"), "directAction", [this, person] { Q_EMIT directWanted(person.id); });
    addRole(menu, person);
    if (!mayActOn(person))
        return;
    menu->addSeparator();
    addMuting(menu, person);
    add(tr("Remove"), "removeAction", [this, person] { remove(person); });
    add(tr("Ban…"), "banAction", [this, person] { askToBan(person); });
}

void OrderActions::addRole(QMenu *menu, const Person &person)
{
    if (m_session.me().role != Role::Owner || person.role == Role::Owner || person.role == Role::Visitor)
        return;
    const auto add = [this, menu, &person](Role role, const QString &make, const QString &end,
                                           const char *name) {
        const bool is = person.role == role;
        menu->addAction(is ? end : make, this,
                        [this, person, role, is] { setRole(person, is ? Role::Member : role); })
            ->setObjectName(QLatin1String(name));
    };
    add(Role::Moderator, tr("Make a moderator"), tr("No longer a moderator"), "roleAction");
    if (person.role != Role::Moderator) // one has one role
        add(Role::Agent, tr("Make an agent of the help desk"), tr("No longer an agent"), "agentAction");
}

void OrderActions::addMuting(QMenu *menu, const Person &person)
{
    if (person.muted > m_session.hostTime()) {
        menu->addAction(tr("Let write again (muted until %1)").arg(momentWords(person.muted)), this,
                        [this, person] { mute(person, 0); })
            ->setObjectName(QStringLiteral("unmuteAction"));
        return;
    }
    QMenu *mutes = menu->addMenu(tr("Mute"));
    mutes->setObjectName(QStringLiteral("muteMenu"));
    for (const int minutes : {10, 60, 24 * 60})
        mutes
            ->addAction(tr("For %1").arg(durationWords(minutes)), this,
                        [this, person, minutes] { mute(person, minutes); })
            ->setObjectName(QStringLiteral("mute%1").arg(minutes));
}

void OrderActions::mute(const Person &person, int minutes)
{
    const QString text = minutes > 0 ? tr("%1 cannot write for %2.").arg(person.name, durationWords(minutes))
                                     : tr("%1 may write again.").arg(person.name);
    carryOut(request::Mute{person.id, minutes, {}}, text,
             minutes > 0 ? std::function<void()>([this, person] { mute(person, 0); }) : nullptr);
}

void OrderActions::remove(const Person &person)
{
    carryOut(
        request::Kick{person.id, {}},
        tr("%1 was removed, and may come back. Whoever is to stay away has to be banned.").arg(person.name));
}

void OrderActions::askToBan(const Person &person)
{
    auto *dialog = new BanDialog(person.name, m_window);
    connect(dialog, &Dialog::submitted, this, [this, dialog, person] {
        const auto undo = [this, person] {
            carryOut(request::Unban{person.id, {}}, tr("%1 may come back.").arg(person.name));
        };
        const std::optional<int> minutes = dialog->minutes();
        carryOut(request::Ban{person.id, minutes, dialog->reason()},
                 minutes ? tr("%1 is banned for %2.").arg(person.name, durationWords(*minutes))
                         : tr("%1 is banned.").arg(person.name),
                 undo);
        dialog->accept();
    });
    dialog->open();
}

void OrderActions::setRole(const Person &person, Role role)
{
    const QString text = role == Role::Moderator ? tr("%1 is a moderator now.").arg(person.name)
        : role == Role::Agent                    ? tr("%1 answers at the help desk now.").arg(person.name)
        : person.role == Role::Agent             ? tr("%1 is no agent any more.").arg(person.name)
                                                 : tr("%1 is no moderator any more.").arg(person.name);
    Person now = person;
    now.role = role;
    carryOut(request::SetRole{person.id, role}, text,
             [this, now, before = person.role] { setRole(now, before); });
}

// ── Rooms

void OrderActions::fillRoomMenu(QMenu *menu, const RoomId &room)
{
    const RoomInfo *info = m_session.rooms()->find(room);
    if (!info)
        return;
    if (info->kind == RoomKind::Private && info->member)
        menu->addAction(tr("Invite into this room…"), this, [this, room] { invite(room); })
            ->setObjectName(QStringLiteral("inviteIntoAction"));
    if (!moderates() || info->kind == RoomKind::Direct)
        return;
    const bool locked = info->locked;
    menu->addAction(locked ? tr("Unlock this room") : tr("Lock this room"), this,
                    [this, room, locked, name = info->name] {
                        const auto undo = [this, room, locked] { carryOut(request::Lock{room, locked}, {}); };
                        carryOut(request::Lock{room, !locked},
                                 locked ? tr("Everybody in %1 may write again.").arg(name)
                                        : tr("Only moderators may write in %1 now.").arg(name),
                                 undo);
                    })
        ->setObjectName(QStringLiteral("lockAction"));
    addSlowing(menu, *info);
    if (room != lobbyId)
        menu->addAction(tr("Close this room for everybody…"), this, [this, room = *info] { closeRoom(room); })
            ->setObjectName(QStringLiteral("closeRoomAction"));
}

void OrderActions::addSlowing(QMenu *menu, const RoomInfo &info)
{
    QMenu *slow = menu->addMenu(tr("Slow mode"));
    slow->setObjectName(QStringLiteral("slowMenu"));
    for (const int seconds : {0, 10, 30, 60, 300}) {
        QAction *action = slow->addAction(
            seconds == 0 ? tr("Off") : tr("One message in %1").arg(spanWords(seconds)), this,
            [this, room = info.id, name = info.name, before = info.slow, seconds] {
                const auto undo = [this, room, before] { carryOut(request::Slow{room, before}, {}); };
                carryOut(
                    request::Slow{room, seconds},
                    seconds == 0
                        ? tr("Slow mode is off in %1.").arg(name)
                        : tr("In %1 everybody writes at most once in %2 now.").arg(name, spanWords(seconds)),
                    undo);
            });
        action->setObjectName(QStringLiteral("slow%1").arg(seconds));
        action->setCheckable(true);
        action->setChecked(info.slow == seconds);
    }
}

void OrderActions::closeRoom(const RoomInfo &info)
{
    confirm({tr("Close %1 for everybody?").arg(info.name),
             tr("Its messages and files are deleted. This cannot be taken back."), tr("Close the room")},
            m_window,
            [this, info] { carryOut(request::CloseRoom{info.id}, tr("%1 is closed.").arg(info.name)); });
}

void OrderActions::invite(const RoomId &room)
{
    auto *dialog = new PersonDialog(m_session.people(lobbyId), m_theme, PersonDialog::For::Room, m_window);
    connect(dialog, &Dialog::submitted, this, [this, dialog, room] {
        if (dialog->chosen().isEmpty())
            return;
        dialog->setBusy(true);
        m_session.order(request::Invite{room, dialog->chosen()},
                        [this, self = QPointer(this), dialog = QPointer(dialog),
                         name = dialog->chosenName()](const auto &problem) {
                            if (!self || !dialog)
                                return;
                            if (problem) {
                                dialog->showProblem(problem->text);
                                return;
                            }
                            dialog->accept();
                            Q_EMIT done(tr("%1 is invited.").arg(name), {});
                        });
    });
    dialog->open();
}

void OrderActions::showModeration()
{
    (new ModerationDialog(m_session, m_window))->open();
}

} // namespace courtyard
