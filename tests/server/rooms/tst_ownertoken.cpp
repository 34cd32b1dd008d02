// The owner's secret in the data folder (PROTOCOL §7).
#include "server/ownertoken.h"

#include "protocol/limits.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString pathIn(const QTemporaryDir &folder)
{
    return folder.filePath(u"owner-token"_s);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class OwnerTokenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsMadeOnceAndStays();
    void onlyItsOwnerMayReadIt();
    void whatIsNoWholeTokenIsMadeAnew_data();
    void whatIsNoWholeTokenIsMadeAnew();
    void oneThatSomebodyWroteByHandIsTaken_data();
    void oneThatSomebodyWroteByHandIsTaken();
    void aFolderThatCannotBeWrittenHasNone();
};

void OwnerTokenTest::itIsMadeOnceAndStays()
{
    const QTemporaryDir folder;
    const auto first = readOrMakeOwnerToken(folder.path());
    QVERIFY(first && first->size() == 43);
    QCOMPARE(contentOf(pathIn(folder)), first->toLatin1() + '\n');
    QCOMPARE(readOrMakeOwnerToken(folder.path()), first);
}

void OwnerTokenTest::onlyItsOwnerMayReadIt()
{
    const QTemporaryDir folder;
    const auto token = readOrMakeOwnerToken(folder.path());
    const auto isPrivate = [&folder] {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        return !(QFile::permissions(pathIn(folder)) & others);
    };
    QVERIFY(isPrivate());
    QVERIFY(QFile::setPermissions(pathIn(folder), ownerOnly | QFile::ReadOther));
    QCOMPARE(readOrMakeOwnerToken(folder.path()), token);
    QVERIFY(isPrivate());
}

void OwnerTokenTest::whatIsNoWholeTokenIsMadeAnew_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a line end") << "\n"_ba;
    QTest::newRow("one character short") << QByteArray(42, 'x');
    QTest::newRow("half") << QByteArray(21, 'x');
    QTest::newRow("zeros, as after a power cut") << QByteArray(44, '\0');
    QTest::newRow("two words") << QByteArray(30, 'x') + ' ' + QByteArray(30, 'y');
    QTest::newRow("one character too long") << QByteArray(limits::tokenChars + 1, 'x');
}

void OwnerTokenTest::whatIsNoWholeTokenIsMadeAnew()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    write(pathIn(folder), content);
    const auto token = readOrMakeOwnerToken(folder.path());
    QVERIFY(token && token->size() == 43);
    QVERIFY(token->toLatin1() != content);
    QCOMPARE(readOrMakeOwnerToken(folder.path()), token);
}

void OwnerTokenTest::oneThatSomebodyWroteByHandIsTaken_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("size");
    QTest::newRow("as long as ours") << QByteArray(43, 'x') << 43;
    QTest::newRow("with a line end of Windows") << QByteArray(43, 'x') + "\r\n" << 43;
    QTest::newRow("as long as may be") << QByteArray(limits::tokenChars, '!') << limits::tokenChars;
}

void OwnerTokenTest::oneThatSomebodyWroteByHandIsTaken()
{
    QFETCH(QByteArray, content);
    QFETCH(int, size);
    const QTemporaryDir folder;
    write(pathIn(folder), content);
    const auto token = readOrMakeOwnerToken(folder.path());
    QVERIFY(token);
    QCOMPARE(token->size(), size);
    QCOMPARE(contentOf(pathIn(folder)), content);
}

void OwnerTokenTest::aFolderThatCannotBeWrittenHasNone()
{
    QVERIFY(!readOrMakeOwnerToken(u"/proc/self/no-such-folder"_s));
}

QTEST_GUILESS_MAIN(OwnerTokenTest)
#include "tst_ownertoken.moc"
