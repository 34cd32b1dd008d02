#include "ui/theme/theme.h"

#include "ui/theme/style.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QRegularExpression>

#include <algorithm>

namespace courtyard {

static constexpr double plainSize = 14; // of the mock-up's text, in pixels

static QString resource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

static QPalette paletteFrom(const Colors &colors)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colors.bg);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.raised);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.dim);
    palette.setColor(QPalette::Button, colors.raised);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.bad);
    palette.setColor(QPalette::ToolTipBase, colors.raised);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.accentInk);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::Light, colors.raised);
    palette.setColor(QPalette::Midlight, colors.line);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Dark, colors.control);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.dim);
    return palette;
}

// Asked first for what the system's own font has not; most others have emoji in black and white only.
static QStringList withEmoji(QStringList families)
{
    for (const char *emoji : {"Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji"})
        if (QFontDatabase::hasFamily(QLatin1String(emoji)))
            families.append(QLatin1String(emoji));
    return families;
}

Theme::Theme(QApplication &application, Mode mode, QObject *parent)
    : QObject(parent), m_application(application), m_mode(mode), m_systemFont(QApplication::font())
{
    const int systemSize = QFontInfo(m_systemFont).pixelSize();
    // The family that stands behind a name like "Sans Serif": in a list, such a name alone finds nothing.
    m_systemFont.setFamilies(withEmoji({QFontInfo(m_systemFont).family()}));
    m_scale = std::max(plainSize, double(systemSize)) / plainSize;
    QApplication::setStyle(new Style); // the application takes it
    QApplication::setFont(font());
    apply();
    m_application.installEventFilter(this);
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

QFont Theme::font(double size, QFont::Weight weight) const
{
    // One and the same for each size and weight: a font that is made anew looks for its glyphs anew.
    const QPair<int, int> key(px(size), weight);
    auto known = m_fonts.find(key);
    if (known == m_fonts.end()) {
        QFont made = m_systemFont;
        made.setPixelSize(px(size));
        made.setWeight(weight);
        known = m_fonts.insert(key, made);
    }
    return *known;
}

QFont Theme::fixedFont(double size, QFont::Weight weight) const
{
    QFont result = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    result.setPixelSize(px(size));
    result.setWeight(weight);
    return result;
}

int Theme::px(double length) const
{
    return qRound(length * m_scale);
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // The platform's change of palette arrives as one of these; our own, made in apply(), does too.
    const bool changedOutside =
        event->type() == QEvent::ThemeChange || event->type() == QEvent::ApplicationPaletteChange;
    if (watched == &m_application && changedOutside && !m_applying && m_mode == Mode::System
        && systemIsDark() != m_dark)
        QMetaObject::invokeMethod(
            this, [this] { apply(); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

bool Theme::systemIsDark() const
{
    // Qt 6.4 does not tell the colour scheme. A default palette gives way to the platform's own; ours comes
    // back at once.
    auto &applying = const_cast<bool &>(m_applying);
    const bool before = std::exchange(applying, true);
    const QPalette ours = QApplication::palette();
    QApplication::setPalette(QPalette());
    const QPalette platform = QApplication::palette();
    QApplication::setPalette(ours);
    applying = before;
    return platform.color(QPalette::Window).lightness() < platform.color(QPalette::WindowText).lightness();
}

void Theme::apply()
{
    m_dark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    const Tokens tokens = parseTokens(resource(QStringLiteral(":/ui/tokens.css")), m_dark);
    m_colors = Colors::from(tokens);
    m_applying = true;
    QApplication::setPalette(paletteFrom(m_colors));
    m_application.setStyleSheet(styleSheet(tokens));
    m_applying = false;
    Q_EMIT changed();
}

QString Theme::styleSheet(const Tokens &tokens) const
{
    // In the sheet, $name is a token and $f12 a font size of the mock-up.
    static const QRegularExpression placeholder(QStringLiteral("\\$([a-z][a-z0-9-]*)"));
    const QString source = resource(QStringLiteral(":/ui/courtyard.qss"));
    QString sheet;
    qsizetype copied = 0;
    for (auto found = placeholder.globalMatch(source); found.hasNext();) {
        const auto match = found.next();
        sheet += QStringView(source).mid(copied, match.capturedStart() - copied);
        const QString name = match.captured(1);
        const QString value = tokens.value(name);
        bool isSize = false;
        const int size = QStringView(name).mid(1).toInt(&isSize);
        sheet += !value.isEmpty() ? value
            : isSize              ? QString(QString::number(px(size)) % QLatin1String("px"))
                                  : QString();
        copied = match.capturedEnd();
    }
    return sheet + QStringView(source).mid(copied);
}

} // namespace courtyard
