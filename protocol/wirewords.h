// An enum and its words on the wire, in the order of the enum. Constant data; any thread.
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace courtyard {

template <typename Enum>
struct WireWord {
    Enum value;
    QLatin1StringView word;
};

template <typename Enum, std::size_t N>
struct WireWords {
    std::array<WireWord<Enum>, N> words;

    constexpr QLatin1StringView word(Enum value) const { return words[std::size_t(value)].word; }

    std::optional<Enum> value(QStringView word) const
    {
        for (const WireWord<Enum> &candidate : words) {
            if (candidate.word == word)
                return candidate.value;
        }
        return std::nullopt;
    }
};

template <typename Enum, std::size_t N>
WireWords(std::array<WireWord<Enum>, N>) -> WireWords<Enum, N>;

} // namespace courtyard
