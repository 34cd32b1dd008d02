// The list below the timeline: what a change costs, and that the picture that is moved along is the one that
// would be painted anew.
#include "tests/support/patience.h"
#include "ui/timeline/anchoredlist.h"
#include "ui/timeline/rowtops.h"

#include <QAbstractListModel>
#include <QAccessible>
#include <QRandomGenerator>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

struct Entry {
    QString words;
    int height = 20;
    bool measured = false;
};

class Entries : public QAbstractListModel {
public:
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_all.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? m_all[index.row()].words : QVariant();
    }
    void insert(int row, int count)
    {
        beginInsertRows({}, row, row + count - 1);
        for (int n = 0; n < count; ++n, ++m_made)
            m_all.insert(row + n, {u"entry %1"_s.arg(m_made), 16 + m_made * 7 % 30});
        endInsertRows();
    }
    void remove(int row, int count)
    {
        beginRemoveRows({}, row, row + count - 1);
        m_all.remove(row, count);
        endRemoveRows();
    }
    void change(int row, int height)
    {
        m_all[row] = {u"changed %1"_s.arg(++m_made), height};
        Q_EMIT dataChanged(index(row), index(row));
    }
    void move(int row, int before)
    {
        beginMoveRows({}, row, row, {}, before);
        m_all.move(row, before > row ? before - 1 : before);
        endMoveRows();
    }
    Entry &operator[](int row) { return m_all[row]; }

private:
    QList<Entry> m_all;
    int m_made = 0;
};

/// Guesses that a row is 20 pixels high, until it is measured.
class List : public AnchoredList {
public:
    explicit List(Entries &entries) : m_entries(entries)
    {
        resize(300, 200);
        setModel(&entries);
    }
    int asked = 0, measurements = 0;

protected:
    int wantedHeight(const QModelIndex &index) const override
    {
        ++const_cast<List *>(this)->asked;
        const Entry &entry = m_entries[index.row()];
        return entry.measured ? entry.height : 20;
    }
    void measure(const QModelIndex &index) override
    {
        if (!std::exchange(m_entries[index.row()].measured, true))
            ++measurements;
    }

private:
    Entries &m_entries;
};

} // namespace

class TestAnchoredList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void topsAreSumsOfHeights();
    void anEntryCostsWhatIsNearIt_data();
    void anEntryCostsWhatIsNearIt();
    void aGuessIsMeasuredBeforeItIsSeen();
    void staysWhereItIsWhateverHappensElsewhere();
    void theMovedPictureIsTheOneThatWouldBePainted();
    void aModelThatGoesLeavesNoRows();
    void keysMoveFromRowToRow();
    void assistiveTechnologyFindsEachRow();

private:
    QScrollBar *bar() const { return m_list->verticalScrollBar(); }
    static void settle() { QCoreApplication::processEvents(); }
    void changeSomething(QRandomGenerator &random);
    /// What is on the screen now, and what is there when all of it is painted.
    bool looksAsPainted() const;

    std::unique_ptr<Entries> m_entries;
    std::unique_ptr<List> m_list;
};

void TestAnchoredList::init()
{
    m_entries = std::make_unique<Entries>();
    m_list = std::make_unique<List>(*m_entries);
    m_list->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_list.get()));
}

void TestAnchoredList::cleanup()
{
    m_list.reset();
    m_entries.reset();
}

void TestAnchoredList::topsAreSumsOfHeights()
{
    QRandomGenerator random(7);
    RowTops tops;
    QList<int> heights;
    for (int step = 0; step < 2000; ++step) {
        const int count = int(heights.size());
        const int row = random.bounded(count + 1);
        switch (random.bounded(3)) {
        case 0: {
            const QList<int> some(random.bounded(4), random.bounded(1, 50));
            tops.insert(row, some);
            for (const int height : some)
                heights.insert(row, height);
            break;
        }
        case 1: {
            const int fewer = random.bounded(std::min(3, count - row) + 1);
            tops.remove(row, fewer);
            heights.remove(row, fewer);
            break;
        }
        default:
            if (row < count)
                tops.setHeight(row, heights[row] = random.bounded(1, 50));
        }
        QCOMPARE(tops.count(), heights.size());
        QCOMPARE(tops.height(), std::accumulate(heights.begin(), heights.end(), 0));
        for (int n = 0, top = 0; n < heights.size(); top += heights[n++]) {
            QCOMPARE(tops.top(n), top);
            QCOMPARE(tops.heightOf(n), heights[n]);
            QCOMPARE(tops.rowAt(top), n);
            QCOMPARE(tops.rowAt(top + heights[n] - 1), n);
        }
        QCOMPARE(tops.rowAt(tops.height()), tops.count());
        QCOMPARE(tops.rowAt(-1), 0);
    }
}

void TestAnchoredList::anEntryCostsWhatIsNearIt_data()
{
    QTest::addColumn<bool>("atTheEnd");
    QTest::addColumn<int>("row");
    QTest::newRow("at the end, where one looks") << true << 2000;
    QTest::newRow("at the end, while one reads above") << false << 2000;
    QTest::newRow("in front") << true << 0;
    QTest::newRow("in front, while one reads") << false << 0;
    QTest::newRow("in the middle") << true << 1000;
}

void TestAnchoredList::anEntryCostsWhatIsNearIt()
{
    QFETCH(bool, atTheEnd);
    QFETCH(int, row);
    m_entries->insert(0, 2000);
    settle();
    if (!atTheEnd)
        bar()->setValue(bar()->maximum() / 2);
    settle();
    QCOMPARE(m_list->isAtBottom(), atTheEnd);
    m_list->asked = m_list->measurements = 0;
    m_entries->insert(row, 1);
    settle();
    // Three screens of rows that are at least 16 high are looked at, and none of them is laid out again.
    QVERIFY2(m_list->asked <= 3 * 200 / 16 + 10, qPrintable(QString::number(m_list->asked)));
    QVERIFY(m_list->measurements <= 1);
}

void TestAnchoredList::aGuessIsMeasuredBeforeItIsSeen()
{
    m_entries->insert(0, 500);
    settle();
    QVERIFY(m_list->measurements < 50);
    for (const int value : {bar()->maximum() / 3, 0, 777, bar()->maximum()}) {
        bar()->setValue(value);
        for (int row = m_list->firstVisibleRow(); row <= m_list->lastVisibleRow(); ++row) {
            QVERIFY((*m_entries)[row].measured);
            QCOMPARE(m_list->visualRect(m_entries->index(row)).height(), (*m_entries)[row].height);
        }
    }
}

void TestAnchoredList::staysWhereItIsWhateverHappensElsewhere()
{
    m_entries->insert(0, 300);
    settle();
    bar()->setValue(bar()->maximum() / 2);
    settle();
    const QPersistentModelIndex seen = m_entries->index(m_list->firstVisibleRow() + 2);
    const int top = m_list->visualRect(seen).top();
    m_entries->insert(0, 50);
    QCOMPARE(m_list->visualRect(seen).top(), top); // at once: the person may scroll on
    m_entries->insert(m_entries->rowCount(), 50);
    m_entries->change(3, 90);
    m_entries->remove(0, 40);
    m_entries->remove(m_entries->rowCount() - 10, 10);
    m_entries->move(m_entries->rowCount() - 1, m_entries->rowCount() - 5);
    settle();
    QCOMPARE(m_list->visualRect(seen).top(), top);
    bar()->setValue(bar()->value() - 30);
    QCOMPARE(m_list->visualRect(seen).top(), top + 30);
}

void TestAnchoredList::changeSomething(QRandomGenerator &random)
{
    const int rows = m_entries->rowCount();
    const int row = rows ? random.bounded(rows) : 0;
    switch (random.bounded(9)) {
    case 0:
    case 1:
        m_entries->insert(rows, random.bounded(1, 5));
        break;
    case 2:
        m_entries->insert(0, random.bounded(1, 5));
        break;
    case 3:
        m_entries->insert(row, 1);
        break;
    case 4:
        if (rows)
            m_entries->remove(row, std::min(rows - row, random.bounded(1, 4)));
        break;
    case 5:
        if (rows)
            m_entries->change(row, random.bounded(16, 70));
        break;
    case 6:
        if (rows > 1)
            m_entries->move(rows - 1, row < rows - 1 ? row : 0);
        break;
    case 7:
        bar()->setValue(bar()->value() + random.bounded(-150, 150));
        break;
    default:
        m_list->goToBottom();
    }
}

bool TestAnchoredList::looksAsPainted() const
{
    const QRect rows = m_list->viewport()->rect();
    const QImage shown = m_list->screen()->grabWindow(m_list->winId()).copy(rows).toImage();
    const QImage painted = m_list->grab(rows).toImage();
    return shown.convertToFormat(QImage::Format_RGB32) == painted.convertToFormat(QImage::Format_RGB32);
}

void TestAnchoredList::theMovedPictureIsTheOneThatWouldBePainted()
{
    settle();
    if (QGuiApplication::platformName() != u"offscreen"_s)
        QSKIP("elsewhere other windows may lie over this one");
    QVERIFY(looksAsPainted());
    QRandomGenerator random(11);
    for (int step = 0; step < 400; ++step) {
        for (int n = random.bounded(1, 4); n > 0; --n)
            changeSomething(random);
        settle();
        QTRY_VERIFY(looksAsPainted()); // the paint may come a turn later
        const QModelIndex last = m_entries->index(m_entries->rowCount() - 1);
        const int all = m_list->visualRect(last).bottom() + 1 + bar()->value();
        QCOMPARE(bar()->maximum(), std::max(0, all - m_list->viewport()->height()));
    }
}

void TestAnchoredList::aModelThatGoesLeavesNoRows()
{
    m_entries->insert(0, 100);
    settle();
    m_entries->insert(100, 1); // something is to be done yet
    m_entries.reset();
    m_list->resize(200, 150);
    m_list->goToBottom();
    bar()->setValue(0);
    settle();
    QCOMPARE(m_list->firstVisibleRow(), -1);
    QCOMPARE(m_list->lastVisibleRow(), -1);
    QVERIFY(!m_list->indexAt(QPoint(5, 5)).isValid());
}

void TestAnchoredList::keysMoveFromRowToRow()
{
    m_entries->insert(0, 100);
    settle();
    QTest::keyClick(m_list.get(), Qt::Key_Up);
    QCOMPARE(m_list->currentIndex().row(), 99); // from where one looks
    QTest::keyClick(m_list.get(), Qt::Key_Up);
    QCOMPARE(m_list->currentIndex().row(), 98);
    QTest::keyClick(m_list.get(), Qt::Key_PageUp);
    const int above = m_list->currentIndex().row();
    QVERIFY(above < 97 && above > 80);
    QVERIFY(m_list->viewport()->rect().contains(m_list->visualRect(m_list->currentIndex())));
    QTest::keyClick(m_list.get(), Qt::Key_PageDown);
    QVERIFY(m_list->currentIndex().row() > above);
    QTest::keyClick(m_list.get(), Qt::Key_Home);
    QCOMPARE(m_list->currentIndex().row(), 0);
    QCOMPARE(bar()->value(), 0);
    QTest::keyClick(m_list.get(), Qt::Key_End);
    QCOMPARE(m_list->currentIndex().row(), 99);
    QVERIFY(m_list->isAtBottom());
}

void TestAnchoredList::assistiveTechnologyFindsEachRow()
{
    m_entries->insert(0, 100);
    settle();
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_list.get());
    QVERIFY(list);
    QCOMPARE(list->childCount(), 100);
    for (const int row : {0, 50, 97}) {
        QCOMPARE(list->child(row)->text(QAccessible::Name), (*m_entries)[row].words);
        m_list->scrollTo(m_entries->index(row));
        const QRect seen = m_list->visualRect(m_entries->index(row));
        const QPoint corner = m_list->viewport()->mapToGlobal(seen.topLeft());
        QCOMPARE(list->child(row)->rect().topLeft(), corner);
        QCOMPARE(list->childAt(corner.x() + 5, corner.y() + 5)->text(QAccessible::Name),
                 (*m_entries)[row].words);
    }
}

QTEST_MAIN(TestAnchoredList)
#include "tst_anchoredlist.moc"
