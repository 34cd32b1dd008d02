#include "ui/timeline/row.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace courtyard {

// Hours and minutes as the person writes them; the locale C would add seconds.
static QString shortTime(const QTime &time)
{
    static const QRegularExpression seconds(QStringLiteral("[:.]ss?"));
    return QLocale().toString(time, QLocale().timeFormat(QLocale::ShortFormat).remove(seconds));
}

Row Row::of(const QModelIndex &index)
{
    using M = TimelineModel;
    Row row;
    row.kind = static_cast<M::RowKind>(index.data(M::RowKindRole).toInt());
    row.id = index.data(M::StableIdRole).toLongLong();
    row.revision = index.data(M::RevisionRole).toInt();
    row.seq = index.data(M::SeqRole).toLongLong();
    row.text = index.data(M::TextRole).toString();
    if (!row.isMessage())
        return row;
    row.key = index.data(M::KeyRole).toString();
    row.from = index.data(M::FromRole).toString();
    row.name = index.data(M::NameRole).toString();
    row.time = shortTime(index.data(M::TimeRole).toDateTime().time());
    row.mine = index.data(M::MineRole).toBool();
    row.continues = index.data(M::ContinuesRole).toBool();
    row.edited = index.data(M::EditedRole).toBool();
    row.deleted = index.data(M::DeletedRole).toBool();
    row.reply = index.data(M::ReplySeqRole).toLongLong();
    row.replyName = index.data(M::ReplyNameRole).toString();
    row.replyText = index.data(M::ReplyTextRole).toString();
    row.reactions = index.data(M::ReactionsRole).value<QList<ReactionView>>();
    row.files = index.data(M::FilesRole).value<QList<FileInfo>>();
    row.delivery = static_cast<M::Delivery>(index.data(M::DeliveryRole).toInt());
    row.problem = index.data(M::ProblemRole).toString();
    return row;
}

} // namespace courtyard
