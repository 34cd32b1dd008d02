#include "ui/chat/conversation.h"

#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "client/timelinemodel.h"
#include "ui/chat/composer.h"
#include "ui/chat/messagefield.h"
#include "ui/chat/roomdelegate.h"
#include "ui/dialogs/confirm.h"
#include "ui/files/fileactions.h"
#include "ui/theme/theme.h"
#include "ui/timeline/messagefinder.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/notebar.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>

namespace courtyard {

Conversation::Conversation(Session &session, const Theme &theme, Purpose purpose, QWidget *parent)
    : QWidget(parent), m_session(session), m_theme(theme), m_purpose(purpose),
      m_files(new FileActions(session, this))
{
    m_view = new TimelineView(theme);
    if (purpose == Purpose::Notes) {
        m_view->setObjectName(QStringLiteral("notes"));
        m_view->setAccessibleName(tr("Internal notes"));
    }
    m_jump = makeButton(tr("Newest"), "jumpToNewest", "float", m_view);
    m_jump->hide();
    m_typing = new ElidedLabel("dim");
    m_typing->setObjectName(QStringLiteral("typing"));
    m_typing->setContentsMargins(18, 0, 18, 0);
    m_typing->setFixedHeight(theme.px(22));
    m_note = new NoteBar("note", "note", NoteBar::Button::Apart);
    m_lost = new NoteBar("connectionLost", "warn", NoteBar::Button::Behind);
    m_composer = new Composer(theme, purpose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_typing);
    layout->addWidget(m_note);
    layout->addWidget(m_lost);
    layout->addWidget(makeLine());
    layout->addWidget(m_composer);

    connect(m_note, &NoteBar::actionWanted, this, [this] {
        m_note->hide();
        if (const auto run = std::exchange(m_noteAction, {}))
            run();
    });
    if (purpose == Purpose::Talk)
        connectSession();
    m_ruleTimer.setInterval(500);
    connect(&m_ruleTimer, &QTimer::timeout, this, &Conversation::showRule);
    connect(&session, &Session::meChanged, this, &Conversation::showRule);
    connect(session.rooms(), &QAbstractItemModel::dataChanged, this, &Conversation::showRule);
    connect(session.helpDesk()->tickets(), &QAbstractItemModel::dataChanged, this, &Conversation::showRule);
    connectTimeline();
    connectComposer();
    connectFiles();
    m_view->installEventFilter(this);
    setAlone(false, false);
}

/// What goes for all rooms is said in one place.
void Conversation::connectSession()
{
    m_countdown.setInterval(250);
    connect(&m_countdown, &QTimer::timeout, this, &Conversation::showConnection);
    connect(&m_session, &Session::stateChanged, this, &Conversation::showConnection);
    connect(&m_session, &Session::problem, this,
            [this](const SessionProblem &problem) { say(problem.text); });
    connect(m_lost, &NoteBar::actionWanted, this, [this] { m_session.retryNow(); });
    connect(&m_session, &Session::moved, this, qOverload<const QString &>(&Conversation::say));
}

void Conversation::connectTimeline()
{
    connect(m_view, &AnchoredList::looked, this, &Conversation::markRead);
    connect(m_view, &AnchoredList::looked, this, &Conversation::placeJump);
    connect(m_view, &AnchoredList::atBottomChanged, this, &Conversation::showJump);
    connect(m_jump, &QPushButton::clicked, this, [this] {
        m_view->goToNewest();
        m_composer->field()->setFocus();
    });
    connect(m_view, &TimelineView::replyWanted, m_composer, &Composer::startReply);
    connect(m_view, &TimelineView::editWanted, m_composer, &Composer::startEdit);
    connect(m_view, &TimelineView::deleteWanted, this, &Conversation::askToDelete);
    connect(m_view, &TimelineView::reactionWanted, this,
            [this](qint64 seq, const QString &emoji, bool on) { m_session.react(m_room, seq, emoji, on); });
    connect(m_view, &TimelineView::retryWanted, this,
            [this](const QString &key) { m_session.retryPending(m_room, key); });
    connect(m_view, &TimelineView::discardWanted, this, &Conversation::discard);
    connect(m_view, &TimelineView::rewriteWanted, this, [this](const Row &row) {
        m_session.discardPending(m_room, row.key);
        m_composer->rewrite(row);
    });
    connect(m_view, &TimelineView::copyWanted, this,
            [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
}

void Conversation::connectComposer()
{
    connect(m_composer, &Composer::postWanted, this, &Conversation::post);
    connect(m_composer, &Composer::editWanted, this,
            [this](qint64 target, const QString &text) { m_session.edit(m_room, target, text); });
    connect(m_composer, &Composer::typed, this, [this] { m_session.typing(m_room); });
    connect(m_composer, &Composer::drafted, &m_session, &Session::keepDraft);
    connect(m_composer, &Composer::problem, this, qOverload<const QString &>(&Conversation::say));
}

void Conversation::showRoom(const RoomId &room)
{
    const RoomInfo *info = m_session.room(room);
    m_composer->setRoom(room, info ? roomTitle(*info) : QString(), m_session.draft(room));
    TimelineModel *timeline = m_session.timeline(room);
    m_room = room;
    if (timeline == m_view->timeline())
        return;
    if (m_view->timeline())
        m_view->timeline()->disconnect(this);
    m_new = 0;
    delete m_finder;
    m_view->setTimeline(timeline);
    connect(timeline, &TimelineModel::typingChanged, this, &Conversation::showTyping);
    connect(timeline, &TimelineModel::arrived, this, [this](int count) {
        m_new += count;
        showJump();
    });
    showTyping();
    showRule();
    showJump();
    showConnection();
}

void Conversation::showRule()
{
    const RoomInfo *info = m_session.room(m_room);
    if (!info)
        return;
    const Self me = m_session.me();
    const WritingRule rule = writingRule(*info, me, m_lastPosts.value(m_room), m_session.hostTime());
    m_composer->setRule(rule);
    m_view->setModerates(me.role == Role::Owner || me.role == Role::Moderator);
    rule.until > 0 ? m_ruleTimer.start() : m_ruleTimer.stop();
}

void Conversation::say(const QString &text)
{
    say(text, tr("OK"), {});
}

void Conversation::say(const QString &text, const QString &action, std::function<void()> run)
{
    m_noteAction = std::move(run);
    m_note->say(text, action);
}

void Conversation::discard(const QString &key)
{
    m_session.discardPending(m_room, key);
    say(tr("The message was discarded."), tr("Undo"), [this] { m_session.takeBackDiscarded(); });
}

void Conversation::goToMessage(qint64 seq)
{
    delete m_finder;
    m_finder = new MessageFinder(*m_view, seq, this);
    connect(m_finder, &MessageFinder::progress, this, [this](int percent) {
        say(tr("Going back to that message… %1 %").arg(QLocale().toString(percent)), tr("Stop"),
            [this] { delete m_finder; });
        connect(m_finder, &QObject::destroyed, m_note, &QWidget::hide, Qt::UniqueConnection);
    });
    connect(m_finder, &MessageFinder::failed, this, [this] {
        m_finder->disconnect(m_note);
        say(tr("That message cannot be brought just now."));
    });
    m_finder->start();
}

void Conversation::setAlone(bool hosting, bool alone)
{
    if (m_purpose == Purpose::Notes) {
        m_view->setEmptyText(tr("No notes yet. What you write here, the visitor never sees."));
        return;
    }
    m_view->setEmptyText(
        hosting && alone
            ? tr("Nobody else is here yet. Invite people with the button above: phones scan the code, "
                 "computers type the address.")
            : tr("Nothing has been said here yet. Write the first message below."));
}

void Conversation::showConnection()
{
    if (m_purpose == Purpose::Notes)
        return;
    const bool lost = m_session.state() == Session::State::Waiting && m_session.hasBeenOnline();
    const bool trying = m_session.hasBeenOnline()
        && (m_session.state() == Session::State::Connecting || m_session.state() == Session::State::Greeting);
    lost ? m_countdown.start() : m_countdown.stop();
    if (lost) {
        const qint64 seconds = (m_session.msUntilRetry() + 999) / 1000;
        m_lost->say(tr("Connection lost — reconnecting in %1 s").arg(QLocale().toString(seconds))
                        + QStringLiteral(" ·"),
                    tr("Retry now"));
    } else {
        m_lost->say(trying ? tr("Connection lost — reconnecting…") : QString());
    }
}

void Conversation::showTyping()
{
    const QStringList names = m_view->timeline() ? m_view->timeline()->typingNames() : QStringList();
    QString text;
    if (names.size() == 1)
        text = tr("%1 is typing…").arg(names.first());
    else if (names.size() == 2)
        text = tr("%1 and %2 are typing…").arg(names.first(), names.last());
    else if (!names.isEmpty())
        text = tr("%n people are typing…", nullptr, int(names.size()));
    m_typing->setText(text);
}

void Conversation::showJump()
{
    if (m_view->isAtBottom())
        m_new = 0;
    m_jump->setText(m_new > 0 ? tr("%n new messages", nullptr, m_new) + QStringLiteral(" ↓")
                              : tr("Newest") + QStringLiteral(" ↓"));
    m_jump->setVisible(!m_view->isAtBottom());
    placeJump();
}

void Conversation::placeJump()
{
    m_jump->adjustSize();
    const QRect room = m_view->viewport()->geometry();
    m_jump->move(room.center().x() - m_jump->width() / 2, room.bottom() - m_jump->height() - 10);
    m_jump->raise();
}

void Conversation::markRead()
{
    if (!m_room.isEmpty() && isVisible() && window()->isActiveWindow())
        if (const qint64 seq = m_view->newestSeen(); seq > 0)
            m_session.markRead(m_room, seq);
}

bool Conversation::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        placeJump();
    return QWidget::eventFilter(watched, event);
}

/// Widgets in a window hear of WindowActivate; ActivationChange is told to the window alone.
bool Conversation::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        markRead();
    return QWidget::event(event);
}

void Conversation::askToDelete(const Row &row)
{
    confirm({tr("Delete this message?"),
             tr("It disappears for everybody: “%1”").arg(row.text.simplified().left(120)), tr("Delete")},
            this, [this, room = m_room, seq = row.seq] { m_session.remove(room, seq); });
}

} // namespace courtyard
