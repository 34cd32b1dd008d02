#include "ui/desk/desklist.h"

#include "client/desk/helpdesk.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rowpainting.h"

#include <QLocale>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace courtyard {

namespace {

constexpr int countRole = Qt::UserRole + 1;

class ViewDelegate final : public QStyledItemDelegate {
public:
    ViewDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = m_theme.colors();
        const bool waiting = DeskView(index.row()) == DeskView::Waiting;
        RowPainting row(*painter, option, m_theme, m_theme.px(16));
        row.background(RowPainting::Shape::Full);
        if (const int count = index.data(countRole).toInt(); count > 0)
            row.badge(QLocale().toString(count), waiting ? colors.badge : colors.accent,
                      waiting ? colors.badgeInk : colors.accentInk);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        row.leading(index.data().toString(), m_theme.font(14, chosen ? QFont::DemiBold : QFont::Normal),
                    colors.text);
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {1, m_theme.px(34)};
    }

private:
    const Theme &m_theme;
};

} // namespace

DeskList::DeskList(Session &session, const Theme &theme, QWidget *parent)
    : QListView(parent), m_session(session), m_views(new QStandardItemModel(3, 1, this))
{
    setObjectName(QStringLiteral("deskViews"));
    setAccessibleName(tr("Help desk"));
    setModel(m_views);
    setItemDelegate(new ViewDelegate(theme, this));
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    const auto choose = [this](const QModelIndex &index) { Q_EMIT chosen(DeskView(index.row())); };
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, choose);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
    const QAbstractItemModel *tickets = session.helpDesk()->tickets();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(tickets, signal, this, &DeskList::showCounts);
    connect(tickets, &QAbstractItemModel::dataChanged, this, &DeskList::showCounts);
    connect(tickets, &QAbstractItemModel::modelReset, this, &DeskList::showCounts);
    showCounts();
}

void DeskList::showCounts()
{
    const TicketsModel *tickets = m_session.helpDesk()->tickets();
    const int waiting = tickets->waiting(), unread = tickets->unread();
    showCount(DeskView::Waiting, tr("Waiting"), waiting, tr("Waiting, %n questions", nullptr, waiting));
    showCount(DeskView::Mine, tr("Mine"), unread, tr("Mine, %n unread", nullptr, unread));
    showCount(DeskView::All, tr("All questions"), 0, tr("All questions"));
}

void DeskList::showCount(DeskView view, const QString &name, int count, const QString &spoken)
{
    const QModelIndex index = m_views->index(int(view), 0);
    m_views->setData(index, name);
    m_views->setData(index, count, countRole);
    m_views->setData(index, count > 0 ? spoken : name, Qt::AccessibleTextRole);
}

void DeskList::setCurrent(std::optional<DeskView> view)
{
    if (view)
        selectionModel()->setCurrentIndex(m_views->index(int(*view), 0), QItemSelectionModel::ClearAndSelect);
    else
        selectionModel()->clear();
}

QSize DeskList::sizeHint() const
{
    return {200, 3 * sizeHintForRow(0)};
}

} // namespace courtyard
