#include "server/diagnosis/memory.h"

#if defined(Q_OS_LINUX)
#include <QFile>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <windows.h>

#include <psapi.h>
#elif defined(Q_OS_MACOS)
#include <mach/mach.h>
#endif

namespace courtyard {

qint64 residentMemory()
{
#if defined(Q_OS_LINUX)
    QFile file(QStringLiteral("/proc/self/statm")); // proc(5): size resident …, in pages
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#elif defined(Q_OS_WIN)
    PROCESS_MEMORY_COUNTERS counters{};
    return K32GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters)
        ? qint64(counters.WorkingSetSize)
        : 0;
#elif defined(Q_OS_MACOS)
    mach_task_basic_info info{};
    mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
    const auto outcome =
        task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info), &count);
    return outcome == KERN_SUCCESS ? qint64(info.resident_size) : 0;
#else
    return 0;
#endif
}

} // namespace courtyard
