// Reads one level of a JSON text and hands out slices of it: strings without quotes and still escaped,
// objects and arrays whole, all else as written. Builds nothing and trusts its input; not for texts of
// strangers.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace courtyard::bench {

class JsonSlices {
public:
    explicit JsonSlices(std::string_view text) : m_text(text) { }

    // Steps over `c`, and the spaces before it.
    bool take(char c)
    {
        skipSpaces();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    std::optional<std::string_view> string()
    {
        if (!take('"'))
            return {};
        for (size_t begin = m_at, from = m_at;;) {
            const size_t quote = m_text.find('"', from);
            if (quote == m_text.npos)
                return {};
            m_at = from = quote + 1;
            if (!isEscaped(begin, quote))
                return m_text.substr(begin, quote - begin);
        }
    }

    std::optional<std::string_view> value()
    {
        skipSpaces();
        if (m_at == m_text.size())
            return {};
        const char first = m_text[m_at];
        if (first == '"')
            return string();
        return first == '{' || first == '[' ? nested() : bare();
    }

private:
    void skipSpaces()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n'))
            ++m_at;
    }

    bool isEscaped(size_t begin, size_t quote) const
    {
        size_t backslashes = 0;
        while (quote - backslashes > begin && m_text[quote - backslashes - 1] == '\\')
            ++backslashes;
        return backslashes % 2 == 1;
    }

    std::optional<std::string_view> bare()
    {
        const size_t begin = m_at;
        m_at = std::min(m_text.find_first_of(",}] \n", begin), m_text.size());
        return m_text.substr(begin, m_at - begin);
    }

    std::optional<std::string_view> nested()
    {
        const size_t begin = m_at;
        for (int depth = 0; m_at < m_text.size();) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (!string())
                    return {};
                continue;
            }
            ++m_at;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return m_text.substr(begin, m_at - begin);
        }
        return {};
    }

    std::string_view m_text;
    size_t m_at = 0;
};

// take(name, value) for each field; false where the text is not one whole object.
template <typename Take>
bool forEachField(std::string_view object, Take take)
{
    JsonSlices slices(object);
    if (!slices.take('{'))
        return false;
    if (slices.take('}'))
        return true;
    do {
        const auto name = slices.string();
        if (!name || !slices.take(':'))
            return false;
        const auto value = slices.value();
        if (!value)
            return false;
        take(*name, *value);
    } while (slices.take(','));
    return slices.take('}');
}

template <typename Take>
void forEachElement(std::string_view array, Take take)
{
    JsonSlices slices(array);
    if (!slices.take('[') || slices.take(']'))
        return;
    do {
        const auto value = slices.value();
        if (!value)
            return;
        take(*value);
    } while (slices.take(','));
}

// 0 where the text is no number.
inline uint64_t numberIn(std::string_view text)
{
    uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace courtyard::bench
