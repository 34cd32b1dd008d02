// What a host says: golden bytes from structs, structs from bytes, and what is refused.
#include "protocol/codec.h"
#include "protocol/limits.h"
#include "protocol/wirelist.h"
#include "tests/protocol/golden.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

template <typename T>
QByteArray encodedAgain(const OkReply &ok)
{
    const std::optional<T> body = readReply<T>(ok.body);
    return body ? encodeReply(ok.re, *body) : QByteArray("unreadable");
}

// From elements that were encoded before (wirelist.h) comes the same.
template <typename T>
QByteArray encodedFromElements(const OkReply &ok)
{
    const std::optional<T> body = readReply<T>(ok.body);
    if (!body)
        return "unreadable";
    WireList list;
    if constexpr (std::is_same_v<T, reply::Rooms>) {
        for (const RoomInfo &room : body->rooms)
            list.add(encodeElement(room), room.unread);
        return encodeRooms(ok.re, list);
    } else {
        for (const Person &person : body->people)
            list.add(encodeElement(person));
        if constexpr (std::is_same_v<T, reply::Joined>)
            return encodeJoined(ok.re, *body, list);
        else
            return encodePeople(ok.re, list, body->more);
    }
}

template <typename T>
QByteArray encodedBothWays(const OkReply &ok)
{
    const QByteArray whole = encodedAgain<T>(ok);
    return encodedFromElements<T>(ok) == whole ? whole : QByteArray("elements make another one");
}

// Which reply an `ok` is, its request knows: the file's name says it.
QByteArray encodedAgain(const OkReply &ok, const QByteArray &file)
{
    const QByteArray request = file.split('-').value(1);
    if (request == "create" || request == "direct" || request == "desk" || request == "canned")
        return encodedAgain<reply::Room>(ok);
    if (request == "join")
        return encodedBothWays<reply::Joined>(ok);
    if (request == "rooms")
        return encodedBothWays<reply::Rooms>(ok);
    if (request == "history")
        return encodedAgain<reply::History>(ok);
    if (request == "search")
        return encodedAgain<reply::Hits>(ok);
    if (request == "rename")
        return encodedAgain<reply::Renamed>(ok);
    if (request == "people")
        return encodedBothWays<reply::People>(ok);
    if (request == "link")
        return encodedAgain<reply::Link>(ok);
    if (request == "upload")
        return encodedAgain<reply::UploadBegun>(ok);
    if (request == "files")
        return encodedAgain<reply::Files>(ok);
    if (request == "bans")
        return encodedAgain<reply::Bans>(ok);
    if (request == "moderation")
        return encodedAgain<reply::Deeds>(ok);
    if (request == "claim" || request == "assign" || request == "resolve" || request == "reopen")
        return encodedAgain<reply::TicketChanged>(ok);
    if (request == "tickets")
        return encodedAgain<reply::Tickets>(ok);
    if (request == "origins")
        return encodedAgain<reply::Origins>(ok);
    if (request == "figures")
        return encodedAgain<reply::Figures>(ok);
    if (request == "code")
        return encodedAgain<reply::Code>(ok);
    static const QByteArrayList orders{"invite", "kick",       "ban",  "unban", "mute",
                                       "role",   "close_room", "lock", "slow"};
    if (orders.contains(request) || request == "cancel" || request == "leave" || request == "look"
        || request == "typing" || request == "read")
        return encodedAgain<reply::Done>(ok);
    return encodedAgain<reply::Stored>(ok);
}

QByteArray encodedAgain(const HostMessage &message, const test::Golden &golden)
{
    return std::visit(
        Overloaded{
            [](const WelcomeReply &reply) { return encodeWelcome(reply.re, reply.welcome); },
            [&golden](const OkReply &reply) { return encodedAgain(reply, golden.name); },
            [](const ErrorReply &reply) { return encodeError(reply.re, reply.error); },
            [](const PongReply &reply) { return encodePong(reply.re, reply.pong); },
            [](const UnknownMessage &unknown) -> QByteArray { return "unknown "_ba + unknown.type.toUtf8(); },
            [](const auto &live) { return encodeLive(live); },
        },
        message);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject golden(const QString &name)
{
    return QJsonDocument::fromJson(test::readFile(QStringLiteral(COURTYARD_GOLDEN "/host/%1.json").arg(name)))
        .object();
}

// Whether a host's message is taken; an `ok` only with the body that it must have.
bool isTaken(const QByteArray &frame, const QByteArray &name)
{
    const auto message = decodeHostMessage(frame);
    if (!message)
        return false;
    const auto *ok = std::get_if<OkReply>(&*message);
    return !ok || encodedAgain(*ok, name) != "unreadable";
}

Event anEvent()
{
    return {.room = u"lobby"_s,
            .seq = 1,
            .at = 2,
            .from = u"m_a"_s,
            .name = u"A"_s,
            .kind = EventKind::Message,
            .key = u"k"_s,
            .text = u"t"_s,
            .files = {},
            .reply = {},
            .target = {},
            .emoji = {}};
}

QByteArray textOnTheWire(const QString &text)
{
    Event event = anEvent();
    event.text = text;
    const QByteArray bytes = encodeLive(event);
    const qsizetype start = bytes.indexOf("\"text\":") + 7;
    return bytes.mid(start, bytes.size() - 1 - start);
}

} // namespace

class TestHostMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenMessagesComeBackByteForByte_data();
    void goldenMessagesComeBackByteForByte();
    void withoutAFieldThatItMustHaveAMessageIsRefused_data();
    void withoutAFieldThatItMustHaveAMessageIsRefused();
    void fieldsOfTheWrongTypeAreRefused_data();
    void fieldsOfTheWrongTypeAreRefused();
    void whatIsNoMessageIsRefused_data();
    void whatIsNoMessageIsRefused();
    void unknownTypesAreSaidToBeUnknown();
    void unknownFieldsAreIgnored();
    void anUnknownErrorCodeIsInternal();
    void eventsOfAPageMayLeaveOutTheirRoom();
    void errorsCoverEveryCode();
    void textIsEscaped_data();
    void textIsEscaped();
    void escapedTextReadsBack();
    void numbersAreWrittenWhole();
    void eventsKeptAsJsonComeBack();
    void fileListsKeptAsJsonComeBack();
};

void TestHostMessages::goldenMessagesComeBackByteForByte_data()
{
    QTest::addColumn<test::Golden>("golden");
    const QList<test::Golden> all = test::readGolden(u"host"_s);
    QVERIFY(all.size() > 50);
    for (const test::Golden &golden : all)
        QTest::newRow(golden.name.constData()) << golden;
}

void TestHostMessages::goldenMessagesComeBackByteForByte()
{
    QFETCH(test::Golden, golden);
    const auto message = decodeHostMessage(golden.bytes);
    QVERIFY(message.has_value());
    QCOMPARE(encodedAgain(*message, golden), golden.bytes);
}

void TestHostMessages::withoutAFieldThatItMustHaveAMessageIsRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("welcome") << "welcome"_ba
                             << QStringList{u"time"_s, u"token"_s, u"host"_s, u"me"_s, u"rooms"_s};
    QTest::newRow("error") << "error-internal"_ba << QStringList{u"code"_s};
    QTest::newRow("pong") << "pong"_ba << QStringList{u"t"_s, u"time"_s};
    QTest::newRow("event") << "event-message"_ba
                           << QStringList{u"room"_s, u"seq"_s, u"at"_s, u"from"_s, u"name"_s, u"kind"_s};
    QTest::newRow("edit") << "event-edit"_ba << QStringList{u"target"_s};
    QTest::newRow("delete") << "event-delete"_ba << QStringList{u"target"_s};
    QTest::newRow("reaction") << "event-reaction"_ba << QStringList{u"target"_s, u"emoji"_s};
    QTest::newRow("presence") << "presence"_ba << QStringList{u"room"_s, u"member"_s, u"online"_s};
    QTest::newRow("typing") << "typing"_ba << QStringList{u"room"_s, u"from"_s};
    QTest::newRow("read") << "read"_ba << QStringList{u"room"_s, u"from"_s, u"seq"_s};
    QTest::newRow("room") << "room"_ba << QStringList{u"room"_s};
    QTest::newRow("bye") << "bye-kicked"_ba << QStringList{u"code"_s};
    QTest::newRow("beat") << "beat"_ba << QStringList{u"time"_s};
    QTest::newRow("ok of create") << "ok-create"_ba << QStringList{u"room"_s};
    QTest::newRow("ok of join") << "ok-join"_ba
                                << QStringList{u"room"_s, u"people"_s, u"events"_s, u"more"_s};
    QTest::newRow("ok of rooms") << "ok-rooms"_ba << QStringList{u"rooms"_s};
    QTest::newRow("ok of post") << "ok-post"_ba << QStringList{u"seq"_s, u"at"_s};
    QTest::newRow("ok of history") << "ok-history"_ba << QStringList{u"events"_s, u"more"_s};
    QTest::newRow("ok of search") << "ok-search"_ba << QStringList{u"hits"_s};
    QTest::newRow("ok of rename") << "ok-rename"_ba << QStringList{u"me"_s};
    QTest::newRow("ok of people") << "ok-people"_ba << QStringList{u"people"_s, u"more"_s};
    QTest::newRow("ok of link") << "ok-link"_ba << QStringList{u"link"_s, u"expires"_s};
}

void TestHostMessages::withoutAFieldThatItMustHaveAMessageIsRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QStringList, fields);
    const QJsonObject whole = golden(QString::fromLatin1(name));
    QVERIFY(isTaken(compact(whole), name));
    for (const QString &field : fields) {
        QJsonObject object = whole;
        QVERIFY2(object.contains(field), qPrintable(field));
        object.remove(field);
        QVERIFY2(!isTaken(compact(object), name), qPrintable(field));
    }
}

// Every field of every golden message, with a value of a type that it never has.
void TestHostMessages::fieldsOfTheWrongTypeAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("frame");
    const QStringList unread{u"type"_s, u"protocol"_s, u"limits"_s}; // not what the client goes by
    for (const test::Golden &golden : test::readGolden(u"host"_s)) {
        const QJsonObject whole = golden.object();
        for (const QString &field : whole.keys()) {
            if (unread.contains(field))
                continue;
            QJsonObject object = whole;
            object.insert(field, whole[field].isBool() ? QJsonValue(u"x"_s) : QJsonValue(true));
            QTest::addRow("%s.%s", golden.name.constData(), qPrintable(field))
                << golden.name << compact(object);
        }
    }
}

void TestHostMessages::fieldsOfTheWrongTypeAreRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, frame);
    QVERIFY(!isTaken(frame, name));
}

void TestHostMessages::whatIsNoMessageIsRefused_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not JSON") << "hello"_ba;
    QTest::newRow("a list") << "[]"_ba;
    QTest::newRow("no type") << "{}"_ba;
    QTest::newRow("a number for a type") << R"({"type":1})"_ba;
    QTest::newRow("brackets") << QByteArray(1 << 20, '[');
    QTest::newRow("an event without number")
        << R"({"type":"event","room":"lobby","seq":0,"at":1,"from":"m_a",)"
           R"("name":"A","kind":"message","text":"x"})"_ba;
    QTest::newRow("a kind of event that is none")
        << R"({"type":"event","room":"lobby","seq":1,"at":1,"from":"m_a",)"
           R"("name":"A","kind":"dance"})"_ba;
    QTest::newRow("a file that is none") << R"({"type":"event","room":"lobby","seq":1,"at":1,"from":"m_a",)"
                                            R"("name":"A","kind":"message","files":[{"id":"x"}]})"_ba;
    QTest::newRow("a room that is none") << R"({"type":"room","room":{"id":"lobby"}})"_ba;
    QTest::newRow("a reason to go that is none") << R"({"type":"bye","code":"bored"})"_ba;
}

void TestHostMessages::whatIsNoMessageIsRefused()
{
    QFETCH(QByteArray, frame);
    QVERIFY(!decodeHostMessage(frame).has_value());
}

void TestHostMessages::unknownTypesAreSaidToBeUnknown()
{
    const auto message = decodeHostMessage(R"({"type":"foretold","of":5})");
    QVERIFY(message.has_value());
    QCOMPARE(std::get<UnknownMessage>(*message).type, u"foretold");
}

void TestHostMessages::unknownFieldsAreIgnored()
{
    for (const test::Golden &golden : test::readGolden(u"host"_s)) {
        QJsonObject object = golden.object();
        object.insert(u"enc"_s, QJsonObject{{u"a"_s, QJsonArray{1}}});
        QVERIFY2(isTaken(compact(object), golden.name), golden.name.constData());
    }
}

void TestHostMessages::anUnknownErrorCodeIsInternal()
{
    const auto message = decodeHostMessage(R"({"type":"error","re":5,"code":"moonphase"})");
    QVERIFY(message.has_value());
    const ErrorReply reply = std::get<ErrorReply>(*message);
    QCOMPARE(reply.error.code, ErrorCode::Internal);
    QCOMPARE(reply.re, 5);
}

void TestHostMessages::eventsOfAPageMayLeaveOutTheirRoom()
{
    QJsonObject body = golden(u"ok-join"_s);
    QJsonArray events;
    for (const QJsonValue &value : body["events"_L1].toArray()) {
        QJsonObject event = value.toObject();
        event.remove("room"_L1);
        events.append(event);
    }
    QVERIFY(!events.isEmpty());
    body.insert("events"_L1, events);
    const auto joined = readReply<reply::Joined>(body);
    QVERIFY(joined.has_value());
    QCOMPARE(joined->events.first().room, u"lobby");
    QVERIFY(!decodeHostMessage(compact(QJsonObject{{u"type"_s, u"event"_s}})).has_value());
}

void TestHostMessages::errorsCoverEveryCode()
{
    for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
        const QString file = u"error-"_s + toWire(ErrorCode(code));
        QVERIFY2(!golden(file).isEmpty(), qPrintable(file));
        QCOMPARE(errorCodeFromWire(QString(toWire(ErrorCode(code)))), ErrorCode(code));
    }
}

void TestHostMessages::textIsEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("quotes and backslash") << u"a\"b\\c/d"_s << R"("a\"b\\c/d")"_ba;
    QTest::newRow("line ends and tab") << u"\n\r\t"_s << R"("\n\r\t")"_ba;
    QTest::newRow("control characters") << u"\x01\x1f\x7f\b\f"_s << R"("\u0001\u001f\u007f\u0008\u000c")"_ba;
    QTest::newRow("NUL") << QString(QChar(0)) << R"("\u0000")"_ba;
    QTest::newRow("line separators") << u"\u2028\u2029"_s << R"("\u2028\u2029")"_ba;
    QTest::newRow("their neighbours") << u"\u2027\u202a"_s << "\"\u2027\u202a\""_ba;
    QTest::newRow("two bytes") << u"\u0080é\u07ff"_s << "\"\u0080é\u07ff\""_ba;
    QTest::newRow("three bytes") << u"\u0800你\uffff"_s << "\"\u0800你\uffff\""_ba;
    QTest::newRow("four bytes") << u"😀\U0010ffff"_s << "\"😀\U0010ffff\""_ba;
    QTest::newRow("first half") << QString(QChar(0xd83d)) << "\"\ufffd\""_ba;
    QTest::newRow("second half") << QString(QChar(0xde00)) << "\"\ufffd\""_ba;
    QTest::newRow("halves the wrong way round")
        << QString(QChar(0xde00)) + QChar(0xd83d) << "\"\ufffd\ufffd\""_ba;
    QTest::newRow("half, then a letter") << QString(QChar(0xd83d)) + u'x' << "\"\ufffdx\""_ba;
    QTest::newRow("half, then a pair") << QString(QChar(0xd83d)) + u"😀" << "\"\ufffd😀\""_ba;
}

void TestHostMessages::textIsEscaped()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, wire);
    QCOMPARE(textOnTheWire(text), wire);
}

// Every code point that there is, through our writer and Qt's parser.
void TestHostMessages::escapedTextReadsBack()
{
    QString text;
    for (char32_t c = 0; c <= 0x10ffff; c += (c < 0x3000 ? 1 : 97)) {
        if (!QChar::isSurrogate(c))
            text.append(QChar::fromUcs4(c));
    }
    const auto document = QJsonDocument::fromJson('[' + textOnTheWire(text) + ']');
    QCOMPARE(document[0].toString(), text);
}

void TestHostMessages::numbersAreWrittenWhole()
{
    QCOMPARE(encodePong(-limits::safeInteger, {.t = 0.1, .time = limits::safeInteger}),
             R"({"type":"pong","re":-9007199254740991,"t":0.1,"time":9007199254740991})");
    QCOMPARE(encodePong({}, {.t = 1e300, .time = 0}), R"({"type":"pong","t":1e+300,"time":0})");
    const double third = 1.0 / 3.0;
    const auto pong = decodeHostMessage(encodePong({}, {.t = third, .time = 0}));
    QCOMPARE(std::get<PongReply>(*pong).pong.t, third);
    QCOMPARE(encodePong({}, {.t = std::numeric_limits<double>::infinity(), .time = 0}),
             R"({"type":"pong","t":null,"time":0})");
}

void TestHostMessages::eventsKeptAsJsonComeBack()
{
    int seen = 0;
    for (const test::Golden &golden : test::readGolden(u"host"_s)) {
        if (!golden.name.startsWith("event-"))
            continue;
        const Event event = std::get<Event>(*decodeHostMessage(golden.bytes));
        QCOMPARE(eventFromJson(toJson(event)), event);
        ++seen;
    }
    QVERIFY(seen >= 10);
}

void TestHostMessages::fileListsKeptAsJsonComeBack()
{
    const auto message = decodeHostMessage(compact(golden(u"event-message-full"_s)));
    const QList<FileInfo> files = std::get<Event>(*message).files;
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0].width, 4000);
    QVERIFY(files[1].thumb.isEmpty());
    QCOMPARE(filesFromJson(toJson(files)), files);
    QCOMPARE(filesFromJson(QJsonArray{1}), std::nullopt);
    QCOMPARE(filesFromJson(QJsonArray{QJsonObject{{u"id"_s, u"x"_s}}}), std::nullopt);
}

QTEST_APPLESS_MAIN(TestHostMessages)
#include "tst_hostmessages.moc"
