// A listener for the tests: says in lines of JSON what a HostFinder finds, until its standard input ends.
//   {"way":"h_…"}                                   wayFound()
//   {"service":"10.1.0.1:3000"}, {"withdrawn":"…"}  by DNS-SD
//   {"searched":61,"found":1}                       a search is over
//   {"hosts":[{"id":"h_…","name":"…","people":0,"code":true,"ways":["10.1.0.1:3000"]}],"cpuMs":12}
//   {"goodbye":"h_…"}                               with --goodbyes: a host said that it goes
// `finderprobe --flood ADDRESS COUNT` instead sends datagrams of junk there, 1,000 a second: COUNT of them,
// and more until its standard input ends; then {"sent":5000}.
#include "client/hostfinder.h"
#include "client/hostsearch.h"
#include "client/hostwatch.h"
#include "client/servicebrowser.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkDatagram>
#include <QNetworkInterface>
#include <QRandomGenerator>
#include <QSocketNotifier>
#include <QUdpSocket>

#include <cstdio>
#include <ctime>

using namespace courtyard;
using namespace Qt::StringLiterals;

static void print(const QJsonObject &line)
{
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

static QJsonObject described(const QList<FoundHost> &hosts)
{
    QJsonArray list;
    for (const FoundHost &host : hosts) {
        QJsonArray ways;
        for (const Invitation &way : host.ways)
            ways.append(way.address());
        list.append(QJsonObject{{u"id"_s, host.id},
                                {u"name"_s, host.name},
                                {u"people"_s, host.people},
                                {u"code"_s, host.needsCode},
                                {u"ways"_s, ways}});
    }
    return {{u"hosts"_s, list}, {u"cpuMs"_s, qint64(std::clock()) * 1000 / CLOCKS_PER_SEC}};
}

/// Beside the finder, which makes nothing of it but that the host is gone.
static void tellGoodbyes(QUdpSocket &wire)
{
    wire.bind(QHostAddress::AnyIPv4, Beacon::udpPort,
              QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint);
    QObject::connect(&wire, &QUdpSocket::readyRead, &wire, [&wire] {
        while (wire.hasPendingDatagrams()) {
            const std::optional<Beacon> beacon = Beacon::parse(wire.receiveDatagram().data());
            if (beacon && beacon->gone)
                print({{u"goodbye"_s, beacon->host}});
        }
    });
}

static int listen(QCoreApplication &application)
{
    QUdpSocket wire;
    if (QCoreApplication::arguments().contains("--goodbyes"_L1))
        tellGoodbyes(wire);
    HostFinder finder;
    HostWatch watch(finder);
    HostSearch search;
    QObject::connect(&search, &HostSearch::hostFound, &watch,
                     [&watch](const About &about, const Invitation &way) {
                         watch.tell(about, way);
                         watch.add(way, HostWatch::Keep::WhileItAnswers);
                     });
    const std::unique_ptr<ServiceBrowser> browser = ServiceBrowser::make();
    QObject::connect(browser.get(), &ServiceBrowser::found, &watch, [&watch](const Invitation &way) {
        print({{u"service"_s, way.address()}});
        watch.add(way, HostWatch::Keep::UntilRemoved);
    });
    QObject::connect(browser.get(), &ServiceBrowser::lost, &watch, [&watch](const Invitation &way) {
        print({{u"withdrawn"_s, way.address()}});
        watch.remove(way);
    });
    QObject::connect(&search, &HostSearch::finished, &application, [&search] {
        print({{u"searched"_s, search.done()}, {u"found"_s, search.found()}});
    });
    QObject::connect(&finder, &HostFinder::hostsChanged, &application,
                     [&finder] { print(described(finder.hosts())); });
    QObject::connect(&finder, &HostFinder::wayFound, &application, [](const HostId &host) {
        print({{u"way"_s, host}});
    });
    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&finder, &search] {
        const int asked = std::getchar();
        if (asked == '?') // how it is now
            print(described(finder.hosts()));
        else if (asked == 's')
            search.start({defaultPort});
        else if (std::feof(stdin))
            QCoreApplication::quit();
    });
    setvbuf(stdin, nullptr, _IONBF, 0);
    print(described(finder.hosts()));
    return QCoreApplication::exec();
}

// Noise, brackets, and what looks like a host of another name each time.
static QByteArray junk(int n)
{
    if (n % 3 == 0)
        return QByteArray(1400, '[');
    if (n % 3 == 1)
        return Beacon{u"h_%1"_s.arg(n), u"Lure %1"_s.arg(n), 3000, n, false, {}, false}.encode();
    QByteArray noise(600, Qt::Uninitialized);
    for (char &byte : noise)
        byte = char(QRandomGenerator::global()->generate());
    return noise;
}

static int flood(const QHostAddress &target, int count)
{
    QUdpSocket socket;
    QTimer timer;
    int sent = 0;
    bool ended = false;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &socket, [&] {
        for (int n = 0; n < 10; ++n)
            socket.writeDatagram(junk(sent++), target, Beacon::udpPort);
        if (sent >= count && ended) {
            print({{u"sent"_s, sent}});
            QCoreApplication::quit();
        }
    });
    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &socket, [&] {
        ended = true;
        input.setEnabled(false);
    });
    timer.start(10);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--flood"_L1)
        return flood(QHostAddress(arguments.value(2)), arguments.value(3).toInt());
    return listen(application);
}
