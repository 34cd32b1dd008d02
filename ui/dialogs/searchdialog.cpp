#include "ui/dialogs/searchdialog.h"

#include "client/roomsmodel.h"
#include "ui/chat/roomdelegate.h"
#include "ui/dialogs/hitdelegate.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPointer>
#include <QStandardItemModel>

namespace courtyard {

static constexpr int pauseMs = 250;

SearchDialog::SearchDialog(Session &session, const RoomId &room, const Theme &theme, QWidget *parent)
    : Dialog(tr("Search"), QString(), parent), m_session(session), m_room(room)
{
    setObjectName(QStringLiteral("searchDialog"));
    m_words = addField(content(), tr("Words to look for"), "searchWords");
    m_words->setFocus();
    m_everywhere = new QCheckBox(tr("In all my rooms"));
    m_everywhere->setObjectName(QStringLiteral("everywhere"));
    m_everywhere->setChecked(true);
    m_count = makeLabel(QString(), "dim");
    m_hits = new QStandardItemModel(this);
    auto *list = new QListView;
    list->setObjectName(QStringLiteral("searchHits"));
    list->setAccessibleName(tr("Found messages"));
    list->setModel(m_hits);
    list->setItemDelegate(new HitDelegate(theme, list));
    list->setEditTriggers(QListView::NoEditTriggers);
    list->setVerticalScrollMode(QListView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setMinimumSize(480, 300);
    content()->addWidget(m_everywhere);
    content()->addWidget(m_count);
    content()->addWidget(list, 1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &SearchDialog::search);
    connect(m_words, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_words, &QLineEdit::returnPressed, this, &SearchDialog::search);
    connect(m_everywhere, &QCheckBox::toggled, this, &SearchDialog::search);
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT hitChosen(index.data(HitDelegate::RoomRole).toString(),
                         index.data(HitDelegate::SeqRole).toLongLong());
        close(); // it would stand over what was found
    };
    connect(list, &QListView::activated, this, choose);
    connect(list, &QListView::clicked, this, choose);
}

void SearchDialog::search()
{
    m_pause.stop();
    const QString words = m_words->text().trimmed();
    const int asked = ++m_asked;
    if (words.isEmpty()) {
        showHits({});
        m_count->clear();
        return;
    }
    m_session.search(words, m_everywhere->isChecked() ? RoomId() : m_room,
                     [this, asked, self = QPointer(this)](const QList<Event> &hits, const auto &problem) {
                         if (!self || asked != m_asked)
                             return;
                         showProblem(problem ? problem->text : QString());
                         showHits(hits);
                         m_count->setText(tr("%n found", nullptr, int(hits.size())));
                     });
}

void SearchDialog::showHits(const QList<Event> &hits)
{
    m_hits->clear();
    for (const Event &hit : hits) {
        const RoomInfo *room = m_session.room(hit.room);
        const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(hit.at), QLocale::ShortFormat);
        const QString where = room ? roomTitle(*room) : QString();
        auto *item = new QStandardItem(hit.text.simplified());
        item->setData(hit.room, HitDelegate::RoomRole);
        item->setData(hit.seq, HitDelegate::SeqRole);
        item->setData(hit.name, HitDelegate::NameRole);
        item->setData(QString(where % QStringLiteral(" · ") % time), HitDelegate::WhereRole);
        item->setData(tr("%1, %2, %3: %4").arg(hit.name, where, time, hit.text.simplified()),
                      Qt::AccessibleTextRole);
        m_hits->appendRow(item);
    }
}

} // namespace courtyard
