#include "protocol/lookalikes.h"

#include <algorithm>
#include <array>

// What is covered: the letters of Cyrillic, Greek and Armenian, and the special forms of Latin ones, that
// look like a basic Latin letter; the digits that look like a letter (0 and o, 1 and l, and their forms in
// other scripts); quotes, dashes, dots, colons, bars and slashes; and sharp s, which Qt does not fold. Chosen
// by comparing letter shapes, with UTS #39 as the model.
//
// What is not: look-alikes among other scripts, overlaid strokes, and capital I beside small l. Names that
// differ in case only must have one skeleton, so "I" is "i" already; to join that with "l" would refuse Ian
// beside Lan.
//
// The text is case folded by now, so a letter stands for its capital too. Where the capital and the small
// letter look like different Latin ones (Greek nu: N and v), the capital decides, for a name begins with it.

namespace courtyard {

namespace {

struct LookAlike {
    char32_t from;
    QStringView to;
};

// Sorted by `from`; a static_assert keeps it so.
// clang-format off
constexpr LookAlike table[] = {
    {U'"', u"''"}, {U'0', u"o"}, {U'1', u"l"}, {U'`', u"'"}, {U'm', u"rn"}, {U'|', u"l"}, {U'\u00b4', u"'"},
    {U'\u00b7', u"."}, {U'\u00df', u"ss"}, {U'\u00e6', u"ae"}, {U'\u0131', u"i"}, {U'\u0138', u"k"},
    {U'\u0153', u"oe"}, {U'\u0185', u"b"}, {U'\u018d', u"g"}, {U'\u0192', u"f"}, {U'\u01bd', u"s"},
    {U'\u01c0', u"l"}, {U'\u01c3', u"!"}, {U'\u0251', u"a"}, {U'\u0261', u"g"}, {U'\u0263', u"y"},
    {U'\u0269', u"i"}, {U'\u026a', u"i"}, {U'\u026f', u"w"}, {U'\u0274', u"n"}, {U'\u0280', u"r"},
    {U'\u028b', u"u"}, {U'\u028f', u"y"}, {U'\u0299', u"b"}, {U'\u029c', u"h"}, {U'\u029f', u"l"},
    {U'\u02b9', u"'"}, {U'\u02bb', u"'"}, {U'\u02bc', u"'"}, {U'\u02bd', u"'"}, {U'\u02c8', u"'"},
    {U'\u02ca', u"'"}, {U'\u02cb', u"'"}, {U'\u02d0', u":"}, {U'\u02d7', u"-"}, {U'\u0387', u"."},
    // Greek
    {U'\u03b1', u"a"}, {U'\u03b2', u"b"}, {U'\u03b3', u"y"}, {U'\u03b5', u"e"}, {U'\u03b6', u"z"},
    {U'\u03b7', u"h"}, {U'\u03b9', u"i"}, {U'\u03ba', u"k"}, {U'\u03bc', u"rn"}, {U'\u03bd', u"n"},
    {U'\u03bf', u"o"}, {U'\u03c1', u"p"}, {U'\u03c3', u"o"}, {U'\u03c4', u"t"}, {U'\u03c5', u"y"},
    {U'\u03c7', u"x"}, {U'\u03dd', u"f"}, {U'\u03f2', u"c"}, {U'\u03f3', u"j"}, {U'\u03f8', u"p"},
    // Cyrillic
    {U'\u0430', u"a"}, {U'\u0432', u"b"}, {U'\u0433', u"r"}, {U'\u0435', u"e"}, {U'\u0437', u"3"},
    {U'\u043a', u"k"}, {U'\u043c', u"rn"}, {U'\u043d', u"h"}, {U'\u043e', u"o"}, {U'\u043f', u"n"},
    {U'\u0440', u"p"}, {U'\u0441', u"c"}, {U'\u0442', u"t"}, {U'\u0443', u"y"}, {U'\u0445', u"x"},
    {U'\u044c', u"b"}, {U'\u0455', u"s"}, {U'\u0456', u"i"}, {U'\u0458', u"j"}, {U'\u0461', u"w"},
    {U'\u0475', u"v"}, {U'\u04af', u"y"}, {U'\u04bb', u"h"}, {U'\u04cf', u"l"}, {U'\u0501', u"d"},
    {U'\u051b', u"q"}, {U'\u051d', u"w"},
    // Armenian
    {U'\u055a', u"'"}, {U'\u055d', u"'"}, {U'\u0561', u"w"}, {U'\u0566', u"q"}, {U'\u056c', u"l"},
    {U'\u0570', u"h"}, {U'\u0575', u"j"}, {U'\u0578', u"n"}, {U'\u057d', u"u"}, {U'\u057f', u"s"},
    {U'\u0581', u"g"}, {U'\u0584', u"f"}, {U'\u0585', u"o"}, {U'\u0589', u":"},
    // Hebrew, Arabic and Indic signs and digits that are a stroke, a ring or a dot
    {U'\u05c0', u"l"}, {U'\u05c3', u":"}, {U'\u05d5', u"l"}, {U'\u05df', u"l"}, {U'\u05f3', u"'"},
    {U'\u05f4', u"''"}, {U'\u0627', u"l"}, {U'\u0660', u"."}, {U'\u0661', u"l"}, {U'\u0665', u"o"},
    {U'\u06d4', u"-"}, {U'\u06f0', u"."}, {U'\u06f1', u"l"}, {U'\u06f5', u"o"}, {U'\u0966', u"o"},
    {U'\u09e6', u"o"}, {U'\u0a66', u"o"}, {U'\u0ae6', u"o"}, {U'\u0b66', u"o"}, {U'\u0be6', u"o"},
    {U'\u0c66', u"o"}, {U'\u0ce6', u"o"}, {U'\u0d66', u"o"}, {U'\u0e50', u"o"}, {U'\u0ed0', u"o"},
    {U'\u1040', u"o"},
    // Small capitals
    {U'\u1d00', u"a"}, {U'\u1d04', u"c"}, {U'\u1d05', u"d"}, {U'\u1d07', u"e"}, {U'\u1d0a', u"j"},
    {U'\u1d0b', u"k"}, {U'\u1d0d', u"rn"}, {U'\u1d0f', u"o"}, {U'\u1d11', u"o"}, {U'\u1d18', u"p"},
    {U'\u1d1b', u"t"}, {U'\u1d1c', u"u"}, {U'\u1d20', u"v"}, {U'\u1d21', u"w"}, {U'\u1d22', u"z"},
    // Punctuation
    {U'\u2010', u"-"}, {U'\u2011', u"-"}, {U'\u2012', u"-"}, {U'\u2013', u"-"}, {U'\u2014', u"-"},
    {U'\u2015', u"-"}, {U'\u2018', u"'"}, {U'\u2019', u"'"}, {U'\u201a', u","}, {U'\u201b', u"'"},
    {U'\u201c', u"''"}, {U'\u201d', u"''"}, {U'\u201f', u"''"}, {U'\u2022', u"."}, {U'\u2024', u"."},
    {U'\u2027', u"."}, {U'\u2032', u"'"}, {U'\u2035', u"'"}, {U'\u2039', u"<"}, {U'\u203a', u">"},
    {U'\u2043', u"-"}, {U'\u2044', u"/"}, {U'\u2212', u"-"}, {U'\u2215', u"/"}, {U'\u2219', u"."},
    {U'\u2223', u"l"}, {U'\u2236', u":"}, {U'\u223c', u"~"}, {U'\u22c5', u"."}, {U'\u29f8', u"/"},
    {U'\u2c9f', u"o"}, {U'\ua4f8', u"."}, {U'\ua789', u":"}, {U'\ua78c', u"'"},
};
// clang-format on

constexpr auto byFrom = [](const LookAlike &a, const LookAlike &b) { return a.from < b.from; };
static_assert(std::is_sorted(std::begin(table), std::end(table), byFrom));

} // namespace

QStringView lookAlike(char32_t c)
{
    const auto *found = std::lower_bound(std::begin(table), std::end(table), LookAlike{c, {}}, byFrom);
    return found != std::end(table) && found->from == c ? found->to : QStringView();
}

} // namespace courtyard
