// Joins the page's files into one script and one stylesheet when the program is built: HTTP/1.1 would fetch
// forty modules in turns, each with its headers. The sources stay plain ES modules, as node and the type
// checker read them, and this knows just the forms that they use; whatever else stands there ends the build.
// Pure; any thread.
#pragma once

#include "resources/join/lean.h"

#include <QList>

#include <functional>
#include <optional>

namespace courtyard::join {

/// The content of a file by its path; nullopt: there is none.
using Read = std::function<std::optional<QByteArray>(const QString &path)>;

/// A file of its own that the script brings when it first says `await import('./x.js')`: that module, and
/// what of the modules it needs is not in the script. Those that are, it is handed, so that there is one of
/// each. Or styles, which it brings by `loadStyle('/x.css')` of part.js.
struct Part {
    QString name;
    QByteArray content;
};
struct Script {
    QByteArray text;
    QList<Part> parts;
};

/// All modules that `entry` imports, each once and in the order in which a browser would run them, each in a
/// scope of its own. Comments and indentation stay behind, but not those of a module that is not ours
/// (@ts-nocheck): its notice goes along.
std::variant<Script, Problem> modules(const QString &entry, const Read &read);

/// The same as a script that any page may load by `<script src>`: it leaves no name behind there.
Joined classic(const QString &entry, const Read &read);

struct Page {
    QByteArray html, script, style;
    QList<Part> parts;
};
/// What stands in `html` as links to stylesheets and as its script, joined; the html then names the two
/// results, `/NAME.css` and `/NAME.js`, with
/// `?v=` and the start of their SHA-256, so that they may be kept for good, and with their whole hash
/// (`integrity`).
std::variant<Page, Problem> page(const QByteArray &html, const QByteArray &name, const Read &read);

} // namespace courtyard::join
