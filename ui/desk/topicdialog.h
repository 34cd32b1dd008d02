// How a topic of the help desk is: what it says to visitors, who answers, and when.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

class QListWidget;
class QPlainTextEdit;
class QRadioButton;

namespace courtyard {

class HoursEdit;

class TopicDialog final : public Dialog {
    Q_OBJECT
public:
    TopicDialog(Session &session, const RoomInfo &topic, QWidget *parent);

private:
    QWidget *makeWords(const DeskInfo &desk);
    QWidget *makeAgents(const DeskInfo &desk);
    void listAgents(const DeskInfo &desk);
    QStringList agents() const;
    void save();

    Session &m_session;
    const RoomId m_desk;
    QPlainTextEdit *m_greeting = nullptr;
    QPlainTextEdit *m_away = nullptr;
    QRadioButton *m_everybody = nullptr;
    QRadioButton *m_named = nullptr;
    QListWidget *m_agents = nullptr;
    HoursEdit *m_hours;
};

} // namespace courtyard
