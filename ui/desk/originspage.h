// Whose pages may embed the help desk: the owner's list, and what the command line allows as well. Acts at
// once. Part of HelpDeskDialog.
#pragma once

#include "client/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace courtyard {

class NoteBar;

class OriginsPage final : public QWidget {
    Q_OBJECT
public:
    explicit OriginsPage(Session &session, QWidget *parent = nullptr);

    /// "http://intranet:8080" of what somebody pastes, be it a whole address; empty: it is none.
    static QString originOf(const QString &typed);

private:
    void set(const QStringList &origins);
    void showOrigins(const reply::Origins &origins);
    void add();
    void remove();
    void say(const QString &problem);

    Session &m_session;
    QStringList m_origins;
    QStringList m_fixed;
    QLineEdit *m_field = nullptr;
    QPushButton *m_add;
    QListWidget *m_list;
    QPushButton *m_remove;
    QLabel *m_problem;
    NoteBar *m_undo;
    QStringList m_before; // what Undo brings back
};

} // namespace courtyard
