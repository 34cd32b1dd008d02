// Who is connected, by what, how fast; each with a button that removes it. One widget a device, kept while it
// stays.
#pragma once

#include "ui/hosting.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace courtyard {

class DeviceRow;
class Theme;

class DeviceList final : public QWidget {
    Q_OBJECT
public:
    explicit DeviceList(const Theme &theme, QWidget *parent = nullptr);
    /// `me`: the one who looks; cannot be removed here.
    void showDevices(const QList<HostingDevice> &devices, const MemberId &me);

Q_SIGNALS:
    void removeWanted(quint64 connection, const QString &name);

private:
    const Theme &m_theme;
    QVBoxLayout *m_layout;
    QHash<quint64, DeviceRow *> m_rows;
};

} // namespace courtyard
