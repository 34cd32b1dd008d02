// What is said in the rooms of the benchmark: short and long, several lines, a link, right to left.
#pragma once

#include <QStringList>

namespace courtyard::bench {

inline QString words(qint64 n)
{
    static const QStringList kinds{
        QStringLiteral("On my way, five minutes."),
        QStringLiteral("The generator is back. Can someone bring two boxes of gloves to tent 3?"),
        QStringLiteral("وصلت الأدوية إلى الخيمة الثالثة"),
        QStringLiteral("See http://192.168.43.1:3000/help for the list 🎉"),
        QStringLiteral(
            "First line\nsecond line\nand a third one that is rather longer than the two above it, "
            "so that it wraps")};
    return kinds[n * 7 % kinds.size()] + QStringLiteral(" #%1").arg(n);
}

} // namespace courtyard::bench
