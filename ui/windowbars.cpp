// The bars above the pages, and what tells more: what is wrong with a disk, what waits, how one is connected;
// part of MainWindow.
#include "ui/mainwindow.h"

#include "client/cache.h"
#include "ui/chat/chatpage.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/linkdialog.h"
#include "ui/dialogs/waitingdialog.h"
#include "ui/start/joinform.h"
#include "ui/start/startpage.h"
#include "ui/widgets/notebar.h"

namespace courtyard {

void MainWindow::connectBars()
{
    connect(&m_hosting, &Hosting::changed, this, &MainWindow::showHostDisk);
    connect(&m_hosting, &Hosting::stopped, this, &MainWindow::showHostDisk);
    connect(&m_session, &Session::storageTroubleChanged, this, &MainWindow::showOwnDisk);
    connect(&m_session, &Session::moved, this, [this] { // where the next start of the program finds it
        m_settings.remember({m_session.host().name, m_session.invitation().address(), m_session.host().id});
        Q_EMIT settingsChanged(m_settings);
    });
    connect(m_ownDisk, &NoteBar::actionWanted, this, [this] {
        if (m_session.isForgetful())
            m_session.keepAgain();
        else
            m_ownDiskRead = m_session.storageTrouble();
        showOwnDisk();
    });
    connect(m_elsewhere, &NoteBar::actionWanted, this, [this] {
        m_start->joinForm()->setAddress(m_elsewhereAt.address());
        m_start->join();
    });
    showOwnDisk();
    showWaitingElsewhere();
}

void MainWindow::showHostDisk()
{
    // As long as it lasts: whoever hosts is the only one who can do something about it.
    m_hostDisk->say(m_hosting.isRunning() ? m_hosting.view().storageProblem : QString());
}

void MainWindow::showOwnDisk()
{
    const QString trouble = m_session.storageTrouble();
    if (!m_session.isForgetful() && trouble == m_ownDiskRead)
        m_ownDisk->say(QString());
    else
        m_ownDisk->say(trouble, m_session.isForgetful() ? tr("Try again") : tr("OK"));
    showWaitingElsewhere();
}

void MainWindow::showWaitingElsewhere()
{
    const QList<WaitingElsewhere> all = m_entered ? QList<WaitingElsewhere>() : m_session.waitingElsewhere();
    if (all.isEmpty()) {
        m_elsewhere->say(QString());
        return;
    }
    const WaitingElsewhere &first = all.first();
    const QString name = first.name.isEmpty() ? tr("another place") : first.name;
    const QString text = tr("%n waiting to be sent to %1. They go out when you are there again.",
                            "messages, from an earlier run", first.count)
                             .arg(name);
    const std::optional<Invitation> way = Invitation::parse(first.address);
    // What this computer hosted itself is started again, not joined.
    const bool canJoin = way && way->host != QLatin1String("127.0.0.1") && way->host != QLatin1String("::1");
    m_elsewhereAt = way.value_or(Invitation());
    m_elsewhere->say(text, canJoin ? tr("Join") : QString());
}

void MainWindow::showDetails()
{
    if (!m_details) {
        const auto make = [this] {
            return connectionReport(m_session, m_hosting.isRunning() ? &m_hosting.view() : nullptr);
        };
        m_details = new ConnectionDialog(m_session, make, m_theme, this);
        m_details->show();
    }
    m_details->raise();
    m_details->activateWindow();
}

void MainWindow::showWaiting()
{
    if (!m_waiting) {
        m_waiting = new WaitingDialog(m_session, this);
        m_waiting->show();
    }
    m_waiting->raise();
    m_waiting->activateWindow();
}

Invitation MainWindow::wayForOthers() const
{
    const HostingView view = m_hosting.isRunning() ? m_hosting.view() : guestView();
    return view.addresses.isEmpty() ? m_session.invitation() : view.addresses.first().invitation;
}

void MainWindow::showLinkDialog()
{
    (new LinkDialog(m_session, wayForOthers(), m_theme, this))->open();
}

} // namespace courtyard
