// Files that were dropped or pasted: those that are named, and those in folders that are. GUI thread; folders
// are walked in a worker thread, up to a bound.
#pragma once

#include "client/transfers/attachment.h"

#include <QList>
#include <QObject>
#include <QUrl>

#include <functional>

class QImage;
class QMimeData;

namespace courtyard {

inline constexpr int filesAtOnce = 200; // from one drop; more is a mistake more often than not

struct Gathered {
    QList<Attachment> files;
    int left = 0; // that were not taken, past the bound or not to be read
};

/// Files of this computer that are named there; empty: none.
QList<QUrl> localFiles(const QMimeData *data);

/// `done` is called later, once, unless `context` is gone.
void gather(const QList<QUrl> &urls, QObject *context, std::function<void(const Gathered &)> done);

/// A picture without a file (a screenshot that was pasted) as a PNG file in `folder`.
void gather(const QImage &image, const QString &folder, QObject *context,
            std::function<void(const Gathered &)> done);

} // namespace courtyard
