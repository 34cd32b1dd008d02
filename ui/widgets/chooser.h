// A combo box that looks like the fields around it: no frame of its own around its arrow. GUI thread.
#pragma once

#include <QComboBox>

namespace courtyard {

class Chooser final : public QComboBox {
    Q_OBJECT
public:
    explicit Chooser(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace courtyard
