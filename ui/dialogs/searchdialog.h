// Looks for words in what was said, here or in all rooms one is in; a hit leads to its place.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace courtyard {

class Theme;

class SearchDialog final : public Dialog {
    Q_OBJECT
public:
    SearchDialog(Session &session, const RoomId &room, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void hitChosen(const courtyard::RoomId &room, qint64 seq);

private:
    void search();
    void showHits(const QList<Event> &hits);

    Session &m_session;
    RoomId m_room;
    QLineEdit *m_words;
    QCheckBox *m_everywhere;
    QLabel *m_count;
    QStandardItemModel *m_hits;
    QTimer m_pause; // a moment without a key before the host is asked
    int m_asked = 0;
};

} // namespace courtyard
