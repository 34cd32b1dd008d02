#include "ui/desk/originspage.h"

#include "client/desk/helpdesk.h"
#include "protocol/limits.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/notebar.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QUrl>

namespace courtyard {

static constexpr int originRole = Qt::UserRole + 1;

OriginsPage::OriginsPage(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_list(new QListWidget),
      m_undo(new NoteBar("originRemoved", "note", NoteBar::Button::Apart))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(6);
    QLabel *what = makeLabel(
        tr("Pages of these servers may show the help desk. Nobody else's page can frame it or connect."),
        "dim");
    what->setWordWrap(true);
    layout->addWidget(what);
    m_list->setObjectName(QStringLiteral("origins"));
    m_list->setAccessibleName(tr("Servers whose pages may show the help desk"));
    layout->addWidget(m_list, 1);
    layout->addWidget(m_undo);
    m_remove = makeButton(tr("Remove"), "removeOrigin", "link");
    layout->addWidget(m_remove, 0, Qt::AlignLeading);
    auto *field = new QVBoxLayout;
    field->setSpacing(0);
    m_field =
        addField(field, tr("Address of the other server, for instance http://intranet:8080"), "newOrigin");
    m_field->setMaxLength(limits::originChars);
    m_field->setLayoutDirection(Qt::LeftToRight);
    m_add = makeButton(tr("Allow"), "addOrigin", "primary");
    auto *row = new QHBoxLayout;
    row->addLayout(field, 1);
    row->addWidget(m_add, 0, Qt::AlignBottom);
    layout->addLayout(row);
    m_problem = makeLabel(QString(), "problem");
    m_problem->setObjectName(QStringLiteral("originProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    layout->addWidget(m_problem);

    connect(m_add, &QPushButton::clicked, this, &OriginsPage::add);
    connect(m_field, &QLineEdit::returnPressed, this, &OriginsPage::add);
    connect(m_remove, &QPushButton::clicked, this, &OriginsPage::remove);
    connect(m_undo, &NoteBar::actionWanted, this, [this] {
        m_undo->hide();
        set(m_before);
    });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        m_remove->setEnabled(item && !item->data(originRole).toString().isEmpty());
    });
    m_remove->setEnabled(false);
    session.helpDesk()->askOrigins(
        [this, self = QPointer(this)](const reply::Origins &origins, const auto &problem) {
            if (!self)
                return;
            say(problem ? problem->text : QString());
            if (!problem)
                showOrigins(origins);
        });
}

QString OriginsPage::originOf(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("http://"));
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty())
        return {};
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    const int usual = url.scheme() == QLatin1String("https") ? 443 : 80;
    if (url.port() > 0 && url.port() != usual) // browsers leave the usual one out
        origin.setPort(url.port());
    return origin.toString(QUrl::FullyEncoded);
}

void OriginsPage::set(const QStringList &origins)
{
    m_add->setEnabled(false);
    m_session.helpDesk()->setOrigins(
        origins, [this, self = QPointer(this)](const reply::Origins &now, const auto &problem) {
            if (!self)
                return;
            m_add->setEnabled(true);
            say(problem ? problem->text : QString());
            if (!problem)
                showOrigins(now);
        });
}

void OriginsPage::showOrigins(const reply::Origins &origins)
{
    m_origins = origins.origins;
    m_fixed = origins.fixed;
    m_list->clear();
    for (const QString &origin : std::as_const(m_origins))
        (new QListWidgetItem(origin, m_list))->setData(originRole, origin);
    for (const QString &origin : std::as_const(m_fixed)) {
        auto *item = new QListWidgetItem(tr("%1 (set when the host was started)").arg(origin), m_list);
        item->setFlags(Qt::ItemIsEnabled);
    }
    if (m_list->count() == 0)
        (new QListWidgetItem(tr("No other page may show it yet."), m_list))->setFlags(Qt::NoItemFlags);
}

void OriginsPage::add()
{
    const QString origin = originOf(m_field->text());
    if (origin.isEmpty()) {
        say(tr("That is no address of a web server. It looks like http://intranet or "
               "https://shop.example:8443."));
        return;
    }
    if (m_origins.size() >= limits::origins) {
        say(tr("That is as many as there can be: %n.", nullptr, limits::origins));
        return;
    }
    m_undo->hide();
    m_field->clear();
    QStringList origins = m_origins;
    if (!origins.contains(origin))
        origins.append(origin);
    set(origins);
}

void OriginsPage::remove()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    m_before = m_origins;
    QStringList origins = m_origins;
    origins.removeAll(item->data(originRole).toString());
    m_undo->say(tr("%1 may not show it any more.").arg(item->data(originRole).toString()), tr("Undo"));
    set(origins);
}

void OriginsPage::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace courtyard
