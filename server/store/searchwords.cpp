#include "server/store/searchwords.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qsizetype mostWords = 32;

bool isWrittenWithoutSpaces(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return QChar::isLetter(c);
    default:
        return false;
    }
}

// Whether none of its letters can be of such a script: Thai is the first of them.
bool isBeforeThai(QStringView text)
{
    constexpr char16_t thai = 0x0e00;
    char16_t highest = 0; // without a branch, so that the compiler takes many at once
    for (const QChar c : text)
        highest = std::max(highest, c.unicode());
    return highest < thai;
}

bool isWord(QStringView word)
{
    return std::any_of(word.cbegin(), word.cend(),
                       [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
}

} // namespace

QString indexedText(const QString &text)
{
    if (isBeforeThai(text))
        return text;
    QString spaced;
    spaced.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        const bool alone = isWrittenWithoutSpaces(c);
        if (alone)
            spaced += u' ';
        spaced += QChar::fromUcs4(c);
        if (alone)
            spaced += u' ';
    }
    return spaced;
}

QString searchExpression(const QString &typed)
{
    // FTS5 reads its query as a C string, so a NUL would end it.
    QString text = typed;
    text.replace(QChar(u'\0'), u' ');
    QStringList terms;
    for (const QString &word : text.simplified().split(u' ', Qt::SkipEmptyParts)) {
        if (!isWord(word) || terms.size() >= mostWords)
            continue;
        QString quoted = indexedText(word).trimmed();
        quoted.replace(u'"', u"\"\""_s);
        terms.append(QString(u'"' % quoted % u"\" *"_s));
    }
    return terms.join(u' ');
}

} // namespace courtyard
