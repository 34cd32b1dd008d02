// What was begun in each room on disk.
#include "client/cache.h"

#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace courtyard {

KeptDraft Cache::draft(const HostKey &host, const RoomId &room)
{
    if (!isWritten(m_draft))
        flush();
    QSqlQuery query = m_file.query();
    query.prepare(u"SELECT text, reply, edit, context FROM drafts WHERE host = ? AND room = ?"_s);
    query.addBindValue(host);
    query.addBindValue(room);
    if (!query.exec() || !query.next())
        return {};
    return {query.value(0).toString(), query.value(1).toLongLong(), query.value(2).toLongLong(),
            query.value(3).toString()};
}

void Cache::putDraft(const HostKey &host, const RoomId &room, const KeptDraft &draft)
{
    m_draft =
        later({[=](File &file) {
                   if (draft.isEmpty())
                       return file.run(u"DELETE FROM drafts WHERE host = ? AND room = ?"_s, {host, room});
                   return file.run(u"INSERT OR REPLACE INTO drafts (host, room, text, reply, edit, context) "
                                   "VALUES (?, ?, ?, ?, ?, ?)"_s,
                                   {host, room, draft.text, draft.reply, draft.edit, draft.context});
               },
               true});
}

} // namespace courtyard
