#include "resources/join/lean.h"

#include <QList>

namespace courtyard::join {

namespace {

using namespace Qt::StringLiterals;

/// Where a string or an expression in slashes ends that begins at `from`: behind its last character.
qsizetype behindLiteral(const QByteArray &line, qsizetype from)
{
    const char ends = line[from];
    bool inClass = false; // of an expression: a slash in brackets does not end it
    for (qsizetype at = from + 1; at < line.size(); ++at) {
        if (line[at] == '\\')
            ++at;
        else if (line[at] == ends && !inClass)
            return at + 1;
        else if (ends == '/')
            inClass = line[at] == '[' || (inClass && line[at] != ']');
    }
    return line.size();
}

/// A slash here begins an expression, and does not divide: something must still come before one could.
bool expectsValue(const QByteArray &before)
{
    const QByteArray code = before.trimmed();
    return code.isEmpty() || QByteArray("(,=:[!&|?{};+").contains(code.back()) || code.endsWith("return");
}

/// A line of code without the comments in it and behind it. A line with a template stays as it is: there is
/// code within its text.
QByteArray withoutComments(const QByteArray &line, bool isScript)
{
    if (line.contains('`'))
        return line;
    QByteArray result;
    for (qsizetype at = 0; at < line.size();) {
        const QByteArrayView rest = QByteArrayView(line).sliced(at);
        const qsizetype end = rest.startsWith("/*") ? line.indexOf("*/", at + 2) : -1;
        qsizetype next = at + 1;
        if (isScript && rest.startsWith("//"))
            break;
        if (end >= 0) {
            const bool isApart = result.isEmpty() || result.back() == ' ' || result.back() == '(';
            at = end + 2 + (isApart && line.mid(end + 2, 1) == " " ? 1 : 0);
            if (!isApart)
                result += ' '; // it stood between two words
            continue;
        }
        if (line[at] == '\'' || line[at] == '"' || (isScript && line[at] == '/' && expectsValue(result)))
            next = behindLiteral(line, at);
        result += line.mid(at, next - at);
        at = next;
    }
    return result.trimmed();
}

} // namespace

Joined lean(const QString &name, const QByteArray &source)
{
    QByteArray result;
    bool inComment = false;
    for (const QByteArray &raw : source.split('\n')) {
        const QByteArray line = raw.trimmed();
        const bool begins = line.startsWith("/*") && line.indexOf("*/") < 0;
        const bool isWhole =
            line.startsWith("//") || (line.startsWith("/*") && line.indexOf("*/") == line.size() - 2);
        if (inComment && line.contains("*/") && !line.endsWith("*/"))
            return Problem{name + u": something stands behind a comment"_s};
        if (!inComment && !begins && !isWhole && line.count('`') % 2 != 0)
            return Problem{name + u": a template must end on the line that it begins on: "_s
                           + QString::fromUtf8(line)};
        if (!inComment && !begins && !isWhole && !line.isEmpty())
            result += withoutComments(line, !name.endsWith(u".css")) + '\n';
        inComment = begins || (inComment && !line.contains("*/"));
    }
    if (inComment)
        return Problem{name + u": a comment does not end"_s};
    return result;
}

} // namespace courtyard::join
