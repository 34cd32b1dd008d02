// The other addresses of this host, best first; a tick says that a device has really come in by it.
#pragma once

#include "ui/hosting.h"

#include <QListView>

class QStandardItemModel;

namespace courtyard {

class Theme;

class AddressList final : public QListView {
    Q_OBJECT
public:
    explicit AddressList(const Theme &theme, QWidget *parent = nullptr);
    /// All but the one that is shown in large type.
    void showAddresses(const QList<HostingAddress> &addresses, int chosen);

Q_SIGNALS:
    void chosen(int position);

private:
    const Theme &m_theme;
    QStandardItemModel *m_model;
    QList<HostingAddress> m_shown;
    int m_chosen = -1;
};

} // namespace courtyard
