// Shows a QR code on white, as large as whole pixels allow.
#pragma once

#include "ui/invite/qrcode.h"

#include <QWidget>

namespace courtyard {

class QrView final : public QWidget {
    Q_OBJECT
public:
    QrView(int side, QWidget *parent = nullptr);
    void setText(const QString &text);
    const QrCode &code() const { return m_code; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QrCode m_code;
};

} // namespace courtyard
