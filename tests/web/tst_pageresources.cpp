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
    const auto in = [&](const char *script) {
        return contentOf(QLatin1StringView(":/web/") + QLatin1StringView(script)).count(mark);
    };
    const qsizetype page = in("page.js") + in("desk.js"); // one hands the other what it has
    QVERIFY(page <= 1 && in("help.js") <= 1 && in("widget.js") <= 1);
    QVERIFY2(page + in("help.js") + in("widget.js") >= 1, "nothing uses it");
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
    const QByteArray sheet =
        contentOf(QStringLiteral(":/web/page.css")) + contentOf(QStringLiteral(":/web/help.css"));
    for (const QByteArray &line : contentOf(path).split('\n')) {
        if (line.contains('{') && !line.trimmed().startsWith("/*"))
            QVERIFY2(sheet.contains(QByteArray(line.trimmed() + '\n')), line.constData());
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
    QCOMPARE(names,
             QStringList({QStringLiteral("desk.js"), QStringLiteral("help.css"), QStringLiteral("help.html"),
                          QStringLiteral("help.js"), QStringLiteral("icons/courtyard.svg"),
                          QStringLiteral("index.html"), QStringLiteral("page.css"), QStringLiteral("page.js"),
                          QStringLiteral("widget.js")}));
}

QTEST_APPLESS_MAIN(PageResources)
#include "tst_pageresources.moc"
