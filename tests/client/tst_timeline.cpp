#include "client/timeline.h"
#include "protocol/codec.h"
#include "tests/client/events.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QJsonArray reactionsJson(const QList<Reaction> &reactions)
{
    QJsonArray array;
    for (const Reaction &reaction : reactions)
        array.append(
            QJsonObject{{u"emoji"_s, reaction.emoji}, {u"by"_s, QJsonArray::fromStringList(reaction.by)}});
    return array;
}

/// An item as protocol/golden/README.md writes it.
QJsonObject itemJson(const TimelineItem &item)
{
    const QString kind = item.kind == TimelineItem::Kind::Message ? u"message"_s
        : item.kind == TimelineItem::Kind::Topic                  ? u"topic"_s
                                                                  : u"notice"_s;
    return {{u"seq"_s, item.seq},
            {u"kind"_s, kind},
            {u"from"_s, item.from},
            {u"name"_s, item.name},
            {u"at"_s, item.at},
            {u"text"_s, item.text},
            {u"edited"_s, item.edited},
            {u"deleted"_s, item.deleted},
            {u"reply"_s, item.reply ? QJsonValue(*item.reply) : QJsonValue()},
            {u"reactions"_s, reactionsJson(item.reactions)},
            {u"files"_s, toJson(item.files)}};
}

QList<Event> eventsOf(const QJsonArray &array)
{
    QList<Event> events;
    for (const QJsonValue &value : array) {
        if (const std::optional<Event> event = eventFromJson(value.toObject()))
            events.append(*event);
    }
    return events;
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldsAsTheGoldenFilesSay_data();
    void foldsAsTheGoldenFilesSay();
    void aPageThatOverlapsChangesNothing();
    void saysWhatChanged();
    void aPageOfChangesAloneAddsNothing();
    void anOlderPageIsTheSameAsHavingItFirst();
    void whatWasLetGoComesBackTheSame_data();
    void whatWasLetGoComesBackTheSame();
};

void TestTimeline::foldsAsTheGoldenFilesSay_data()
{
    QTest::addColumn<QJsonObject>("golden");
    const QDir dir(QStringLiteral(COURTYARD_GOLDEN "/fold"));
    const QStringList files = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 10);
    for (const QString &name : files) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(qPrintable(name)) << QJsonDocument::fromJson(file.readAll()).object();
    }
}

void TestTimeline::foldsAsTheGoldenFilesSay()
{
    QFETCH(const QJsonObject, golden);
    QJsonArray pages = golden[u"pages"].toArray();
    if (golden.contains(u"events"))
        pages.append(QJsonObject{{u"prepend"_s, false}, {u"events"_s, golden[u"events"]}});
    QVERIFY(!pages.isEmpty());

    Timeline timeline;
    for (const QJsonValue &page : std::as_const(pages)) {
        const QJsonArray wire = page[u"events"].toArray();
        const QList<Event> events = eventsOf(wire);
        QCOMPARE(events.size(), wire.size());
        if (page[u"prepend"].toBool())
            timeline.prepend(events);
        else
            timeline.append(events);
    }

    const QJsonArray wanted = golden[u"timeline"].toArray();
    QCOMPARE(timeline.items().size(), wanted.size());
    for (int n = 0; n < wanted.size(); ++n)
        QCOMPARE(itemJson(timeline.items()[n]), wanted[n].toObject());
}

void TestTimeline::aPageThatOverlapsChangesNothing()
{
    Timeline timeline;
    timeline.append({message(5, ben, u"five"_s), reaction(6, amina, 5, u"👍"_s)});
    const QList<TimelineItem> before = timeline.items();
    QCOMPARE(timeline.append({message(5, ben, u"again"_s), reaction(6, ben, 5, u"👍"_s)}).added, 0);
    QCOMPARE(timeline.prepend({message(6, ben, u"again"_s)}).added, 0);
    QCOMPARE(timeline.items(), before);
}

void TestTimeline::saysWhatChanged()
{
    Timeline timeline;
    timeline.append(messages(11, 13));
    const Timeline::Change change = timeline.append(
        {edit(14, ben, 12, u"better"_s), message(15, ben, u"new"_s), reaction(16, ben, 15, u"👍"_s)});
    QCOMPARE(change.firstAdded, 3);
    QCOMPARE(change.added, 1);
    QCOMPARE(change.changed, QList<int>{1}); // what changed is told of items that were there
    const Timeline::Change older = timeline.prepend(messages(8, 10));
    QCOMPARE(older.firstAdded, 0);
    QCOMPARE(older.added, 3);
    QCOMPARE(timeline.indexOf(12), 4);
    QCOMPARE(timeline.indexOf(14), -1);
}

void TestTimeline::aPageOfChangesAloneAddsNothing()
{
    Timeline timeline;
    const Timeline::Change change = timeline.append({edit(7, ben, 3, u"x"_s)});
    QCOMPARE(change.firstAdded, -1);
    QCOMPARE(change.added, 0);
    QCOMPARE(timeline.firstSeq(), 7);
    QCOMPARE(timeline.lastSeq(), 7);
}

void TestTimeline::anOlderPageIsTheSameAsHavingItFirst()
{
    const QList<Event> all{message(1, ben, u"one"_s),          message(2, amina, u"two"_s),
                           reaction(3, ben, 1, u"👍"_s),        edit(4, ben, 1, u"uno"_s),
                           reaction(5, amina, 1, u"👍"_s),      reaction(6, amina, 1, u"🎉"_s),
                           reaction(7, ben, 1, u"👍"_s, false), modifier(8, ben, EventKind::Delete, 2),
                           edit(9, ben, 1, u"eins"_s)};
    Timeline forwards;
    forwards.append(all);
    for (int cut = 1; cut < all.size(); ++cut) {
        Timeline backwards;
        for (qsizetype end = all.size(); end > 0; end -= cut) {
            const qsizetype begin = std::max<qsizetype>(0, end - cut);
            backwards.prepend(all.mid(begin, end - begin));
        }
        QCOMPARE(backwards.items(), forwards.items());
    }
}

void TestTimeline::whatWasLetGoComesBackTheSame_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("the oldest") << 12 << 0;
    QTest::newRow("the newest") << 0 << 12;
    QTest::newRow("both") << 9 << 9;
    QTest::newRow("all but one") << 20 << 9;
}

void TestTimeline::whatWasLetGoComesBackTheSame()
{
    QFETCH(int, first);
    QFETCH(int, last);
    // 30 messages, and what changes them, often much later.
    QList<Event> all;
    for (qint64 seq = 1; seq <= 90; ++seq) {
        const qint64 target = (seq * 7) % seq / 3 * 3 + 1;
        if (seq % 3 == 1)
            all.append(message(seq, ben, u"text %1"_s.arg(seq)));
        else if (seq % 12 == 5)
            all.append(modifier(seq, ben, EventKind::Delete, target));
        else if (seq % 3 == 2)
            all.append(edit(seq, ben, target, u"edit %1"_s.arg(seq)));
        else
            all.append(reaction(seq, amina, target, u"👍"_s, seq % 2 == 0));
    }
    const QList<Event> live = all.mid(80); // said while the newest are not in memory
    Timeline whole, part;
    whole.append(all);
    part.append(last > 0 ? all.first(80) : all);
    if (first > 0)
        part.dropFirst(first);
    if (last > 0) {
        part.dropLast(std::min(last, int(part.items().size()) - 1));
        part.amend(live);
        for (qint64 from = part.lastSeq(); from < all.size(); from = part.lastSeq())
            part.append(all.mid(from, 7)); // in small pages
    }
    for (qint64 before = part.firstSeq(); before > 1; before = part.firstSeq())
        part.prepend(all.mid(std::max<qint64>(0, before - 6), std::min<qint64>(5, before - 1)));
    QCOMPARE(part.items(), whole.items());
    QCOMPARE(part.firstSeq(), 1);
    QCOMPARE(part.lastSeq(), 90);
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
