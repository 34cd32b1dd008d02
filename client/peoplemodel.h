// The people of one room, online first, then by name. Filled by Session; GUI thread.
#pragma once

#include "protocol/types.h"

#include <QAbstractListModel>

namespace courtyard {

class PeopleModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, // QString
        NameRole, // QString
        RoleRole, // courtyard::Role as int
        DeviceRole, // courtyard::Device as int, or -1
        OnlineRole, // bool
        MeRole, // bool
    };

    explicit PeopleModel(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    int onlineCount() const;
    /// The name of a member of this room; empty where it is not known.
    QString nameOf(const MemberId &member) const;
    /// nullptr where it is not known. Valid until the model changes.
    const Person *find(const MemberId &member) const;

    // For Session.
    void setMe(const MemberId &me);
    void replaceAll(const QList<Person> &people);
    void put(const Person &person);
    void drop(const MemberId &member);

Q_SIGNALS:
    void onlineCountChanged();

private:
    static bool comesBefore(const Person &a, const Person &b);
    void insert(const Person &person);
    void change(int row, const Person &person);
    void removeAt(int row);
    QList<Person> m_people;
    MemberId m_me;
};

} // namespace courtyard
