// The measures of the timeline in the mock-up, in its pixels (Theme::px turns them into ours).
#pragma once

namespace courtyard::measure {

inline constexpr double side = 18, gapAfterOther = 11, gapInRun = 3, avatar = 32, avatarGap = 10;
inline constexpr double padX = 12, padY = 8, widest = 0.76; // share of the row that a message may take
inline constexpr double bigRadius = 14, smallRadius = 4;
inline constexpr double textSize = 14, nameSize = 12, stampSize = 11, quoteSize = 12.5, noteSize = 12,
                        daySize = 11;
inline constexpr double line = 20, stampGap = 10, quoteBar = 3, quotePad = 8;
// Files: the mock-up's picture is 250 wide; taller ones end at a square of 320.
inline constexpr double pictureWidth = 320, pictureHeight = 320, pictureGap = 4, pictureRadius = 8,
                        pictureLeast = 48;
inline constexpr double fileWidth = 250, fileHeight = 44, fileIcon = 36, fileGap = 10, fileBar = 4,
                        fileAction = 22;
inline constexpr double chipHeight = 20, chipPad = 7, chipGap = 4;

} // namespace courtyard::measure
