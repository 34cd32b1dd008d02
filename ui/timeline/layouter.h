// Places what belongs to one row of the timeline from left to right; layOut() mirrors the result where need
// be. Lives for one call.
#pragma once

#include "ui/timeline/bubble.h"

class QFont;

namespace courtyard {

class Layouter {
public:
    Layouter(Bubble &bubble, Qt::LayoutDirection direction, const Theme &theme);
    void message();
    void centred(const QFont &font, int padX, int padY);

private:
    int textWidth(const QFont &font, const QString &text) const;
    void makeParagraphs();
    void breakLines(int width);
    bool hasWords() const { return b.row.deleted || b.row.files.isEmpty() || !b.row.text.isEmpty(); }
    void widthOfContent(int widest);
    void fitLines();
    int placeName(int y);
    int placeQuote(int y);
    int placeFiles(int y);
    int placeText(int y);
    int makeChips();
    int placeChips(int y);
    int placeProblem(int y);

    Bubble &b;
    Qt::LayoutDirection m_direction;
    const Theme &m_theme;
    int m_padX, m_padY;
    int widthOfFiles(int widest);
    QSize sizeOf(const FileInfo &picture, int widest) const;
    void addLine(const FileInfo &file, int y);

    int m_content = 0; // width inside the bubble
    bool m_stampBeside = false; // the stamp fits beside the last line
};

} // namespace courtyard
