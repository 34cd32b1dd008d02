// The pictures of a room one by one, as large as the window: closer and farther, the next and the one before,
// to the clipboard or to the disk. By keys: arrows, + − 0 1, Ctrl+C, Ctrl+S, Escape. Deletes itself. GUI
// thread.
#pragma once

#include "client/session.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QPushButton;

namespace courtyard {

class ElidedLabel;
class PictureCanvas;

class PictureViewer final : public QDialog {
    Q_OBJECT
public:
    PictureViewer(Session &session, TimelineModel *timeline, const FileInfo &first, QWidget *parent);
    const FileInfo &current() const { return m_file; }

Q_SIGNALS:
    void saveWanted(const courtyard::FileInfo &file);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showFile(const FileInfo &file);
    /// Of the room's messages that are loaded, oldest first.
    QList<FileInfo> pictures() const;
    int position(const QList<FileInfo> &all) const;
    void step(int by);
    void showTools();
    void copy();

    Session &m_session;
    QPointer<TimelineModel> m_timeline;
    FileInfo m_file;
    bool m_goesBack = false; // to a picture that is not loaded yet
    PictureCanvas *m_canvas;
    ElidedLabel *m_name;
    QLabel *m_zoom;
    QPushButton *m_before;
    QPushButton *m_next;
    QPushButton *m_copy;
};

} // namespace courtyard
