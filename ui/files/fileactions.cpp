#include "ui/files/fileactions.h"

#include "client/transfers/filenames.h"
#include "client/transfers/pictures.h"
#include "client/transfers/transfers.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

namespace courtyard {

FileActions::FileActions(Session &session, QWidget *window)
    : QObject(window), m_session(session), m_window(window)
{
    connect(session.transfers(), &Transfers::finished, this, [this](const Transfer &transfer) {
        if (transfer.kind == Transfer::Kind::Download)
            finished(transfer.key, transfer.name, transfer.path);
    });
}

void FileActions::chooseFolder()
{
    withFolder([] {});
}

void FileActions::withFolder(const std::function<void()> &then)
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog =
        new QFileDialog(m_window, tr("Where files are saved"), m_folder.isEmpty() ? usual : m_folder);
    dialog->setObjectName(QStringLiteral("downloadFolder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString &folder) {
        m_folder = folder;
        Q_EMIT folderChanged(folder);
        then();
    });
    dialog->open();
}

void FileActions::open(const FileInfo &file)
{
    const bool isUpload = file.id.startsWith(QLatin1String("upload:"));
    if (Pictures::canShow(file)) {
        Q_EMIT pictureWanted(file);
        return;
    }
    if (isUpload) // the person has it already
        return;
    const Transfer *known = m_session.transfers()->find(m_session.downloadOf(file.id));
    if (known && known->state == Transfer::State::Done && QFile::exists(known->path)) {
        openLocal(known->path);
        return;
    }
    if (m_folder.isEmpty()) {
        withFolder([this, file] { open(file); });
        return;
    }
    const QString key = m_session.download(file, m_folder);
    (mayBeOpened(file.name) ? m_toOpen : m_toTell).insert(key);
}

void FileActions::save(const FileInfo &file)
{
    if (m_folder.isEmpty()) {
        withFolder([this, file] { save(file); });
        return;
    }
    m_toTell.insert(m_session.download(file, m_folder));
}

void FileActions::finished(const QString &key, const QString &name, const QString &path)
{
    if (m_toOpen.remove(key)) {
        openLocal(path);
        return;
    }
    if (m_toTell.remove(key))
        Q_EMIT said(tr("%1 is saved.").arg(name), tr("Show in folder"), [this, path] { showInFolder(path); });
}

void FileActions::openLocal(const QString &path)
{
    // By its whole name, the one that the system goes by; a program is for the person to start, elsewhere.
    if (!mayBeOpened(QFileInfo(path).fileName()) || QFileInfo(path).isExecutable()) {
        showInFolder(path);
        return;
    }
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        Q_EMIT said(tr("There is no program here that opens %1.").arg(QFileInfo(path).fileName()),
                    tr("Show in folder"), [this, path] { showInFolder(path); });
}

void FileActions::showInFolder(const QString &path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

} // namespace courtyard
