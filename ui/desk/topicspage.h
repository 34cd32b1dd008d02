// The topics of the help desk, as the owner sees them: makes them, sets them up, tells where visitors find
// them, and closes them. Part of HelpDeskDialog.
#pragma once

#include "client/session.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace courtyard {

class Theme;

class TopicsPage final : public QWidget {
    Q_OBJECT
public:
    TopicsPage(Session &session, const Theme &theme, const QString &address, QWidget *parent = nullptr);

private:
    void showTopics();
    void showButtons();
    QString words(const RoomInfo &topic) const;
    /// nullptr: none is chosen.
    const RoomInfo *chosen() const;
    void make();
    void close();

    Session &m_session;
    QListWidget *m_topics;
    QLabel *m_empty;
    QLabel *m_problem;
    QList<QPushButton *> m_forOne; // what is done with the chosen one
};

} // namespace courtyard
