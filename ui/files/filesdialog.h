// The files of a room, newest first: what, who, how large, when; to be searched, opened, saved, and found
// again in the conversation. The host tells them in pages. Deletes itself. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStandardItemModel;

namespace courtyard {

class Theme;

class FilesDialog final : public Dialog {
    Q_OBJECT
public:
    FilesDialog(Session &session, const RoomId &room, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void openWanted(const courtyard::FileInfo &file);
    void saveWanted(const courtyard::FileInfo &file);
    void messageWanted(const courtyard::RoomId &room, qint64 seq);

private:
    void makeList(const Theme &theme);
    void makeButtons();
    void ask(qint64 before);
    void show(const QList<RoomFile> &files, bool more);
    void showChoice();
    const RoomFile *chosen() const;

    Session &m_session;
    const RoomId m_room;
    QLineEdit *m_words;
    QLabel *m_count;
    QListView *m_list;
    QPushButton *m_open, *m_save, *m_message, *m_more;
    QStandardItemModel *m_model;
    QList<RoomFile> m_files; // as they stand in the list
    QTimer m_pause; // a moment without a key before the host is asked
    int m_asked = 0;
};

} // namespace courtyard
