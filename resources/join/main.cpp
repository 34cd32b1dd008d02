// courtyard_join HTML FOLDER… OUT: writes index.html, page.js, page.css and the script's parts into OUT. Runs
// while the program is built.
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

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments += QFile::decodeName(argv[index]);
    if (arguments.size() < 3)
        return fail(QStringLiteral("needs HTML FOLDER… OUT"));
    const QString html = arguments.takeFirst();
    const QDir out(arguments.takeLast());
    const Read read = [&](const QString &path) -> std::optional<QByteArray> {
        for (const QString &folder : std::as_const(arguments)) {
            if (auto content = contentOf(QDir(folder).filePath(path)))
                return content;
        }
        return std::nullopt;
    };
    const auto result = page(contentOf(html).value_or(QByteArray()), read);
    if (const auto *problem = std::get_if<Problem>(&result))
        return fail(problem->words);
    const Page &joined = std::get<Page>(result);
    bool written = QDir().mkpath(out.path()) && write(out.filePath(QStringLiteral("index.html")), joined.html)
        && write(out.filePath(QStringLiteral("page.js")), joined.script)
        && write(out.filePath(QStringLiteral("page.css")), joined.style);
    for (const Part &part : joined.parts)
        written = written && write(out.filePath(part.name), part.script);
    return written ? 0 : fail(QStringLiteral("cannot write into ") + out.path());
}
