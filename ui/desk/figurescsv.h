// The figures of the help desk as a table for other programs: RFC 4180, UTF-8, times in seconds. Pure; any
// thread.
#pragma once

#include "protocol/types.h"

#include <QByteArray>

namespace courtyard {

QByteArray figuresCsv(const QList<DeskDay> &days);
/// One cell: quoted where it must be, and never a formula, whatever opens it.
QString csvCell(const QString &text);

} // namespace courtyard
