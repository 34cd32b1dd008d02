// What of a script or a stylesheet is there for people only stays behind when the page is joined. It knows
// just the forms that the page is written in. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <variant>

namespace courtyard::join {

struct Problem {
    QString words;
};
using Joined = std::variant<QByteArray, Problem>;

/// Without comments, indentation and empty lines; of scripts and styles. Comments behind a template on the
/// same line stay.
Joined lean(const QString &name, const QByteArray &source);

} // namespace courtyard::join
