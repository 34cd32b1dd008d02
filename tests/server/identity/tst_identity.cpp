// The host's key and certificate: made once, the same after a restart, for its owner's eyes only, and never
// replaced where they are damaged.
#include "server/identity/certificate.h"
#include "server/identity/hostidentity.h"
#include "server/sockets/tlscontext.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace courtyard;
using Kind = IdentityProblem::Kind;

namespace {

const QStringList names{QStringLiteral("localhost"), QStringLiteral("field.local")};

class Folder {
public:
    QString key() const { return m_folder.filePath(QLatin1StringView(keyFileName)); }
    QString certificate() const { return m_folder.filePath(QLatin1StringView(certificateFileName)); }
    auto open() const { return readOrMakeIdentity(m_folder.path(), names); }
    HostIdentity identity() const { return std::get<HostIdentity>(open()); }
    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestIdentity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isMadeAtTheFirstStartAndStays();
    void theKeyIsForItsOwnerAlone();
    void theCertificateSaysWhatBrowsersAskFor();
    void theFingerprintIsThatOfThePublicKey();
    void aMissingCertificateIsMadeOfTheKey();
    void whatIsDamagedIsReportedAndLeftAlone_data();
    void whatIsDamagedIsReportedAndLeftAlone();
    void aFolderThatTakesNothingIsReported();
    void oddNamesOfMachinesAreLeftOut();
};

void TestIdentity::isMadeAtTheFirstStartAndStays()
{
    const Folder folder;
    const HostIdentity first = folder.identity();
    QCOMPARE(first.fingerprint.size(), 64);
    QVERIFY(TlsContext::make(first.key, first.certificate));
    const HostIdentity second = folder.identity();
    QCOMPARE(second.key, first.key);
    QCOMPARE(second.certificate, first.certificate);
    QCOMPARE(second.fingerprint, first.fingerprint);
    QVERIFY(Folder().identity().fingerprint != first.fingerprint);
}

void TestIdentity::theKeyIsForItsOwnerAlone()
{
#ifdef Q_OS_UNIX
    const Folder folder;
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOwner;
    folder.identity();
    QVERIFY(!(QFileInfo(folder.key()).permissions() & others));
    QFile::setPermissions(folder.key(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    folder.identity();
    QVERIFY(!(QFileInfo(folder.key()).permissions() & others)); // as it was copied about
#endif
}

void TestIdentity::theCertificateSaysWhatBrowsersAskFor()
{
    const QSslCertificate certificate(Folder().identity().certificate);
    QVERIFY(!certificate.isNull());
    QCOMPARE(certificate.issuerInfo(QSslCertificate::CommonName),
             certificate.subjectInfo(QSslCertificate::CommonName));
    QVERIFY(certificate.effectiveDate() < QDateTime(QDate(2019, 7, 1), QTime(0, 0), Qt::UTC));
    QVERIFY(certificate.expiryDate() > QDateTime(QDate(2045, 1, 1), QTime(0, 0), Qt::UTC));
    const auto called = certificate.subjectAlternativeNames();
    QCOMPARE(called.values(QSsl::DnsEntry).size(), 2);
    QVERIFY(called.contains(QSsl::DnsEntry, QStringLiteral("field.local")));
    QVERIFY(called.contains(QSsl::IpAddressEntry, QStringLiteral("127.0.0.1")));
    QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
    QCOMPARE(certificate.publicKey().length(), 256);
}

void TestIdentity::theFingerprintIsThatOfThePublicKey()
{
    const HostIdentity identity = Folder().identity();
    const QByteArray der = QSslCertificate(identity.certificate).publicKey().toDer();
    QCOMPARE(identity.fingerprint.toLatin1(),
             QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

// A run that was cut off between the two files.
void TestIdentity::aMissingCertificateIsMadeOfTheKey()
{
    const Folder folder;
    const HostIdentity first = folder.identity();
    QVERIFY(QFile::remove(folder.certificate()));
    const HostIdentity second = folder.identity();
    QCOMPARE(second.fingerprint, first.fingerprint);
    QCOMPARE(second.key, first.key);
    QVERIFY(TlsContext::make(second.key, second.certificate));
}

void TestIdentity::whatIsDamagedIsReportedAndLeftAlone_data()
{
    QTest::addColumn<bool>("inKey");
    QTest::addColumn<QByteArray>("content"); // empty: the file goes; "half": half of it does
    QTest::addColumn<int>("kind");
    QTest::newRow("no key") << true << QByteArray() << int(Kind::KeyMissing);
    QTest::newRow("half a key") << true << QByteArray("half") << int(Kind::KeyDamaged);
    QTest::newRow("an empty key") << true << QByteArray("\n") << int(Kind::KeyDamaged);
    QTest::newRow("half a certificate") << false << QByteArray("half") << int(Kind::CertificateDamaged);
    QTest::newRow("a certificate of zeros")
        << false << QByteArray(600, '\0') << int(Kind::CertificateDamaged);
    QTest::newRow("another's key") << true << Folder().identity().key << int(Kind::NoPair);
    QTest::newRow("another's certificate") << false << Folder().identity().certificate << int(Kind::NoPair);
}

void TestIdentity::whatIsDamagedIsReportedAndLeftAlone()
{
    QFETCH(bool, inKey);
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    const Folder folder;
    folder.identity();
    const QString path = inKey ? folder.key() : folder.certificate();
    if (content.isEmpty()) {
        QVERIFY(QFile::remove(path));
    } else {
        const QByteArray whole = contentOf(path);
        write(path, content == "half" ? whole.left(whole.size() / 2) : content);
    }
    const QByteArray key = contentOf(folder.key()), certificate = contentOf(folder.certificate());
    for (int start = 0; start < 2; ++start) {
        const auto opened = folder.open();
        QVERIFY(std::holds_alternative<IdentityProblem>(opened));
        QCOMPARE(int(std::get<IdentityProblem>(opened).kind), kind);
    }
    QCOMPARE(contentOf(folder.key()), key);
    QCOMPARE(contentOf(folder.certificate()), certificate);
}

void TestIdentity::aFolderThatTakesNothingIsReported()
{
    const auto opened = readOrMakeIdentity(Folder().path() + QStringLiteral("/gone"), names);
    QVERIFY(std::holds_alternative<IdentityProblem>(opened));
    QCOMPARE(int(std::get<IdentityProblem>(opened).kind), int(Kind::NotWritable));
#ifdef Q_OS_UNIX
    if (::geteuid() == 0)
        return; // may read everything
    const Folder folder;
    folder.identity();
    QFile::setPermissions(folder.certificate(), {});
    const auto unreadable = folder.open();
    QVERIFY(std::holds_alternative<IdentityProblem>(unreadable));
    QCOMPARE(int(std::get<IdentityProblem>(unreadable).kind), int(Kind::NotReadable));
#endif
}

void TestIdentity::oddNamesOfMachinesAreLeftOut()
{
    const QString local = QStringLiteral("localhost");
    QCOMPARE(namesOfMachine(QStringLiteral("Field.example.org")),
             (QStringList{local, QStringLiteral("field"), QStringLiteral("field.local")}));
    QCOMPARE(namesOfMachine(QString()), QStringList{local});
    QCOMPARE(namesOfMachine(QStringLiteral("a,DNS:evil")), QStringList{local});
    QCOMPARE(namesOfMachine(QStringLiteral("مضيف")), QStringList{local});
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "tst_identity.moc"
