#include "ui/start/joinform.h"

#include "client/hostsearch.h"
#include "protocol/limits.h"
#include "ui/start/foundlist.h"
#include "ui/start/recentdelegate.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStandardItemModel>

#include <algorithm>

namespace courtyard {

JoinForm::JoinForm(const Theme &theme, QWidget *parent) : QFrame(parent)
{
    setProperty("look", QLatin1String("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 20, 22, 22);
    layout->setSpacing(0);
    layout->addWidget(makeLabel(tr("Join"), "h2"));
    layout->addSpacing(4);
    m_found = new FoundList(theme);
    m_found->hide(); // until there is somebody who finds
    layout->addWidget(m_found);
    layout->addSpacing(8);
    addRecent(layout, theme);

    m_addressLabel = makeLabel(tr("Address"), "dim");
    m_address = new QLineEdit;
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(QStringLiteral("192.168.43.1:3000"));
    m_addressLabel->setBuddy(m_address);
    m_join = makeButton(tr("Join"), "join");
    layout->addWidget(m_addressLabel);
    layout->addSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_address, 1);
    row->addWidget(m_join);
    layout->addLayout(row);

    // There from the start: most hosts have a code, and whoever was told an address was told the code with
    // it.
    layout->addSpacing(10);
    m_code = addField(layout, tr("Join code"), "joinCode");
    m_code->setMaxLength(limits::codeChars);
    m_code->setPlaceholderText(tr("If the host has one"));
    addStatus(layout);
    layout->addStretch();

    connect(m_join, &QPushButton::clicked, this, &JoinForm::submit);
    connect(m_address, &QLineEdit::returnPressed, this, &JoinForm::submit);
    connect(m_code, &QLineEdit::returnPressed, this, &JoinForm::submit);
    connect(m_address, &QLineEdit::textChanged, this, &JoinForm::addressEdited);
    connect(m_found, &FoundList::changed, this, &JoinForm::listRecent);
    connect(m_found, &FoundList::chosen, this,
            [this](const FoundHost &host) { joinAt(host.ways.constFirst().address()); });
    setRecent({});
}

void JoinForm::addRecent(QVBoxLayout *layout, const Theme &theme)
{
    m_recentLabel = makeLabel(tr("Places you have been to"), "dim");
    m_places = new QStandardItemModel(this);
    m_recent = new QListView;
    m_recent->setObjectName(QStringLiteral("recentPlaces"));
    m_recent->setAccessibleName(tr("Places you have been to"));
    m_recent->setModel(m_places);
    m_recent->setItemDelegate(new RecentDelegate(theme, m_recent));
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->setEditTriggers(QListView::NoEditTriggers);
    layout->addWidget(m_recentLabel);
    layout->addSpacing(4);
    layout->addWidget(m_recent);
    layout->addSpacing(6);
    const auto choose = [this](const QModelIndex &index) {
        joinAt(index.data(RecentDelegate::AddressRole).toString());
    };
    connect(m_recent, &QListView::clicked, this, choose);
    connect(m_recent, &QListView::activated, this, choose);
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_recent, &QListView::customContextMenuRequested, this, &JoinForm::offerToForget);
    auto *remove = new QShortcut(QKeySequence::Delete, m_recent, {}, {}, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, [this] { forget(m_recent->currentIndex()); });
}

void JoinForm::offerToForget(const QPoint &at)
{
    const QPersistentModelIndex index = m_recent->indexAt(at);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(m_recent);
    menu->setObjectName(QStringLiteral("recentMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Remove from this list"), this, [this, index] { forget(index); });
    menu->popup(m_recent->viewport()->mapToGlobal(at));
}

void JoinForm::forget(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT forgetWanted(m_listedPlaces[index.row()]);
}

void JoinForm::addStatus(QVBoxLayout *layout)
{
    m_status = makeLabel(QString(), "problem");
    m_status->setObjectName(QStringLiteral("joinStatus"));
    m_status->setWordWrap(true);
    m_useFree = makeButton(tr("Take the free name"), "useFreeName", "link");
    m_cancel = makeButton(tr("Cancel"), "cancelJoin", "link");
    layout->addSpacing(10);
    layout->addWidget(m_status);
    layout->addWidget(m_useFree, 0, Qt::AlignLeading);
    layout->addWidget(m_cancel, 0, Qt::AlignLeading);
    connect(m_useFree, &QPushButton::clicked, this, [this] { Q_EMIT freeNameChosen(m_freeName); });
    connect(m_cancel, &QPushButton::clicked, this, &JoinForm::cancelled);
    showIdle();
}

void JoinForm::setRecent(const QList<RecentPlace> &places)
{
    m_recentPlaces = places;
    listRecent();
}

void JoinForm::showFound(const HostFinder &finder)
{
    m_found->show();
    m_found->follow(finder);
}

void JoinForm::offerSearch(HostSearch &search)
{
    m_found->offerSearch(search);
    connect(m_found, &FoundList::searchWanted, &search, [this, &search] { search.start(portsToSearch()); });
}

// The usual port, and those that hosts of ours had.
QList<quint16> JoinForm::portsToSearch() const
{
    QList<quint16> ports{defaultPort};
    if (const auto typed = Invitation::parse(address()))
        ports.append(typed->port);
    for (const RecentPlace &place : m_recentPlaces)
        if (const auto known = Invitation::parse(place.address))
            ports.append(known->port);
    return ports;
}

void JoinForm::setOwnHost(const HostId &host)
{
    m_found->setOwnHost(host);
}

// Each place once: where it is heard it stands above, at the address that it has now.
void JoinForm::listRecent()
{
    QList<RecentPlace> places = m_recentPlaces;
    places.removeIf([this](const RecentPlace &place) {
        const QList<FoundHost> &hosts = m_found->hosts();
        return std::any_of(hosts.cbegin(), hosts.cend(),
                           [&place](const FoundHost &host) { return host.id == place.host; });
    });
    const bool othersAbove = !places.isEmpty() || !m_found->isHidden();
    m_addressLabel->setText(othersAbove ? tr("Or enter an address") : tr("Address"));
    m_recentLabel->setVisible(!places.isEmpty());
    m_recent->setVisible(!places.isEmpty());
    if (places == m_listedPlaces)
        return; // whoever is choosing one of them is not disturbed
    m_listedPlaces = places;
    m_places->clear();
    for (const RecentPlace &place : std::as_const(places)) {
        auto *item = new QStandardItem(place.name);
        item->setData(place.address, RecentDelegate::AddressRole);
        item->setData(tr("%1, %2").arg(place.name, place.address), Qt::AccessibleTextRole);
        m_places->appendRow(item);
    }
    m_recent->setFixedHeight(int(places.size()) * m_recent->sizeHintForRow(0));
}

void JoinForm::joinAt(const QString &address)
{
    setAddress(address);
    submit();
}

void JoinForm::setAddress(const QString &typed)
{
    m_address->setText(typed);
}

QString JoinForm::address() const
{
    return m_address->text().trimmed();
}

void JoinForm::addressEdited()
{
    // A pasted link says more than an address: show the code that it brings.
    const auto invitation = Invitation::parse(address());
    if (invitation && !invitation->code.isEmpty())
        m_code->setText(invitation->code);
}

void JoinForm::submit()
{
    if (!m_join->isEnabled())
        return;
    auto invitation = Invitation::parse(address());
    if (!invitation) {
        showProblem({std::nullopt,
                     address().isEmpty()
                         ? tr("Type the address that the host shows, for instance 192.168.43.1:3000.")
                         : tr("“%1” is not an address. It looks like 192.168.43.1:3000.").arg(address()),
                     {}});
        m_address->setFocus();
        return;
    }
    if (const QString code = m_code->text().simplified().remove(QLatin1Char(' ')); !code.isEmpty())
        invitation->code = code;
    showIdle();
    Q_EMIT joinWanted(*invitation);
}

void JoinForm::showConnecting(const QString &text)
{
    m_join->setEnabled(false);
    setLook(m_status, "dim");
    m_status->setText(text);
    m_status->show();
    m_useFree->hide();
    m_cancel->show();
}

void JoinForm::showProblem(const SessionProblem &problem)
{
    showIdle();
    setLook(m_status, "problem");
    m_status->setText(problem.text);
    m_status->show();
    if (problem.code == ErrorCode::WrongCode) {
        m_code->setFocus();
        m_code->selectAll();
    }
    m_freeName = problem.freeName;
    if (!m_freeName.isEmpty()) {
        m_useFree->setText(
            tr("Join as %1").arg(QString(m_freeName).replace(QLatin1Char('&'), QLatin1String("&&"))));
        m_useFree->show();
    }
}

void JoinForm::showIdle()
{
    m_join->setEnabled(true);
    m_status->hide();
    m_useFree->hide();
    m_cancel->hide();
}

} // namespace courtyard
