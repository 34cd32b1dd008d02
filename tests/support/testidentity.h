// Keys and certificates for hosts that tests make up, by libcrypto. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace courtyard::test {

struct TestIdentity {
    QSslKey key;
    QList<QSslCertificate> chain; // its own first
    QString fingerprint; // counted by libcrypto, not by what is tested

    /// P-256, signed by itself; or by `issuer`, whose certificates then follow its own.
    static TestIdentity make(const TestIdentity *issuer = nullptr);
};

namespace detail {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

template <typename Write>
QByteArray written(Write write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    write(bio.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, qsizetype(size)};
}

inline void extend(X509 *certificate, int nid, const char *value)
{
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, nid, value), &X509_EXTENSION_free);
    X509_add_ext(certificate, extension.get(), -1);
}

inline Key keyOf(const QSslKey &key)
{
    const QByteArray pem = key.toPem();
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())),
                                                        &BIO_free);
    return {PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
}

} // namespace detail

inline TestIdentity TestIdentity::make(const TestIdentity *issuer)
{
    const detail::Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const detail::Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 24 * 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    const auto *common = reinterpret_cast<const unsigned char *>(issuer ? "host" : "issuer");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
    X509_NAME *issuerName = name;
    detail::Key signer(nullptr, &EVP_PKEY_free);
    const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> issuers(X509_NAME_new(), &X509_NAME_free);
    if (issuer) {
        signer = detail::keyOf(issuer->key);
        X509_NAME_add_entry_by_txt(issuers.get(), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char *>("issuer"), -1, -1, 0);
        issuerName = issuers.get();
    }
    X509_set_issuer_name(certificate.get(), issuerName);
    // Such that a browser that knows the issuer has nothing against it.
    detail::extend(certificate.get(), NID_subject_alt_name, "IP:127.0.0.1");
    if (!issuer)
        detail::extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(certificate.get(), issuer ? signer.get() : key.get(), EVP_sha256());

    TestIdentity made;
    made.key = QSslKey(detail::written([&](BIO *bio) {
                           PEM_write_bio_PrivateKey_traditional(bio, key.get(), nullptr, nullptr, 0, nullptr,
                                                                nullptr);
                       }),
                       QSsl::Ec);
    made.chain = {
        QSslCertificate(detail::written([&](BIO *bio) { PEM_write_bio_X509(bio, certificate.get()); }))};
    if (issuer)
        made.chain += issuer->chain;
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    made.fingerprint = QString::fromLatin1(
        QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char *>(der), size),
                                 QCryptographicHash::Sha256)
            .toHex());
    OPENSSL_free(der);
    return made;
}

} // namespace courtyard::test
