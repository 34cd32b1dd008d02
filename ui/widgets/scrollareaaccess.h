// Scroll areas as screen readers see them. GUI thread.
#pragma once

namespace courtyard {

/// From now on scroll areas tell screen readers of their children one by one as any widget does. Qt's own
/// answer (QAccessibleAbstractScrollArea::child, 6.4, and later ones) takes whatever number it is asked for:
/// a reader that has counted, and asks for the last child after the scroll bar has gone, ends the program.
/// Views of items and editors have another answer, and keep it. Once, before the first window.
void answerScreenReadersOfScrollAreas();

} // namespace courtyard
