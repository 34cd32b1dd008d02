// What joins the page's modules keeps their meaning, and refuses what it does not know.
#include "resources/join/join.h"

#include <QCryptographicHash>
#include <QHash>
#include <QTest>

using namespace courtyard::join;

namespace {

using Files = QHash<QString, QByteArray>;

Read from(const Files &files)
{
    return [files](const QString &path) {
        const auto it = files.constFind(path);
        return it == files.cend() ? std::nullopt : std::optional(*it);
    };
}

std::variant<Script, Problem> joinedMain(const QByteArray &source)
{
    return modules(QStringLiteral("main.js"),
                   from({{QStringLiteral("main.js"), source},
                         {QStringLiteral("self.js"), "import { x } from './self.js';\n"}}));
}

} // namespace

class TestJoin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modulesKeepTheirOrderAndTheirNames();
    void aForeignModuleKeepsItsNotice();
    void aPartIsHandedWhatTheScriptHasAlready();
    void whatIsNotKnownEndsTheBuild_data();
    void whatIsNotKnownEndsTheBuild();
    void stylesThatComeLaterAreAPart();
    void commentsGoAndNothingElse_data();
    void commentsGoAndNothingElse();
    void thePageNamesTheJoinedFilesOnly();
    void aScriptForOtherPagesLeavesNoNameThere();
};

void TestJoin::modulesKeepTheirOrderAndTheirNames()
{
    const Files files{
        {QStringLiteral("main.js"),
         "// @ts-check\nimport { a, b as c } from './one.js';\nimport * as two from './two.js';\n"
         "import word from '../words/en.js';\nawait a(c, two, word);\n"},
        {QStringLiteral("one.js"),
         "import { d } from './two.js';\nexport function a() {}\nconst own = 1;\nexport const b = d;\n"},
        {QStringLiteral("two.js"),
         "/** Says something. */\nexport async function d() {}\nexport class E {\n}\n"},
        {QStringLiteral("../words/en.js"), "export default {\n  a: 'b',\n};\n"},
    };
    QCOMPARE(
        std::get<Script>(modules(QStringLiteral("main.js"), from(files))).text,
        QByteArray("// two.js\nconst $two = (() => {\nasync function d() {}\nclass E {\n}\n"
                   "return { d, E };\n})();\n"
                   "// one.js\nconst $one = (() => {\nconst { d } = $two;\nfunction a() {}\nconst own = 1;\n"
                   "const b = d;\nreturn { a, b };\n})();\n"
                   "// en.js\nconst $en = (() => {\nconst $default = {\na: 'b',\n};\n"
                   "return { default: $default };\n})();\n"
                   "// main.js\nconst { a, b: c } = $one;\nconst two = $two;\nconst word = $en.default;\n"
                   "await a(c, two, word);\n"));
}

void TestJoin::aForeignModuleKeepsItsNotice()
{
    const Files files{
        {QStringLiteral("main.js"), "import { x } from './far-away.js';\nx();\n"},
        {QStringLiteral("far-away.js"), "// @ts-nocheck\n// (c) somebody\nconst a=1;export{a as x};"}};
    QCOMPARE(
        std::get<Script>(modules(QStringLiteral("main.js"), from(files))).text,
        QByteArray("// far-away.js\nconst $far_away = (() => {\n// @ts-nocheck\n// (c) somebody\nconst a=1;\n"
                   "return { x: a };\n})();\n// main.js\nconst { x } = $far_away;\nx();\n"));
}

void TestJoin::aPartIsHandedWhatTheScriptHasAlready()
{
    const Files files{
        {QStringLiteral("main.js"),
         "import { a } from './one.js';\nconst { b } = await import('./later.js');\nb(a);\n"},
        {QStringLiteral("one.js"), "export const a = 1;\n"},
        {QStringLiteral("two.js"), "export const c = 2;\n"},
        {QStringLiteral("part.js"), "export function loadPart() {}\n"},
        {QStringLiteral("later.js"),
         "import { a } from './one.js';\nimport { c } from './two.js';\nexport const b = () => a + c;\n"}};
    const auto joined = modules(QStringLiteral("main.js"), from(files));
    const Script &script = std::get<Script>(joined);
    QCOMPARE(script.parts.size(), 1);
    QCOMPARE(script.parts[0].name, QStringLiteral("later.js"));
    QCOMPARE(script.parts[0].content,
             QByteArray(
                 "export default ({ $one }) => {\n// two.js\nconst $two = (() => {\nconst c = 2;\n"
                 "return { c };\n})();\n// later.js\nconst $later = (() => {\nconst { a } = $one;\n"
                 "const { c } = $two;\nconst b = () => a + c;\nreturn { b };\n})();\nreturn $later;\n};\n"));
    const QByteArray hash = QCryptographicHash::hash(script.parts[0].content, QCryptographicHash::Sha256);
    const QByteArray call = "const { b } = (await loadPart('/later.js?v=" + hash.toHex().left(32)
        + "', 'sha256-" + hash.toBase64() + "')).default({ $one });\n";
    QVERIFY2(script.text.contains(call), script.text.constData());
    QVERIFY(!script.text.contains("two.js"));
}

void TestJoin::whatIsNotKnownEndsTheBuild_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("an import over two lines") << QByteArray("import { a,\n  b } from './one.js';\n");
    QTest::newRow("an import for its effects") << QByteArray("import './one.js';\n");
    QTest::newRow("an import from elsewhere") << QByteArray("import a from 'a';\n");
    QTest::newRow("a module that is not there") << QByteArray("import { a } from './none.js';\n");
    QTest::newRow("modules that need each other") << QByteArray("import { x } from './self.js';\n");
    QTest::newRow("an export that may change") << QByteArray("export let a = 1;\n");
    QTest::newRow("exports of another module") << QByteArray("export * from './one.js';\n");
    QTest::newRow("a template over two lines") << QByteArray("const a = `\n// no comment`;\n");
    QTest::newRow("code behind a long comment") << QByteArray("/* a\n b */ const c = 1;\n");
    QTest::newRow("a comment without an end") << QByteArray("/* a\n");
}

void TestJoin::whatIsNotKnownEndsTheBuild()
{
    QFETCH(QByteArray, source);
    QVERIFY(std::holds_alternative<Problem>(joinedMain(source)));
    QVERIFY(std::holds_alternative<Script>(joinedMain("const fine = 1;\n")));
}

void TestJoin::stylesThatComeLaterAreAPart()
{
    const Files files{
        {QStringLiteral("main.js"),
         "import { loadStyle } from './part.js';\nawait loadStyle('/later.css');\n"
         "await import('./later.js');\n"},
        {QStringLiteral("part.js"), "export function loadStyle() {}\nexport function loadPart() {}\n"},
        {QStringLiteral("later.js"), "export const a = 1;\n"},
        {QStringLiteral("later.css"), "/* why */\na { }\n"}};
    const auto joined = modules(QStringLiteral("main.js"), from(files));
    const Script &script = std::get<Script>(joined);
    QCOMPARE(script.parts.size(), 2);
    QVERIFY2(script.text.contains("const { loadStyle } = $part;\nconst { loadPart } = $part;\n"),
             script.text.constData());
    QCOMPARE(script.parts[0].name, QStringLiteral("later.css"));
    QCOMPARE(script.parts[0].content, QByteArray("a { }\n"));
    const QByteArray hash = QCryptographicHash::hash("a { }\n", QCryptographicHash::Sha256);
    const QByteArray call =
        "await loadStyle('/later.css?v=" + hash.toHex().left(32) + "', 'sha256-" + hash.toBase64() + "');\n";
    QVERIFY2(script.text.contains(call), script.text.constData());
    QVERIFY(std::holds_alternative<Problem>(joinedMain("await loadStyle('/none.css');\n")));
}

void TestJoin::commentsGoAndNothingElse_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("left");
    const auto row = [](const char *what, const char *source, const char *left, const char *name = "x.js") {
        QTest::newRow(what) << QString::fromLatin1(name) << QByteArray(source) << QByteArray(left);
    };
    row("lines of their own", "// a\n/* b */\n/**\n * c\n */\n\nd();\n", "d();\n");
    row("types", "  /** @type {X} */ #d = e(/** @type {Y} */ (f), /** @type {Z} */ (g));\n",
        "#d = e((f), (g));\n");
    row("behind code", "a(); // b\nc(); /* d */\n", "a();\nc();\n");
    row("none between words", "return/* a */b;\n", "return b;\n");
    row("in strings", "a = 'https://b'; // c\nd = \"/* e */\";\n", "a = 'https://b';\nd = \"/* e */\";\n");
    row("behind an escaped quote", "a = '\\'// b';\n", "a = '\\'// b';\n");
    row("in expressions", "a = /[/'\"]\\/\\/+/g.test(b); // c\n", "a = /[/'\"]\\/\\/+/g.test(b);\n");
    row("expressions in a call", "a.match(/'/) && /\"/u.test(b); // c\n", "a.match(/'/) && /\"/u.test(b);\n");
    row("an expression that is returned", "return /'/.test(a); // b\n", "return /'/.test(a);\n");
    row("divisions", "a = b / 2 + (c) / 3; // 'd'\n", "a = b / 2 + (c) / 3;\n");
    row("beside a template", "const j = `//k`; // l\n", "const j = `//k`; // l\n");
    row("of styles", "a { b: url(//c/d); } /* e */\n", "a { b: url(//c/d); }\n", "x.css");
}

void TestJoin::commentsGoAndNothingElse()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, source);
    QTEST(std::get<QByteArray>(lean(name, source)), "left");
}

void TestJoin::thePageNamesTheJoinedFilesOnly()
{
    const QByteArray html = "<head>\n  <link rel=\"stylesheet\" href=\"/a.css\">\n"
                            "  <link rel=\"stylesheet\" href=\"/b.css\">\n"
                            "  <script type=\"module\" src=\"/main.js\"></script>\n</head>\n";
    const Files files{{QStringLiteral("a.css"), "a { }\n"},
                      {QStringLiteral("b.css"), "/* b */\nb { }\n"},
                      {QStringLiteral("main.js"), "run();\n"}};
    const auto joined = page(html, "page", from(files));
    const Page &made = std::get<Page>(joined);
    QCOMPARE(made.style, QByteArray("a { }\nb { }\n"));
    QCOMPARE(made.script, QByteArray("// main.js\nrun();\n"));
    QVERIFY(!made.html.contains("a.css") && !made.html.contains("main.js"));
    QCOMPARE(made.html.count(" href=\"/page.css?v="), 1);
    QCOMPARE(made.html.count(" src=\"/page.js?v="), 1);
    QCOMPARE(made.html.count(" integrity=\"sha256-"), 2);
    QVERIFY(std::holds_alternative<Problem>(page(html, "page", from({}))));
}

void TestJoin::aScriptForOtherPagesLeavesNoNameThere()
{
    const Files files{{QStringLiteral("widget.js"), "import { a } from './one.js';\na();\n"},
                      {QStringLiteral("one.js"), "export function a() {}\n"},
                      {QStringLiteral("part.js"), "export function loadPart() {}\n"},
                      {QStringLiteral("later.js"), "await import('./one.js');\n"}};
    QCOMPARE(std::get<QByteArray>(classic(QStringLiteral("widget.js"), from(files))),
             QByteArray("(() => {\n'use strict';\n// one.js\nconst $one = (() => {\nfunction a() {}\n"
                        "return { a };\n})();\n// widget.js\nconst { a } = $one;\na();\n})();\n"));
    QVERIFY(std::holds_alternative<Problem>(classic(QStringLiteral("later.js"), from(files))));
}

QTEST_APPLESS_MAIN(TestJoin)
#include "tst_join.moc"
