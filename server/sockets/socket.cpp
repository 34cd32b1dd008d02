#include "server/sockets/socket.h"

namespace courtyard {

void Socket::encrypt(const TlsContext &context, QByteArray heard)
{
    m_tls = std::make_unique<TlsStream>(context, m_descriptor, std::move(heard));
}

void Socket::shutDownSending()
{
    if (!isOpen())
        return;
    if (m_tls)
        m_tls->sayEnd();
    descriptor::shutDownSending(m_descriptor);
}

void Socket::close()
{
    m_tls.reset();
    const qintptr descriptor = std::exchange(m_descriptor, none);
    if (descriptor != none)
        descriptor::close(descriptor);
}

} // namespace courtyard
