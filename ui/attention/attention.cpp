#include "ui/attention/attention.h"

#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "client/timing.h"
#include "client/transfers/transfers.h"
#include "client/unread.h"
#include "ui/chat/chatpage.h"
#include "ui/desk/deskside.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace courtyard {

static constexpr int newsKept = 99;
static constexpr int linesShown = 3;
static constexpr int textShown = 160; // code units of one message

static QString shortened(const QString &text)
{
    const QString line = text.simplified();
    if (line.size() <= textShown)
        return line;
    const qsizetype end = line[textShown - 1].isHighSurrogate() ? textShown - 1 : textShown;
    return line.left(end) + QChar(0x2026);
}

Attention::Attention(Session &session, MainWindow &window, std::unique_ptr<Notifier> notifier,
                     const AttentionTiming &timing)
    : m_session(session), m_window(window), m_notifier(std::move(notifier)), m_timing(timing)
{
    for (QTimer *timer : {&m_tell, &m_pause, &m_check})
        timer->setSingleShot(true);
    m_check.setInterval(timing.gather);
    connect(&m_tell, &QTimer::timeout, this, &Attention::tell);
    connect(&m_check, &QTimer::timeout, this, &Attention::check);
    connect(&session, &Session::messageArrived, this, &Attention::heard);
    connect(session.helpDesk(), &HelpDesk::questionArrived, this, &Attention::asked);
    connect(session.transfers(), &Transfers::finished, this, &Attention::transferred);
    for (const QAbstractItemModel *counted :
         {static_cast<QAbstractItemModel *>(session.rooms()),
          static_cast<QAbstractItemModel *>(session.helpDesk()->tickets())}) {
        connect(counted, &QAbstractItemModel::dataChanged, this, &Attention::checkSoon);
        connect(counted, &QAbstractItemModel::modelReset, this, &Attention::checkSoon);
        connect(counted, &QAbstractItemModel::rowsRemoved, this, &Attention::checkSoon);
    }
    connect(qApp, &QGuiApplication::focusWindowChanged, this, &Attention::windowChanged);
    connect(m_notifier.get(), &Notifier::opened, this, &Attention::open);
    connect(m_notifier.get(), &Notifier::dismissed, this, &Attention::forgetAll);
}

void Attention::heard(const RoomId &room, const Event &event)
{
    mark();
    if (isInFront() && m_window.chatPage()->currentRoom() == room)
        return;
    const QString text = event.text.isEmpty()
        ? (event.files.size() == 1 ? event.files.first().name
                                   : tr("%n files", nullptr, int(event.files.size())))
        : shortened(event.text);
    const bool named = namesMember(event.text, m_session.me().name);
    const HelpDesk *desk = m_session.helpDesk();
    if (const RoomInfo *ticket = desk->tickets()->find(room)) {
        if (desk->tickets()->isMine(*ticket))
            add({About::Conversation, room, event.name, text});
    } else if (const RoomId of = desk->conversationOf(room); !of.isEmpty()) {
        if (named)
            add({About::Note, of, tr("%1, in a note").arg(event.name), text});
    } else if (const RoomInfo *known = m_session.rooms()->find(room)) {
        if (known->kind == RoomKind::Direct)
            add({About::Room, room, event.name, text});
        else if (named)
            add({About::Room, room, tr("%1 in %2").arg(event.name, known->name), text});
    }
}

void Attention::asked(const RoomId &room)
{
    mark();
    const RoomInfo *ticket = m_session.helpDesk()->tickets()->find(room);
    if (isInFront() && m_window.chatPage()->desk()->isOn()) // it shows up before one's eyes
        sound();
    else if (ticket)
        add({About::Question, room, tr("New question from %1 (%2)").arg(ticket->name, ticket->ticket->desk),
             shortened(ticket->ticket->excerpt)});
}

/// Whoever waits for something large does something else meanwhile.
void Attention::transferred(const Transfer &transfer)
{
    if (transfer.size < bounds::largeTransfer || isInFront())
        return;
    mark();
    const bool isUpload = transfer.kind == Transfer::Kind::Upload;
    add({About::Transfer, transfer.room,
         (isUpload ? tr("%1 is sent.") : tr("%1 is saved.")).arg(transfer.name), QString()});
}

void Attention::mark()
{
    if (!isInFront())
        QApplication::alert(&m_window);
}

void Attention::add(const News &news)
{
    m_news.append(news);
    if (m_news.size() > newsKept)
        m_news.removeFirst();
    m_fresh = true;
    sound();
}

/// Soon; where there was a sound just now, after a while.
void Attention::sound()
{
    m_ring = true;
    if (!m_tell.isActive())
        m_tell.start(std::max(m_timing.gather, m_pause.remainingTimeAsDuration()));
}

void Attention::tell()
{
    m_news.removeIf([this](const News &news) { return !isStillNews(news); });
    const bool fresh = std::exchange(m_fresh, false);
    const bool ring = std::exchange(m_ring, false) && m_window.settings().sound
        && (!fresh || !m_news.isEmpty()); // else it was read meanwhile
    m_pause.start(m_timing.pause);
    if (fresh && !m_news.isEmpty() && m_window.settings().notifications) {
        Notice said = notice();
        said.sound = ring;
        m_notifier->show(said);
    } else if (ring) {
        m_notifier->ring();
    }
}

Notice Attention::notice() const
{
    if (m_news.size() == 1)
        return {m_news.first().title, m_news.first().text};
    QStringList lines;
    for (const News &news : m_news.mid(std::max<qsizetype>(0, m_news.size() - linesShown)))
        lines.append(news.text.isEmpty() ? news.title : tr("%1: %2").arg(news.title, news.text));
    return {tr("%n new for you", "notices", int(m_news.size())), lines.join(u'\n')};
}

bool Attention::isInFront() const
{
    for (const QWidget *active = QApplication::activeWindow(); active; active = active->parentWidget()) {
        if (active == &m_window) // or a dialog over it
            return !m_window.isMinimized();
    }
    return false;
}

/// Neither read nor answered, here or elsewhere.
bool Attention::isStillNews(const News &news) const
{
    const TicketsModel *tickets = m_session.helpDesk()->tickets();
    const RoomInfo *ticket = tickets->find(news.room);
    const RoomInfo *room = m_session.rooms()->find(news.room);
    switch (news.about) {
    case About::Question:
        return ticket && ticket->ticket->state == TicketState::Waiting;
    case About::Conversation:
        return ticket && tickets->index(tickets->rowOf(news.room)).data(TicketsModel::UnreadRole).toInt() > 0;
    case About::Room:
        return room && room->unread > 0;
    case About::Note:
        return ticket;
    case About::Transfer:
        break;
    }
    return true;
}

void Attention::checkSoon()
{
    if (!m_news.isEmpty() && !m_check.isActive())
        m_check.start();
}

void Attention::check()
{
    m_news.removeIf([this](const News &news) { return !isStillNews(news); });
    if (m_news.isEmpty())
        m_notifier->withdraw();
}

void Attention::windowChanged()
{
    if (!m_news.isEmpty() && isInFront())
        forgetAll();
}

/// Where the newest of it is; where it is gone, the window alone comes to the front.
void Attention::open()
{
    const RoomId room = m_news.isEmpty() ? RoomId() : m_news.last().room;
    m_window.setWindowState((m_window.windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    if (m_session.room(room))
        m_window.chatPage()->showRoom(room);
    forgetAll();
}

void Attention::forgetAll()
{
    m_news.clear();
    m_fresh = false;
    m_notifier->withdraw();
}

} // namespace courtyard
