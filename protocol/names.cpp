#include "protocol/names.h"

#include "protocol/jsonreader.h"
#include "protocol/lookalikes.h"

#include <QList>

#include <algorithm>

namespace courtyard {

namespace {

constexpr char32_t zwnj = 0x200c;
constexpr char32_t zwj = 0x200d;

bool isJoiner(char32_t c)
{
    return c == zwnj || c == zwj;
}

// U+FE0E and U+FE0F say how the symbol before them is drawn; as text or in colour.
bool isVariationSelector(char32_t c)
{
    return c == 0xfe0e || c == 0xfe0f;
}

// Drawn as nothing, though Unicode counts them among letters, marks and symbols.
bool isInvisible(char32_t c)
{
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f) || c == 0x2800 || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0d)
        || c == 0xffa0 || (c >= 0xe0000 && c <= 0xe0fff);
}

// Format characters that are drawn: signs before Arabic, Syriac and Kaithi numbers.
bool isVisibleFormat(char32_t c)
{
    return (c >= 0x0600 && c <= 0x0605) || c == 0x06dd || c == 0x070f || c == 0x0890 || c == 0x0891
        || c == 0x08e2 || c == 0x110bd || c == 0x110cd;
}

bool isAllowedAlone(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    case QChar::Other_Format:
        return isVisibleFormat(c);
    default:
        return !isInvisible(c);
    }
}

bool scriptNeedsJoiners(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Arabic:
    case QChar::Script_Syriac:
    case QChar::Script_Nko:
    case QChar::Script_Mongolian:
    case QChar::Script_Devanagari:
    case QChar::Script_Bengali:
    case QChar::Script_Gurmukhi:
    case QChar::Script_Gujarati:
    case QChar::Script_Oriya:
    case QChar::Script_Tamil:
    case QChar::Script_Telugu:
    case QChar::Script_Kannada:
    case QChar::Script_Malayalam:
    case QChar::Script_Sinhala:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
        return true;
    default:
        return false;
    }
}

bool isLetterOrMark(char32_t c)
{
    return QChar::isLetter(c) || QChar::isMark(c);
}

// Marks that several scripts share (a fatha, say) count as the script of their neighbour.
bool joinable(char32_t before, char32_t after)
{
    const auto fits = [](char32_t c) {
        return isLetterOrMark(c)
            && (scriptNeedsJoiners(QChar::script(c)) || QChar::script(c) == QChar::Script_Inherited);
    };
    return fits(before) && fits(after)
        && (scriptNeedsJoiners(QChar::script(before)) || scriptNeedsJoiners(QChar::script(after)));
}

// A variation selector says something only after a symbol, or inside a keycap (1, U+FE0F, U+20E3).
bool variable(char32_t before, char32_t after)
{
    return QChar::isSymbol(before) || after == 0x20e3 || QChar::category(before) == QChar::Punctuation_Other;
}

bool isAllowed(const QList<uint> &text, qsizetype i)
{
    const char32_t c = text[i];
    const char32_t before = i > 0 ? text[i - 1] : 0;
    const char32_t after = i + 1 < text.size() ? text[i + 1] : 0;
    if (isJoiner(c))
        return joinable(before, after);
    if (isVariationSelector(c))
        return variable(before, after);
    return isAllowedAlone(c);
}

} // namespace

std::optional<QString> acceptableName(const QString &typed)
{
    if (hasLoneSurrogate(typed))
        return std::nullopt;
    // Trimmed before the check, for a line end at the end of what was pasted is no reason to refuse it.
    const QString name = typed.trimmed().normalized(QString::NormalizationForm_KC);
    const QList<uint> text = name.toUcs4();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isAllowed(text, i))
            return std::nullopt;
    }
    const QString folded = name.simplified();
    if (folded.isEmpty() || codePointCount(folded) > limits::nameChars)
        return std::nullopt;
    return folded;
}

namespace {

QString folded(const QString &name)
{
    if (std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.unicode() < 0x80; }))
        return name.toLower();
    // Twice, for case folding may leave what decomposes, and decomposing what folds (U+0345, the iota below).
    // NFKD is what NFKC says, taken apart.
    QString folded = name;
    for (int pass = 0; pass < 2; ++pass)
        folded = folded.normalized(QString::NormalizationForm_KD).toCaseFolded();
    return folded.normalized(QString::NormalizationForm_KD);
}

} // namespace

QString nameSkeleton(const QString &name)
{
    QString skeleton;
    skeleton.reserve(name.size());
    for (const char32_t c : folded(name).toUcs4()) {
        if (isJoiner(c) || isVariationSelector(c))
            continue;
        const QStringView instead = lookAlike(c);
        if (instead.isEmpty())
            skeleton.append(QChar::fromUcs4(c));
        else
            skeleton.append(instead);
    }
    return skeleton.normalized(QString::NormalizationForm_D);
}

qsizetype codePointCount(QStringView text)
{
    return text.size()
        - std::count_if(text.cbegin(), text.cend(), [](QChar c) { return c.isLowSurrogate(); });
}

QString leftOfName(const QString &name, qsizetype count)
{
    QList<uint> text = name.toUcs4();
    text.resize(std::min(text.size(), count));
    while (!text.isEmpty() && (isJoiner(text.last()) || QChar::isSpace(text.last())))
        text.removeLast();
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(text.constData()), text.size());
}

} // namespace courtyard
