#include "ui/files/transfersdialog.h"

#include "client/transfers/transfers.h"
#include "ui/files/fileactions.h"
#include "ui/files/filedelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>

namespace courtyard {

TransferRows::TransferRows(Transfers *transfers, QObject *parent)
    : QIdentityProxyModel(parent), m_transfers(transfers)
{
    setSourceModel(transfers);
}

QVariant TransferRows::data(const QModelIndex &index, int role) const
{
    const Transfer *transfer =
        m_transfers->find(QIdentityProxyModel::data(index, Transfers::KeyRole).toString());
    if (!transfer)
        return {};
    const bool isUpload = transfer->kind == Transfer::Kind::Upload;
    switch (role) {
    case FileDelegate::AboutRole:
        return QString((isUpload ? QStringLiteral("↑ ") : QStringLiteral("↓ "))
                       + m_transfers->words(transfer->key));
    case FileDelegate::ShareRole:
        if (!transfer->isUnderWay() || transfer->size == 0)
            return {};
        return double(transfer->done) / double(transfer->size);
    case FileDelegate::ProblemRole:
        return transfer->state == Transfer::State::Failed;
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

TransfersDialog::TransfersDialog(Session &session, FileActions &actions, const Theme &theme, QWidget *parent)
    : Dialog(tr("Transfers"), QString(), parent), m_session(session)
{
    setObjectName(QStringLiteral("transfersDialog"));
    content()->addWidget(makeLabel(tr("Transfers"), "h3"));
    m_empty = makeLabel(tr("Nothing is on its way."), "dim");
    content()->addWidget(m_empty);
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("transfers"));
    m_list->setAccessibleName(tr("Transfers"));
    m_list->setModel(new TransferRows(session.transfers(), m_list));
    m_list->setItemDelegate(new FileDelegate(theme, m_list));
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content()->addWidget(m_list, 1);
    makeButtons(actions);
    resize(theme.px(520), theme.px(420));
    const Transfers *transfers = session.transfers();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TransfersDialog::showChoice);
    connect(transfers, &Transfers::progressed, this, &TransfersDialog::showChoice);
    connect(transfers, &QAbstractItemModel::rowsInserted, this, &TransfersDialog::showChoice);
    connect(transfers, &QAbstractItemModel::rowsRemoved, this, &TransfersDialog::showChoice);
    showChoice();
}

void TransfersDialog::makeButtons(FileActions &actions)
{
    m_pause = makeButton(tr("Pause"), "pauseTransfer", "link");
    m_retry = makeButton(tr("Go on"), "retryTransfer", "link");
    m_cancel = makeButton(tr("Cancel"), "cancelTransfer", "link");
    m_open = makeButton(tr("Open"), "openTransfer", "link");
    m_folder = makeButton(tr("Show in folder"), "showTransfer", "link");
    QPushButton *where = makeButton(tr("Where files are saved…"), "chooseFolder", "link");
    auto *row = new QHBoxLayout;
    row->setSpacing(18);
    for (QPushButton *button : {m_pause, m_retry, m_cancel, m_open, m_folder})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(where);
    content()->addLayout(row);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_session.pauseTransfer(chosen()); });
    connect(m_retry, &QPushButton::clicked, this, [this] { m_session.retryTransfer(chosen()); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_session.cancelTransfer(chosen()); });
    const auto path = [this] { return m_list->currentIndex().data(Transfers::PathRole).toString(); };
    connect(m_open, &QPushButton::clicked, &actions, [&actions, path] { actions.openLocal(path()); });
    connect(m_folder, &QPushButton::clicked, &actions, [&actions, path] { actions.showInFolder(path()); });
    connect(where, &QPushButton::clicked, &actions, &FileActions::chooseFolder);
}

QString TransfersDialog::chosen() const
{
    return m_list->currentIndex().data(Transfers::KeyRole).toString();
}

void TransfersDialog::showChoice()
{
    const bool isEmpty = m_session.transfers()->rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    if (!isEmpty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
    const Transfer *transfer = m_session.transfers()->find(chosen());
    const auto is = [transfer](Transfer::State state) { return transfer && transfer->state == state; };
    const bool waitsForPerson = is(Transfer::State::Paused) || is(Transfer::State::Failed);
    m_pause->setVisible(transfer && transfer->isUnderWay() && !waitsForPerson);
    m_retry->setVisible(waitsForPerson);
    m_cancel->setVisible(transfer != nullptr);
    m_cancel->setText(is(Transfer::State::Done) ? tr("Take off this list") : tr("Cancel"));
    m_open->setVisible(is(Transfer::State::Done) && !transfer->path.isEmpty());
    m_folder->setVisible(m_open->isVisibleTo(this));
}

} // namespace courtyard
