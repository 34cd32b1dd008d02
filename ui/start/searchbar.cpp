#include "ui/start/searchbar.h"

#include "client/hostsearch.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace courtyard {

SearchBar::SearchBar(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_text = makeLabel(QString(), "dim");
    m_text->setObjectName(QStringLiteral("searchText"));
    m_text->setWordWrap(true);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("searchProgress"));
    m_progress->setAccessibleName(tr("How far the search is"));
    m_progress->setTextVisible(false);
    m_start = makeButton(tr("Search this network"), "searchNetwork", "link");
    m_stop = makeButton(tr("Stop"), "stopSearch", "link");
    layout->addWidget(m_text);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_progress, 1);
    row->addWidget(m_stop);
    layout->addLayout(row);
    layout->addWidget(m_start, 0, Qt::AlignLeading);
    connect(m_start, &QPushButton::clicked, this, &SearchBar::startWanted);
    connect(m_stop, &QPushButton::clicked, this, &SearchBar::stopWanted);
    refresh();
}

void SearchBar::follow(const HostSearch &search)
{
    m_search = &search;
    connect(&search, &HostSearch::progressed, this, [this] {
        m_searched = true;
        refresh();
    });
    connect(&search, &HostSearch::finished, this, &SearchBar::refresh);
    refresh();
}

QString SearchBar::outcome() const
{
    if (m_search->total() == 0)
        return tr("This computer is on no network that could be searched.");
    if (m_search->found() > 0)
        return QString();
    if (m_search->done() < m_search->total())
        return tr("Stopped.");
    return tr(
        "Nobody hosts at the addresses nearby. A guest network may keep devices apart: ask whoever hosts "
        "for the address, or join the same Wi-Fi.");
}

void SearchBar::refresh()
{
    const bool running = m_search && m_search->isRunning();
    const bool hadFocus = m_start->hasFocus() || m_stop->hasFocus();
    m_start->setVisible(m_search && !running);
    m_stop->setVisible(running);
    m_progress->setVisible(running);
    if (hadFocus)
        (running ? m_stop : m_start)->setFocus();
    if (running) {
        m_progress->setMaximum(std::max(1, m_search->total()));
        m_progress->setValue(m_search->done());
        m_text->setText(
            tr("Asking the addresses nearby: %1 of %2")
                .arg(QLocale().toString(m_search->done()), QLocale().toString(m_search->total())));
    } else {
        m_text->setText(m_searched ? outcome() : QString());
    }
    m_text->setVisible(!m_text->text().isEmpty());
}

} // namespace courtyard
