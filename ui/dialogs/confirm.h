// Asks before something that cannot be taken back. Never blocks: the answer comes as a call (RELIABILITY 12).
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace courtyard {

struct Question {
    QString title;
    QString detail;
    QString yes; // the button that does it
};

/// `done` runs only where the person agrees and `parent` still lives.
void confirm(const Question &question, QWidget *parent, std::function<void()> done);

} // namespace courtyard
