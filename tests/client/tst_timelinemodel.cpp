#include "client/timelinefeed.h"
#include "client/timelinemodel.h"
#include "tests/client/events.h"
#include "tests/support/patience.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using Delivery = TimelineModel::Delivery;
using RowKind = TimelineModel::RowKind;

namespace {

QVariant at(const TimelineModel &model, int row, int role)
{
    return model.index(row).data(role);
}

/// "day", "#5" for an event, "key" for what waits.
QStringList rowsOf(const TimelineModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto kind = RowKind(at(model, row, TimelineModel::RowKindRole).toInt());
        rows.append(kind == RowKind::Day ? u"day"_s
                        : kind == RowKind::Pending
                        ? at(model, row, TimelineModel::KeyRole).toString()
                        : u"#%1"_s.arg(at(model, row, TimelineModel::SeqRole).toLongLong()));
    }
    return rows;
}

PendingMessage pending(const QString &key, const QString &text)
{
    return {.key = key,
            .at = 1'763'700'000'000,
            .text = text,
            .reply = {},
            .delivery = Delivery::Sending,
            .problem = {}};
}

constexpr int mostItems = TimelineModel::maxRows + 2 * TimelineModel::pageRows + 2 * TimelineModel::keptAside;

Event mine(qint64 seq, const QString &key)
{
    Event event = message(seq, amina, key);
    event.key = key;
    return event;
}

} // namespace

class TestTimelineModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsADayAboveItsMessages();
    void anOlderPageOfTheSameDayKeepsTheSeparator();
    void aMessageOfTheSameSenderContinues();
    void aStoredEventReplacesItsPendingRowInPlace();
    void storedOutOfTurnTheRowMovesUp();
    void pendingRowsStayBelowWhatOthersSay();
    void editsAndReactionsRaiseTheRevision();
    void aQuoteFollowsWhatItQuotes();
    void aQuoteComesWithItsPage();
    void aResetForgetsTheLogAndKeepsWhatWaits();
    void theWindowIsBoundedWhileReadingOlderOnes();
    void theWindowIsBoundedAtTheEnd();
    void whatWasLetGoComesBackAsItIsNow();
    void whatCannotBeBroughtBackGivesWayToTheNewest();
    void newMessagesWaitWhileTheReaderIsUpThere();
    void whatIsStoredWhileTheWindowIsElsewhereIsShownOnce();
    void jumpingToTheNewestShowsWhatWaits();
    void accessibleTextIsWhatASightedPersonReads();
    void whatOthersHaveReadIsSeen();
    void seenIsForgottenWithTheLog();
    void typingNamesComeAndGo();
    void topicsAreSentences();

private:
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<Event> m_log;
    TimelineModel::Private &feed() { return m_model->feed(); }
    qsizetype itemsInMemory() { return feed().timeline().items().size(); }
    void keepALog(const QList<Event> &log);
};

void TestTimelineModel::init()
{
    m_model = std::make_unique<TimelineModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    feed().setMe(amina, u"Amina"_s);
}

// As a RoomFeed does from the cache.
void TestTimelineModel::keepALog(const QList<Event> &log)
{
    m_log = log;
    disconnect(m_model.get(), nullptr, this, nullptr);
    const auto bringBack = [this](qint64 after) {
        QList<Event> page;
        for (const Event &event : std::as_const(m_log)) {
            if (event.seq > after && page.size() < 200 && (page.isEmpty() ? event.seq == after + 1 : true))
                page.append(event);
        }
        feed().bringBack(page);
    };
    connect(m_model.get(), &TimelineModel::newerWanted, this,
            [this, bringBack] { bringBack(feed().timeline().lastSeq()); });
    connect(m_model.get(), &TimelineModel::newestWanted, this, [this, bringBack] {
        bringBack(std::max<qint64>(m_log.first().seq - 1, m_log.last().seq - 200));
    });
}

void TestTimelineModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void TestTimelineModel::showsADayAboveItsMessages()
{
    Event late = message(3, ben, u"late"_s);
    late.at += 24 * 3600 * 1000;
    feed().append({message(1, ben, u"a"_s), message(2, ben, u"b"_s), late});
    QCOMPARE(rowsOf(*m_model), (QStringList{u"day"_s, u"#1"_s, u"#2"_s, u"day"_s, u"#3"_s}));
    QCOMPARE(m_model->rowOfSeq(3), 4);
    QCOMPARE(m_model->rowOfSeq(9), -1);
    QVERIFY(!at(*m_model, 0, TimelineModel::TextRole).toString().isEmpty());
}

void TestTimelineModel::anOlderPageOfTheSameDayKeepsTheSeparator()
{
    feed().append(messages(10, 12));
    const QVariant separator = at(*m_model, 0, TimelineModel::StableIdRole);
    const QVariant ten = at(*m_model, 1, TimelineModel::StableIdRole);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    Event yesterday = message(8, ben, u"yesterday"_s);
    yesterday.at -= 24 * 3600 * 1000;
    QCOMPARE(feed().prepend({yesterday, message(9, ben, u"nine"_s)}), 2);
    QCOMPARE(rowsOf(*m_model),
             (QStringList{u"day"_s, u"#8"_s, u"day"_s, u"#9"_s, u"#10"_s, u"#11"_s, u"#12"_s}));
    QCOMPARE(at(*m_model, 2, TimelineModel::StableIdRole), separator);
    QCOMPARE(at(*m_model, 4, TimelineModel::StableIdRole), ten);
    QCOMPARE(removed.count() + reset.count(), 0);
}

void TestTimelineModel::aMessageOfTheSameSenderContinues()
{
    Event later = message(4, ben, u"later"_s);
    later.at += 10 * 60 * 1000;
    feed().append({message(1, ben, u"a"_s), message(2, ben, u"b"_s), message(3, amina, u"c"_s), later});
    const auto continues = [this](qint64 seq) {
        return at(*m_model, m_model->rowOfSeq(seq), TimelineModel::ContinuesRole).toBool();
    };
    QVERIFY(!continues(1));
    QVERIFY(continues(2));
    QVERIFY(!continues(3));
    QVERIFY(!continues(4));
}

void TestTimelineModel::aStoredEventReplacesItsPendingRowInPlace()
{
    feed().append(messages(1, 2));
    feed().putPending(pending(u"key"_s, u"hello"_s));
    QCOMPARE(rowsOf(*m_model).last(), u"key"_s);
    const QVariant id = at(*m_model, 3, TimelineModel::StableIdRole);
    const int revision = at(*m_model, 3, TimelineModel::RevisionRole).toInt();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy arrived(m_model.get(), &TimelineModel::arrived);

    feed().append({mine(3, u"key"_s)});

    QCOMPARE(rowsOf(*m_model), (QStringList{u"day"_s, u"#1"_s, u"#2"_s, u"#3"_s}));
    QCOMPARE(inserted.count() + removed.count(), 0);
    QCOMPARE(arrived.count(), 0); // it is mine
    QCOMPARE(at(*m_model, 3, TimelineModel::StableIdRole), id);
    QVERIFY(at(*m_model, 3, TimelineModel::RevisionRole).toInt() > revision);
    QCOMPARE(at(*m_model, 3, TimelineModel::DeliveryRole).toInt(), int(Delivery::Stored));
}

void TestTimelineModel::storedOutOfTurnTheRowMovesUp()
{
    feed().append(messages(1, 1));
    for (const QString &key : {u"a"_s, u"b"_s, u"c"_s})
        feed().putPending(pending(key, key));
    PendingMessage refused = pending(u"a"_s, u"a"_s);
    refused.delivery = Delivery::Refused;
    refused.problem = u"too long"_s;
    feed().putPending(refused);
    feed().append({mine(2, u"b"_s), message(3, ben, u"x"_s), mine(4, u"c"_s)});
    QCOMPARE(rowsOf(*m_model), (QStringList{u"day"_s, u"#1"_s, u"#2"_s, u"#3"_s, u"#4"_s, u"a"_s}));
    QCOMPARE(at(*m_model, 5, TimelineModel::ProblemRole).toString(), u"too long"_s);
    feed().dropPending(u"a"_s);
    QCOMPARE(m_model->rowCount(), 5);
}

void TestTimelineModel::pendingRowsStayBelowWhatOthersSay()
{
    feed().putPending(pending(u"a"_s, u"a"_s));
    feed().append(messages(1, 2));
    QCOMPARE(rowsOf(*m_model), (QStringList{u"day"_s, u"#1"_s, u"#2"_s, u"a"_s}));
    feed().append(messages(3, 3));
    QCOMPARE(rowsOf(*m_model), (QStringList{u"day"_s, u"#1"_s, u"#2"_s, u"#3"_s, u"a"_s}));
}

void TestTimelineModel::editsAndReactionsRaiseTheRevision()
{
    feed().append(messages(1, 2));
    const int before = at(*m_model, 1, TimelineModel::RevisionRole).toInt();
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    feed().append({edit(3, ben, 1, u"better"_s), reaction(4, amina, 1, u"👍"_s), reaction(5, ben, 1, u"👍"_s)});
    QVERIFY(changed.count() > 0);
    QVERIFY(at(*m_model, 1, TimelineModel::RevisionRole).toInt() > before);
    QCOMPARE(at(*m_model, 1, TimelineModel::TextRole).toString(), u"better"_s);
    QVERIFY(at(*m_model, 1, TimelineModel::EditedRole).toBool());
    const auto views = at(*m_model, 1, TimelineModel::ReactionsRole).value<QList<ReactionView>>();
    QCOMPARE(views, (QList<ReactionView>{{u"👍"_s, 2, true}}));
    QCOMPARE(m_model->rowCount(), 3);
}

void TestTimelineModel::aQuoteFollowsWhatItQuotes()
{
    Event reply = message(2, amina, u"yes"_s);
    reply.reply = 1;
    feed().append({message(1, ben, u"two\nlines"_s), reply});
    QCOMPARE(at(*m_model, 2, TimelineModel::ReplyNameRole).toString(), u"Ben"_s);
    QCOMPARE(at(*m_model, 2, TimelineModel::ReplyTextRole).toString(), u"two lines"_s);
    const int before = at(*m_model, 2, TimelineModel::RevisionRole).toInt();
    feed().append({modifier(3, ben, EventKind::Delete, 1)});
    QCOMPARE(at(*m_model, 2, TimelineModel::ReplyNameRole).toString(), QString());
    QCOMPARE(at(*m_model, 2, TimelineModel::ReplySeqRole).toLongLong(), 1);
    QVERIFY(at(*m_model, 2, TimelineModel::RevisionRole).toInt() > before);
    QVERIFY(at(*m_model, 1, TimelineModel::DeletedRole).toBool());
}

void TestTimelineModel::aQuoteComesWithItsPage()
{
    Event reply = message(5, amina, u"yes"_s);
    reply.reply = 3;
    feed().append({reply});
    QCOMPARE(at(*m_model, 1, TimelineModel::ReplyNameRole).toString(), QString());
    feed().prepend(messages(2, 4));
    const int row = m_model->rowOfSeq(5);
    QCOMPARE(at(*m_model, row, TimelineModel::ReplyNameRole).toString(), u"Ben"_s);
    QVERIFY(at(*m_model, row, TimelineModel::RevisionRole).toInt() > 0);
}

void TestTimelineModel::aResetForgetsTheLogAndKeepsWhatWaits()
{
    feed().append(messages(1, 3));
    feed().putPending(pending(u"a"_s, u"a"_s));
    const QVariant id = at(*m_model, 1, TimelineModel::StableIdRole);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    feed().reset();
    QCOMPARE(reset.count(), 1);
    QCOMPARE(rowsOf(*m_model), QStringList{u"a"_s});
    feed().append(messages(1, 1)); // number 1 of another log is another row
    QVERIFY(at(*m_model, 1, TimelineModel::StableIdRole) != id);
    feed().clear();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestTimelineModel::theWindowIsBoundedWhileReadingOlderOnes()
{
    keepALog(messages(7'000, 10'000));
    feed().append(messages(9'801, 10'000));
    feed().putPending(pending(u"a"_s, u"a"_s));
    for (qint64 first = 9'601; first > 7'000; first -= 200) {
        feed().prepend(messages(first, first + 199));
        QVERIFY(m_model->rowCount() <= TimelineModel::maxRows + TimelineModel::pageRows);
        QVERIFY(itemsInMemory() <= mostItems);
    }
    QVERIFY(m_model->hasNewer());
    QCOMPARE(m_model->rowOfSeq(10'000), -1);
    QVERIFY(!rowsOf(*m_model).contains(u"a"_s)); // it would stand in the middle of the past
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    while (m_model->hasNewer())
        m_model->fetchNewer();
    QCOMPARE(reset.count(), 0);
    QCOMPARE(rowsOf(*m_model).mid(m_model->rowCount() - 2), (QStringList{u"#10000"_s, u"a"_s}));
    QVERIFY(m_model->rowCount() <= TimelineModel::maxRows + TimelineModel::pageRows);
    QCOMPARE(at(*m_model, 0, TimelineModel::RowKindRole).toInt(), int(RowKind::Day));

    // What was dropped on top comes back from memory.
    QSignalSpy wanted(m_model.get(), &TimelineModel::olderWanted);
    QSignalSpy fetched(m_model.get(), &TimelineModel::olderFetched);
    const qint64 top = at(*m_model, 1, TimelineModel::SeqRole).toLongLong();
    m_model->fetchOlder();
    QVERIFY(m_model->isFetching());
    QTRY_COMPARE(fetched.count(), 1);
    QCOMPARE(wanted.count(), 0);
    QCOMPARE(at(*m_model, 1, TimelineModel::SeqRole).toLongLong(), top - TimelineModel::pageRows);
}

void TestTimelineModel::theWindowIsBoundedAtTheEnd()
{
    for (qint64 first = 1; first < 6'000; first += 50)
        feed().append(messages(first, first + 49));
    QVERIFY(m_model->rowCount() <= TimelineModel::maxRows + TimelineModel::pageRows);
    QVERIFY(itemsInMemory() <= mostItems);
    QVERIFY(m_model->rowOfSeq(6'000) > 0);
    QVERIFY(m_model->hasOlder());
    QVERIFY(!m_model->hasNewer());
    QCOMPARE(at(*m_model, 0, TimelineModel::RowKindRole).toInt(), int(RowKind::Day));
}

void TestTimelineModel::whatWasLetGoComesBackAsItIsNow()
{
    QList<Event> log = messages(1, 8'000);
    log[7'899] = reaction(7'900, amina, 7'890, u"👍"_s);
    keepALog(log);
    feed().append(log.mid(7'800));
    for (qint64 first = 7'601; first > 4'000; first -= 200)
        feed().prepend(log.mid(first - 1, 200));
    QCOMPARE(m_model->rowOfSeq(7'890), -1);

    // Said while its message is not in memory; of the second one the row is seen.
    const QList<Event> later{edit(8'001, ben, 7'891, u"better"_s), edit(8'002, ben, 4'100, u"seen"_s),
                             message(8'003, ben, u"newest"_s), edit(8'004, ben, 8'003, u"the newest"_s)};
    keepALog(log + later);
    QSignalSpy arrived(m_model.get(), &TimelineModel::arrived);
    feed().append(later);
    QCOMPARE(arrived.count(), 1);
    QCOMPARE(at(*m_model, m_model->rowOfSeq(4'100), TimelineModel::TextRole).toString(), u"seen"_s);
    while (m_model->hasNewer()) {
        m_model->fetchNewer();
        QVERIFY(itemsInMemory() <= mostItems);
    }
    const auto textOf = [this](qint64 seq) {
        return at(*m_model, m_model->rowOfSeq(seq), TimelineModel::TextRole).toString();
    };
    QCOMPARE(textOf(7'891), u"better"_s);
    QCOMPARE(textOf(8'003), u"the newest"_s);
    const auto views =
        at(*m_model, m_model->rowOfSeq(7'890), TimelineModel::ReactionsRole).value<QList<ReactionView>>();
    QCOMPARE(views, (QList<ReactionView>{{u"👍"_s, 1, true}}));
    QCOMPARE(feed().timeline().items().last().seq, 8'003);
    QCOMPARE(feed().timeline().lastSeq(), 8'004);
}

void TestTimelineModel::whatCannotBeBroughtBackGivesWayToTheNewest()
{
    const QList<Event> log = messages(1, 4'000);
    keepALog(log.mid(3'900)); // the rest was lost with a disk, say
    feed().append(log.mid(3'900));
    for (qint64 first = 3'701; first > 1'000; first -= 200)
        feed().prepend(log.mid(first - 1, 200));
    while (m_model->hasNewer())
        m_model->fetchNewer();
    QVERIFY(m_model->rowOfSeq(4'000) > 0);
    QVERIFY(m_model->hasOlder());
}

void TestTimelineModel::newMessagesWaitWhileTheReaderIsUpThere()
{
    feed().append(messages(1, TimelineModel::maxRows));
    m_model->setReaderAtEnd(false);
    const QStringList before = rowsOf(*m_model);
    QSignalSpy arrived(m_model.get(), &TimelineModel::arrived);
    QSignalSpy newer(m_model.get(), &TimelineModel::newerChanged);
    feed().append(messages(TimelineModel::maxRows + 1, TimelineModel::maxRows + 2));
    QCOMPARE(rowsOf(*m_model), before);
    QVERIFY(m_model->hasNewer());
    QVERIFY(newer.count() > 0);
    QCOMPARE(arrived.count(), 1);
    QCOMPARE(arrived[0][0].toInt(), 2);
    feed().append({edit(TimelineModel::maxRows + 3, ben, 5, u"better"_s)}); // what is shown still changes
    QCOMPARE(at(*m_model, m_model->rowOfSeq(5), TimelineModel::TextRole).toString(), u"better"_s);
    m_model->jumpToNewest();
    QVERIFY(!m_model->hasNewer());
    QVERIFY(m_model->rowOfSeq(TimelineModel::maxRows + 2) > 0);
}

void TestTimelineModel::whatIsStoredWhileTheWindowIsElsewhereIsShownOnce()
{
    feed().append(messages(1, TimelineModel::maxRows));
    feed().putPending(pending(u"a"_s, u"a"_s));
    m_model->setReaderAtEnd(false);
    const qint64 next = TimelineModel::maxRows + 1;
    feed().append(messages(next, next));
    feed().append({mine(next + 1, u"a"_s)});
    while (m_model->hasNewer())
        m_model->fetchNewer();
    QCOMPARE(rowsOf(*m_model).last(), u"#%1"_s.arg(next + 1));
    QVERIFY(!rowsOf(*m_model).contains(u"a"_s));
}

void TestTimelineModel::jumpingToTheNewestShowsWhatWaits()
{
    feed().append(messages(1, TimelineModel::maxRows));
    m_model->setReaderAtEnd(false);
    feed().append(messages(TimelineModel::maxRows + 1, TimelineModel::maxRows + 1));
    feed().putPending(pending(u"a"_s, u"a"_s));
    QVERIFY(!rowsOf(*m_model).contains(u"a"_s));
    m_model->jumpToNewest();
    QCOMPARE(rowsOf(*m_model).last(), u"a"_s);
    QCOMPARE(m_model->rowCount(), TimelineModel::pageRows + 2);
    m_model->jumpToNewest(); // it is there already
    QCOMPARE(m_model->rowCount(), TimelineModel::pageRows + 2);
}

void TestTimelineModel::accessibleTextIsWhatASightedPersonReads()
{
    feed().append({message(1, ben, u"The generator is back"_s), edit(2, ben, 1, u"The pump is back"_s),
                   message(3, ben, u"x"_s), modifier(4, ben, EventKind::Delete, 3)});
    const QString time = at(*m_model, 1, TimelineModel::TimeRole).toDateTime().toString(u"HH:mm");
    QCOMPARE(at(*m_model, 1, Qt::AccessibleTextRole).toString(),
             u"Ben, %1: The pump is back, edited"_s.arg(time));
    QVERIFY(at(*m_model, 2, Qt::AccessibleTextRole).toString().endsWith(u"This message was deleted"_s));
    feed().putPending(pending(u"a"_s, u"hello"_s));
    QVERIFY(at(*m_model, 3, Qt::AccessibleTextRole).toString().endsWith(u"hello, sending"_s));
}

void TestTimelineModel::whatOthersHaveReadIsSeen()
{
    const auto delivery = [this](qint64 seq) {
        return Delivery(at(*m_model, m_model->rowOfSeq(seq), TimelineModel::DeliveryRole).toInt());
    };
    feed().append({mine(1, u"a"_s), message(2, ben, u"b"_s), mine(3, u"c"_s), mine(4, u"d"_s)});
    const QString before = at(*m_model, 1, Qt::AccessibleTextRole).toString();
    QSignalSpy changed(m_model.get(), &TimelineModel::dataChanged);
    feed().setSeen(3);
    QCOMPARE(changed.count(), 2); // ours alone
    QCOMPARE(delivery(1), Delivery::Seen);
    QCOMPARE(delivery(2), Delivery::Stored);
    QCOMPARE(delivery(3), Delivery::Seen);
    QCOMPARE(delivery(4), Delivery::Stored);
    QCOMPARE(at(*m_model, 1, Qt::AccessibleTextRole).toString(), before + u", read"_s);
    feed().setSeen(2); // somebody who has read less
    QCOMPARE(delivery(3), Delivery::Seen);
    QCOMPARE(changed.count(), 2);
    feed().setSeen(9); // said before the messages came
    feed().append({mine(5, u"e"_s)});
    QCOMPARE(delivery(4), Delivery::Seen);
    QCOMPARE(delivery(5), Delivery::Seen);
}

void TestTimelineModel::seenIsForgottenWithTheLog()
{
    feed().append({mine(1, u"a"_s)});
    feed().setSeen(1);
    feed().reset();
    feed().append({mine(1, u"another"_s)});
    QCOMPARE(Delivery(at(*m_model, 1, TimelineModel::DeliveryRole).toInt()), Delivery::Stored);
}

void TestTimelineModel::typingNamesComeAndGo()
{
    QSignalSpy changed(m_model.get(), &TimelineModel::typingChanged);
    feed().typing(ben, u"Ben"_s);
    feed().typing(ben, u"Ben"_s);
    QCOMPARE(m_model->typingNames(), QStringList{u"Ben"_s});
    QCOMPARE(changed.count(), 1);
    feed().stopTyping(ben);
    QCOMPARE(m_model->typingNames(), QStringList());
}

void TestTimelineModel::topicsAreSentences()
{
    Event topic = message(1, ben, u"%1 rounds at nine"_s);
    topic.kind = EventKind::Topic;
    Event none = topic;
    none.seq = 2;
    none.text.clear();
    feed().append({topic, none});
    QCOMPARE(at(*m_model, 1, TimelineModel::RowKindRole).toInt(), int(RowKind::Notice));
    QCOMPARE(at(*m_model, 1, TimelineModel::TextRole).toString(), u"Ben set the topic: %1 rounds at nine"_s);
    QCOMPARE(at(*m_model, 2, TimelineModel::TextRole).toString(), u"Ben removed the topic"_s);
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
