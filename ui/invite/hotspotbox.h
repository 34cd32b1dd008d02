// A network where there is none: a button that makes a hotspot and one that takes it down; where this
// computer cannot, how it is done by hand.
#pragma once

#include "ui/hosting.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace courtyard {

class HotspotBox final : public QWidget {
    Q_OBJECT
public:
    explicit HotspotBox(QWidget *parent = nullptr);
    void showHotspot(const HostingHotspot &hotspot);

Q_SIGNALS:
    void startWanted();
    void stopWanted();

private:
    void clicked();
    QString words() const;

    HostingHotspot m_hotspot;
    bool m_explained = false; // the person wanted to know how it is done by hand
    QPushButton *m_button;
    QLabel *m_words;
};

/// How a hotspot is made by hand on this system, and why it is not done from here.
QString hotspotByHand(HostingHotspot::Why why);

} // namespace courtyard
