// Fusion with a focus ring that is seen on every control, whatever the sheet paints, and boxes to tick that are
// seen in the dark. Owned by the
// application.
#pragma once

#include <QProxyStyle>

namespace courtyard {

class Style final : public QProxyStyle {
    Q_OBJECT
public:
    Style();
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;
};

} // namespace courtyard
