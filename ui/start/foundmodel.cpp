#include "ui/start/foundmodel.h"

#include <algorithm>

namespace courtyard {

namespace {

// The port only where it is not the usual one: people read this aloud.
QString addressOf(const FoundHost &host)
{
    const Invitation &way = host.ways.constFirst();
    const QString address = way.address();
    return way.port == defaultPort ? address.left(address.lastIndexOf(QLatin1Char(':'))) : address;
}

// From left to right in every language.
QString isolated(const QString &address)
{
    return QChar(0x2066) + address + QChar(0x2069);
}

qsizetype indexOf(const QList<FoundHost> &hosts, const HostId &id, qsizetype from = 0)
{
    const auto found = std::find_if(hosts.cbegin() + from, hosts.cend(),
                                    [&id](const FoundHost &host) { return host.id == id; });
    return found == hosts.cend() ? -1 : found - hosts.cbegin();
}

} // namespace

int FoundModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hosts.size());
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FoundHost &host = m_hosts[index.row()];
    const QString people = tr("%n people", nullptr, host.people);
    switch (role) {
    case Qt::DisplayRole:
        return host.name;
    case PeopleRole:
        return people;
    case DetailRole:
        return host.needsCode ? tr("%1 · join code").arg(isolated(addressOf(host)))
                              : isolated(addressOf(host));
    case Qt::AccessibleTextRole:
        return host.needsCode ? tr("%1, %2, with a join code, %3").arg(host.name, people, addressOf(host))
                              : tr("%1, %2, %3").arg(host.name, people, addressOf(host));
    default:
        return {};
    }
}

void FoundModel::replaceAll(const QList<FoundHost> &hosts)
{
    for (int row = int(m_hosts.size()) - 1; row >= 0; --row) {
        if (indexOf(hosts, m_hosts[row].id) >= 0)
            continue;
        beginRemoveRows({}, row, row);
        m_hosts.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < hosts.size(); ++row) {
        const int now = int(indexOf(m_hosts, hosts[row].id, row));
        if (now < 0) {
            beginInsertRows({}, row, row);
            m_hosts.insert(row, hosts[row]);
            endInsertRows();
            continue;
        }
        if (now != row) { // it has another name
            beginMoveRows({}, now, now, {}, row);
            m_hosts.move(now, row);
            endMoveRows();
        }
        if (m_hosts[row] != hosts[row]) {
            m_hosts[row] = hosts[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

} // namespace courtyard
