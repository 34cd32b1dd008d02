#include "server/host.h"

#include "server/network/listener.h"
#include "server/networkthread.h"

namespace courtyard {

struct Host::Private {
    HostConfig config;
    Bounds bounds;
    HostSnapshot snapshot;
    QString ownerToken;
    std::unique_ptr<NetworkThread> thread;
    bool hasFailed = false;
};

Host::Host(HostConfig config, QObject *parent) : Host(std::move(config), Bounds(), parent) { }

Host::Host(HostConfig config, const Bounds &bounds, QObject *parent) : QObject(parent), d(new Private)
{
    d->config = std::move(config);
    d->bounds = bounds;
}

Host::~Host()
{
    stop();
    if (d->thread)
        d->thread->wait();
}

void Host::start()
{
    if (d->thread)
        return;
    raiseDescriptorLimit();
    d->thread = std::make_unique<NetworkThread>(d->config, d->bounds);
    NetworkThread *thread = d->thread.get();
    // What the network thread says arrives here through the event loop, in this thread.
    connect(thread, &NetworkThread::listening, this,
            [this](const HostSnapshot &snapshot, const QString &token) {
                d->snapshot = snapshot;
                d->ownerToken = token;
                Q_EMIT listening(d->snapshot);
            });
    connect(thread, &NetworkThread::changed, this, [this](const HostSnapshot &snapshot) {
        d->snapshot = snapshot;
        Q_EMIT changed(d->snapshot);
    });
    connect(thread, &NetworkThread::failed, this, [this](const HostFailure &failure) {
        d->hasFailed = true;
        Q_EMIT failed(failure);
    });
    connect(thread, &QThread::finished, this, [this] {
        if (!d->hasFailed)
            Q_EMIT stopped();
    });
    thread->start();
}

void Host::stop()
{
    if (d->thread && d->thread->isRunning())
        d->thread->askToStop();
}

void Host::removeDevice(quint64 connection)
{
    if (d->thread)
        Q_EMIT d->thread->removeAsked(connection);
}

void Host::changeCode(const CodePolicy &code)
{
    if (d->thread)
        Q_EMIT d->thread->codeAsked(code);
}

void Host::requireEncryption(bool on)
{
    d->config.requireEncryption = on;
    if (d->thread)
        Q_EMIT d->thread->encryptionAsked(on);
}

const HostSnapshot &Host::snapshot() const
{
    return d->snapshot;
}

QString Host::ownerToken() const
{
    return d->ownerToken;
}

} // namespace courtyard
