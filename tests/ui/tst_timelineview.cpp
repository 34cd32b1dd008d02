#include "client/timelinefeed.h"
#include "tests/client/events.h"
#include "tests/support/patience.h"
#include "tests/ui/themed.h"
#include "ui/timeline/messagefinder.h"
#include "ui/timeline/timelinedelegate.h"
#include "ui/timeline/timelineview.h"

#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestTimelineView : public QObject {
    Q_OBJECT
public:
    explicit TestTimelineView(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void standsAtTheNewestMessageAtFirst();
    void staysAtTheEndWhenMessagesCome();
    void staysPutWhenMessagesComeBelow();
    void staysPutWhenOlderPagesCome();
    void scrollsOnWhileAPageIsBeingAdded();
    void staysPutWhenWhatIsAboveGrows();
    void staysAtTheEndWhenItsWidthChanges();
    void asksForOlderPagesNearTheTop();
    void walksBackThroughTenThousandMessages();
    void laysOutARowOnce();
    void laysOutAnEditedRowAgain();
    void showsMarkupAsTyped_data();
    void showsMarkupAsTyped();
    void opensHttpLinksOnly_data();
    void opensHttpLinksOnly();
    void clickOnAReactionTakesItBack();
    void putsOwnMessagesAtTheOtherSide();
    void alignsParagraphsByTheirOwnDirection();
    void menuKeyOpensTheMenuOfTheCurrentMessage();
    void ownMessagesCanBeEdited();
    void whatOthersHaveReadHasTwoMarks();
    void findsAMessageFarBack();
    void findsAMessageBelowWhatIsShown();
    void saysWhereAMessageCannotBeBrought();

private:
    QScrollBar *bar() const { return m_view->verticalScrollBar(); }
    QModelIndex indexOf(qint64 seq) const { return m_model->index(m_model->rowOfSeq(seq)); }
    int topOf(qint64 seq) const { return m_view->visualRect(indexOf(seq)).top(); }
    Bubble const &bubble(qint64 seq) const { return m_view->rowDelegate()->bubble(indexOf(seq)); }
    void settle() const { QCoreApplication::processEvents(); }
    QStringList menuWords(qint64 seq);
    /// Gives older pages as a host would that has all from `first`.
    void servePages(qint64 first);
    void bringBackUpTo(qint64 newest);

    Theme &m_theme;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

void TestTimelineView::init()
{
    m_model = std::make_unique<TimelineModel>();
    m_model->feed().setMe(amina, u"Amina"_s);
    m_view = std::make_unique<TimelineView>(m_theme);
    m_view->resize(600, 400);
    m_view->setTimeline(m_model.get());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTimelineView::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void TestTimelineView::standsAtTheNewestMessageAtFirst()
{
    m_model->feed().append(messages(1, 100));
    settle();
    QVERIFY(bar()->maximum() > 0);
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(m_view->isAtBottom());
    QCOMPARE(m_view->newestSeen(), 100);
}

void TestTimelineView::staysAtTheEndWhenMessagesCome()
{
    m_model->feed().append(messages(1, 100));
    settle();
    m_model->feed().append(messages(101, 110));
    settle();
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(topOf(110) < m_view->viewport()->height());
}

void TestTimelineView::staysPutWhenMessagesComeBelow()
{
    m_model->feed().append(messages(1, 100));
    settle();
    bar()->setValue(bar()->maximum() / 2);
    QVERIFY(!m_view->isAtBottom());
    const int before = bar()->value();
    m_model->feed().append(messages(101, 120));
    settle();
    QCOMPARE(bar()->value(), before);
    QVERIFY(m_view->newestSeen() < 101);
}

void TestTimelineView::staysPutWhenOlderPagesCome()
{
    m_model->feed().append(messages(201, 400));
    settle();
    bar()->setValue(m_view->viewport()->height() * 2);
    settle();
    const qint64 first =
        m_model->index(m_view->firstVisibleRow() + 1).data(TimelineModel::SeqRole).toLongLong();
    const int top = topOf(first);
    m_model->feed().prepend(messages(1, 200));
    m_model->feed().olderDone();
    settle();
    QVERIFY(m_model->rowOfSeq(1) >= 0);
    QCOMPARE(topOf(first), top);
}

void TestTimelineView::scrollsOnWhileAPageIsBeingAdded()
{
    m_model->feed().append(messages(201, 400));
    settle();
    bar()->setValue(1000);
    settle();
    const qint64 first =
        m_model->index(m_view->firstVisibleRow() + 1).data(TimelineModel::SeqRole).toLongLong();
    const int top = topOf(first);
    m_model->feed().prepend(messages(1, 200));
    bar()->setValue(bar()->value() - 100); // before the new rows are laid out
    settle();
    QCOMPARE(topOf(first), top + 100);
}

void TestTimelineView::staysPutWhenWhatIsAboveGrows()
{
    m_model->feed().append(messages(1, 100));
    settle();
    bar()->setValue(bar()->maximum() / 2);
    const qint64 seen =
        m_model->index(m_view->firstVisibleRow() + 2).data(TimelineModel::SeqRole).toLongLong();
    const int top = topOf(seen);
    m_model->feed().append({edit(101, ben, 2, u"much longer\nthan\nit\nwas"_s)});
    settle();
    QCOMPARE(topOf(seen), top);
}

void TestTimelineView::staysAtTheEndWhenItsWidthChanges()
{
    m_model->feed().append(messages(1, 50));
    m_model->feed().append(
        {message(51, ben, u"words that need several lines where there is little room for them"_s)});
    settle();
    m_view->resize(300, 400);
    settle();
    QCOMPARE(bar()->value(), bar()->maximum());
    QCOMPARE(m_view->visualRect(indexOf(51)).height(), bubble(51).height);
    QCOMPARE(bubble(51).width, m_view->viewport()->width());
}

void TestTimelineView::asksForOlderPagesNearTheTop()
{
    m_model->feed().append(messages(101, 300));
    settle();
    const QSignalSpy wanted(m_model.get(), &TimelineModel::olderWanted);
    settle();
    QCOMPARE(wanted.count(), 0);
    bar()->setValue(0);
    QTRY_COMPARE(wanted.count(), 1);
}

void TestTimelineView::walksBackThroughTenThousandMessages()
{
    m_model->feed().append(messages(9801, 10000));
    bringBackUpTo(10'000);
    connect(m_model.get(), &TimelineModel::olderWanted, this, [this] {
        const qint64 first = m_model->feed().timeline().firstSeq();
        m_model->feed().prepend(messages(std::max<qint64>(1, first - 200), first - 1));
        m_model->feed().olderDone();
    });
    settle();
    for (int step = 0; step < 2000 && m_model->rowOfSeq(1) < 0; ++step) {
        bar()->setValue(0);
        settle();
    }
    QVERIFY(m_model->rowOfSeq(1) >= 0);
    settle();
    bar()->setValue(0);
    QVERIFY(topOf(1) >= 0);
    // And down again to the newest, which may have left the model meanwhile.
    m_view->goToNewest();
    settle();
    QVERIFY(m_model->rowOfSeq(10000) >= 0);
    QCOMPARE(m_view->newestSeen(), 10000);
    QVERIFY(m_view->isAtBottom());
}

void TestTimelineView::laysOutARowOnce()
{
    m_model->feed().append(messages(1, 50));
    settle();
    const auto look = [this] {
        bar()->setValue(0);
        m_view->grab();
        bar()->setValue(bar()->maximum() / 2);
        m_view->grab();
        bar()->setValue(bar()->maximum());
        m_view->grab();
    };
    look();
    const int made = m_view->rowDelegate()->layoutsMade();
    look();
    QCOMPARE(m_view->rowDelegate()->layoutsMade(), made);
    m_model->feed().append(messages(51, 51));
    settle();
    m_view->grab();
    QCOMPARE(m_view->rowDelegate()->layoutsMade(), made + 1);
}

void TestTimelineView::laysOutAnEditedRowAgain()
{
    m_model->feed().append(messages(1, 5));
    settle();
    const int before = m_view->visualRect(indexOf(5)).height();
    m_model->feed().append({edit(6, ben, 5, u"one\ntwo\nthree"_s)});
    settle();
    QVERIFY(m_view->visualRect(indexOf(5)).height() > before);
    QCOMPARE(bubble(5).row.text, u"one\ntwo\nthree"_s);
}

void TestTimelineView::showsMarkupAsTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("image") << u"<img src=x onerror=alert(1)>"_s;
    QTest::newRow("file") << u"<img src=file:///etc/passwd width=500 height=500>"_s;
    QTest::newRow("bold") << u"<b>loud</b> &amp; <br> clear"_s;
    QTest::newRow("html document") << u"<!DOCTYPE html><html><body>x</body></html>"_s;
}

void TestTimelineView::showsMarkupAsTyped()
{
    QFETCH(QString, text);
    Event event = message(1, ben, text);
    m_model->feed().append({event});
    settle();
    // The words are laid out as they are, character by character, in one font; what is drawn is one line of
    // them.
    const Bubble &made = bubble(1);
    QCOMPARE(made.paragraphs.size(), 1u);
    QCOMPARE(made.paragraphs[0].layout->text(), text);
    QVERIFY(made.paragraphs[0].layout->formats().isEmpty());
    QVERIFY(made.paragraphs[0].links.isEmpty());
    const QTextLine line = made.paragraphs[0].layout->lineAt(0);
    const QFontMetricsF metrics(m_theme.font());
    QVERIFY(qAbs(line.naturalTextWidth() - metrics.horizontalAdvance(text.left(line.textLength()).trimmed()))
            < 8);
    QVERIFY(m_model->index(1).data(Qt::AccessibleTextRole).toString().contains(text));
}

void TestTimelineView::opensHttpLinksOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("urls");
    QTest::newRow("http") << u"see http://a.example/x"_s << QStringList{u"http://a.example/x"_s};
    QTest::newRow("https, end of sentence")
        << u"https://a.example/x. Then"_s << QStringList{u"https://a.example/x"_s};
    QTest::newRow("in brackets") << u"(https://a.example/b_(c))"_s
                                 << QStringList{u"https://a.example/b_(c)"_s};
    QTest::newRow("two") << u"http://a.example https://b.example"_s
                         << QStringList{u"http://a.example"_s, u"https://b.example"_s};
    QTest::newRow("file") << u"file:///etc/passwd"_s << QStringList();
    QTest::newRow("javascript") << u"javascript:alert(1)//http"_s << QStringList();
    QTest::newRow("smb") << u"smb://host/share"_s << QStringList();
    QTest::newRow("no host") << u"http://"_s << QStringList();
}

void TestTimelineView::opensHttpLinksOnly()
{
    QFETCH(QString, text);
    QFETCH(QStringList, urls);
    QStringList found;
    for (const Link &link : linksIn(text))
        found.append(link.url.toString());
    QCOMPARE(found, urls);
}

void TestTimelineView::clickOnAReactionTakesItBack()
{
    m_model->feed().append({message(1, ben, u"hello"_s), reaction(2, amina, 1, u"👍"_s)});
    settle();
    const QSignalSpy wanted(m_view.get(), &TimelineView::reactionWanted);
    QCOMPARE(bubble(1).chips.size(), 1);
    const QPoint chip = bubble(1).chips[0].rect.center() + m_view->visualRect(indexOf(1)).topLeft();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, chip);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0], (QVariantList{1LL, u"👍"_s, false}));
}

void TestTimelineView::putsOwnMessagesAtTheOtherSide()
{
    m_model->feed().append({message(1, ben, u"theirs"_s), message(2, amina, u"mine"_s)});
    settle();
    QVERIFY(bubble(1).body.center().x() < 300);
    QVERIFY(bubble(2).body.center().x() > 300);
    QVERIFY(bubble(2).avatar.isEmpty());
    m_view->setLayoutDirection(Qt::RightToLeft);
    settle();
    QVERIFY(bubble(1).body.center().x() > 300);
    QVERIFY(bubble(2).body.center().x() < 300);
    QVERIFY(bubble(1).avatar.left() > bubble(1).body.right());
}

void TestTimelineView::alignsParagraphsByTheirOwnDirection()
{
    m_model->feed().append({message(1, ben, u"a line of English that is long enough\nمرحبا"_s)});
    settle();
    const Bubble &made = bubble(1);
    const QTextLine english = made.paragraphs[0].layout->lineAt(0),
                    arabic = made.paragraphs[1].layout->lineAt(0);
    QVERIFY(english.naturalTextRect().left() < 2);
    QVERIFY(arabic.naturalTextRect().left() > english.width() / 2);
    QVERIFY(made.stamp.top() >= made.paragraphs[1].position.y() + arabic.height()); // not across the words
}

QStringList TestTimelineView::menuWords(qint64 seq)
{
    m_view->setCurrentIndex(indexOf(seq));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(0, 0), m_view->mapToGlobal(QPoint(0, 0)));
    QCoreApplication::sendEvent(m_view->viewport(), &event);
    auto *menu = m_view->findChild<QMenu *>(u"messageMenu"_s);
    if (!menu)
        return {};
    QStringList words;
    for (const QAction *action : menu->actions())
        words.append(action->text());
    delete menu;
    return words;
}

void TestTimelineView::menuKeyOpensTheMenuOfTheCurrentMessage()
{
    m_model->feed().append({message(1, ben, u"hello"_s)});
    settle();
    QCOMPARE(menuWords(1), (QStringList{u"Copy"_s, u"Reply"_s, u"React"_s}));
}

void TestTimelineView::ownMessagesCanBeEdited()
{
    m_model->feed().append({message(1, amina, u"hello"_s), message(2, amina, u"gone"_s),
                            modifier(3, amina, EventKind::Delete, 2)});
    settle();
    QCOMPARE(menuWords(1), (QStringList{u"Copy"_s, u"Reply"_s, u"React"_s, u"Edit"_s, u"Delete…"_s}));
    QCOMPARE(menuWords(2), QStringList{u"Message deleted"_s});
}

void TestTimelineView::whatOthersHaveReadHasTwoMarks()
{
    m_model->feed().append({message(1, amina, u"hello"_s), message(2, ben, u"yes"_s)});
    settle();
    QVERIFY(bubble(1).stampText.endsWith(u" ✓"_s));
    m_model->feed().setSeen(2);
    settle();
    QVERIFY(bubble(1).stampText.endsWith(u" ✓✓"_s));
    QVERIFY(!bubble(2).stampText.contains(u'✓'));
}

void TestTimelineView::servePages(qint64 first)
{
    connect(m_model.get(), &TimelineModel::olderWanted, this, [this, first] {
        QMetaObject::invokeMethod(
            this,
            [this, first] {
                const qint64 before = m_model->feed().timeline().firstSeq();
                if (before > first)
                    m_model->feed().prepend(messages(std::max(first, before - 200), before - 1));
                m_model->feed().olderDone();
            },
            Qt::QueuedConnection);
    });
    bringBackUpTo(m_model->lastSeq());
}

// What the model lets go of far from the rows, as a RoomFeed does from the cache.
void TestTimelineView::bringBackUpTo(qint64 newest)
{
    const auto bringBack = [this, newest](qint64 after) {
        m_model->feed().bringBack(messages(after + 1, std::min(after + 200, newest)));
    };
    connect(m_model.get(), &TimelineModel::newerWanted, this,
            [this, bringBack] { bringBack(m_model->lastSeq()); });
    connect(m_model.get(), &TimelineModel::newestWanted, this,
            [bringBack, newest] { bringBack(newest - 200); });
}

void TestTimelineView::findsAMessageFarBack()
{
    m_model->feed().append(messages(19'801, 20'000));
    servePages(1);
    settle();
    QPointer<MessageFinder> finder = new MessageFinder(*m_view, 37, this);
    QSignalSpy progress(finder, &MessageFinder::progress);
    QSignalSpy failed(finder, &MessageFinder::failed);
    finder->start();
    QTRY_VERIFY(!finder);
    QCOMPARE(failed.count(), 0);
    QVERIFY(progress.count() > 10);
    QVERIFY(progress.last().first().toInt() > 90);
    QVERIFY(m_view->viewport()->rect().intersects(m_view->visualRect(indexOf(37))));
    QCOMPARE(m_view->currentIndex(), indexOf(37));
}

void TestTimelineView::findsAMessageBelowWhatIsShown()
{
    m_model->feed().append(messages(3801, 4000));
    servePages(1);
    settle();
    while (m_model->rowOfSeq(1000) < 0) {
        bar()->setValue(0);
        settle();
    }
    QVERIFY(m_model->rowOfSeq(3950) < 0);
    QPointer<MessageFinder> finder = new MessageFinder(*m_view, 3950, this);
    QSignalSpy failed(finder, &MessageFinder::failed);
    finder->start();
    QTRY_VERIFY(!finder);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(m_view->currentIndex(), indexOf(3950));
}

void TestTimelineView::saysWhereAMessageCannotBeBrought()
{
    m_model->feed().append(messages(901, 1000));
    servePages(501); // as when the host goes away
    settle();
    QPointer<MessageFinder> finder = new MessageFinder(*m_view, 37, this);
    QSignalSpy failed(finder, &MessageFinder::failed);
    finder->start();
    QTRY_VERIFY(!finder);
    QCOMPARE(failed.count(), 1);
}

int main(int argc, char **argv)
{
    return runThemed<TestTimelineView>(argc, argv);
}

#include "tst_timelineview.moc"
