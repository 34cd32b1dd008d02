#include "ui/mainwindow.h"

#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/conversation.h"
#include "ui/desk/deskside.h"
#include "ui/dialogs/anotherhostdialog.h"
#include "ui/dialogs/confirm.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/hostproblemdialog.h"
#include "ui/dialogs/waitingdialog.h"
#include "ui/files/fileactions.h"
#include "ui/invite/invitedialog.h"
#include "ui/start/hostform.h"
#include "ui/start/joinform.h"
#include "ui/start/startpage.h"
#include "ui/widgets/notebar.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QScreen>
#include <QSet>
#include <QStackedWidget>
#include <QTimer>

namespace courtyard {

MainWindow::MainWindow(Session &session, Hosting &hosting, Theme &theme, Settings settings)
    : m_session(session), m_hosting(hosting), m_theme(theme), m_settings(std::move(settings)),
      m_hostDisk(new NoteBar("hostDisk", "warn", NoteBar::Button::Apart)),
      m_ownDisk(new NoteBar("ownDisk", "warn", NoteBar::Button::Apart)),
      m_elsewhere(new NoteBar("waitingElsewhere", "note", NoteBar::Button::Apart)),
      m_pages(new QStackedWidget), m_start(new StartPage(theme)), m_chat(new ChatPage(session, theme))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/ui/courtyard.svg")));
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_chat);
    auto *all = new QWidget;
    auto *layout = new QVBoxLayout(all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (NoteBar *bar : {m_hostDisk, m_ownDisk, m_elsewhere})
        layout->addWidget(bar);
    layout->addWidget(m_pages, 1);
    setCentralWidget(all);
    setMinimumSize(560, 420);
    resize(QSize(theme.px(1080), theme.px(700)).boundedTo(screen()->availableSize() * 0.94));
    if (!m_settings.geometry.isEmpty())
        restoreGeometry(m_settings.geometry);
    m_start->preset(m_settings);
    m_chat->setPeopleShown(m_settings.peopleShown);
    FileActions *files = m_chat->conversation()->files();
    files->setFolder(m_settings.downloadFolder);
    connect(files, &FileActions::folderChanged, this, [this](const QString &folder) {
        m_settings.downloadFolder = folder;
        Q_EMIT settingsChanged(m_settings);
    });
    makeMenu();
    connect(m_start, &StartPage::hostWanted, this, &MainWindow::host);
    connect(m_start, &StartPage::joinWanted, this, &MainWindow::join);
    connect(m_start->joinForm(), &JoinForm::forgetWanted, this, [this](const RecentPlace &place) {
        m_settings.forget(place);
        m_start->joinForm()->setRecent(m_settings.recent);
        Q_EMIT settingsChanged(m_settings);
    });
    connect(m_start->joinForm(), &JoinForm::cancelled, this, [this] {
        m_session.close();
        m_start->joinForm()->showIdle();
    });
    connect(m_chat, &ChatPage::inviteWanted, this, &MainWindow::showInvite);
    connect(m_chat, &ChatPage::copyLinkWanted, this, [this] { copyLink(RoomId()); });
    connect(m_chat, &ChatPage::peopleToggled, this, [this](bool shown) {
        m_settings.peopleShown = shown;
        Q_EMIT settingsChanged(m_settings);
    });
    connect(m_chat, &ChatPage::deskMenuWanted, this, &MainWindow::popUpDeskMenu);
    connect(m_chat, &ChatPage::detailsWanted, this, &MainWindow::showDetails);
    connect(m_chat, &ChatPage::waitingWanted, this, &MainWindow::showWaiting);
    connectSession();
    connectHosting();
    connectBars();
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectSession()
{
    connect(&m_session, &Session::stateChanged, this, &MainWindow::stateChanged);
    connect(&m_session, &Session::refused, this, [this](const SessionProblem &problem) {
        if (m_hosting.isRunning()) // our own host does not want us: no use to leave it running behind an
                                   // empty page
            m_hosting.stop();
        showStart();
        m_start->joinForm()->showProblem(problem);
        if (problem.another)
            askAboutAnother(*problem.another);
    });
    connect(&m_session, &Session::guessed, this, [this](int tries) {
        if (!m_hosting.isRunning()) // else the window of the host says it
            m_chat->say(
                tr("Somebody is guessing at the join code: %n wrong ones within a minute.", nullptr, tries));
    });
    connect(&m_session, &Session::dismissed, this, [this](const SessionProblem &problem) {
        showStart();
        m_start->joinForm()->showProblem(problem);
    });
    connect(&m_session, &Session::meChanged, this, &MainWindow::updateInvite);
    for (const QAbstractItemModel *counted :
         {static_cast<QAbstractItemModel *>(m_session.rooms()),
          static_cast<QAbstractItemModel *>(m_session.helpDesk()->tickets())}) {
        connect(counted, &QAbstractItemModel::dataChanged, this, &MainWindow::updateTitle);
        connect(counted, &QAbstractItemModel::modelReset, this, &MainWindow::updateTitle);
        connect(counted, &QAbstractItemModel::rowsInserted, this, &MainWindow::updateTitle);
        connect(counted, &QAbstractItemModel::rowsRemoved, this, &MainWindow::updateTitle);
    }
}

void MainWindow::connectHosting()
{
    connect(&m_hosting, &Hosting::started, this, &MainWindow::hostingStarted);
    connect(&m_hosting, &Hosting::failed, this, &MainWindow::hostingFailed);
    connect(&m_hosting, &Hosting::changed, this, &MainWindow::updateInvite);
    connect(&m_hosting, &Hosting::stopped, this, [this] {
        m_start->hostForm()->setBusy(false);
        m_start->joinForm()->setOwnHost(HostId());
        updateInvite();
    });
}

void MainWindow::hostNow()
{
    m_start->host();
}

void MainWindow::joinNow(const Invitation &invitation)
{
    m_start->joinForm()->setAddress(invitation.link().toString());
    m_start->join();
}

void MainWindow::host(const QString &yourName, const HostingRequest &request)
{
    m_wantedName = yourName;
    m_settings.yourName = yourName;
    const QString folder = m_settings.hosting.folder; // chosen elsewhere than on the start page
    m_settings.hosting = request;
    m_settings.hosting.folder = folder;
    Q_EMIT settingsChanged(m_settings);
    m_start->hostForm()->setBusy(true);
    m_start->joinForm()->showIdle();
    m_hosting.start(m_settings.hosting);
}

void MainWindow::hostingFailed(const HostingProblem &problem)
{
    m_session.close();
    showStart();
    m_start->hostForm()->setBusy(false);
    m_start->hostForm()->showProblem(problem.text);
    if (problem.about == HostingProblem::About::Port)
        return;
    using Folder = HostProblemDialog::Folder;
    auto *dialog = new HostProblemDialog(
        problem, m_settings.hosting.folder.isEmpty() ? Folder::Usual : Folder::Chosen, this);
    const auto again = [this, dialog] {
        dialog->accept();
        m_start->host();
    };
    connect(dialog, &Dialog::submitted, this, again);
    connect(dialog, &HostProblemDialog::folderChosen, this, [this, again](const QString &folder) {
        m_settings.hosting.folder = folder;
        again();
    });
    dialog->open();
}

void MainWindow::hostingStarted()
{
    m_start->joinForm()->setOwnHost(m_hosting.view().host);
    // Our own participant joins over loopback, like everybody else (DESIGN §1).
    m_session.open({m_hosting.ownInvitation(), m_wantedName, m_hosting.ownerToken()});
}

void MainWindow::join(const QString &yourName, const Invitation &invitation)
{
    m_wantedName = yourName;
    m_settings.yourName = yourName;
    m_settings.address = invitation.address();
    Q_EMIT settingsChanged(m_settings);
    m_session.open({invitation, yourName, QString()});
}

void MainWindow::askAboutAnother(const SessionProblem::AnotherHost &another)
{
    auto *dialog = new AnotherHostDialog(another, this);
    connect(dialog, &Dialog::submitted, this, [this, dialog, now = another.now] {
        dialog->accept();
        Invitation invitation = m_session.invitation();
        invitation.fingerprint = now;
        m_start->joinForm()->showProblem({});
        m_session.open({invitation, m_wantedName, QString()});
    });
    dialog->open();
}

void MainWindow::stateChanged()
{
    const Session::State state = m_session.state();
    if (state == Session::State::Online && !m_entered) {
        entered();
    } else if (!m_session.hasBeenOnline() && !m_hosting.isRunning()) {
        if (state == Session::State::Connecting || state == Session::State::Greeting)
            m_start->joinForm()->showConnecting(
                tr("Connecting to %1…").arg(m_session.invitation().address()));
    }
    updateTitle();
}

void MainWindow::entered()
{
    m_entered = true;
    m_start->hostForm()->setBusy(false);
    m_start->joinForm()->showIdle();
    if (!m_hosting.isRunning()) {
        m_settings.remember({m_session.host().name, m_session.invitation().address(), m_session.host().id});
        Q_EMIT settingsChanged(m_settings);
    }
    m_pages->setCurrentWidget(m_chat);
    showWaitingElsewhere();
    updateInvite();
    m_chat->enter();
    // A host that knows our token greets us by the name of last time (PROTOCOL §8).
    if (m_session.me().name != m_wantedName)
        m_session.rename(m_wantedName, [this, self = QPointer(this)](const auto &problem) {
            if (self && problem)
                m_chat->say(tr("Here you are still called %1: %2").arg(m_session.me().name, problem->text));
        });
}

void MainWindow::showStart()
{
    m_entered = false;
    for (QWidget *open : {static_cast<QWidget *>(m_invite), static_cast<QWidget *>(m_details),
                          static_cast<QWidget *>(m_waiting)}) {
        if (open)
            open->close();
    }
    m_start->preset(m_settings);
    m_start->joinForm()->showIdle();
    m_pages->setCurrentWidget(m_start);
    showWaitingElsewhere();
    updateTitle();
}

int MainWindow::othersConnected() const
{
    QSet<MemberId> members;
    for (const HostingDevice &device : m_hosting.view().devices)
        members.insert(device.member);
    members.remove(m_session.me().id);
    return int(members.size());
}

void MainWindow::askToLeave(After after)
{
    const int others = m_hosting.isRunning() ? othersConnected() : 0;
    if (others == 0) {
        leave(after);
        return;
    }
    confirm({tr("Stop hosting %1?").arg(m_hosting.view().placeName),
             tr("%n people are connected and would be cut off.", nullptr, others), tr("Stop hosting")},
            this, [this, after] { leave(after); });
}

void MainWindow::leave(After after)
{
    m_session.close(); // first us, then the host, so that nothing of ours is cut off
    if (m_hosting.isRunning())
        m_hosting.stop();
    if (after == After::StartPage) {
        showStart();
        return;
    }
    m_closing = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing && m_hosting.isRunning() && othersConnected() > 0) {
        event->ignore();
        askToLeave(After::Close);
        return;
    }
    m_settings.geometry = saveGeometry();
    Q_EMIT settingsChanged(m_settings);
    event->accept();
    Q_EMIT closed();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        updateTitle();
}

void MainWindow::updateTitle()
{
    QString title = QStringLiteral("Courtyard");
    if (m_entered) {
        title = tr("%1 — Courtyard").arg(m_session.host().name);
        const int unread = m_session.rooms()->unreadInAll() + m_session.helpDesk()->unread();
        if (unread > 0)
            title = QLatin1Char('(') + QLocale().toString(unread) + QLatin1String(") ") + title;
    }
    setWindowTitle(title);
}

} // namespace courtyard
