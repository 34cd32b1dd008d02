// The conversations that the queue shows: those that wait, those that are mine, or all; of one topic, or of
// all. In the order of TicketsModel. GUI thread.
#pragma once

#include "protocol/ids.h"

#include <QSortFilterProxyModel>

namespace courtyard {

class Session;

enum class DeskView { Waiting, Mine, All };

class TicketFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum Role {
        TimeRole = Qt::UserRole + 1000, // QString: "4 min", since it came into its state
        AboutRole, // QString: "Support · Ben has it"
    };

    explicit TicketFilter(Session &session, QObject *parent = nullptr);
    /// Empty topic: all.
    void show(DeskView view, const RoomId &topic);
    DeskView view() const { return m_view; }
    /// AccessibleTextRole tells all that the row shows.
    QVariant data(const QModelIndex &index, int role) const override;
    QModelIndex indexOf(const RoomId &room) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString about(const QModelIndex &index) const;
    QString spoken(const QModelIndex &index) const;

    Session &m_session;
    DeskView m_view = DeskView::Waiting;
    RoomId m_topic;
};

} // namespace courtyard
