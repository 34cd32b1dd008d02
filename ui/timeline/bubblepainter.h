// Draws a laid out row. Plain text only; nothing in a message is ever markup. GUI thread.
#pragma once

#include <Qt>

class QPainter;
class QPoint;

namespace courtyard {

struct Bubble;
class FileLook;
class Theme;

enum class BubbleFocus { No, Yes };

/// `origin`: the row's top left in the painter's coordinates.
void paintBubble(QPainter &painter, const Bubble &bubble, QPoint origin, BubbleFocus focus,
                 Qt::LayoutDirection direction, const Theme &theme, FileLook *files = nullptr);

} // namespace courtyard
