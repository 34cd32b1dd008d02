// Files in the window: chosen, pasted, dropped; shown in their place before they are here; looked at one by
// one.
#include "client/session.h"
#include "client/timelinefeed.h"
#include "client/transfers/pictureloader.h"
#include "client/transfers/pictures.h"
#include "client/transfers/transfers.h"
#include "tests/client/fakefiles.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"
#include "tests/ui/themed.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation.h"
#include "ui/chat/messagefield.h"
#include "ui/files/attachmentstrip.h"
#include "ui/files/fileactions.h"
#include "ui/files/picturecanvas.h"
#include "ui/files/pictureviewer.h"
#include "ui/timeline/bubble.h"
#include "ui/timeline/timelinedelegate.h"
#include "ui/timeline/timelineview.h"

#include <QBuffer>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestFiles : public QObject {
    Q_OBJECT
public:
    explicit TestFiles(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();

    void chosenFilesAreSentWithTheMessage();
    void aFileIsTakenOutAgain();
    void copiedFilesArePasted();
    void aPastedScreenshotIsAFile();
    void wordsArePastedAsWords();
    void aFolderBringsItsFiles();
    void moreThanAMessageHoldsGoInSeveral();
    void attachmentsStayWithTheirRoom();
    void aPictureHasItsPlaceBeforeItIsHere();
    void picturesAndLinesAreMirrored_data();
    void picturesAndLinesAreMirrored();
    void whatCannotBeShownIsALine();
    void aClickOpensAFile();
    void picturesAreFetchedOneAfterTheOther();
    void theViewerGoesFromPictureToPicture();
    void theViewerLooksCloser();

private:
    QString makeFile(const QString &name, const QByteArray &bytes = "x");
    QByteArray picture(QSize size, const QColor &color);
    FileInfo serve(const QString &name, const QByteArray &bytes, QSize size);
    void say(const QList<FileInfo> &files, const QString &text = {});
    AttachmentStrip *strip() { return m_conversation->composer()->attachments(); }
    MessageField *field() { return m_conversation->composer()->field(); }
    TimelineView *view() { return m_conversation->timeline(); }
    TimelineModel *lobby() { return m_session->timeline(lobbyId); }
    const Bubble &bubble(int row) { return view()->rowDelegate()->bubble(lobby()->index(row)); }

    Theme &m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeFiles> m_files;
    ManualClock m_clock;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Conversation> m_conversation;
};

void TestFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    m_files = std::make_unique<FakeFiles>(*m_host);
    m_host->http = [this](const QByteArray &head, QTcpSocket *socket) {
        const QByteArray body = m_files->files.value(QString::fromLatin1(head.mid(11, 64)));
        socket->write((body.isEmpty() ? "HTTP/1.1 404 No\r\n"_ba : "HTTP/1.1 200 OK\r\n"_ba)
                      + "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n"
                      + body);
        socket->disconnectFromHost();
    };
    QVERIFY(m_host->start());
    m_session = std::make_unique<Session>(sessionConfig(m_folder->filePath(u"client"_s)), m_clock);
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), Session::State::Online);
    m_conversation = std::make_unique<Conversation>(*m_session, m_theme);
    m_conversation->resize(700, 900);
    m_conversation->showRoom(lobbyId);
    m_conversation->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_conversation.get()));
}

void TestFiles::cleanup()
{
    m_conversation.reset();
    m_session.reset();
    m_files.reset();
    m_host.reset();
}

QString TestFiles::makeFile(const QString &name, const QByteArray &bytes)
{
    const QString path = m_folder->filePath(name);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

QByteArray TestFiles::picture(QSize size, const QColor &color)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return buffer.data();
}

FileInfo TestFiles::serve(const QString &name, const QByteArray &bytes, QSize size)
{
    const QString id = FakeFiles::idOf(bytes);
    m_files->files.insert(id, bytes);
    return {id, name, bytes.size(), u"image/png"_s, size.width(), size.height(), {}};
}

void TestFiles::say(const QList<FileInfo> &files, const QString &text)
{
    QJsonArray list;
    for (const FileInfo &file : files) {
        QJsonObject object{
            {u"id"_s, file.id}, {u"name"_s, file.name}, {u"size"_s, file.size}, {u"mime"_s, file.mime}};
        if (file.width) {
            object[u"width"_s] = *file.width;
            object[u"height"_s] = *file.height;
        }
        list.append(object);
    }
    const int rows = lobby()->rowCount();
    QJsonObject event = m_host->store(FakeHost::ben, text);
    event[u"files"_s] = list;
    m_host->events.last() = event;
    m_host->send(event);
    QTRY_VERIFY(lobby()->rowCount() > rows);
}

void TestFiles::chosenFilesAreSentWithTheMessage()
{
    m_conversation->composer()->attach(
        {QUrl::fromLocalFile(makeFile(u"a.txt"_s, "one")), QUrl::fromLocalFile(makeFile(u"b.jpg"_s, "two"))});
    QTRY_VERIFY(strip()->isVisible());
    QVERIFY(strip()->findChild<QCheckBox *>(u"originalSize"_s)->isVisible()); // there is a photo
    strip()->findChild<QCheckBox *>(u"originalSize"_s)->setChecked(true);
    QTest::keyClicks(field(), u"look"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(!strip()->isVisible());
    QTRY_COMPARE(m_host->events.size(), 1);
    QCOMPARE(m_host->events.last()[u"text"].toString(), u"look"_s);
    QCOMPARE(m_host->events.last()[u"files"].toArray().size(), 2);
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"look"_s});
}

void TestFiles::aFileIsTakenOutAgain()
{
    m_conversation->composer()->attach(
        {QUrl::fromLocalFile(makeFile(u"a.txt"_s)), QUrl::fromLocalFile(makeFile(u"b.txt"_s))});
    QTRY_COMPARE(strip()->attachments().size(), 2);
    QTest::mouseClick(strip()->findChild<QPushButton *>(u"removeAttachment"_s), Qt::LeftButton);
    QCOMPARE(strip()->attachments().size(), 1);
    QCOMPARE(strip()->attachments().first().name, u"b.txt"_s);
    QVERIFY(!strip()->findChild<QCheckBox *>(u"keepLocation"_s)->isVisible());
}

void TestFiles::copiedFilesArePasted()
{
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(makeFile(u"a.txt"_s)), QUrl(u"http://example.org/x"_s)});
    QGuiApplication::clipboard()->setMimeData(data);
    field()->paste();
    QTRY_COMPARE(strip()->attachments().size(), 1);
    QVERIFY(field()->toPlainText().isEmpty());
}

void TestFiles::aPastedScreenshotIsAFile()
{
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(image);
    field()->paste();
    QTRY_COMPARE(strip()->attachments().size(), 1);
    const Attachment pasted = strip()->attachments().first();
    QVERIFY(pasted.ours);
    QVERIFY(pasted.name.endsWith(u".png"_s));
    QCOMPARE(QImage(pasted.path).size(), image.size());
    QTest::mouseClick(strip()->findChild<QPushButton *>(u"removeAttachment"_s), Qt::LeftButton);
    QVERIFY(!QFile::exists(pasted.path));
}

void TestFiles::wordsArePastedAsWords()
{
    auto *data = new QMimeData; // as an office program gives it
    data->setText(u"words"_s);
    data->setImageData(QImage(2, 2, QImage::Format_RGB32));
    QGuiApplication::clipboard()->setMimeData(data);
    field()->paste();
    QCOMPARE(field()->toPlainText(), u"words"_s);
    QVERIFY(strip()->isEmpty());
}

void TestFiles::aFolderBringsItsFiles()
{
    makeFile(u"folder/a.txt"_s);
    makeFile(u"folder/deep/b.txt"_s);
    QVERIFY(QFile::link(m_folder->path(), m_folder->filePath(u"folder/round"_s))); // links are not followed
    m_conversation->composer()->attach({QUrl::fromLocalFile(m_folder->filePath(u"folder"_s))});
    QTRY_COMPARE(strip()->attachments().size(), 2);
}

void TestFiles::moreThanAMessageHoldsGoInSeveral()
{
    QList<QUrl> urls;
    for (int n = 0; n < 40; ++n)
        urls.append(QUrl::fromLocalFile(makeFile(u"f%1.txt"_s.arg(n), QByteArray::number(n))));
    m_conversation->composer()->attach(urls);
    QTRY_COMPARE(strip()->attachments().size(), 40);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(m_host->events.size(), 2);
    QCOMPARE(m_host->events[0][u"files"].toArray().size() + m_host->events[1][u"files"].toArray().size(), 40);
}

void TestFiles::attachmentsStayWithTheirRoom()
{
    m_conversation->composer()->attach({QUrl::fromLocalFile(makeFile(u"a.txt"_s))});
    QTRY_COMPARE(strip()->attachments().size(), 1);
    m_conversation->composer()->setRoom(u"r_other"_s, u"other"_s);
    QVERIFY(strip()->isEmpty());
    m_conversation->composer()->setRoom(lobbyId, u"lobby"_s);
    QCOMPARE(strip()->attachments().size(), 1);
}

void TestFiles::aPictureHasItsPlaceBeforeItIsHere()
{
    const QByteArray bytes = picture({1000, 500}, Qt::red);
    const FileInfo file = serve(u"red.png"_s, bytes, {1000, 500});
    const auto http = std::exchange(m_host->http, [](const QByteArray &, QTcpSocket *socket) {
        socket->write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
    });
    say({file});
    const int row = lobby()->rowCount() - 1;
    const FileBox box = bubble(row).files.first();
    QVERIFY(box.isPicture);
    QVERIFY(box.rect.width() <= m_theme.px(320));
    QCOMPARE(box.rect.height(), box.rect.width() / 2);
    QTRY_VERIFY(m_session->pictures()->hasFailed(file));
    const int height = view()->visualRect(lobby()->index(row)).height();
    const int layouts = view()->rowDelegate()->layoutsMade();
    m_host->http = http;
    m_host->cut(); // and back: what failed for want of a connection is asked for again
    QTRY_COMPARE(m_session->pictures()->small(file).size(), QSize(1000, 500));
    const QPoint middle = box.rect.center() + view()->visualRect(lobby()->index(row)).topLeft();
    QTRY_COMPARE(view()->viewport()->grab().toImage().pixelColor(middle), QColor(Qt::red));
    QCOMPARE(view()->visualRect(lobby()->index(row)).height(), height);
    QCOMPARE(view()->rowDelegate()->layoutsMade(), layouts);
}

void TestFiles::picturesAndLinesAreMirrored_data()
{
    QTest::addColumn<int>("direction");
    QTest::newRow("left to right") << int(Qt::LeftToRight);
    QTest::newRow("right to left") << int(Qt::RightToLeft);
}

void TestFiles::picturesAndLinesAreMirrored()
{
    QFETCH(const int, direction);
    Row row;
    row.name = u"Amina"_s;
    row.files = {{u"1"_s, u"a.png"_s, 5, u"image/png"_s, 400, 300, u"t"_s},
                 {u"2"_s, u"b.png"_s, 5, u"image/png"_s, 400, 300, u"t"_s},
                 {u"3"_s, u"c.pdf"_s, 5, u"application/pdf"_s, {}, {}, {}}};
    const auto made = layOut(row, 600, Qt::LayoutDirection(direction), m_theme);
    QCOMPARE(made->files.size(), 3);
    for (const FileBox &box : made->files)
        QVERIFY(made->body.contains(box.rect));
    QVERIFY(!made->files[0].rect.intersects(made->files[1].rect));
    const bool firstIsLeft = made->files[0].rect.left() < made->files[1].rect.left();
    QCOMPARE(firstIsLeft, direction == Qt::LeftToRight);
    const FileBox &line = made->files[2];
    QCOMPARE(line.icon.left() < line.words.left(), direction == Qt::LeftToRight);
    QVERIFY(line.rect.top() > made->files[0].rect.bottom());
    QCOMPARE(made->hit(line.words.center()).kind, Hit::Kind::File);
    QCOMPARE(made->hit(line.action.center()).kind, Hit::Kind::StopFile);
}

void TestFiles::whatCannotBeShownIsALine()
{
    Row row;
    row.files = {{u"1"_s, u"a.heic"_s, 5, u"image/heic"_s, 400, 300, {}},
                 {u"2"_s, u"a.svg"_s, 5, u"image/svg+xml"_s, 400, 300, {}},
                 {u"3"_s, u"huge.png"_s, 5'000'000'000, u"image/png"_s, 30000, 30000, {}}};
    const auto made = layOut(row, 600, Qt::LeftToRight, m_theme);
    for (const FileBox &box : made->files)
        QVERIFY(!box.isPicture);
}

void TestFiles::aClickOpensAFile()
{
    FileInfo file{u"f"_s, u"a.pdf"_s, 5, u"application/pdf"_s, {}, {}, {}};
    say({file}, u"read this"_s);
    const int row = lobby()->rowCount() - 1;
    QSignalSpy opened(view(), &TimelineView::fileOpened);
    const QPoint at =
        bubble(row).files.first().words.center() + view()->visualRect(lobby()->index(row)).topLeft();
    m_conversation->files()->setFolder(m_folder->filePath(u"saved"_s)); // or it would ask
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).value<FileInfo>(), file);
}

void TestFiles::picturesAreFetchedOneAfterTheOther()
{
    const auto wanted = [this](const FileInfo &file) {
        PictureLoader::Wanted picture;
        picture.name = file.name;
        picture.id = file.id;
        picture.from = {QUrl(u"https://127.0.0.1:%1/files/%2"_s.arg(m_host->port()).arg(file.id)),
                        m_host->identity.fingerprint};
        picture.mostBytes = 100'000;
        picture.mostSide = 100;
        return picture;
    };
    PictureLoader loader(m_folder->filePath(u"pictures"_s), 1'000'000);
    QSignalSpy loaded(&loader, &PictureLoader::loaded);
    QSignalSpy failed(&loader, &PictureLoader::failed);
    PictureLoader::Wanted nowhere = wanted(serve(u"nowhere.png"_s, "x", {1, 1}));
    nowhere.from = {};
    loader.load(nowhere); // ends at once; the next step is queued
    QCOMPARE(failed.count(), 1);
    loader.load(wanted(serve(u"red.png"_s, picture({40, 40}, Qt::red), {40, 40}))); // is under way by then
    loader.load(wanted(serve(u"blue.png"_s, picture({60, 60}, Qt::blue), {60, 60})));
    QTRY_COMPARE(loaded.count(), 2);
    QCOMPARE(loaded[0][0].toString(), u"red.png"_s);
    QCOMPARE(loaded[1][0].toString(), u"blue.png"_s);
    QCOMPARE(failed.count(), 1);
}

void TestFiles::theViewerGoesFromPictureToPicture()
{
    const FileInfo red = serve(u"red.png"_s, picture({40, 40}, Qt::red), {40, 40});
    const FileInfo blue = serve(u"blue.png"_s, picture({60, 60}, Qt::blue), {60, 60});
    say({red, blue});
    const FileInfo green = serve(u"green.png"_s, picture({50, 50}, Qt::green), {50, 50});
    say({green});
    auto *viewer = new PictureViewer(*m_session, lobby(), red, m_conversation.get());
    viewer->open();
    auto *canvas = viewer->findChild<PictureCanvas *>();
    QTRY_COMPARE(canvas->image().size(), QSize(40, 40));
    QVERIFY(canvas->height() > viewer->height() * 3 / 4); // the picture has the room
    QTest::keyClick(viewer, Qt::Key_Right);
    QCOMPARE(viewer->current(), blue);
    QTRY_COMPARE(canvas->image().pixelColor(5, 5), QColor(Qt::blue));
    QTest::keyClick(viewer, Qt::Key_PageDown);
    QCOMPARE(viewer->current(), green);
    QVERIFY(!viewer->findChild<QPushButton *>(u"nextPicture"_s)->isEnabled());
    QTest::keyClick(viewer, Qt::Key_PageDown);
    QCOMPARE(viewer->current(), green); // the last one
    QTest::mouseClick(viewer->findChild<QPushButton *>(u"previousPicture"_s), Qt::LeftButton);
    QCOMPARE(viewer->current(), blue);
    QTRY_COMPARE(canvas->image().size(), QSize(60, 60));
    QTest::keyClick(viewer, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(60, 60));
    QSignalSpy gone(viewer, &QObject::destroyed);
    QTest::keyClick(viewer, Qt::Key_Escape);
    QTRY_COMPARE(gone.count(), 1);
}

void TestFiles::theViewerLooksCloser()
{
    PictureCanvas canvas;
    canvas.resize(400, 400);
    QImage image(800, 400, QImage::Format_RGB32);
    image.fill(Qt::blue);
    canvas.showImage(image, image.size());
    QCOMPARE(canvas.zoom(), 0.5); // all of it
    canvas.zoomBy(2);
    QCOMPARE(canvas.zoom(), 1.0);
    canvas.zoomBy(1000);
    QCOMPARE(canvas.zoom(), 16.0); // and no closer
    canvas.zoomBy(1e-6);
    QCOMPARE(canvas.zoom(), 0.5);
    canvas.fullSize();
    QCOMPARE(canvas.zoom(), 1.0);
    canvas.fit();
    canvas.resize(2000, 2000);
    QCOMPARE(canvas.zoom(), 1.0); // not larger than it is
}

int main(int argc, char **argv)
{
    return runThemed<TestFiles>(argc, argv);
}

#include "tst_files.moc"
