// What a person does with a file: looks at it, saves it, opens it with the system's program, shows it in its
// folder. Nothing is ever run: what could be is only shown in its folder (RELIABILITY, Trust). GUI thread.
#pragma once

#include "client/session.h"

#include <QObject>
#include <QSet>

class QWidget;

namespace courtyard {

class FileActions final : public QObject {
    Q_OBJECT
public:
    /// `window` is what dialogs stand over.
    FileActions(Session &session, QWidget *window);

    /// Where files are saved; empty: the person is asked with the first one.
    void setFolder(const QString &folder) { m_folder = folder; }
    const QString &folder() const { return m_folder; }
    /// The person chooses where files are saved from now on.
    void chooseFolder();

    /// Pictures in the viewer; others with their program, once they are here; see mayBeOpened().
    void open(const FileInfo &file);
    void save(const FileInfo &file);
    /// A file of this computer.
    void openLocal(const QString &path);
    void showInFolder(const QString &path);

Q_SIGNALS:
    void folderChanged(const QString &folder);
    /// A picture is to be looked at.
    void pictureWanted(const courtyard::FileInfo &file);
    /// Something to tell, with what one may do about it.
    void said(const QString &text, const QString &action, const std::function<void()> &run);

private:
    void withFolder(const std::function<void()> &then);
    void finished(const QString &key, const QString &name, const QString &path);

    Session &m_session;
    QWidget *m_window;
    QString m_folder;
    QSet<QString> m_toOpen; // keys of downloads
    QSet<QString> m_toTell;
};

} // namespace courtyard
