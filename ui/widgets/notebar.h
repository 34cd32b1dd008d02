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
    /// Where the button stands: behind the words, or at the other end beside words of several lines.
    enum class Button { Behind, Apart };
    /// `look`: "warn" or "note". The bar is hidden until it has something to say.
    NoteBar(const char *objectName, const char *look, Button button, QWidget *parent = nullptr);
    void say(const QString &text, const QString &action = QString());
    QString text() const;

Q_SIGNALS:
    void actionWanted();

private:
    const bool m_speaks; // to screen readers, as an alert: not where a number in it counts down
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace courtyard
