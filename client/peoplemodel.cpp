#include "client/peoplemodel.h"

#include <algorithm>

namespace courtyard {

PeopleModel::PeopleModel(QObject *parent) : QAbstractListModel(parent) { }

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Person &person = m_people[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return person.name;
    case Qt::AccessibleTextRole:
        return person.online ? tr("%1, online").arg(person.name) : tr("%1, away").arg(person.name);
    case IdRole:
        return person.id;
    case RoleRole:
        return int(person.role);
    case DeviceRole:
        return person.device ? int(*person.device) : -1;
    case OnlineRole:
        return person.online;
    case MeRole:
        return person.id == m_me;
    case MutedRole:
        return person.muted;
    case ShortIdRole:
        return shortId(person);
    default:
        return {};
    }
}

/// What a quick look takes for the same: the host refuses names with one skeleton, and lets those be that
/// only some typefaces draw alike.
static QString glance(const QString &name)
{
    QString seen = name.simplified().toLower();
    seen.replace(QLatin1Char('i'), QLatin1Char('l')).replace(QLatin1Char('1'), QLatin1Char('l'));
    seen.replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1String("rn"), QLatin1String("m"));
    return seen;
}

QString PeopleModel::shortId(const Person &person) const
{
    static constexpr qsizetype shown = 4;
    if (m_glances.value(glance(person.name)) < 2)
        return {};
    return person.id.mid(person.id.indexOf(QLatin1Char('_')) + 1).left(shown);
}

void PeopleModel::count(const Person &person, int by)
{
    const QString seen = glance(person.name);
    if ((m_glances[seen] += by) == 0)
        m_glances.remove(seen);
}

int PeopleModel::onlineCount() const
{
    return int(
        std::count_if(m_people.begin(), m_people.end(), [](const Person &person) { return person.online; }));
}

QString PeopleModel::nameOf(const MemberId &member) const
{
    const Person *person = find(member);
    return person ? person->name : QString();
}

const Person *PeopleModel::find(const MemberId &member) const
{
    const auto found = std::find_if(m_people.begin(), m_people.end(),
                                    [&](const Person &person) { return person.id == member; });
    return found == m_people.end() ? nullptr : &*found;
}

void PeopleModel::setMe(const MemberId &me)
{
    if (m_me == me)
        return;
    m_me = me;
    if (!m_people.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_people.size()) - 1), {MeRole});
}

void PeopleModel::replaceAll(const QList<Person> &people)
{
    beginResetModel();
    m_people = people;
    m_glances.clear();
    for (const Person &person : people)
        count(person, 1);
    std::sort(m_people.begin(), m_people.end(), comesBefore);
    endResetModel();
    Q_EMIT onlineCountChanged();
}

void PeopleModel::put(const Person &person)
{
    const Person *known = find(person.id);
    if (known && *known == person)
        return;
    const bool countChanges = (known ? known->online : false) != person.online;
    if (known)
        change(int(known - m_people.constData()), person);
    else
        insert(person);
    if (countChanges)
        Q_EMIT onlineCountChanged();
}

void PeopleModel::insert(const Person &person)
{
    const int place =
        int(std::lower_bound(m_people.begin(), m_people.end(), person, comesBefore) - m_people.begin());
    beginInsertRows({}, place, place);
    m_people.insert(place, person);
    count(person, 1);
    endInsertRows();
}

void PeopleModel::change(int row, const Person &person)
{
    QList<Person> others = m_people;
    others.removeAt(row);
    const int place =
        int(std::lower_bound(others.begin(), others.end(), person, comesBefore) - others.begin());
    if (place != row) {
        beginMoveRows({}, row, row, {}, place > row ? place + 1 : place);
        m_people.move(row, place);
        endMoveRows();
    }
    count(m_people[place], -1);
    m_people[place] = person;
    count(person, 1);
    Q_EMIT dataChanged(index(place), index(place));
}

void PeopleModel::drop(const MemberId &member)
{
    const Person *known = find(member);
    if (!known)
        return;
    const bool wasOnline = known->online;
    removeAt(int(known - m_people.constData()));
    if (wasOnline)
        Q_EMIT onlineCountChanged();
}

void PeopleModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    count(m_people[row], -1);
    m_people.removeAt(row);
    endRemoveRows();
}

bool PeopleModel::comesBefore(const Person &a, const Person &b)
{
    if (a.online != b.online)
        return a.online;
    const int byName = QString::localeAwareCompare(a.name, b.name);
    return byName != 0 ? byName < 0 : a.id < b.id;
}

} // namespace courtyard
