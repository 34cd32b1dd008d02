// What the window's dialogs share: a title, room for fields, a line for what went wrong, and two buttons.
// They are opened, never executed, and delete themselves. GUI thread.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace courtyard {

class Dialog : public QDialog {
    Q_OBJECT
public:
    /// `yes` empty: only a button that closes.
    Dialog(const QString &title, const QString &yes, QWidget *parent);
    void showProblem(const QString &text);
    /// While an answer is awaited.
    void setBusy(bool busy);

Q_SIGNALS:
    void submitted();

protected:
    QVBoxLayout *content() const { return m_content; }
    QPushButton *yesButton() const { return m_yes; }

private:
    QVBoxLayout *m_content;
    QLabel *m_problem;
    QPushButton *m_yes;
};

} // namespace courtyard
