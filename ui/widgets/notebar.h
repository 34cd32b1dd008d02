// A line that says something and may offer one thing to do about it: "Connection lost — reconnecting in 3 s ·
// Retry now".
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace courtyard {

class NoteBar final : public QFrame {
    Q_OBJECT
public:
    /// `look`: "warn" or "note". The bar is hidden until it has something to say.
    NoteBar(const char *objectName, const char *look, QWidget *parent = nullptr);
    void say(const QString &text, const QString &action = QString());
    QString text() const;

Q_SIGNALS:
    void actionWanted();

private:
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace courtyard
