#include "protocol/limits.h"
#include "tests/ui/themed.h"
#include "ui/chat/composer.h"
#include "ui/chat/messagefield.h"

#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestComposer : public QObject {
    Q_OBJECT
public:
    explicit TestComposer(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void enterSends();
    void shiftEnterBreaksTheLine();
    void sendButtonSends();
    void whiteSpaceIsNotSent();
    void growsToSixLines();
    void pastesPlainText();
    void keepsADraftForEachRoom();
    void saysAndBringsWhatIsKept();
    void repliesToAMessage();
    void editsAMessage();
    void escapeEndsAReply();
    void tooLongATextStaysAndIsExplained();

private:
    MessageField *field() const { return m_composer->field(); }
    static Row row(qint64 seq, const QString &text);

    Theme &m_theme;
    std::unique_ptr<Composer> m_composer;
    std::unique_ptr<QSignalSpy> m_posts;
};

void TestComposer::init()
{
    m_posts.reset();
    m_composer = std::make_unique<Composer>(m_theme);
    m_composer->setRoom(lobbyId, u"# lobby"_s);
    m_composer->resize(500, 80);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_composer.get()));
    m_posts = std::make_unique<QSignalSpy>(m_composer.get(), &Composer::postWanted);
}

Row TestComposer::row(qint64 seq, const QString &text)
{
    Row row;
    row.seq = seq;
    row.name = u"Amina"_s;
    row.text = text;
    return row;
}

void TestComposer::enterSends()
{
    QTest::keyClicks(field(), u"hello"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->count(), 1);
    QCOMPARE(m_posts->at(0).at(0).toString(), u"hello"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    QTest::keyClicks(field(), u"again"_s);
    QTest::keyClick(field(), Qt::Key_Enter);
    QCOMPARE(m_posts->count(), 2);
}

void TestComposer::shiftEnterBreaksTheLine()
{
    QTest::keyClicks(field(), u"one"_s);
    QTest::keyClick(field(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(field(), u"two"_s);
    QCOMPARE(m_posts->count(), 0);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->at(0).at(0).toString(), u"one\ntwo"_s);
}

void TestComposer::sendButtonSends()
{
    QTest::keyClicks(field(), u"hello"_s);
    QTest::mouseClick(m_composer->findChild<QPushButton *>(u"send"_s), Qt::LeftButton);
    QCOMPARE(m_posts->count(), 1);
}

void TestComposer::whiteSpaceIsNotSent()
{
    field()->setPlainText(u" \n\t "_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->count(), 0);
    field()->setPlainText(u"  code\n\n"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->at(0).at(0).toString(), u"  code"_s);
}

void TestComposer::growsToSixLines()
{
    const int one = field()->height(), line = field()->fontMetrics().lineSpacing();
    field()->setPlainText(u"1\n2\n3"_s);
    QCOMPARE(field()->height(), one + 2 * line);
    field()->setPlainText(QString(u"x\n"_s).repeated(40));
    QCOMPARE(field()->height(), one + 5 * line);
    field()->clear();
    QCOMPARE(field()->height(), one);
}

void TestComposer::pastesPlainText()
{
    auto *data = new QMimeData;
    data->setHtml(u"<b>bold</b>"_s);
    data->setText(u"bold"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    field()->paste();
    QCOMPARE(field()->toPlainText(), u"bold"_s);
}

void TestComposer::keepsADraftForEachRoom()
{
    field()->setPlainText(u"for the lobby"_s);
    m_composer->setRoom(u"r_other"_s, u"# other"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    QCOMPARE(field()->placeholderText(), u"Message # other"_s);
    field()->setPlainText(u"for the other"_s);
    m_composer->setRoom(lobbyId, u"# lobby"_s);
    QCOMPARE(field()->toPlainText(), u"for the lobby"_s);
}

void TestComposer::saysAndBringsWhatIsKept()
{
    QList<std::pair<RoomId, KeptDraft>> said;
    connect(m_composer.get(), &Composer::drafted, this, [&said](const RoomId &room, const KeptDraft &draft) {
        said.append({room, draft});
    });
    m_composer->startReply(row(7, u"boxes"_s));
    field()->setPlainText(u"on my way"_s);
    const KeptDraft reply{u"on my way"_s, 7, 0, u"Reply to Amina: boxes"_s};
    QCOMPARE(said.last(), std::pair(RoomId(lobbyId), reply));
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(said.last().second.isEmpty());

    m_composer->setRoom(u"r_other"_s, u"# other"_s, reply); // from the last time
    QCOMPARE(field()->toPlainText(), u"on my way"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->last().at(1).value<std::optional<qint64>>(), std::optional<qint64>(7));
    m_composer->setRoom(lobbyId, u"# lobby"_s, reply); // what is known here is newer
    QVERIFY(field()->toPlainText().isEmpty());
}

void TestComposer::repliesToAMessage()
{
    field()->setPlainText(u"on my way"_s);
    m_composer->startReply(row(7, u"<b>boxes</b>"_s));
    auto *context = m_composer->findChild<QLabel *>(u"composerContext"_s);
    QVERIFY(context->isVisible());
    QCOMPARE(context->text(), u"Reply to Amina: <b>boxes</b>"_s);
    QCOMPARE(context->textFormat(), Qt::PlainText);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->at(0).at(0).toString(), u"on my way"_s);
    QCOMPARE(m_posts->at(0).at(1).value<std::optional<qint64>>(), std::optional<qint64>(7));
    QVERIFY(!context->isVisible());
}

void TestComposer::editsAMessage()
{
    const QSignalSpy edits(m_composer.get(), &Composer::editWanted);
    m_composer->startEdit(row(9, u"old"_s));
    QCOMPARE(field()->toPlainText(), u"old"_s);
    field()->setPlainText(u"new"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(edits.count(), 1);
    QCOMPARE(edits[0], (QVariantList{9LL, u"new"_s}));
    QCOMPARE(m_posts->count(), 0);
}

void TestComposer::escapeEndsAReply()
{
    m_composer->startReply(row(7, u"boxes"_s));
    QTest::keyClicks(field(), u"plain"_s);
    QTest::keyClick(field(), Qt::Key_Escape);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->at(0).at(0).toString(), u"plain"_s);
    QVERIFY(!m_posts->at(0).at(1).value<std::optional<qint64>>().has_value());
}

void TestComposer::tooLongATextStaysAndIsExplained()
{
    const QSignalSpy problems(m_composer.get(), &Composer::problem);
    field()->setPlainText(QString(limits::textBytes, u'x'));
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->count(), 1);
    field()->setPlainText(QString(limits::textBytes / 2, u'é') + u'x'); // bytes count, not letters
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_posts->count(), 1);
    QCOMPARE(problems.count(), 1);
    QVERIFY(!field()->toPlainText().isEmpty());
}

int main(int argc, char **argv)
{
    return runThemed<TestComposer>(argc, argv);
}

#include "tst_composer.moc"
