// One row of the timeline, laid out for a width: where everything stands and its text, broken into lines.
// Made once per (row, revision, width) and kept by BubbleCache. Coordinates from the row's top left, already
// mirrored where the window runs from right to left.
#pragma once

#include "ui/timeline/links.h"
#include "ui/timeline/row.h"

#include <QRect>
#include <QStaticText>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace courtyard {

class Theme;

struct Paragraph {
    std::unique_ptr<QTextLayout> layout;
    QPointF position;
    QList<Link> links;
};

struct Chip {
    QRect rect;
    QStaticText label; // asked how wide it is, a font of emoji unpacks its pictures, each time
    ReactionView reaction;
};

/// A file of the message: a picture, or a line with its symbol, name and how far it is.
struct FileBox {
    FileInfo file;
    QRect rect;
    bool isPicture = false;
    QRect icon, words, action; // of a line; of a picture the action alone: where a transfer is stopped
};

struct Hit {
    enum class Kind { Nothing, Link, Reaction, Quote, Retry, Discard, File, StopFile } kind = Kind::Nothing;
    QUrl url = {};
    ReactionView reaction = {};
    FileInfo file = {};
};

struct Bubble {
    Row row;
    int width = 0, height = 0;
    QRect body; // the bubble, the pill of a day, the line of a notice
    QRect avatar; // empty: none
    QRect name, quote, stamp, problem, retry, discard; // empty: none
    QString stampText;
    std::vector<Paragraph> paragraphs;
    QList<FileBox> files;
    QList<Chip> chips;

    Hit hit(QPoint position) const;
};

std::unique_ptr<Bubble> layOut(Row row, int width, Qt::LayoutDirection direction, const Theme &theme);

/// Words of the bubble that are buttons.
QString retryLabel();
QString discardLabel();

} // namespace courtyard
