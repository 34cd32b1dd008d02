// Part of the sidebar: the rooms of some sections of a RoomsModel, as high as its rows. Choosing one says so.
// GUI thread.
#pragma once

#include "client/roomsmodel.h"

#include <QListView>
#include <QSortFilterProxyModel>

namespace courtyard {

class Theme;

/// Passes the rows of the given sections, in their order.
class SectionFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    SectionFilter(QList<RoomsModel::Section> sections, QObject *parent);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QList<RoomsModel::Section> m_sections;
};

class RoomList final : public QListView {
    Q_OBJECT
public:
    RoomList(const Theme &theme, QList<RoomsModel::Section> sections, QWidget *parent = nullptr);
    void setRooms(RoomsModel *rooms);
    /// Marks the room where it is among these; else none.
    void setCurrentRoom(const RoomId &room);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(const courtyard::RoomId &room);

private:
    void choose(const QModelIndex &index);
    SectionFilter *m_filter;
};

} // namespace courtyard
