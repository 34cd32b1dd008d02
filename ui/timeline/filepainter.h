// Draws one file of a message: a picture in its place, or a line with symbol, name and how far it is. GUI
// thread.
#pragma once

#include <Qt>

class QPainter;

namespace courtyard {

struct FileBox;
class FileLook;
class Theme;

/// `files` may be nullptr: then there are neither pictures nor progress.
void paintFile(QPainter &painter, const FileBox &box, Qt::LayoutDirection direction, const Theme &theme,
               FileLook *files);

/// What stands in the square: "PDF", "ZIP" …
QString fileLabel(const QString &name);

} // namespace courtyard
