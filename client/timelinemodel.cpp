#include "client/timelinemodel.h"

#include "client/timelinefeed.h"

#include <QLocale>

#include <chrono>

using namespace std::chrono_literals;

namespace courtyard {

namespace {

constexpr std::chrono::milliseconds continuesWithin = 5min;
constexpr int quoteChars = 160;

QString daySentence(QDate day)
{
    // Written out, since lupdate does not find the namespace here (the catalogues' test would say so).
    const QDate today = QDate::currentDate();
    if (day == today)
        return courtyard::TimelineModel::tr("Today");
    if (day == today.addDays(-1))
        return courtyard::TimelineModel::tr("Yesterday");
    return QLocale().toString(day, QLocale::LongFormat);
}

QString timeWords(const QDateTime &time)
{
    const QLocale locale; // the C locale's short form has seconds
    return locale.language() == QLocale::C ? time.toString(u"HH:mm")
                                           : locale.toString(time.time(), QLocale::ShortFormat);
}

QString noticeSentence(const TimelineItem &item)
{
    if (item.kind != TimelineItem::Kind::Topic)
        return item.text;
    return item.text.isEmpty() ? TimelineModel::tr("%1 removed the topic").arg(item.name)
                               : TimelineModel::tr("%1 set the topic: %2").arg(item.name, item.text);
}

QString oneLine(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= quoteChars ? line : line.left(quoteChars - 1) + u'…';
}

QString fileNames(const QList<FileInfo> &files)
{
    QStringList names;
    for (const FileInfo &file : files)
        names.append(file.name);
    return names.join(u", ");
}

QList<ReactionView> reactionViews(const TimelineItem &item, const MemberId &me)
{
    QList<ReactionView> views;
    for (const Reaction &reaction : item.reactions)
        views.append({reaction.emoji, int(reaction.by.size()), reaction.by.contains(me)});
    return views;
}

QVariant storedData(const TimelineItem &item, const TimelineModel::Private &d, int role)
{
    switch (role) {
    case TimelineModel::SeqRole:
        return item.seq;
    case TimelineModel::KeyRole:
        return item.key;
    case TimelineModel::FromRole:
        return item.from;
    case TimelineModel::NameRole:
        return item.name;
    case Qt::DisplayRole:
    case TimelineModel::TextRole:
        return item.kind == TimelineItem::Kind::Message ? item.text : noticeSentence(item);
    case TimelineModel::TimeRole:
        return QDateTime::fromMSecsSinceEpoch(item.at);
    case TimelineModel::MineRole:
        return item.from == d.m_me;
    case TimelineModel::EditedRole:
        return item.edited;
    case TimelineModel::DeletedRole:
        return item.deleted;
    case TimelineModel::ReplySeqRole:
        return item.reply.value_or(0);
    case TimelineModel::ReactionsRole:
        return QVariant::fromValue(reactionViews(item, d.m_me));
    case TimelineModel::FilesRole:
        return QVariant::fromValue(item.files);
    case TimelineModel::DeliveryRole:
        return int(d.isSeen(item) ? TimelineModel::Delivery::Seen : TimelineModel::Delivery::Stored);
    default:
        return {};
    }
}

QVariant pendingData(const PendingMessage &message, const TimelineModel::Private &d, int role)
{
    switch (role) {
    case TimelineModel::SeqRole:
        return qlonglong(0);
    case TimelineModel::KeyRole:
        return message.key;
    case TimelineModel::FromRole:
        return d.m_me;
    case TimelineModel::NameRole:
        return d.m_myName;
    case Qt::DisplayRole:
    case TimelineModel::TextRole:
        return message.text;
    case TimelineModel::TimeRole:
        return QDateTime::fromMSecsSinceEpoch(message.at);
    case TimelineModel::MineRole:
        return true;
    case TimelineModel::EditedRole:
    case TimelineModel::DeletedRole:
        return false;
    case TimelineModel::ReplySeqRole:
        return message.reply.value_or(0);
    case TimelineModel::ReactionsRole:
        return QVariant::fromValue(QList<ReactionView>());
    case TimelineModel::FilesRole:
        return QVariant::fromValue(message.files);
    case TimelineModel::DeliveryRole:
        return int(message.delivery);
    case TimelineModel::ProblemRole:
        return message.problem;
    default:
        return {};
    }
}

QVariant dayData(QDate day, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case TimelineModel::TextRole:
        return daySentence(day);
    case TimelineModel::TimeRole:
        return day.startOfDay();
    case TimelineModel::SeqRole:
        return qlonglong(0);
    default:
        return {};
    }
}

/// The message that a row replies to, where it is loaded and not gone.
const TimelineItem *quoted(const TimelineModel::Private &d, qint64 reply)
{
    const int position = reply > 0 ? d.positionOf(reply) : -1;
    if (position < 0 || d.timeline().items()[position].deleted)
        return nullptr;
    return &d.timeline().items()[position];
}

} // namespace

TimelineModel::TimelineModel(QObject *parent) : QAbstractListModel(parent), d(std::make_unique<Private>(this))
{ }

TimelineModel::~TimelineModel() = default;

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->m_rows.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Private::Row &row = d->m_rows[index.row()];
    if (role == RowKindRole)
        return int(row.kind);
    if (role == RevisionRole)
        return d->revision(index.row());
    if (role == StableIdRole)
        return row.id;
    if (row.kind == RowKind::Day)
        return dayData(row.day, role);
    return messageData(index.row(), role);
}

QVariant TimelineModel::messageData(int row, int role) const
{
    const TimelineItem *item = d->itemAt(row);
    const PendingMessage *pending = d->pendingAt(row);
    if (!item && !pending)
        return {};
    switch (role) {
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case ContinuesRole:
        return d->continues(row);
    case ReplyNameRole:
    case ReplyTextRole: {
        const TimelineItem *quote = quoted(*d, (item ? item->reply : pending->reply).value_or(0));
        if (!quote)
            return QString();
        if (role == ReplyNameRole)
            return quote->name;
        return oneLine(quote->text.isEmpty() ? fileNames(quote->files) : quote->text);
    }
    default:
        return item ? storedData(*item, *d, role) : pendingData(*pending, *d, role);
    }
}

QString TimelineModel::accessibleText(int row) const
{
    const auto value = [&](int role) { return messageData(row, role); };
    const TimelineItem *item = d->itemAt(row);
    const QString time = timeWords(value(TimeRole).toDateTime());
    QString words = value(TextRole).toString();
    if (d->m_rows[row].kind == RowKind::Notice)
        return tr("%1, %2").arg(time, words);
    if (item && item->deleted)
        words = tr("This message was deleted");
    else if (const auto files = value(FilesRole).value<QList<FileInfo>>(); !files.isEmpty())
        words = words.isEmpty() ? fileNames(files) : fileNames(files) + QStringLiteral(". ") + words;
    QStringList parts{tr("%1, %2: %3").arg(value(NameRole).toString(), time, words)};
    if (const QString name = value(ReplyNameRole).toString(); !name.isEmpty())
        parts.append(tr("in reply to %1").arg(name));
    if (item && item->edited)
        parts.append(tr("edited"));
    if (item) {
        for (const Reaction &reaction : item->reactions)
            parts.append(tr("%1 by %n people", nullptr, int(reaction.by.size())).arg(reaction.emoji));
    }
    switch (Delivery(value(DeliveryRole).toInt())) {
    case Delivery::Stored:
        break;
    case Delivery::Seen:
        if (!item->deleted)
            parts.append(tr("read"));
        break;
    case Delivery::Sending:
        parts.append(tr("sending"));
        break;
    case Delivery::Waiting:
        parts.append(tr("waiting to be sent: %1").arg(value(ProblemRole).toString()));
        break;
    case Delivery::Refused:
        parts.append(tr("not sent: %1").arg(value(ProblemRole).toString()));
        break;
    }
    return parts.join(tr(", ", "between parts of a sentence"));
}

bool TimelineModel::Private::continues(int row) const
{
    if (row == 0 || m_rows[row].kind == RowKind::Notice)
        return false;
    const auto spoken = [this](int of) -> std::optional<std::pair<MemberId, qint64>> {
        if (const PendingMessage *pending = pendingAt(of))
            return std::pair(m_me, pending->at);
        const TimelineItem *item = m_rows[of].kind == RowKind::Message ? itemAt(of) : nullptr;
        return item ? std::optional(std::pair(item->from, item->at)) : std::nullopt;
    };
    const auto above = spoken(row - 1), here = spoken(row);
    return above && here && above->first == here->first
        && here->second - above->second < continuesWithin.count();
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{RowKindRole, "rowKind"},
                  {SeqRole, "seq"},
                  {KeyRole, "key"},
                  {FromRole, "from"},
                  {NameRole, "name"},
                  {TextRole, "text"},
                  {TimeRole, "time"},
                  {MineRole, "mine"},
                  {ContinuesRole, "continues"},
                  {EditedRole, "edited"},
                  {DeletedRole, "deleted"},
                  {ReplySeqRole, "replySeq"},
                  {ReplyNameRole, "replyName"},
                  {ReplyTextRole, "replyText"},
                  {ReactionsRole, "reactions"},
                  {DeliveryRole, "delivery"},
                  {ProblemRole, "problem"},
                  {RevisionRole, "revision"},
                  {FilesRole, "files"},
                  {StableIdRole, "stableId"}});
    return names;
}

int TimelineModel::rowOfSeq(qint64 seq) const
{
    return d->rowOf(seq);
}

qint64 TimelineModel::lastSeq() const
{
    return d->timeline().lastSeq();
}

qint64 TimelineModel::firstSeq() const
{
    return d->firstSeq();
}

bool TimelineModel::hasOlder() const
{
    return d->hasOlder();
}

bool TimelineModel::isFetching() const
{
    return d->m_fetching;
}

void TimelineModel::fetchOlder()
{
    d->fetchOlder();
}

bool TimelineModel::hasNewer() const
{
    return !d->attached();
}

void TimelineModel::fetchNewer()
{
    d->fetchNewer();
}

void TimelineModel::jumpToNewest()
{
    if (hasNewer())
        d->showNewest();
}

void TimelineModel::setReaderAtEnd(bool atEnd)
{
    d->m_readerAtEnd = atEnd;
}

QStringList TimelineModel::typingNames() const
{
    QStringList names;
    for (const Private::Typing &person : std::as_const(d->m_typing))
        names.append(person.name);
    return names;
}

} // namespace courtyard
