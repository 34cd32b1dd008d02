// The look's tokens, as resources/theme/tokens.css names them for the window and the page alike (DESIGN §7).
// Pure values.
#pragma once

#include <QColor>
#include <QHash>
#include <QString>

#include <array>

namespace courtyard {

/// Name of a token (without "--") to its value, light ones first overlaid by those of the dark block.
using Tokens = QHash<QString, QString>;
Tokens parseTokens(const QString &css, bool dark);

/// The colours that painting code uses, looked up once.
struct Colors {
    QColor bg, surface, raised, line, text, dim, accent, accentInk, mine, theirs, warn, bad, ok, badge,
        badgeInk, selected, chip, warnSoft, control, personInk;
    std::array<QColor, 8> persons; // circles
    std::array<QColor, 8> names; // names in bubbles: legible on `theirs`

    static Colors from(const Tokens &tokens);
};

/// CSS notation: #rgb, #rrggbb, #rrggbbaa. Invalid where it is none.
QColor colorFromCss(const QString &css);

/// Which of the eight colours a member has; the same everywhere, also in the page.
int personColor(const QString &memberId);

} // namespace courtyard
