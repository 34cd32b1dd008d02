// The people of one room, online first, then by name. Filled by Session; GUI thread.
#pragma once

#include "protocol/types.h"

#include <QAbstractListModel>
#include <QHash>

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
        MutedRole, // qint64: until when, by the host's clock; 0: not
        ShortIdRole, // QString: tells those apart whose names look alike; empty: nobody's does
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
    QString shortId(const Person &person) const;
    void count(const Person &person, int by);
    static bool comesBefore(const Person &a, const Person &b);
    void insert(const Person &person);
    void change(int row, const Person &person);
    void removeAt(int row);
    QList<Person> m_people;
    QHash<QString, int> m_glances; // how many have a name that looks so
    MemberId m_me;
};

} // namespace courtyard
