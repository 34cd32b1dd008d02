// Leads to a message that may not be loaded yet: fetches older pages until it is there, so many at most.
// Deletes itself.
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
    void start() { tryNow(); }

Q_SIGNALS:
    void failed();

private:
    void tryNow();

    QPointer<TimelineView> m_view;
    QPointer<TimelineModel> m_timeline;
    qint64 m_seq;
    int m_pagesLeft;
};

} // namespace courtyard
