// Part of the sidebar: "Waiting", "Mine" and "All" of the help desk, with what is new in them. Shown to those
// who answer somewhere. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/desk/ticketfilter.h"

#include <QListView>

class QStandardItemModel;

namespace courtyard {

class Theme;

class DeskList final : public QListView {
    Q_OBJECT
public:
    DeskList(Session &session, const Theme &theme, QWidget *parent = nullptr);
    /// None: the rooms are shown.
    void setCurrent(std::optional<DeskView> view);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(courtyard::DeskView view);

private:
    void showCounts();
    void showCount(DeskView view, const QString &name, int count, const QString &spoken);

    Session &m_session;
    QStandardItemModel *m_views;
};

} // namespace courtyard
