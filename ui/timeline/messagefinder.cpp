#include "ui/timeline/messagefinder.h"

#include "client/timelinemodel.h"
#include "ui/timeline/timelineview.h"

namespace courtyard {

MessageFinder::MessageFinder(TimelineView &view, qint64 seq, QObject *parent)
    : QObject(parent), m_view(&view), m_timeline(view.timeline()), m_seq(seq)
{
    if (m_timeline)
        connect(m_timeline, &TimelineModel::olderFetched, this, &MessageFinder::tryNow, Qt::QueuedConnection);
}

void MessageFinder::start()
{
    if (m_timeline) {
        // One that came while the reader was further up stands below what is shown.
        if (m_timeline->rowOfSeq(m_seq) < 0 && m_timeline->firstSeq() < m_seq)
            m_timeline->jumpToNewest();
        m_from = m_timeline->firstSeq();
    }
    tryNow();
}

void MessageFinder::tryNow()
{
    const bool stillThere = m_view && m_timeline && m_view->timeline() == m_timeline;
    if (!stillThere || m_view->showMessage(m_seq)) {
        deleteLater();
        return;
    }
    if (m_timeline->isFetching())
        return; // what somebody else asked for
    const qint64 first = m_timeline->firstSeq();
    // A page that brought nothing: the host is away, or does not have it. One that stands before the message
    // without it: there is no such message.
    if (!m_timeline->hasOlder() || first <= m_seq || (m_reached > 0 && first >= m_reached)) {
        Q_EMIT failed();
        deleteLater();
        return;
    }
    m_reached = first;
    Q_EMIT progress(int(100 * (m_from - first) / (m_from - m_seq)));
    m_view->scrollToTop(); // at the end the view would fetch the newest ones back
    if (!m_timeline->isFetching())
        m_timeline->fetchOlder();
}

} // namespace courtyard
