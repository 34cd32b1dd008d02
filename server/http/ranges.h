// Which parts of a file somebody asks for (RFC 9110 §14). Pure functions; any thread.
#pragma once

#include <QByteArrayView>
#include <QList>

#include <variant>

namespace courtyard::http {

/// Both ends are in it.
struct ByteRange {
    qint64 first = 0, last = 0;
    qint64 size() const { return last - first + 1; }
    bool operator==(const ByteRange &) const = default;
};

/// No ranges, none that we understand, or more than are worth it: the whole is sent.
struct WholeFile { };
/// 416: nothing of what was asked for is there.
struct NoSuchRange { };
/// In the order of the file; those that overlap, or nearly touch, have become one.
using ByteRanges = QList<ByteRange>;

/// `header`: the value of Range. More than `most` ranges, once they have been put together, are the whole.
std::variant<WholeFile, NoSuchRange, ByteRanges> readRanges(QByteArrayView header, qint64 size, int most);

} // namespace courtyard::http
