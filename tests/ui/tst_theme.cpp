#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tokensOfTheDarkBlockOverlayTheLightOnes();
    void eightDigitsCarryTheirAlphaLast();
    void everyColourIsThere_data();
    void everyColourIsThere();
    void wordsStandOutFromWhatIsBehindThem_data();
    void wordsStandOutFromWhatIsBehindThem();
    void systemModeFollowsThePlatform();
    void chosenModeChangesThePalette();
    void focusIsSeen();
    void fontsHaveTheSizeAndWeightAskedFor();
    void membersHaveTheColourThatThePageGivesThem();
    void sizesGrowWithTheSystemFont();

private:
    QString m_css;
};

void TestTheme::init()
{
    QFile file(u":/ui/tokens.css"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_css = QString::fromUtf8(file.readAll());
}

void TestTheme::tokensOfTheDarkBlockOverlayTheLightOnes()
{
    const QString css =
        u":root { --a: #111; --b: 2px; }\n@media (prefers-color-scheme: dark) { :root { --a: #eee; } }"_s;
    QCOMPARE(parseTokens(css, false), (Tokens{{u"a"_s, u"#111"_s}, {u"b"_s, u"2px"_s}}));
    QCOMPARE(parseTokens(css, true), (Tokens{{u"a"_s, u"#eee"_s}, {u"b"_s, u"2px"_s}}));
}

void TestTheme::eightDigitsCarryTheirAlphaLast()
{
    QCOMPARE(colorFromCss(u"#11223380"_s), QColor(0x11, 0x22, 0x33, 0x80));
    QCOMPARE(colorFromCss(u"#fff"_s), QColor(Qt::white));
    QVERIFY(!colorFromCss(u"4px"_s).isValid());
}

void TestTheme::everyColourIsThere_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::everyColourIsThere()
{
    QFETCH(bool, dark);
    const Colors colors = Colors::from(parseTokens(m_css, dark));
    for (const QColor &color :
         {colors.bg,       colors.surface, colors.raised,    colors.line,    colors.text,
          colors.dim,      colors.accent,  colors.accentInk, colors.mine,    colors.theirs,
          colors.warn,     colors.bad,     colors.ok,        colors.badge,   colors.badgeInk,
          colors.selected, colors.chip,    colors.warnSoft,  colors.control, colors.personInk})
        QVERIFY(color.isValid());
    for (size_t n = 0; n < 8; ++n)
        QVERIFY(colors.persons[n].isValid() && colors.names[n].isValid());
}

static double luminance(const QColor &color)
{
    const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

void TestTheme::wordsStandOutFromWhatIsBehindThem_data()
{
    everyColourIsThere_data();
}

void TestTheme::wordsStandOutFromWhatIsBehindThem()
{
    QFETCH(bool, dark);
    const Colors colors = Colors::from(parseTokens(m_css, dark));
    const auto contrast = [](const QColor &a, const QColor &b) {
        const double x = luminance(a), y = luminance(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    constexpr double readable = 4.5; // WCAG 2 AA
    for (const auto &[ink, paper] :
         {std::pair(colors.text, colors.bg), std::pair(colors.text, colors.surface),
          std::pair(colors.text, colors.mine), std::pair(colors.dim, colors.surface),
          std::pair(colors.dim, colors.mine), std::pair(colors.accentInk, colors.accent),
          std::pair(colors.bad, colors.surface), std::pair(colors.badgeInk, colors.badge)})
        QVERIFY2(contrast(ink, paper) >= readable, qPrintable(ink.name() + u" on "_s + paper.name()));
    for (size_t n = 0; n < 8; ++n) {
        QVERIFY(contrast(colors.names[n], colors.theirs) >= readable);
        QVERIFY(contrast(colors.personInk, colors.persons[n]) >= readable);
    }
}

void TestTheme::systemModeFollowsThePlatform()
{
    Theme theme(*qApp);
    QVERIFY(!theme.isDark()); // the platform offscreen is light
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colors().bg);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(theme.isDark());
    theme.setMode(Theme::Mode::System);
    QVERIFY(!theme.isDark()); // our own dark palette is not mistaken for the platform's
}

void TestTheme::chosenModeChangesThePalette()
{
    Theme theme(*qApp, Theme::Mode::Dark);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 60);
    theme.setMode(Theme::Mode::Light);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 200);
}

void TestTheme::focusIsSeen()
{
    Theme theme(*qApp, Theme::Mode::Light);
    QWidget window;
    QLineEdit field(&window);
    QPushButton button(u"Send"_s, &window);
    button.setProperty("look", u"primary"_s);
    field.setGeometry(10, 10, 200, 40);
    button.setGeometry(10, 60, 120, 40);
    window.resize(220, 110);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field.setFocus();
    const QImage onField = window.grab().toImage();
    button.setFocus();
    const QImage onButton = window.grab().toImage();
    QVERIFY(onField.copy(field.geometry()) != onButton.copy(field.geometry()));
    QVERIFY(onField.copy(button.geometry()) != onButton.copy(button.geometry()));
}

void TestTheme::fontsHaveTheSizeAndWeightAskedFor()
{
    const Theme theme(*qApp, Theme::Mode::Light);
    for (const int size : {12, 14, 21})
        for (const QFont::Weight weight : {QFont::Normal, QFont::DemiBold, QFont::Bold}) {
            QCOMPARE(theme.font(size, weight).pixelSize(), theme.px(size));
            QCOMPARE(theme.font(size, weight).weight(), weight);
        }
}

void TestTheme::membersHaveTheColourThatThePageGivesThem()
{
    QCOMPARE(personColor(QString()), int(2166136261u % 8));
    QCOMPARE(personColor(u"a"_s), int(0xe40c292cu % 8)); // the published value of FNV-1a
    QCOMPARE(personColor(u"foobar"_s), int(0xbf9cf968u % 8));
}

void TestTheme::sizesGrowWithTheSystemFont()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPixelSize(28);
    QApplication::setFont(large);
    {
        Theme theme(*qApp, Theme::Mode::Light);
        QCOMPARE(theme.px(14), 28);
        QCOMPARE(theme.font(12).pixelSize(), 24);
    }
    QApplication::setFont(before);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
