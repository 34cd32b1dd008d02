#include "ui/invite/devicerow.h"

#include "ui/chat/peopledelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sparkline.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace courtyard {

class DeviceRow::Graph final : public QWidget {
public:
    explicit Graph(const Theme &theme) : m_theme(theme) { setFixedSize(theme.px(48), theme.px(12)); }
    void setValues(const QList<int> &values)
    {
        m_values = QList<double>(values.begin(), values.end());
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintSparkline(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_values, m_theme.colors().accent);
    }

private:
    const Theme &m_theme;
    QList<double> m_values;
};

static QString kindOf(Device device)
{
    switch (device) {
    case Device::Desktop:
        return DeviceRow::tr("desktop");
    case Device::Browser:
        return DeviceRow::tr("browser");
    case Device::Phone:
        return DeviceRow::tr("phone browser");
    case Device::Bot:
        break;
    }
    return DeviceRow::tr("program");
}

DeviceRow::DeviceRow(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_mark(makeLabel(QString())), m_name(makeLabel(QString())),
      m_about(makeLabel(QString(), "dim")), m_latency(makeLabel(QString(), "dim")), m_graph(new Graph(theme)),
      m_remove(makeButton(tr("Remove"), "", "link"))
{
    QSizePolicy kept = m_remove->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the figures of all rows stand in a column
    m_remove->setSizePolicy(kept);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 2, 14, 2);
    layout->setSpacing(8);
    for (QWidget *part :
         {static_cast<QWidget *>(m_mark), static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_about)})
        layout->addWidget(part);
    layout->addStretch();
    for (QWidget *part : {static_cast<QWidget *>(m_latency), static_cast<QWidget *>(m_graph),
                          static_cast<QWidget *>(m_remove)})
        layout->addWidget(part);
    connect(m_remove, &QPushButton::clicked, this,
            [this] { Q_EMIT removeWanted(m_device.connection, m_device.name); });
}

void DeviceRow::showDevice(const HostingDevice &device, Own own)
{
    m_device = device;
    const QString mark = deviceMark(device.device);
    m_mark->setText(mark.isEmpty() ? QStringLiteral("💻") : mark);
    m_name->setText(own == Own::Yes ? tr("%1 (you)").arg(device.name) : device.name);
    m_about->setText(device.address + QStringLiteral(" · ") + kindOf(device.device));
    m_latency->setText(device.latencyMs ? tr("%1 ms").arg(wholeMs(*device.latencyMs)) : QString());
    m_graph->setValues(device.latencies);
    m_remove->setVisible(own == Own::No);
    m_remove->setObjectName(QStringLiteral("remove%1").arg(device.connection));
    m_remove->setAccessibleName(tr("Remove %1").arg(device.name));
}

} // namespace courtyard
