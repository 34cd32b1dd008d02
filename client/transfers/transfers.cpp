#include "client/transfers/transfers.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace courtyard {

static constexpr int progressEveryMs = 100;

Transfers::Transfers(QObject *parent) : QAbstractListModel(parent)
{
    m_clock.start();
    m_saysProgress.setSingleShot(true);
    m_saysProgress.setInterval(progressEveryMs);
    connect(&m_saysProgress, &QTimer::timeout, this, &Transfers::sayProgress);
}

int Transfers::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant Transfers::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Transfer &transfer = m_rows[index.row()].transfer;
    switch (role) {
    case Qt::DisplayRole:
        return transfer.name;
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(transfer.name, words(transfer.key));
    case KeyRole:
        return transfer.key;
    case KindRole:
        return int(transfer.kind);
    case StateRole:
        return int(transfer.state);
    case SizeRole:
        return transfer.size;
    case DoneRole:
        return transfer.done;
    case ProblemRole:
        return transfer.problem;
    case PathRole:
        return transfer.path;
    default:
        return {};
    }
}

int Transfers::rowOf(const QString &key) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.transfer.key == key; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const Transfer *Transfers::find(const QString &key) const
{
    const int row = rowOf(key);
    return row < 0 ? nullptr : &m_rows[row].transfer;
}

int Transfers::underWay() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const Row &row) { return row.transfer.isUnderWay(); }));
}

std::optional<double> Transfers::speed(const QString &key) const
{
    const int row = rowOf(key);
    if (row < 0 || m_rows[row].transfer.state != Transfer::State::Moving)
        return std::nullopt;
    return m_rows[row].meter.speed(m_clock.elapsed());
}

std::optional<qint64> Transfers::secondsLeft(const QString &key) const
{
    const std::optional<double> now = speed(key);
    if (!now || *now < 1)
        return std::nullopt;
    const Transfer &transfer = m_rows[rowOf(key)].transfer;
    return qint64(double(transfer.size - transfer.done) / *now) + 1;
}

QString Transfers::words(const QString &key) const
{
    const Transfer *transfer = find(key);
    if (!transfer)
        return {};
    switch (transfer->state) {
    case Transfer::State::Preparing:
        return tr("Preparing…");
    case Transfer::State::Waiting:
        return transfer->problem.isEmpty() ? tr("Waiting · %1").arg(sizeWords(transfer->size))
                                           : transfer->problem;
    case Transfer::State::Checking:
        return tr("Checking…");
    case Transfer::State::Paused:
        return tr("Paused at %1 of %2").arg(sizeWords(transfer->done), sizeWords(transfer->size));
    case Transfer::State::Failed:
        return transfer->problem;
    case Transfer::State::Done:
        return sizeWords(transfer->size);
    case Transfer::State::Moving:
        break;
    }
    QString text = tr("%1 of %2").arg(sizeWords(transfer->done), sizeWords(transfer->size));
    if (const auto now = speed(key))
        text += QStringLiteral(" · ") + tr("%1/s", "a speed").arg(sizeWords(qint64(*now)));
    if (const auto left = secondsLeft(key)) {
        text += QStringLiteral(" · ")
            + (*left < 90 ? tr("%n s left", nullptr, int(*left))
                          : tr("%n min left", nullptr, int(std::min<qint64>((*left + 30) / 60, 100000))));
    }
    return text;
}

void Transfers::put(const Transfer &transfer)
{
    const int before = underWay();
    const int known = rowOf(transfer.key);
    if (known < 0) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_rows.append({transfer, {}});
        endInsertRows();
    }
    Row &row = m_rows[known < 0 ? int(m_rows.size()) - 1 : known];
    if (known >= 0 && row.transfer == transfer)
        return;
    const Transfer::State was = std::exchange(row.transfer, transfer).state;
    if (transfer.state == Transfer::State::Moving)
        row.meter.note(transfer.done, m_clock.elapsed());
    else
        row.meter.clear();
    m_progressed.insert(transfer.key);
    if (was != transfer.state || known < 0)
        sayProgress();
    else if (!m_saysProgress.isActive())
        m_saysProgress.start();
    if (transfer.state == Transfer::State::Done && known >= 0 && was != Transfer::State::Done)
        Q_EMIT finished(transfer);
    if (underWay() != before)
        Q_EMIT underWayChanged();
}

void Transfers::drop(const QString &key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    m_progressed.remove(key);
    Q_EMIT progressed(key);
    Q_EMIT underWayChanged();
}

void Transfers::clear(Transfer::Kind kind)
{
    QStringList keys;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.transfer.kind == kind)
            keys.append(row.transfer.key);
    }
    for (const QString &key : keys)
        drop(key);
}

void Transfers::sayProgress()
{
    m_saysProgress.stop();
    for (const QString &key : std::exchange(m_progressed, {})) {
        if (const int row = rowOf(key); row >= 0)
            Q_EMIT dataChanged(index(row), index(row));
        Q_EMIT progressed(key);
    }
}

QString sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 10'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

} // namespace courtyard
