#include "ui/invite/devicelist.h"

#include "ui/chat/peopledelegate.h"
#include "ui/invite/devicerow.h"

#include <QVBoxLayout>

namespace courtyard {

DeviceList::DeviceList(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("plain"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch();
}

void DeviceList::showDevices(const QList<HostingDevice> &devices, const MemberId &me)
{
    QHash<quint64, DeviceRow *> gone = m_rows;
    for (int n = 0; n < devices.size(); ++n) {
        const HostingDevice &device = devices[n];
        DeviceRow *&row = m_rows[device.connection];
        gone.remove(device.connection);
        if (!row) {
            row = new DeviceRow(m_theme);
            connect(row, &DeviceRow::removeWanted, this, &DeviceList::removeWanted);
        }
        if (m_layout->indexOf(row) != n)
            m_layout->insertWidget(n, row);
        row->showDevice(device, device.member == me ? DeviceRow::Own::Yes : DeviceRow::Own::No);
    }
    for (auto row = gone.cbegin(); row != gone.cend(); ++row) {
        m_rows.remove(row.key());
        m_layout->removeWidget(row.value());
        row.value()->hide();
        row.value()->deleteLater();
    }
}

} // namespace courtyard
