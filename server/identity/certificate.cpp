#include "server/identity/certificate.h"

#include "server/identity/openssl.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <QCryptographicHash>

namespace courtyard::certificate {

namespace {

using namespace openssl;
using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;

constexpr long version3 = 2;
constexpr int serialBits = 127; // RFC 5280 §4.1.2.2: positive, and at most 20 bytes
// Clocks of devices without internet are often wrong, and there is nobody to renew it. Before July 2019, for
// Apple's systems refuse what was made later and holds for more than 825 days.
constexpr char validFrom[] = "20000101000000Z", validUntil[] = "20491231235959Z";

QByteArray written(const Bio &bio)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return size > 0 ? QByteArray(bytes, size) : QByteArray();
}

Key readKey(const QByteArray &pem)
{
    Key key(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return key;
}

QByteArray hashOf(const QByteArray &der)
{
    return QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex();
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    const Number number(BN_new());
    return number && BN_rand(number.get(), serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ODD) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool setTimes(X509 *certificate)
{
    return ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), validFrom) == 1
        && ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), validUntil) == 1;
}

bool setNames(X509 *certificate, const QStringList &names)
{
    X509_NAME *subject = X509_get_subject_name(certificate);
    const auto *text = reinterpret_cast<const unsigned char *>("Courtyard");
    QByteArray all = "IP:127.0.0.1,IP:::1";
    for (const QString &name : names)
        all += ",DNS:" + name.toLatin1();
    return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, subject) == 1
        && addExtension(certificate, NID_subject_alt_name, all);
}

} // namespace

QByteArray makeKey()
{
    const Key key(EVP_EC_gen("P-256"));
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!key
        || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return written(bio);
}

QByteArray make(const QByteArray &keyPem, const QStringList &names)
{
    const Key key = readKey(keyPem);
    const Certificate certificate(X509_new());
    const Bio bio(BIO_new(BIO_s_mem()));
    X509 *made = certificate.get();
    const bool ok = key && X509_set_version(made, version3) == 1 && setSerial(made) && setTimes(made)
        && X509_set_pubkey(made, key.get()) == 1 && setNames(made, names)
        && addExtension(made, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(made, NID_key_usage, "critical,digitalSignature")
        && addExtension(made, NID_ext_key_usage, "serverAuth") && X509_sign(made, key.get(), EVP_sha256()) > 0
        && PEM_write_bio_X509(bio.get(), made) == 1;
    ERR_clear_error();
    return ok ? written(bio) : QByteArray();
}

std::optional<QString> fingerprintOfKey(const QByteArray &pem)
{
    const Key key = readKey(pem);
    if (!key)
        return std::nullopt;
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    if (size <= 0)
        return std::nullopt;
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return QString::fromLatin1(hashOf(bytes));
}

std::optional<QString> fingerprintOf(const QByteArray &pem)
{
    const Certificate certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    if (!certificate)
        return std::nullopt;
    unsigned char *der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    if (size <= 0)
        return std::nullopt;
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return QString::fromLatin1(hashOf(bytes));
}

} // namespace courtyard::certificate
