// Chooses somebody: to talk to alone, or to invite into a room.
#pragma once

#include "protocol/types.h"
#include "ui/dialogs/dialog.h"

#include <QSortFilterProxyModel>

class QListView;

namespace courtyard {

class PeopleModel;
class Theme;

/// Everybody but oneself, by the letters that one types.
class OthersFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
};

class PersonDialog final : public Dialog {
    Q_OBJECT
public:
    enum class For { Talk, Room };
    PersonDialog(PeopleModel *people, const Theme &theme, For what, QWidget *parent);
    MemberId chosen() const; // empty: nobody
    QString chosenName() const;

private:
    OthersFilter *m_filter;
    QListView *m_list;
};

} // namespace courtyard
