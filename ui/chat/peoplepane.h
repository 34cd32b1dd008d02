// The list "People" of a room, those who are here first. GUI thread.
#pragma once

#include "protocol/types.h"

#include <QFrame>
#include <QHash>
#include <QPointer>

class QLabel;
class QListView;

namespace courtyard {

class PeopleDelegate;
class PeopleModel;
class Theme;

class PeoplePane final : public QFrame {
    Q_OBJECT
public:
    explicit PeoplePane(const Theme &theme, QWidget *parent = nullptr);
    void setPeople(PeopleModel *people);
    /// Where it is known: what the host measures, and our own.
    void setLatencies(const QHash<MemberId, int> &latencies);

Q_SIGNALS:
    void directWanted(const courtyard::MemberId &member);
    /// By the right button, the menu key, or the button in a row.
    void menuWanted(const courtyard::Person &person, QPoint globalPos);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void askForMenu(const QModelIndex &index, QPoint globalPos);
    void updateCount();

    QPointer<PeopleModel> m_people;
    PeopleDelegate *m_delegate;
    QLabel *m_count;
    QListView *m_list;
};

} // namespace courtyard
