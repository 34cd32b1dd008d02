// The page as it is inside the executable: what resources/web says, joined, and nothing else.
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PageResources : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Q_INIT_RESOURCE(page); }
    void everyModuleIsInTheScript_data();
    void everyModuleIsInTheScript();
    void everyStyleIsInTheStylesheet_data();
    void everyStyleIsInTheStylesheet();
    void thePageNamesWhatThereIs_data();
    void thePageNamesWhatThereIs();
    void nothingElseIsThere();
};

void PageResources::everyModuleIsInTheScript_data()
{
    QTest::addColumn<QString>("name");
    for (const char *folder : {"/resources/web", "/translations/page"}) {
        const QDir sources(QStringLiteral(PAGE_SOURCE) + QLatin1StringView(folder));
        const QStringList names = sources.entryList({QStringLiteral("*.js")}, QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
    }
}

void PageResources::everyModuleIsInTheScript()
{
    QFETCH(QString, name);
    const QByteArray mark = "// " + name.toUtf8() + '\n';
    // A script hands its parts what it has.
    const QList<QList<const char *>> scripts{
        {"page.js", "desk.js", "viewlink.js", "words-es.js", "words-ar.js"},
        {"help.js", "helpwords-es.js", "helpwords-ar.js"},
        {"widget.js"}};
    qsizetype uses = 0;
    for (const auto &withParts : scripts) {
        qsizetype times = 0;
        for (const char *script : withParts)
            times += contentOf(QLatin1StringView(":/web/") + QLatin1StringView(script)).count(mark);
        QVERIFY2(times <= 1, withParts[0]);
        uses += times;
    }
    QVERIFY2(uses >= 1, "nothing uses it");
}

void PageResources::everyStyleIsInTheStylesheet_data()
{
    QTest::addColumn<QString>("path");
    const QString root = QStringLiteral(PAGE_SOURCE);
    QTest::newRow("tokens") << root + QStringLiteral("/resources/theme/tokens.css");
    const QStringList names =
        QDir(root + QStringLiteral("/resources/web")).entryList({QStringLiteral("*.css")});
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << root + QStringLiteral("/resources/web/") + name;
}

void PageResources::everyStyleIsInTheStylesheet()
{
    QFETCH(QString, path);
    const QByteArray sheet = contentOf(QStringLiteral(":/web/page.css"))
        + contentOf(QStringLiteral(":/web/help.css")) + contentOf(QStringLiteral(":/web/desk.css"));
    for (const QByteArray &line : contentOf(path).split('\n')) {
        const QByteArray code = line.left(line.indexOf("/*")).trimmed();
        if (code.contains('{'))
            QVERIFY2(sheet.contains(QByteArray(code + '\n')), line.constData());
    }
}

void PageResources::thePageNamesWhatThereIs_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("name");
    QTest::newRow("script") << QStringLiteral("index.html") << QStringLiteral("page.js");
    QTest::newRow("style") << QStringLiteral("index.html") << QStringLiteral("page.css");
    QTest::newRow("visitors' script") << QStringLiteral("help.html") << QStringLiteral("help.js");
    QTest::newRow("visitors' style") << QStringLiteral("help.html") << QStringLiteral("help.css");
}

void PageResources::thePageNamesWhatThereIs()
{
    QFETCH(QString, html);
    QFETCH(QString, name);
    const QByteArray content = contentOf(QStringLiteral(":/web/") + name);
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const QByteArray link = "=\"/" + name.toUtf8() + "?v=" + hash.toHex().left(32) + "\" integrity=\"sha256-"
        + hash.toBase64() + '"';
    QVERIFY(!content.isEmpty());
    QCOMPARE(contentOf(QStringLiteral(":/web/") + html).count(link), 1);
}

void PageResources::nothingElseIsThere()
{
    QStringList names;
    for (QDirIterator files(QStringLiteral(":/web"), QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();)
        names += files.next().mid(6);
    names.sort();
    QCOMPARE(
        names.join(u' '),
        QStringLiteral("desk.css desk.js help.css help.html help.js helpwords-ar.js helpwords-es.js "
                       "icons/courtyard.svg index.html page.css page.js viewlink.js widget.js words-ar.js "
                       "words-es.js"));
}

QTEST_APPLESS_MAIN(PageResources)
#include "tst_pageresources.moc"
