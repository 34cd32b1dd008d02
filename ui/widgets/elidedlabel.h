// A label of one line that ends in … where there is no room, and tells the whole as a tool tip. Plain text
// only.
#pragma once

#include <QLabel>

namespace courtyard {

class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const char *look, QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace courtyard
