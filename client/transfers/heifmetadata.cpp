#include "client/transfers/heifmetadata.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace courtyard {

namespace {

/// Reads big-endian numbers one after the other; past the end it stays bad and gives zeros.
class Reader {
public:
    explicit Reader(QByteArrayView bytes) : m_bytes(bytes) { }
    quint64 number(int size)
    {
        if (m_bytes.size() < size) {
            m_good = false;
            return 0;
        }
        quint64 value = 0;
        for (int n = 0; n < size; ++n)
            value = (value << 8) | quint8(m_bytes[n]);
        m_bytes = m_bytes.sliced(size);
        return value;
    }
    QByteArrayView bytes(qsizetype size)
    {
        if (size < 0 || m_bytes.size() < size) {
            m_good = false;
            return {};
        }
        const QByteArrayView taken = m_bytes.first(size);
        m_bytes = m_bytes.sliced(size);
        return taken;
    }
    QByteArrayView rest() const { return m_bytes; }
    bool atEnd() const { return m_bytes.isEmpty() || !m_good; }
    bool good() const { return m_good; }

private:
    QByteArrayView m_bytes;
    bool m_good = true;
};

struct Box {
    QByteArrayView type, content;
};

Box nextBox(Reader &in)
{
    qint64 size = qint64(in.number(4)), head = 8;
    const QByteArrayView type = in.bytes(4);
    if (size == 1) {
        size = qint64(in.number(8));
        head = 16;
    }
    return {type, size == 0 ? in.bytes(in.rest().size()) : in.bytes(size - head)};
}

QByteArrayView find(QByteArrayView boxes, QByteArrayView type)
{
    Reader in(boxes);
    while (!in.atEnd()) {
        const Box box = nextBox(in);
        if (in.good() && box.type == type)
            return box.content;
    }
    return {};
}

/// Items that say something of the picture instead of being one: Exif, and XMP and its like.
QSet<quint32> talkingItems(QByteArrayView iinf)
{
    QSet<quint32> items;
    Reader in(iinf);
    const auto version = in.number(1);
    in.number(3);
    in.number(version == 0 ? 2 : 4); // their number: the boxes say it themselves
    while (!in.atEnd()) {
        const Box box = nextBox(in);
        Reader entry(box.content);
        const auto entryVersion = entry.number(1);
        entry.number(3);
        const auto item = quint32(entry.number(entryVersion >= 3 ? 4 : 2));
        entry.number(2);
        const QByteArrayView type = entry.bytes(4);
        if (in.good() && entry.good() && entryVersion >= 2
            && (type == QByteArrayView("Exif") || type == QByteArrayView("mime")))
            items.insert(item);
    }
    return items;
}

struct Extent {
    qint64 offset, length;
};

/// Where in the file those items stand. nullopt: it cannot be told.
std::optional<QList<Extent>> extentsOf(QByteArrayView iloc, const QSet<quint32> &items, qint64 data)
{
    Reader in(iloc);
    const auto version = in.number(1);
    in.number(3);
    const auto sizes = in.number(2);
    const int offsetSize = int(sizes >> 12 & 15), lengthSize = int(sizes >> 8 & 15),
              baseSize = int(sizes >> 4 & 15);
    const int indexSize = version > 0 ? int(sizes & 15) : 0;
    const auto count = in.number(version < 2 ? 2 : 4);
    QList<Extent> found;
    for (quint64 n = 0; n < count && in.good(); ++n) {
        const auto item = quint32(in.number(version < 2 ? 2 : 4));
        const auto method = version > 0 ? in.number(2) & 15 : 0;
        in.number(2);
        const auto base = qint64(in.number(baseSize));
        const auto extents = in.number(2);
        for (quint64 each = 0; each < extents && in.good(); ++each) {
            in.number(indexSize);
            const auto offset = qint64(in.number(offsetSize)), length = qint64(in.number(lengthSize));
            if (!items.contains(item))
                continue;
            if (method > 1) // made of other items
                return std::nullopt;
            found.append({base + offset + (method == 1 ? data : 0), length});
        }
    }
    return in.good() ? std::optional(found) : std::nullopt;
}

} // namespace

bool isHeif(QByteArrayView file)
{
    if (file.size() < 16 || file.sliced(4, 4) != QByteArrayView("ftyp"))
        return false;
    const QByteArrayView brand = file.sliced(8, 4);
    return brand.startsWith("hei") || brand.startsWith("hev") || brand.startsWith("mif")
        || brand.startsWith("msf") || brand.startsWith("avi");
}

std::optional<QList<QByteArray>> heifWithoutMetadata(QByteArrayView file)
{
    constexpr int fullBoxHead = 4;
    const QByteArrayView meta = find(file, "meta");
    if (meta.size() < fullBoxHead)
        return std::nullopt;
    const QByteArrayView boxes = meta.sliced(fullBoxHead), data = find(boxes, "idat");
    auto extents = extentsOf(find(boxes, "iloc"), talkingItems(find(boxes, "iinf")),
                             data.isEmpty() ? 0 : data.data() - file.data());
    if (!extents)
        return std::nullopt;
    std::sort(extents->begin(), extents->end(),
              [](const Extent &a, const Extent &b) { return a.offset < b.offset; });
    QList<QByteArray> pieces;
    qint64 at = 0;
    for (const Extent &extent : std::as_const(*extents)) {
        if (extent.offset < at || extent.length < 0 || extent.offset > file.size() - extent.length)
            return std::nullopt;
        pieces.append(QByteArray::fromRawData(file.data() + at, extent.offset - at));
        pieces.append(QByteArray(extent.length, '\0'));
        at = extent.offset + extent.length;
    }
    pieces.append(QByteArray::fromRawData(file.data() + at, file.size() - at));
    return pieces;
}

} // namespace courtyard
