// The hosts of this network as rows that come, change and go one by one, so that what is chosen or has the
// focus stays so. GUI thread; owned by its list.
#pragma once

#include "client/hosttable.h"

#include <QAbstractListModel>

namespace courtyard {

class FoundModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        PeopleRole = Qt::UserRole + 1, // QString: "9 people"
        DetailRole, // QString: address, and whether a code is needed
    };
    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the name; AccessibleTextRole all that a sighted person reads.
    QVariant data(const QModelIndex &index, int role) const override;

    const FoundHost &at(int row) const { return m_hosts[row]; }
    const QList<FoundHost> &hosts() const { return m_hosts; }
    void replaceAll(const QList<FoundHost> &hosts);

private:
    QList<FoundHost> m_hosts;
};

} // namespace courtyard
