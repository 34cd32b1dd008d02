// The reader of the event log, over a database file of any bytes: a page that cannot be read is a failure
// that is said, never a crash, an endless page, or an entry of another log.
#include "protocol/codec.h"
#include "server/rooms/entries.h"
#include "server/rooms/houserecords.h"
#include "server/store/entryreader.h"
#include "tests/fuzz/invariant.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace courtyard;

namespace {

QString folder()
{
    const QDir memory(QStringLiteral("/dev/shm"));
    static const QTemporaryDir made(memory.exists()
                                        ? memory.filePath(QStringLiteral("courtyard-fuzz-XXXXXX"))
                                        : QDir::temp().filePath(QStringLiteral("courtyard-fuzz-XXXXXX")));
    return made.path();
}

void checkPage(const ReadResult &page, int limit)
{
    mustHold(page.entries.size() <= limit, "a page is no longer than asked for");
    qint64 last = -1;
    for (const LogEntry &entry : page.entries) {
        mustHold(entry.seq > last, "a page is in order");
        last = entry.seq;
        (void)encodeLive(toEvent(entry));
        (void)record::fromEntry(entry);
    }
}

void readAll(EntryReader &reader)
{
    const auto names = reader.logNames();
    if (!names)
        return;
    for (const QString &name : names->first(std::min<qsizetype>(names->size(), 8))) {
        const LogHead head = reader.head(name);
        checkPage(reader.read(name, {.limit = 50}), 50);
        checkPage(reader.read(name, {.after = 0, .limit = 3}), 3);
        checkPage(reader.read(name, {.before = head.head, .limit = 3, .maxBytes = 100}), 3);
        checkPage(reader.entries(name, {1, head.head, 1, -1}), 3);
        checkPage(reader.latest(name, QStringLiteral("topic")), 1);
        checkPage(reader.latest(name, QStringLiteral("message")), 1);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_eventlog";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv);

    const QString path = folder() + QStringLiteral("/events.sqlite");
    QFile file(path);
    mustHold(file.open(QIODevice::WriteOnly | QIODevice::Truncate)
                 && file.write(reinterpret_cast<const char *>(data), qint64(size)) == qint64(size),
             "the fuzzer can write its file");
    file.close();
    if (const auto reader = EntryReader::open(path)) {
        (void)reader->storeId();
        readAll(*reader);
    }
    for (const char *rest : {"-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1StringView(rest));
    return 0;
}
