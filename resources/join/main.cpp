// courtyard_join HTML NAME FOLDER… OUT: writes the html, NAME.js, NAME.css and the script's parts into OUT.
// courtyard_join ENTRY.js NAME FOLDER… OUT: writes NAME.js, a script for other pages. Runs while the program
// is built.
#include "resources/join/join.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

using namespace courtyard::join;

namespace {

std::optional<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll().replace("\r\n", "\n"))
                                          : std::nullopt;
}

bool write(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
}

int fail(const QString &words)
{
    std::fprintf(stderr, "courtyard_join: %s\n", qUtf8Printable(words));
    return 1;
}

int makePage(const QFileInfo &html, const QString &name, const QDir &out, const Read &read)
{
    const auto result = page(contentOf(html.filePath()).value_or(QByteArray()), name.toUtf8(), read);
    if (const auto *problem = std::get_if<Problem>(&result))
        return fail(problem->words);
    const Page &joined = std::get<Page>(result);
    bool written = write(out.filePath(html.fileName()), joined.html)
        && write(out.filePath(name + QStringLiteral(".js")), joined.script)
        && write(out.filePath(name + QStringLiteral(".css")), joined.style);
    for (const Part &part : joined.parts)
        written = written && write(out.filePath(part.name), part.content);
    return written ? 0 : fail(QStringLiteral("cannot write into ") + out.path());
}

int makeScript(const QFileInfo &entry, const QString &name, const QDir &out, const Read &read)
{
    const Joined joined = classic(entry.fileName(), read);
    if (const auto *problem = std::get_if<Problem>(&joined))
        return fail(problem->words);
    return write(out.filePath(name + QStringLiteral(".js")), std::get<QByteArray>(joined))
        ? 0
        : fail(QStringLiteral("cannot write into ") + out.path());
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments += QFile::decodeName(argv[index]);
    if (arguments.size() < 4)
        return fail(QStringLiteral("needs HTML or ENTRY.js, NAME, FOLDER… and OUT"));
    const QFileInfo source(arguments.takeFirst());
    const QString name = arguments.takeFirst();
    const QDir out(arguments.takeLast());
    if (!QDir().mkpath(out.path()))
        return fail(QStringLiteral("cannot make ") + out.path());
    const Read read = [&](const QString &path) -> std::optional<QByteArray> {
        for (const QString &folder : std::as_const(arguments)) {
            if (auto content = contentOf(QDir(folder).filePath(path)))
                return content;
        }
        return std::nullopt;
    };
    return source.suffix() == u"js" ? makeScript(source, name, out, read) : makePage(source, name, out, read);
}
