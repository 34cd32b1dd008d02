// A person's circle with the first letter of the name, in the person's colour.
#pragma once

#include <QString>

class QPainter;
class QRect;

namespace courtyard {

class Theme;

/// The first character as people see it: a letter with its marks, or a whole emoji; upper case.
QString initialOf(const QString &name);

void paintAvatar(QPainter &painter, const QRect &rect, const QString &name, const QString &memberId,
                 const Theme &theme);

} // namespace courtyard
