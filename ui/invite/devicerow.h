// One device: 📱 Jorge  192.168.43.31 · phone …… 31 ms ▂▃▂ · Remove
#pragma once

#include "ui/hosting.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace courtyard {

class Theme;

class DeviceRow final : public QWidget {
    Q_OBJECT
public:
    enum class Own { No, Yes };
    explicit DeviceRow(const Theme &theme, QWidget *parent = nullptr);
    void showDevice(const HostingDevice &device, Own own);

Q_SIGNALS:
    void removeWanted(quint64 connection, const QString &name);

private:
    class Graph;
    HostingDevice m_device;
    QLabel *m_mark;
    QLabel *m_name;
    QLabel *m_about;
    QLabel *m_latency;
    Graph *m_graph;
    QPushButton *m_remove;
};

} // namespace courtyard
