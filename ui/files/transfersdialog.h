// Everything that is on its way, up and down: how far, how fast, how long still; to be paused, tried again,
// given up, and what has arrived to be opened. Deletes itself. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

#include <QIdentityProxyModel>

class QLabel;
class QListView;
class QPushButton;

namespace courtyard {

class FileActions;
class Theme;
class Transfers;

/// What the list shows of Transfers.
class TransferRows final : public QIdentityProxyModel {
    Q_OBJECT
public:
    explicit TransferRows(Transfers *transfers, QObject *parent);
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Transfers *m_transfers;
};

class TransfersDialog final : public Dialog {
    Q_OBJECT
public:
    TransfersDialog(Session &session, FileActions &actions, const Theme &theme, QWidget *parent);

private:
    void makeButtons(FileActions &actions);
    void showChoice();
    QString chosen() const; // its key

    Session &m_session;
    QLabel *m_empty;
    QListView *m_list;
    QPushButton *m_pause, *m_retry, *m_cancel, *m_open, *m_folder;
};

} // namespace courtyard
