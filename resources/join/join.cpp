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
    QStringList parts; // paths of modules and styles that it brings later
};

struct Join {
    const Read &read;
    const QSet<QString> given; // modules that stand elsewhere and are handed in
    QSet<QString> begun, done;
    QStringList taken; // of those given
    QStringList parts;
    QByteArray script;
};

constexpr char16_t partMark = u'\x1f'; // stands around a part's path until its hash is known
const QString partLoader = QStringLiteral("part.js");

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

/// `await import('./x.js')`: a part of its own, which is brought when it is asked for; `loadStyle('/x.css')`
/// of the part loader brings styles.
QString withParts(Module &module, QString line)
{
    static const QRegularExpression style(u"\\bloadStyle\\('/([\\w.-]+\\.css)'\\)"_s);
    if (const QRegularExpressionMatch match = style.match(line); match.hasMatch()) {
        const QString path = match.captured(1);
        module.parts += path;
        return line.replace(match.capturedStart(), match.capturedLength(),
                            u"loadStyle("_s + partMark + path + partMark + u')');
    }
    static const QRegularExpression form(u"\\bawait import\\('(\\.[\\w./-]+)'\\)"_s);
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch())
        return line;
    const QString path = QDir::cleanPath(QFileInfo(module.path).path() + u'/' + match.captured(1));
    const QString loader = u"const { loadPart } = "_s + variableOf(partLoader) + u';';
    if (!module.imports.contains(loader)) { // it may have taken styles' loader from there itself
        module.needs += partLoader;
        module.imports += loader;
    }
    module.parts += path;
    return line.replace(match.capturedStart(), match.capturedLength(), partMark + path + partMark);
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
            module.lines += withParts(module, line);
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
    if (join.given.contains(path) && !join.taken.contains(path))
        join.taken += path;
    if (join.done.contains(path) || join.given.contains(path))
        return std::nullopt;
    if (join.begun.contains(path))
        return Problem{path + u": it needs itself"_s};
    join.begun += path;
    const std::optional<QByteArray> source = join.read(path);
    if (!source)
        return Problem{path + u": it is not there"_s};
    Module module{path, {}, {}, {}, {}, {}};
    const bool isForeign = source->startsWith("// @ts-nocheck");
    if (auto problem = isForeign ? takeForeign(module, QString::fromUtf8(*source)) : takeOwn(module, *source))
        return problem;
    for (const QString &needed : std::as_const(module.needs)) {
        if (auto problem = add(join, needed, false))
            return problem;
    }
    join.script += written(module, isEntry);
    join.parts += module.parts;
    join.done += path;
    return std::nullopt;
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray versioned(const QByteArray &path, const QByteArray &content)
{
    return path + "?v=" + sha256(content).toHex().left(32);
}

QByteArray integrity(const QByteArray &content)
{
    return "sha256-" + sha256(content).toBase64();
}

/// The attributes of a link to a joined file.
QByteArray address(const char *attribute, const QByteArray &path, const QByteArray &content)
{
    return QByteArray(attribute) + "=\"" + versioned(path, content) + "\" integrity=\"" + integrity(content)
        + '"';
}

/// The two arguments that the loader takes: where a part is, and which one it must be.
QByteArray arguments(const Part &part)
{
    return '\'' + versioned('/' + part.name.toUtf8(), part.content) + "', '" + integrity(part.content) + '\'';
}

/// A module that gives a function: handed what it needs of the script, it makes what its entry exports.
std::variant<Part, Problem> scriptPart(const Join &script, const QString &path, QStringList &needed)
{
    Join join{script.read, script.done, {}, {}, {}, {}, {}};
    if (auto problem = add(join, path, false))
        return *problem;
    if (!join.parts.isEmpty())
        return Problem{path + u": a part has no parts"_s};
    for (const QString &taken : std::as_const(join.taken))
        needed += variableOf(taken);
    const QByteArray body = "export default ({ " + needed.join(u", "_s).toUtf8() + " }) => {\n" + join.script
        + "return " + variableOf(path).toUtf8() + ";\n};\n";
    return Part{QFileInfo(path).fileName(), body};
}

std::variant<Part, Problem> stylePart(const Join &script, const QString &path)
{
    const std::optional<QByteArray> source = script.read(path);
    const Joined leaned = source ? lean(path, *source) : Joined(Problem{path + u": it is not there"_s});
    if (const auto *problem = std::get_if<Problem>(&leaned))
        return *problem;
    return Part{path, std::get<QByteArray>(leaned)};
}

std::optional<Problem> addParts(Join &join, QList<Part> &parts)
{
    join.parts.removeDuplicates();
    for (const QString &path : std::as_const(join.parts)) {
        QStringList needed;
        const bool isStyle = path.endsWith(u".css");
        auto made = isStyle ? stylePart(join, path) : scriptPart(join, path, needed);
        if (const auto *problem = std::get_if<Problem>(&made))
            return *problem;
        const Part &part = std::get<Part>(made);
        const QByteArray mark = QString(partMark + path + partMark).toUtf8();
        const QByteArray call = isStyle
            ? arguments(part)
            : "(await loadPart(" + arguments(part) + ")).default({ " + needed.join(u", "_s).toUtf8() + " })";
        join.script.replace(mark, call);
        parts += part;
    }
    return std::nullopt;
}

} // namespace

std::variant<Script, Problem> modules(const QString &entry, const Read &read)
{
    Join join{read, {}, {}, {}, {}, {}, {}};
    if (auto problem = add(join, entry, true))
        return *problem;
    QList<Part> parts;
    if (auto problem = addParts(join, parts))
        return *problem;
    return Script{join.script, parts};
}

Joined classic(const QString &entry, const Read &read)
{
    const std::variant<Script, Problem> joined = modules(entry, read);
    if (const auto *problem = std::get_if<Problem>(&joined))
        return *problem;
    const Script &script = std::get<Script>(joined);
    if (!script.parts.isEmpty())
        return Problem{entry + u": a script for other pages has no parts"_s};
    return "(() => {\n'use strict';\n" + script.text + "})();\n";
}

std::variant<Page, Problem> page(const QByteArray &html, const QByteArray &name, const Read &read)
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
    if (!entry.hasMatch())
        return Problem{u"no script"_s};
    const std::variant<Script, Problem> joined = modules(entry.captured(1), read);
    if (const auto *problem = std::get_if<Problem>(&joined))
        return *problem;
    page.script = std::get<Script>(joined).text;
    page.parts = std::get<Script>(joined).parts;
    text.replace(entry.captured(0), QString::fromLatin1(address("src", '/' + name + ".js", page.script)));
    text.remove(style);
    text.replace(u"</head>"_s,
                 u"  <link rel=\"stylesheet\" "_s
                     + QString::fromLatin1(address("href", '/' + name + ".css", page.style))
                     + u">\n</head>"_s);
    page.html = text.toUtf8();
    return page;
}

} // namespace courtyard::join
