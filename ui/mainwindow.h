// The window: start page, or chat; hosts, joins and leaves as the person asks. Owns neither session nor
// hosting, both of which outlive it. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/hosting.h"
#include "ui/settings.h"

#include <QMainWindow>
#include <QPointer>

class QMenu;
class QStackedWidget;

namespace courtyard {

class ChatPage;
class ConnectionDialog;
class InviteDialog;
class NoteBar;
class StartPage;
class WaitingDialog;

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Session &session, Hosting &hosting, Theme &theme, Settings settings);
    ~MainWindow() override;

    /// As if the buttons had been clicked, with what stands in the fields (`--host`, `--join`).
    void hostNow();
    void joinNow(const Invitation &invitation);
    const Settings &settings() const { return m_settings; }
    StartPage *startPage() const { return m_start; }
    ChatPage *chatPage() const { return m_chat; }

Q_SIGNALS:
    /// Something was chosen that should be remembered.
    void settingsChanged(const courtyard::Settings &settings);
    /// The person closed the window, and has agreed where that cuts others off.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class After { StartPage, Close };
    void connectSession();
    void connectHosting();
    void makeMenu();
    void addAppearance(QMenu *menu);
    void addNotifications(QMenu *menu);
    void addDesk(QMenu *menu);
    void popUpDeskMenu();
    void host(const QString &yourName, const HostingRequest &request);
    void join(const QString &yourName, const Invitation &invitation);
    void hostingStarted();
    void stateChanged();
    void entered();
    void askAboutAnother(const SessionProblem::AnotherHost &another);
    void showStart();
    void askToLeave(After after);
    void leave(After after);
    int othersConnected() const;
    void showInvite();
    void updateInvite();
    HostingView guestView() const;
    /// Of the best address, into a room; empty: the lobby.
    void copyLink(const RoomId &room);
    void updateTitle();
    void showAbout();
    void showDetails();
    void showWaiting();
    void showLinkDialog();
    Invitation wayForOthers() const;
    void hostingFailed(const HostingProblem &problem);
    /// The bars above the pages: what is wrong with a disk, and what waits for a host that one is not at.
    void connectBars();
    void showHostDisk();
    void showOwnDisk();
    void showWaitingElsewhere();

    const SystemClock m_clock;
    Session &m_session;
    Hosting &m_hosting;
    Theme &m_theme;
    Settings m_settings;
    NoteBar *m_hostDisk;
    NoteBar *m_ownDisk;
    NoteBar *m_elsewhere;
    QStackedWidget *m_pages;
    StartPage *m_start;
    ChatPage *m_chat;
    QPointer<InviteDialog> m_invite;
    QPointer<ConnectionDialog> m_details;
    QPointer<WaitingDialog> m_waiting;
    QString m_ownDiskRead; // the words that the person has put away
    Invitation m_elsewhereAt;
    QString m_wantedName; // what the person typed; a host that knows us may call us otherwise
    bool m_entered = false; // the chat is shown for this session
    bool m_closing = false; // agreed
};

} // namespace courtyard
