// The application's look: palette, style sheet and fonts made from the tokens, light or dark as the system is
// or as the person chose. Made once, before the first window; outlives all windows. GUI thread.
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace courtyard {

class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    explicit Theme(QApplication &application, Mode mode = Mode::System, QObject *parent = nullptr);

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    const Colors &colors() const { return m_colors; }

    /// The system's font at a size of the mock-up, where plain text is 14: larger where the system's own is.
    QFont font(double size = 14, QFont::Weight weight = QFont::Normal) const;
    /// As above, with letters of one width: for addresses and codes.
    QFont fixedFont(double size, QFont::Weight weight = QFont::Normal) const;
    /// A length of the mock-up, in proportion to the text.
    int px(double length) const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    bool systemIsDark() const;
    QString styleSheet(const Tokens &tokens) const;

    QApplication &m_application;
    Mode m_mode;
    bool m_dark = false;
    bool m_applying = false;
    double m_scale = 1;
    QFont m_systemFont;
    mutable QHash<QPair<int, int>, QFont> m_fonts; // by size in pixels and weight
    Colors m_colors;
};

} // namespace courtyard
