// Words on the desktop, for whoever has the window in the background: at most one notice at a time stands
// there. By the system's own means; where it has none, nothing is shown. Owned by Attention; GUI thread.
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace courtyard {

struct Notice {
    QString title;
    QString body; // plain text; one line for each thing that it tells
    bool sound = true;
};

class Notifier : public QObject {
    Q_OBJECT
public:
    /// By D-Bus where that is spoken, else beside the clock of the task bar.
    static std::unique_ptr<Notifier> make();

    /// In place of the one that stands.
    virtual void show(const Notice &notice) = 0;
    virtual void withdraw() = 0;
    /// The sound alone.
    virtual void ring();

Q_SIGNALS:
    /// It was clicked: the person wants to see what it is about.
    void opened();
    /// The person has put it away.
    void dismissed();

protected:
    using QObject::QObject;
};

} // namespace courtyard
