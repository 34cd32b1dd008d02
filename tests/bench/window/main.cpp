// The parts of tests/bench/window/run that must be C++:
//   courtyard_bench_window say PORT ROOM COUNT RATE      speaks in a room; prints the newest number
//   courtyard_bench_window fill PORT FOLDER              all of it into a participant's cache
//   courtyard_bench_window visit PORT FOLDER STEP…       the window, measured; see visit.cpp
#include "tests/bench/window/fill.h"
#include "tests/bench/window/visit.h"
#include "tests/bench/window/writer.h"

#include <QCoreApplication>

#include <cstdio>

using namespace courtyard::bench;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QStringList words;
    for (int n = 1; n < argc; ++n)
        words.append(QString::fromLocal8Bit(argv[n]));
    if (words.value(0) == u"visit" && words.size() > 3)
        return pay({quint16(words[1].toUInt()), words[2], words.mid(3)}, argc, argv);
    QCoreApplication application(argc, argv);
    if (words.value(0) == u"fill" && words.size() == 3)
        return fill(quint16(words[1].toUInt()), words[2]);
    if (words.value(0) != u"say" || words.size() != 5)
        return 2;
    Writer writer({quint16(words[1].toUInt()), words[2], words[3].toLongLong(), words[4].toInt()});
    QObject::connect(&writer, &Writer::done, &application, [](qint64 head) {
        std::printf("%lld\n", static_cast<long long>(head));
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
