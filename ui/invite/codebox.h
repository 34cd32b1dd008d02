// The join code in large type, and what can be done about it: another one, a longer one, none. Whoever is in
// stays in. Says what is wanted; the host does it.
#pragma once

#include "ui/hosting.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace courtyard {

class Theme;

class CodeBox final : public QWidget {
    Q_OBJECT
public:
    enum class For { Host, Guest }; // a guest reads it
    CodeBox(const Theme &theme, For whom, QWidget *parent = nullptr);
    void showCode(const QString &code);
    /// As the button: for whoever is told that the code is being guessed.
    void makeNew();

Q_SIGNALS:
    void changeWanted(courtyard::HostingRequest::Code kind, const QString &fixed);

private:
    void change(HostingRequest::Code kind, const QString &fixed = {});
    void makeLonger();
    void takeAway();
    void undo();

    const For m_for;
    QString m_now;
    QString m_before; // what undo brings back
    bool m_wanted = false; // asked for, and not there yet
    QLabel *m_title;
    QLabel *m_code;
    QWidget *m_buttons;
    QPushButton *m_new;
    QPushButton *m_longer;
    QPushButton *m_none;
    QLabel *m_said;
    QPushButton *m_undo;
};

} // namespace courtyard
