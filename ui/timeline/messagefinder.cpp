#include "ui/timeline/messagefinder.h"

#include "client/timelinemodel.h"
#include "ui/timeline/timelineview.h"

namespace courtyard {

static constexpr int mostPages = 50; // ten thousand events

MessageFinder::MessageFinder(TimelineView &view, qint64 seq, QObject *parent)
    : QObject(parent), m_view(&view), m_timeline(view.timeline()), m_seq(seq), m_pagesLeft(mostPages)
{
    if (m_timeline)
        connect(m_timeline, &TimelineModel::olderFetched, this, &MessageFinder::tryNow, Qt::QueuedConnection);
}

void MessageFinder::tryNow()
{
    const bool stillThere = m_view && m_timeline && m_view->timeline() == m_timeline;
    if (!stillThere || m_view->showMessage(m_seq)) {
        deleteLater();
        return;
    }
    if (!m_timeline->hasOlder() || m_pagesLeft-- == 0) {
        Q_EMIT failed();
        deleteLater();
        return;
    }
    if (!m_timeline->isFetching())
        m_timeline->fetchOlder();
}

} // namespace courtyard
