// The menu ☰ with its shortcuts, inviting, and About; part of MainWindow.
#include "ui/mainwindow.h"

#include "ui/chat/chatpage.h"
#include "ui/chat/conversation.h"
#include "ui/chat/roomactions.h"
#include "ui/desk/deskside.h"
#include "ui/invite/invitedialog.h"
#include "ui/people/orderactions.h"

#include <QActionGroup>
#include <QClipboard>
#include <QCursor>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QUrl>

namespace courtyard {

void MainWindow::makeMenu()
{
    auto *menu = new QMenu(this);
    const auto add = [this, menu](const QString &words, const QKeySequence &keys, auto &&run) {
        QAction *action = menu->addAction(words, this, std::forward<decltype(run)>(run));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WindowShortcut);
        addAction(action); // so that the keys work while the menu is closed
    };
    const auto inChat = [this](auto run) {
        return [this, run] {
            if (m_entered)
                run();
        };
    };
    add(tr("Invite people…"), Qt::CTRL | Qt::Key_I, inChat([this] { showInvite(); }));
    add(tr("Search…"), Qt::CTRL | Qt::Key_F,
        inChat([this] { m_chat->actions()->search(m_chat->currentRoom()); }));
    add(tr("Copy link to this room"), {}, inChat([this] { copyLink(m_chat->currentRoom()); }));
    menu->addSeparator();
    add(tr("Change topic…"), {}, inChat([this] { m_chat->actions()->changeTopic(m_chat->currentRoom()); }));
    add(tr("Leave this room…"), {}, inChat([this] { m_chat->actions()->leave(m_chat->currentRoom()); }));
    add(tr("Next room"), Qt::CTRL | Qt::Key_PageDown, inChat([this] { m_chat->showNeighbour(1); }));
    add(tr("Previous room"), Qt::CTRL | Qt::Key_PageUp, inChat([this] { m_chat->showNeighbour(-1); }));
    QMenu *room = menu->addMenu(tr("Moderate this room"));
    room->setObjectName(QStringLiteral("roomMenu"));
    connect(menu, &QMenu::aboutToShow, room, [this, room] {
        room->clear();
        if (m_entered)
            m_chat->order()->fillRoomMenu(room, m_chat->currentRoom());
        room->menuAction()->setVisible(!room->isEmpty());
    });
    QAction *moderation =
        menu->addAction(tr("Moderation…"), this, [this] { m_chat->order()->showModeration(); });
    moderation->setObjectName(QStringLiteral("moderationAction"));
    connect(menu, &QMenu::aboutToShow, moderation,
            [this, moderation] { moderation->setVisible(m_entered && m_chat->order()->moderates()); });
    addDesk(menu);
    menu->addSeparator();
    add(tr("Files of this room…"), {}, inChat([this] { m_chat->conversation()->showFiles(); }));
    add(tr("Transfers…"), Qt::CTRL | Qt::Key_J, inChat([this] { m_chat->conversation()->showTransfers(); }));
    add(tr("Waiting to be sent…"), {}, inChat([this] { showWaiting(); }));
    add(tr("Connection details…"), {}, inChat([this] { showDetails(); }));
    menu->addSeparator();
    add(tr("Continue on my phone…"), {}, inChat([this] { showLinkDialog(); }));
    add(tr("Change your name…"), {}, inChat([this] { m_chat->actions()->rename(); }));
    addNotifications(menu);
    addAppearance(menu);
    menu->addSeparator();
    add(tr("About Courtyard"), {}, [this] { showAbout(); });
    add(tr("Leave this place"), {}, inChat([this] { askToLeave(After::StartPage); }));
    add(tr("Quit"), QKeySequence::Quit, [this] { close(); });
    m_chat->setMenu(menu);
}

void MainWindow::addAppearance(QMenu *menu)
{
    QMenu *appearance = menu->addMenu(tr("Appearance"));
    auto *group = new QActionGroup(appearance);
    const std::pair<Theme::Mode, QString> choices[] = {{Theme::Mode::System, tr("As the system")},
                                                       {Theme::Mode::Light, tr("Light")},
                                                       {Theme::Mode::Dark, tr("Dark")}};
    for (const auto &[mode, words] : choices) {
        QAction *action = appearance->addAction(words, this, [this, mode = mode] {
            m_theme.setMode(mode);
            m_settings.mode = mode;
            Q_EMIT settingsChanged(m_settings);
        });
        action->setCheckable(true);
        action->setChecked(m_theme.mode() == mode);
        group->addAction(action);
    }
}

void MainWindow::addNotifications(QMenu *menu)
{
    QMenu *notifications = menu->addMenu(tr("Notifications"));
    const auto add = [this, notifications](const QString &words, const char *name, bool Settings::*wanted) {
        QAction *action = notifications->addAction(words, this, [this, wanted](bool on) {
            m_settings.*wanted = on;
            Q_EMIT settingsChanged(m_settings);
        });
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        action->setChecked(m_settings.*wanted);
    };
    add(tr("Show on the desktop"), "notificationsAction", &Settings::notifications);
    add(tr("Play a sound"), "soundAction", &Settings::sound);
}

/// For those who answer there, and the owner.
void MainWindow::addDesk(QMenu *menu)
{
    QMenu *desk = menu->addMenu(tr("Help desk"));
    desk->setObjectName(QStringLiteral("helpDeskMenu"));
    connect(menu, &QMenu::aboutToShow, desk, [this, desk] {
        desk->clear();
        if (m_entered)
            m_chat->desk()->fillMenu(desk);
        desk->menuAction()->setVisible(!desk->isEmpty());
    });
}

void MainWindow::popUpDeskMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("deskPopup"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_chat->desk()->fillMenu(menu);
    menu->popup(QCursor::pos());
}

void MainWindow::showInvite()
{
    if (m_invite) {
        m_invite->raise();
        m_invite->activateWindow();
        return;
    }
    const bool hosting = m_hosting.isRunning();
    m_invite = new InviteDialog(m_theme, hosting ? InviteDialog::For::Host : InviteDialog::For::Guest,
                                m_clock, this);
    connect(m_invite, &InviteDialog::removeWanted, this,
            [this](quint64 connection) { m_hosting.removeDevice(connection); });
    connect(m_invite, &InviteDialog::codeWanted, this,
            [this](HostingRequest::Code kind, const QString &fixed) {
                m_hosting.changeCode(kind, fixed);
                m_settings.hosting.code = kind;
                m_settings.hosting.fixedCode = fixed;
                Q_EMIT settingsChanged(m_settings);
            });
    connect(m_invite, &InviteDialog::encryptionWanted, this, [this](bool required) {
        m_hosting.requireEncryption(required);
        m_settings.hosting.requireEncryption = required;
        Q_EMIT settingsChanged(m_settings);
    });
    connect(m_invite, &InviteDialog::hotspotWanted, this, [this] { m_hosting.startHotspot(); });
    connect(m_invite, &InviteDialog::hotspotUnwanted, this, [this] { m_hosting.stopHotspot(); });
    if (hosting)
        m_hosting.lookForHotspot();
    updateInvite();
    m_invite->show();
}

void MainWindow::updateInvite()
{
    const bool hosting = m_hosting.isRunning();
    m_chat->showHosting(hosting ? &m_hosting.view() : nullptr);
    m_chat->desk()->setAddress(wayForOthers().link().toString(QUrl::RemoveFragment | QUrl::RemovePath));
    if (m_invite)
        m_invite->showView(hosting ? m_hosting.view() : guestView(), m_session.me().id);
}

HostingView MainWindow::guestView() const
{
    Invitation invitation = m_session.invitation();
    invitation.room.clear();
    const QUrl link = invitation.link();
    HostingView view;
    view.placeName = m_session.host().name;
    view.port = invitation.port;
    view.addresses = {{invitation, link.toString(QUrl::RemoveFragment | QUrl::StripTrailingSlash),
                       tr("The way you came in"), false, true}};
    view.code = invitation.code;
    return view;
}

void MainWindow::copyLink(const RoomId &room)
{
    const HostingView view = m_hosting.isRunning() ? m_hosting.view() : guestView();
    if (view.addresses.isEmpty())
        return;
    Invitation invitation = view.addresses.first().invitation;
    invitation.room = room == lobbyId ? QString() : room;
    QGuiApplication::clipboard()->setText(invitation.link().toString(QUrl::FullyEncoded));
    m_chat->say(tr("The link is copied. Whoever opens it on this network can join."));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("about"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(windowIcon().pixmap(64));
    box->setText(tr("Courtyard %1").arg(QStringLiteral(COURTYARD_VERSION)));
    box->setInformativeText(
        tr("Talk to everyone on this network, without internet. Free software under the MIT licence."));
    box->open();
}

} // namespace courtyard
