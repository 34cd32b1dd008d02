// SIGINT and SIGTERM (on Windows: Ctrl+C, closing the console, shutting down) as a Qt signal, in the thread
// of this object. One at a time in a process; a second signal ends the process at once.
#pragma once

#include <QObject>

namespace courtyard {

class TerminationSignals final : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void asked();
};

} // namespace courtyard
