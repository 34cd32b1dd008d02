// The few emoji that the window offers; any other may be typed.
#pragma once

#include <QStringList>

namespace courtyard {

inline QStringList quickReactions()
{
    return {QStringLiteral("👍"), QStringLiteral("❤️"), QStringLiteral("🙏"), QStringLiteral("✅"),
            QStringLiteral("😂"), QStringLiteral("😮"),      QStringLiteral("😢"), QStringLiteral("🎉")};
}

inline QStringList offeredEmoji()
{
    return {QStringLiteral("🙂"),   QStringLiteral("😀"),     QStringLiteral("😂"), QStringLiteral("😉"),
            QStringLiteral("😍"),      QStringLiteral("🤔"),  QStringLiteral("😮"), QStringLiteral("😢"),
            QStringLiteral("😷"),      QStringLiteral("😴"),     QStringLiteral("👍"), QStringLiteral("👎"),
            QStringLiteral("👋"),      QStringLiteral("🙏"),     QStringLiteral("💪"), QStringLiteral("👀"),
            QStringLiteral("❤️"), QStringLiteral("🎉"),     QStringLiteral("✅"), QStringLiteral("❌"),
            QStringLiteral("⚠️"), QStringLiteral("⏰"),     QStringLiteral("📍"), QStringLiteral("🚑"),
            QStringLiteral("💧"),      QStringLiteral("🔋"),     QStringLiteral("📦"), QStringLiteral("☕"),
            QStringLiteral("🍞"),      QStringLiteral("☀️")};
}

} // namespace courtyard
