#include "resources/join/join.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

namespace courtyard::join {

namespace {

using namespace Qt::StringLiterals;

struct Module {
    QString path;
    QStringList lines; // without its imports and exports
    QStringList imports; // as declarations
    QStringList needs; // paths, in their order
    QStringList exports; // as members of an object
};

struct Join {
    const Read &read;
    QSet<QString> begun, done;
    QByteArray script;
};

/// The variable that holds what a module exports.
QString variableOf(const QString &path)
{
    static const QRegularExpression other(u"[^A-Za-z0-9]"_s);
    return u'$' + QFileInfo(path).completeBaseName().replace(other, u"_"_s);
}

/// `a, b as c` as members of an object: `a, b: c` where it is taken from one, `a, c: b` where it is given.
enum class Members { Taken, Given };
QString membersOf(const QString &list, Members how)
{
    QStringList members;
    for (const QString &each : list.split(u',', Qt::SkipEmptyParts)) {
        const QStringList parts = each.trimmed().split(u" as "_s);
        if (parts.size() == 1)
            members += parts[0];
        else
            members += how == Members::Taken ? parts[0] + u": " + parts[1] : parts[1] + u": " + parts[0];
    }
    return members.join(u", ");
}

bool takeImport(Module &module, const QString &line)
{
    static const QRegularExpression form(
        u"^import (?:\\{ ([\\w, ]+) \\}|\\* as (\\w+)|(\\w+)) from '(\\.[\\w./-]+)';$"_s);
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch())
        return false;
    const QString path = QDir::cleanPath(QFileInfo(module.path).path() + u'/' + match.captured(4));
    const QString from = variableOf(path);
    if (match.hasCaptured(1))
        module.imports +=
            u"const { "_s + membersOf(match.captured(1), Members::Taken) + u" } = " + from + u';';
    else if (match.hasCaptured(2))
        module.imports += u"const "_s + match.captured(2) + u" = " + from + u';';
    else
        module.imports += u"const "_s + match.captured(3) + u" = " + from + u".default;";
    module.needs += path;
    return true;
}

bool takeExport(Module &module, const QString &line)
{
    static const QRegularExpression form(u"^export ((?:async )?function|class|const) (\\w+)\\b"_s);
    static const QRegularExpression whole(u"^export default (?=\\{)"_s);
    if (const QRegularExpressionMatch match = form.match(line); match.hasMatch()) {
        module.exports += match.captured(2);
        module.lines += line.mid(7);
        return true;
    }
    if (!whole.match(line).hasMatch())
        return false;
    module.exports += u"default: $default"_s;
    module.lines += u"const $default = "_s + line.mid(15);
    return true;
}

/// A module that is not ours: one that imports nothing and names what it gives at its end.
std::optional<Problem> takeForeign(Module &module, QString source)
{
    static const QRegularExpression form(u"export ?\\{([\\w, ]+)\\};?\\s*$"_s);
    const QRegularExpressionMatch match = form.match(source);
    if (!match.hasMatch())
        return Problem{module.path + u": no list of exports at its end"_s};
    module.exports += membersOf(match.captured(1), Members::Given);
    module.lines += source.left(match.capturedStart());
    return std::nullopt;
}

std::optional<Problem> takeOwn(Module &module, const QByteArray &source)
{
    const Joined leaned = lean(module.path, source);
    if (const auto *problem = std::get_if<Problem>(&leaned))
        return *problem;
    for (const QString &line :
         QString::fromUtf8(std::get<QByteArray>(leaned)).split(u'\n', Qt::SkipEmptyParts)) {
        const bool isImport = line.startsWith(u"import "_s);
        const bool isExport = line.startsWith(u"export "_s);
        if ((isImport && !takeImport(module, line)) || (isExport && !takeExport(module, line)))
            return Problem{module.path + u": a form that the page is not written in: "_s + line};
        if (!isImport && !isExport)
            module.lines += line;
    }
    return std::nullopt;
}

QByteArray written(const Module &module, bool isEntry)
{
    const QString name = QFileInfo(module.path).fileName();
    QStringList all{u"// "_s + name};
    if (!isEntry)
        all += u"const "_s + variableOf(module.path) + u" = (() => {"_s;
    all += module.imports + module.lines;
    if (!isEntry)
        all += u"return { "_s + module.exports.join(u", ") + u" };\n})();"_s;
    return all.join(u'\n').toUtf8() + '\n';
}

std::optional<Problem> add(Join &join, const QString &path, bool isEntry)
{
    if (join.done.contains(path))
        return std::nullopt;
    if (join.begun.contains(path))
        return Problem{path + u": it needs itself"_s};
    join.begun += path;
    const std::optional<QByteArray> source = join.read(path);
    if (!source)
        return Problem{path + u": it is not there"_s};
    Module module{path, {}, {}, {}, {}};
    const bool isForeign = source->startsWith("// @ts-nocheck");
    if (auto problem = isForeign ? takeForeign(module, QString::fromUtf8(*source)) : takeOwn(module, *source))
        return problem;
    for (const QString &needed : std::as_const(module.needs)) {
        if (auto problem = add(join, needed, false))
            return problem;
    }
    join.script += written(module, isEntry);
    join.done += path;
    return std::nullopt;
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// The attributes of a link to a joined file.
QByteArray address(const char *attribute, const QByteArray &path, const QByteArray &content)
{
    const QByteArray hash = sha256(content);
    return QByteArray(attribute) + "=\"" + path + "?v=" + hash.toHex().left(32) + "\" integrity=\"sha256-"
        + hash.toBase64() + '"';
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
            result += line + '\n';
        inComment = begins || (inComment && !line.contains("*/"));
    }
    if (inComment)
        return Problem{name + u": a comment does not end"_s};
    return result;
}

Joined modules(const QString &entry, const Read &read)
{
    Join join{read, {}, {}, {}};
    if (auto problem = add(join, entry, true))
        return *problem;
    return join.script;
}

std::variant<Page, Problem> page(const QByteArray &html, const Read &read)
{
    static const QRegularExpression style(u"^ *<link rel=\"stylesheet\" href=\"/([\\w.-]+)\">\n"_s,
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression script(u"src=\"/([\\w.-]+)\""_s);
    QString text = QString::fromUtf8(html);
    Page page;
    for (auto it = style.globalMatch(text); it.hasNext();) {
        const QString path = it.next().captured(1);
        const std::optional<QByteArray> source = read(path);
        const Joined leaned = source ? lean(path, *source) : Joined(Problem{path + u": it is not there"_s});
        if (const auto *problem = std::get_if<Problem>(&leaned))
            return *problem;
        page.style += std::get<QByteArray>(leaned);
    }
    const QRegularExpressionMatch entry = script.match(text);
    const Joined joined =
        entry.hasMatch() ? modules(entry.captured(1), read) : Joined(Problem{u"no script"_s});
    if (const auto *problem = std::get_if<Problem>(&joined))
        return *problem;
    page.script = std::get<QByteArray>(joined);
    text.replace(entry.captured(0), QString::fromLatin1(address("src", "/page.js", page.script)));
    text.remove(style);
    text.replace(u"</head>"_s,
                 u"  <link rel=\"stylesheet\" "_s
                     + QString::fromLatin1(address("href", "/page.css", page.style)) + u">\n</head>"_s);
    page.html = text.toUtf8();
    return page;
}

} // namespace courtyard::join
