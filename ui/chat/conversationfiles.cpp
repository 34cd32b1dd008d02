// Files in a conversation: dropped, sent, looked at, saved; part of Conversation.
#include "ui/chat/conversation.h"

#include "client/timing.h"
#include "client/transfers/transfers.h"
#include "protocol/limits.h"
#include "ui/chat/composer.h"
#include "ui/files/fileactions.h"
#include "ui/files/filesdialog.h"
#include "ui/files/gather.h"
#include "ui/files/pictureviewer.h"
#include "ui/files/transfersdialog.h"
#include "ui/timeline/filelook.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/controls.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>

#include <algorithm>

namespace courtyard {

void Conversation::connectFiles()
{
    setAcceptDrops(true);
    m_view->setFileLook(new FileLook(&m_session, this));
    m_drop = makeLabel(QString(), "drop", this);
    m_drop->setObjectName(QStringLiteral("dropHint"));
    m_drop->setAlignment(Qt::AlignCenter);
    m_drop->hide();
    connect(m_view, &TimelineView::fileOpened, m_files, &FileActions::open);
    connect(m_view, &TimelineView::fileSaveWanted, m_files, &FileActions::save);
    connect(m_view, &TimelineView::fileStopWanted, this, &Conversation::stopFile);
    connect(m_files, &FileActions::pictureWanted, this, &Conversation::showPicture);
    connect(m_files, &FileActions::said, this,
            qOverload<const QString &, const QString &, std::function<void()>>(&Conversation::say));
    connect(m_session.transfers(), &Transfers::finished, this, &Conversation::tellEnd);
}

/// A message holds so many files and no more; the rest follow in messages of their own.
void Conversation::post(const QString &text, std::optional<qint64> reply,
                        const QList<Attachment> &attachments)
{
    m_lastPosts.insert(m_room, m_session.hostTime());
    m_session.post(m_room, text, reply, attachments.mid(0, limits::filesPerMessage));
    for (qsizetype from = limits::filesPerMessage; from < attachments.size(); from += limits::filesPerMessage)
        m_session.post(m_room, QString(), std::nullopt, attachments.mid(from, limits::filesPerMessage));
    m_view->goToNewest();
    showRule();
}

void Conversation::showPicture(const FileInfo &file)
{
    auto *viewer = new PictureViewer(m_session, m_view->timeline(), file, window());
    connect(viewer, &PictureViewer::saveWanted, m_files, &FileActions::save);
    viewer->open();
}

void Conversation::stopFile(const FileInfo &file)
{
    const bool isUpload = file.id.startsWith(QLatin1String("upload:"));
    m_session.cancelTransfer(isUpload ? file.id.mid(7) : m_session.downloadOf(file.id));
}

void Conversation::showFiles()
{
    auto *dialog = new FilesDialog(m_session, m_room, m_theme, window());
    connect(dialog, &FilesDialog::openWanted, m_files, &FileActions::open);
    connect(dialog, &FilesDialog::saveWanted, m_files, &FileActions::save);
    connect(dialog, &FilesDialog::messageWanted, this, &Conversation::messageWanted);
    dialog->open();
}

void Conversation::showTransfers()
{
    if (!m_transfersShown) {
        m_transfersShown = new TransfersDialog(m_session, *m_files, m_theme, window());
        m_transfersShown->show();
    }
    m_transfersShown->raise();
    m_transfersShown->activateWindow();
}

/// Whoever waits for something large does something else meanwhile.
void Conversation::tellEnd(const Transfer &transfer)
{
    if (transfer.size < bounds::largeTransfer || window()->isActiveWindow())
        return;
    if (transfer.kind == Transfer::Kind::Upload)
        say(tr("%1 is sent.").arg(transfer.name));
}

void Conversation::dragEnterEvent(QDragEnterEvent *event)
{
    const auto files = localFiles(event->mimeData());
    if (files.isEmpty() && !event->mimeData()->hasImage())
        return;
    event->acceptProposedAction();
    m_drop->setText(
        tr("Drop to attach %n files or folders", nullptr, int(std::max<qsizetype>(1, files.size()))));
    m_drop->setGeometry(rect());
    m_drop->show();
    m_drop->raise();
}

void Conversation::dragLeaveEvent(QDragLeaveEvent *)
{
    m_drop->hide();
}

void Conversation::dropEvent(QDropEvent *event)
{
    m_drop->hide();
    if (const auto files = localFiles(event->mimeData()); !files.isEmpty())
        m_composer->attach(files);
    event->acceptProposedAction();
}

} // namespace courtyard
