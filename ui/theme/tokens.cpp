#include "ui/theme/tokens.h"

#include <QRegularExpression>

namespace courtyard {

Tokens parseTokens(const QString &css, bool dark)
{
    static const QRegularExpression declaration(QStringLiteral("--([a-z0-9-]+)\\s*:\\s*([^;]+);"));
    const qsizetype darkStart = css.indexOf(QLatin1String("@media"));
    Tokens tokens;
    for (auto found = declaration.globalMatch(css); found.hasNext();) {
        const auto match = found.next();
        if (!dark && darkStart >= 0 && match.capturedStart() > darkStart)
            break;
        tokens.insert(match.captured(1), match.captured(2).trimmed());
    }
    return tokens;
}

QColor colorFromCss(const QString &css)
{
    if (css.size() == 9 && css.startsWith(QLatin1Char('#'))) // Qt reads eight digits as #aarrggbb
        return QColor::fromString(QLatin1Char('#') + QStringView(css).mid(7) + QStringView(css).mid(1, 6));
    return QColor::fromString(css);
}

Colors Colors::from(const Tokens &tokens)
{
    const auto color = [&tokens](const char *name) {
        return colorFromCss(tokens.value(QLatin1String(name)));
    };
    Colors colors{color("bg"),
                  color("surface"),
                  color("raised"),
                  color("line"),
                  color("text"),
                  color("dim"),
                  color("accent"),
                  color("accent-ink"),
                  color("mine"),
                  color("theirs"),
                  color("warn"),
                  color("bad"),
                  color("ok"),
                  color("badge"),
                  color("badge-ink"),
                  color("selected"),
                  color("chip"),
                  color("warn-soft"),
                  color("control"),
                  color("person-ink"),
                  {},
                  {}};
    for (size_t n = 0; n < colors.persons.size(); ++n) {
        colors.persons[n] = colorFromCss(tokens.value(QStringLiteral("person-%1").arg(n + 1)));
        colors.names[n] = colorFromCss(tokens.value(QStringLiteral("name-%1").arg(n + 1)));
    }
    return colors;
}

int personColor(const QString &memberId)
{
    quint32 hash = 2166136261u; // FNV-1a over the id in UTF-8, as the page counts (resources/web/text.js)
    for (const char byte : memberId.toUtf8())
        hash = (hash ^ quint8(byte)) * 16777619u;
    return static_cast<int>(hash % 8);
}

} // namespace courtyard
