#include "ui/start/foundlist.h"

#include "client/hostfinder.h"
#include "client/hostsearch.h"
#include "ui/start/founddelegate.h"
#include "ui/start/foundmodel.h"
#include "ui/start/searchbar.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>

#include <algorithm>

namespace courtyard {

static constexpr int rowsShown = 4; // more of them scroll

FoundList::FoundList(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_model(new FoundModel(this)), m_list(new QListView)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeLabel(tr("Found on this network"), "dim"));
    m_list->setObjectName(QStringLiteral("foundHosts"));
    m_list->setAccessibleName(tr("Found on this network"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FoundDelegate(theme, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    layout->addWidget(m_list);
    m_nobody = makeLabel(
        tr("No host found yet. It appears here by itself. If not, ask whoever hosts for the address."),
        "sub");
    m_nobody->setObjectName(QStringLiteral("nothingFound"));
    m_nobody->setWordWrap(true);
    layout->addWidget(m_nobody);
    m_search = new SearchBar;
    layout->addWidget(m_search);
    const auto choose = [this](const QModelIndex &index) { Q_EMIT chosen(m_model->at(index.row())); };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    refresh();
}

void FoundList::follow(const HostFinder &finder)
{
    m_finder = &finder;
    connect(&finder, &HostFinder::hostsChanged, this, &FoundList::refresh);
    refresh();
}

void FoundList::offerSearch(HostSearch &search)
{
    m_search->follow(search);
    connect(m_search, &SearchBar::startWanted, this, &FoundList::searchWanted);
    connect(m_search, &SearchBar::stopWanted, &search, &HostSearch::stop);
}

void FoundList::setOwnHost(const HostId &host)
{
    m_own = host;
    refresh();
}

const QList<FoundHost> &FoundList::hosts() const
{
    return m_model->hosts();
}

void FoundList::refresh()
{
    QList<FoundHost> hosts = m_finder ? m_finder->hosts() : QList<FoundHost>();
    hosts.removeIf([this](const FoundHost &host) { return host.id == m_own; });
    m_model->replaceAll(hosts);
    m_list->setFixedHeight(int(std::min<qsizetype>(hosts.size(), rowsShown)) * m_list->sizeHintForRow(0));
    m_list->setVisible(!hosts.isEmpty());
    m_nobody->setVisible(hosts.isEmpty());
    Q_EMIT changed();
}

} // namespace courtyard
