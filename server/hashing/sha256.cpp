#include "server/hashing/sha256.h"

#include <openssl/evp.h>

namespace courtyard {

namespace {

// To be looked up by its name costs as much as a message's digest.
const EVP_MD *algorithm()
{
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
    return sha256.get();
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    beginAnew();
}

void Sha256::beginAnew()
{
    EVP_DigestInit_ex(m_context.get(), algorithm(), nullptr);
}

void Sha256::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size()));
}

QByteArray Sha256::digest()
{
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), &size);
    return digest.first(size);
}

} // namespace courtyard
