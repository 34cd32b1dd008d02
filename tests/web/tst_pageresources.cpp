// The page as it is inside the executable: every file of it, unchanged, where the host looks for it.
#include <QDir>
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
    void everyFileIsThereUnchanged_data();
    void everyFileIsThereUnchanged();
    void nothingElseIsThere();
};

void PageResources::everyFileIsThereUnchanged_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("resource");
    const QString root = QStringLiteral(PAGE_SOURCE);
    const auto add = [&](const QString &folder, const QString &prefix, const QStringList &filter) {
        const QStringList names = QDir(root + folder).entryList(filter, QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names)
            QTest::newRow(qPrintable(name))
                << QString(root + folder + u'/' + name) << QString(QStringLiteral(":/web/") + prefix + name);
    };
    const QStringList page{QStringLiteral("*.html"), QStringLiteral("*.css"), QStringLiteral("*.js")};
    add(QStringLiteral("/resources/web"), QString(), page);
    add(QStringLiteral("/resources/theme"), QString(), {QStringLiteral("tokens.css")});
    add(QStringLiteral("/resources/icons"), QStringLiteral("icons/"), {QStringLiteral("courtyard.svg")});
    add(QStringLiteral("/translations/page"), QStringLiteral("strings/"), {QStringLiteral("*.js")});
}

void PageResources::everyFileIsThereUnchanged()
{
    QFETCH(QString, source);
    QFETCH(QString, resource);
    QVERIFY2(QFile::exists(resource), qPrintable(resource));
    QCOMPARE(contentOf(resource), contentOf(source));
}

void PageResources::nothingElseIsThere()
{
    const QStringList folders = QDir(QStringLiteral(":/web")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(folders, QStringList({QStringLiteral("icons"), QStringLiteral("strings")}));
    QVERIFY(!QFile::exists(QStringLiteral(":/web/package.json")));
}

QTEST_APPLESS_MAIN(PageResources)
#include "tst_pageresources.moc"
