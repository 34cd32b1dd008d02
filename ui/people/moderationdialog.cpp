#include "ui/people/moderationdialog.h"

#include "ui/people/times.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>

namespace courtyard {

static constexpr int memberRole = Qt::UserRole + 1;

static QListWidget *makeList(const char *name, const QString &spoken)
{
    auto *list = new QListWidget;
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(spoken);
    list->setWordWrap(true);
    list->setTextElideMode(Qt::ElideNone);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

static QWidget *makePage(QListWidget *list, QPushButton *button)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->addWidget(list, 1);
    layout->addWidget(button, 0, Qt::AlignLeading);
    return page;
}

static void showWords(QListWidget *list, const QString &words)
{
    list->clear();
    (new QListWidgetItem(words, list))->setFlags(Qt::NoItemFlags);
}

ModerationDialog::ModerationDialog(Session &session, QWidget *parent)
    : Dialog(tr("Moderation"), QString(), parent), m_session(session)
{
    setObjectName(QStringLiteral("moderationDialog"));
    m_bans = makeList("bans", tr("Banned people"));
    m_lift = makeButton(tr("Let back in"), "liftBan");
    m_lift->setEnabled(false);
    m_deeds = makeList("deeds", tr("What was done"));
    m_more = makeButton(tr("Earlier"), "moreDeeds");
    m_more->hide();
    auto *pages = new QTabWidget;
    pages->addTab(makePage(m_bans, m_lift), tr("Banned people"));
    pages->addTab(makePage(m_deeds, m_more), tr("What was done"));
    content()->addWidget(pages, 1);
    resize(520, 420);
    connect(m_bans, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        m_lift->setEnabled(item && !item->data(memberRole).toString().isEmpty());
    });
    connect(m_lift, &QPushButton::clicked, this, &ModerationDialog::lift);
    connect(m_more, &QPushButton::clicked, this, &ModerationDialog::fetchDeeds);
    fetchBans();
    fetchDeeds();
}

void ModerationDialog::fetchBans()
{
    m_session.askBans([this, self = QPointer(this)](const QList<BanInfo> &bans, const auto &problem) {
        if (!self)
            return;
        if (problem || bans.isEmpty()) {
            showWords(m_bans, problem ? problem->text : tr("Nobody is banned."));
            return;
        }
        m_bans->clear();
        for (const BanInfo &ban : bans) {
            QString words = ban.until > 0
                ? tr("%1, until %2; banned by %3").arg(ban.name, momentWords(ban.until), ban.byName)
                : tr("%1, for good; banned by %2").arg(ban.name, ban.byName);
            if (!ban.reason.isEmpty())
                words = tr("%1: “%2”").arg(words, ban.reason);
            (new QListWidgetItem(words, m_bans))->setData(memberRole, ban.member);
        }
    });
}

void ModerationDialog::lift()
{
    const MemberId member = m_bans->currentItem()->data(memberRole).toString();
    m_lift->setEnabled(false);
    m_session.order(request::Unban{member, {}}, [this, self = QPointer(this)](const auto &problem) {
        if (!self)
            return;
        if (problem)
            showProblem(problem->text);
        fetchBans();
        m_oldest = 0;
        m_deeds->clear();
        fetchDeeds();
    });
}

void ModerationDialog::fetchDeeds()
{
    const auto answered = [this, self = QPointer(this)](const QList<Deed> &deeds, bool more,
                                                        const auto &problem) {
        if (!self)
            return;
        if (problem || (deeds.isEmpty() && m_oldest == 0)) {
            showWords(m_deeds, problem ? problem->text : tr("Nothing was done so far."));
            return;
        }
        for (const Deed &deed : deeds) {
            m_deeds->addItem(tr("%1 — %2").arg(momentWords(deed.at), deedWords(deed)));
            m_oldest = deed.seq;
        }
        m_more->setVisible(more);
    };
    m_session.askDeeds(m_oldest, answered);
}

static QString plainDeed(const Deed &deed)
{
    switch (deed.what) {
    case DeedKind::Kick:
        return ModerationDialog::tr("%1 removed %2").arg(deed.byName, deed.name);
    case DeedKind::Ban:
        return deed.minutes > 0 ? ModerationDialog::tr("%1 banned %2 for %3")
                                      .arg(deed.byName, deed.name, durationWords(deed.minutes))
                                : ModerationDialog::tr("%1 banned %2 for good").arg(deed.byName, deed.name);
    case DeedKind::Unban:
        return ModerationDialog::tr("%1 let %2 back in").arg(deed.byName, deed.name);
    case DeedKind::Mute:
        return ModerationDialog::tr("%1 muted %2 for %3")
            .arg(deed.byName, deed.name, durationWords(deed.minutes));
    case DeedKind::Unmute:
        return ModerationDialog::tr("%1 let %2 write again").arg(deed.byName, deed.name);
    case DeedKind::Role:
        return deed.role == Role::Moderator
            ? ModerationDialog::tr("%1 made %2 a moderator").arg(deed.byName, deed.name)
            : ModerationDialog::tr("%1 took the moderator's role from %2").arg(deed.byName, deed.name);
    case DeedKind::Delete:
        return ModerationDialog::tr("%1 deleted a message of %2 in %3")
            .arg(deed.byName, deed.name, deed.roomName);
    case DeedKind::CloseRoom:
        return ModerationDialog::tr("%1 closed the room %2").arg(deed.byName, deed.roomName);
    case DeedKind::Lock:
        return ModerationDialog::tr("%1 locked the room %2").arg(deed.byName, deed.roomName);
    case DeedKind::Unlock:
        return ModerationDialog::tr("%1 unlocked the room %2").arg(deed.byName, deed.roomName);
    case DeedKind::Slow:
        return deed.seconds > 0
            ? ModerationDialog::tr("%1 set slow mode in %2: one message in %3")
                  .arg(deed.byName, deed.roomName, spanWords(deed.seconds))
            : ModerationDialog::tr("%1 ended slow mode in %2").arg(deed.byName, deed.roomName);
    case DeedKind::Code:
        break;
    }
    return ModerationDialog::tr("%1 changed the join code").arg(deed.byName);
}

QString deedWords(const Deed &deed)
{
    const QString plain = plainDeed(deed);
    return deed.reason.isEmpty() ? plain : ModerationDialog::tr("%1: “%2”").arg(plain, deed.reason);
}

} // namespace courtyard
