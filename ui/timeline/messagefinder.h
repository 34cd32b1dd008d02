// Leads to a message that may not be loaded yet: fetches older pages until it is there, and says how far it
// is. Deletes itself, when it is done or when somebody deletes it first.
#pragma once

#include <QObject>
#include <QPointer>

namespace courtyard {

class TimelineModel;
class TimelineView;

class MessageFinder final : public QObject {
    Q_OBJECT
public:
    MessageFinder(TimelineView &view, qint64 seq, QObject *parent);
    void start();

Q_SIGNALS:
    /// Of the way back; not said where the message is there at once.
    void progress(int percent);
    void failed();

private:
    void tryNow();

    QPointer<TimelineView> m_view;
    QPointer<TimelineModel> m_timeline;
    const qint64 m_seq;
    qint64 m_from = 0; // the oldest that was shown at first
    qint64 m_reached = 0; // the oldest so far; 0: nothing was asked for yet
};

} // namespace courtyard
