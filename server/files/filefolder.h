// Where files are: `files/<aa>/<sha256>` published ones, `files/partial/<part>` those on their way. Paths are
// made of ids and of names of ours alone, never of what anybody sent. A value; any thread.
#pragma once

#include <QString>

namespace courtyard {

class FileFolder {
public:
    explicit FileFolder(const QString &dataFolder) : m_root(dataFolder + QStringLiteral("/files")) { }

    /// False where the folders cannot be made.
    bool make() const;
    const QString &root() const { return m_root; }
    QString partials() const { return m_root + QStringLiteral("/partial"); }
    QString partial(const QString &part) const { return partials() + u'/' + part; }
    QString shelf(const QString &id) const { return m_root + u'/' + id.left(2); }
    QString path(const QString &id) const { return shelf(id) + u'/' + id; }

    /// Moves a partial file, synced, to where it is published; where the same content is there already, the
    /// partial one goes. Durable when it returns true.
    bool publish(const QString &part, const QString &id) const;
    /// Bytes that may still be written before less than this is free: `keepFree` as in FileQuota.
    qint64 room(qint64 keepFree) const;

private:
    QString m_root;
};

/// 64 lowercase hexadecimal digits.
bool isFileId(QStringView id);

} // namespace courtyard
