// What a client may say: round trips, every field's type, every limit at the limit and one past it.
#include "protocol/codec.h"
#include "protocol/limits.h"
#include "protocol/plainrequest.h"
#include "tests/protocol/golden.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject golden(const char *name)
{
    return QJsonDocument::fromJson(
               test::readFile(
                   QStringLiteral(COURTYARD_GOLDEN "/requests/%1.json").arg(QLatin1StringView(name))))
        .object();
}

QJsonObject with(QJsonObject object, const QString &field, const QJsonValue &value)
{
    object.insert(field, value);
    return object;
}

// The code of the error; "ok" for a request.
QByteArray outcome(const std::variant<Request, DecodeError> &decoded)
{
    const auto *error = std::get_if<DecodeError>(&decoded);
    return error ? QByteArray(toWire(error->code).data(), toWire(error->code).size()) : "ok"_ba;
}

QString complaint(const std::variant<Request, DecodeError> &decoded)
{
    const auto *error = std::get_if<DecodeError>(&decoded);
    return error ? error->text : QString();
}

template <typename T>
T decodedAs(const QByteArray &frame)
{
    const auto decoded = decodeRequest(frame);
    const auto *request = std::get_if<Request>(&decoded);
    if (!request || !std::holds_alternative<T>(request->message))
        qFatal("%s is not that request: %s", frame.constData(), qPrintable(complaint(decoded)));
    return std::get<T>(request->message);
}

// Each request with every field that it may have. `required` says which it cannot do without.
struct Form {
    const char *name; // of the golden file
    QStringList required;
};

const QList<Form> &forms()
{
    static const QList<Form> all{
        {"hello-full", {u"protocol"_s}},
        {"ping", {u"t"_s}},
        {"create-full", {u"name"_s, u"kind"_s}},
        {"join-full", {u"room"_s}},
        {"leave", {u"room"_s}},
        {"direct", {u"member"_s}},
        {"post-full", {u"room"_s, u"key"_s}},
        {"edit", {u"room"_s, u"key"_s, u"target"_s, u"text"_s}},
        {"delete", {u"room"_s, u"key"_s, u"target"_s}},
        {"react", {u"room"_s, u"key"_s, u"target"_s, u"emoji"_s, u"on"_s}},
        {"topic", {u"room"_s, u"key"_s, u"text"_s}},
        {"history-before", {u"room"_s, u"before"_s}},
        {"history-after", {u"room"_s, u"after"_s}},
        {"search-full", {u"query"_s}},
        {"typing", {u"room"_s}},
        {"read", {u"room"_s, u"seq"_s}},
        {"rename", {u"name"_s}},
        {"people-full", {u"room"_s}},
        {"invite", {u"room"_s, u"member"_s}},
        {"kick-full", {u"member"_s}},
        {"ban-full", {u"member"_s}},
        {"unban-full", {u"member"_s}},
        {"mute-full", {u"member"_s, u"minutes"_s}},
        {"role", {u"member"_s, u"role"_s}},
        {"close_room", {u"room"_s}},
        {"lock", {u"room"_s, u"on"_s}},
        {"slow", {u"room"_s, u"seconds"_s}},
        {"moderation-full", {}},
        {"code", {u"code"_s}},
        {"tickets-full", {}},
        {"claim", {u"room"_s}},
        {"assign-full", {u"room"_s}},
        {"resolve", {u"room"_s}},
        {"reopen", {u"room"_s}},
        {"look-full", {}},
        {"desk-full", {u"room"_s}},
        {"canned", {u"room"_s, u"replies"_s}},
        {"origins-full", {}},
        {"figures", {u"from"_s, u"to"_s}},
    };
    return all;
}

} // namespace

class TestRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenRequestsComeBackByteForByte_data();
    void goldenRequestsComeBackByteForByte();
    void badFramesGetTheirCode_data();
    void badFramesGetTheirCode();
    void fieldsOfTheWrongTypeAreNamed_data();
    void fieldsOfTheWrongTypeAreNamed();
    void requiredFieldsAreNamedWhenMissing_data();
    void requiredFieldsAreNamedWhenMissing();
    void everyOtherFieldMayBeMissing_data();
    void everyOtherFieldMayBeMissing();
    void limitsHoldAtTheLimitAndNotPastIt_data();
    void limitsHoldAtTheLimitAndNotPastIt();
    void framesHoldAtTheLimitAndNotPastIt();
    void deepNestingIsRefusedBeforeTheParse();
    void bracketsInStringsDoNotNest();
    void unknownFieldsAreIgnored();
    void doubledFieldsAreNoHarm();
    void anotherProtocolVersionIsLeftToTheHost_data();
    void anotherProtocolVersionIsLeftToTheHost();
    void anUnknownDeviceIsNoDevice();
    void pageLimitsAreLowered_data();
    void pageLimitsAreLowered();
    void wholeNumbersMayBeWrittenAsFractions();
    void halvesOfSurrogatePairsInTextAreReplaced();
    void textKeepsNulAndWhiteSpace();
    void spoiltFramesAreReadOrRefused();
    void theShortWayTakesWhatPeopleSendMost();
    void theShortWayMeansWhatTheLongOneDoes();
};

void TestRequests::goldenRequestsComeBackByteForByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QList<test::Golden> all = test::readGolden(u"requests"_s);
    QVERIFY(all.size() >= 18);
    for (const test::Golden &golden : all)
        QTest::newRow(golden.name.constData()) << golden.bytes;
}

void TestRequests::goldenRequestsComeBackByteForByte()
{
    QFETCH(QByteArray, bytes);
    const auto decoded = decodeRequest(bytes);
    QVERIFY2(std::holds_alternative<Request>(decoded), qPrintable(complaint(decoded)));
    QCOMPARE(encode(std::get<Request>(decoded)), bytes);
}

void TestRequests::badFramesGetTheirCode_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QJsonValue>("id");
    const QByteArray table = test::readFile(QStringLiteral(COURTYARD_GOLDEN "/bad/bad.json"));
    const QJsonArray all = QJsonDocument::fromJson(table).array();
    QVERIFY(all.size() > 100);
    for (const QJsonValue &bad : all) {
        QTest::newRow(qPrintable(bad["what"_L1].toString()))
            << bad["frame"_L1].toString().toUtf8() << bad["code"_L1].toString().toLatin1() << bad["id"_L1];
    }
}

void TestRequests::badFramesGetTheirCode()
{
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, code);
    QFETCH(QJsonValue, id);
    const auto decoded = decodeRequest(frame);
    QCOMPARE(outcome(decoded), code);
    const DecodeError &error = std::get<DecodeError>(decoded);
    QCOMPARE(error.id.has_value(), id.isDouble());
    QCOMPARE(error.id.value_or(0), id.toInteger());
    QVERIFY(!error.text.isEmpty());
}

// Every field of every request, with a value of each type that it is not.
void TestRequests::fieldsOfTheWrongTypeAreNamed_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("field");
    const QList<QJsonValue> values{
        QJsonValue(QJsonValue::Null), true, 7.5, u"x"_s, QJsonArray{}, QJsonArray{1}, QJsonObject{}};
    const QStringList isWord{u"kind"_s, u"state"_s};
    for (const Form &form : forms()) {
        const QJsonObject whole = golden(form.name);
        for (const QString &field : whole.keys()) {
            if (field == u"type" || field == u"id")
                continue;
            for (qsizetype i = 0; i < values.size(); ++i) {
                const bool sameType = values[i].type() == whole[field].type();
                const bool acceptable =
                    sameType && (!values[i].isDouble() || field == u"t") && !values[i].isArray();
                // A device is any string: a newer client's word is no reason to refuse it. And a list may be
                // empty.
                const bool isEmptyList = sameType && values[i] == QJsonArray{};
                if ((acceptable && !isWord.contains(field)) || isEmptyList)
                    continue;
                QTest::addRow("%s.%s, value %d", form.name, qPrintable(field), int(i))
                    << compact(with(whole, field, values[i])) << field;
            }
        }
    }
}

void TestRequests::fieldsOfTheWrongTypeAreNamed()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, field);
    const auto decoded = decodeRequest(frame);
    QCOMPARE(outcome(decoded), "bad_request");
    QVERIFY2(complaint(decoded).startsWith(field), qPrintable(complaint(decoded)));
    QVERIFY(std::get<DecodeError>(decoded).id.has_value());
}

void TestRequests::requiredFieldsAreNamedWhenMissing_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("field");
    for (const Form &form : forms()) {
        for (const QString &field : form.required) {
            QJsonObject object = golden(form.name);
            QVERIFY(object.contains(field));
            object.remove(field);
            const QString named = field == u"after" ? u"before"_s : field; // one of the two
            QTest::addRow("%s without %s", form.name, qPrintable(field)) << compact(object) << named;
        }
    }
}

void TestRequests::requiredFieldsAreNamedWhenMissing()
{
    fieldsOfTheWrongTypeAreNamed();
}

void TestRequests::everyOtherFieldMayBeMissing_data()
{
    QTest::addColumn<QByteArray>("frame");
    for (const Form &form : forms()) {
        const QJsonObject whole = golden(form.name);
        for (const QString &field : whole.keys()) {
            if (field == u"type" || form.required.contains(field))
                continue;
            QJsonObject object = whole;
            object.remove(field);
            QTest::addRow("%s without %s", form.name, qPrintable(field)) << compact(object);
        }
    }
}

void TestRequests::everyOtherFieldMayBeMissing()
{
    QFETCH(QByteArray, frame);
    const auto decoded = decodeRequest(frame);
    QVERIFY2(std::holds_alternative<Request>(decoded), qPrintable(complaint(decoded)));
}

void TestRequests::limitsHoldAtTheLimitAndNotPastIt_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("most");
    QTest::addColumn<QJsonValue>("past");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *form, const char *field, const QJsonValue &most, const QJsonValue &past,
                        const char *code = "bad_request") {
        QTest::addRow("%s.%s to %s", form, field, qPrintable(past.toVariant().toString().left(20)))
            << golden(form) << QString::fromLatin1(field) << most << past << QByteArray(code);
    };
    const auto length = [&row](const char *form, const char *field, int most,
                               const char *code = "bad_request") {
        row(form, field, QString(most, u'x'), QString(most + 1, u'x'), code);
    };
    const auto text = [&row](const char *form, const char *field) {
        const QString most = QString(limits::textBytes / 4, u'x').replace(u'x', u"😀"_s); // in UTF-8 bytes
        row(form, field, most, QString(most + u'x'), "too_large");
    };
    for (const char *form : {"post-full", "edit", "topic"}) {
        length(form, "text", limits::textBytes, "too_large");
        text(form, "text");
    }
    length("search-full", "query", limits::textBytes, "too_large");
    text("search-full", "query");
    for (const char *form : {"create-full", "post-full", "edit", "delete", "react", "topic"}) {
        length(form, "key", limits::keyChars);
        const QString most = QString(limits::keyChars, u'x').replace(u'x', u"😀"_s); // in code points
        row(form, "key", most, QString(most + u'x'));
    }
    length("hello-full", "token", limits::tokenChars);
    length("hello-full", "code", limits::codeChars);
    length("hello-full", "client", limits::clientChars);
    length("hello-full", "link", limits::codeChars);
    length("join-full", "afterKey", limits::keyChars);
    length("create-full", "secret", limits::secretChars);
    length("join-full", "secret", limits::secretChars);
    length("react", "emoji", limits::emojiBytes);
    row("react", "emoji", QString(limits::emojiBytes / 4, u'x').replace(u'x', u"😀"_s),
        QString(limits::emojiBytes / 4 + 1, u'x').replace(u'x', u"😀"_s));
    length("hello-full", "desk", limits::idChars);
    length("tickets-full", "desk", limits::idChars);
    row("tickets-full", "before", 1, 0);
    length("desk-full", "greeting", limits::greetingChars);
    length("desk-full", "away", limits::greetingChars);
    row("hello-full", "beat", 0, -1);
    row("hello-full", "beat", limits::beatSecondsMax, limits::beatSecondsMax + 1);
    const QStringList files(limits::filesPerMessage, u"f"_s);
    row("post-full", "files", QJsonArray::fromStringList(files), QJsonArray::fromStringList(files + files));
    row("post-full", "files", QJsonArray::fromStringList(files),
        QJsonArray::fromStringList(files + QStringList{u"f"_s}));
    for (const auto &[form, field] : {std::pair("post-full", "reply"), std::pair("edit", "target"),
                                      std::pair("delete", "target"), std::pair("react", "target")}) {
        row(form, field, 1, 0);
        row(form, field, limits::safeInteger, limits::safeInteger + 1);
    }
    for (const auto &[form, field] :
         {std::pair("join-full", "after"), std::pair("read", "seq"), std::pair("history-before", "before"),
          std::pair("history-after", "after")}) {
        row(form, field, 0, -1);
        row(form, field, limits::safeInteger, limits::safeInteger + 1);
    }
    for (const char *form : {"kick-full", "ban-full", "unban-full", "mute-full"})
        length(form, "reason", limits::reasonChars);
    row("ban-full", "minutes", 1, 0);
    row("ban-full", "minutes", limits::minutesMax, limits::minutesMax + 1);
    row("mute-full", "minutes", 0, -1);
    row("mute-full", "minutes", limits::minutesMax, limits::minutesMax + 1);
    row("slow", "seconds", 0, -1);
    row("slow", "seconds", limits::slowSecondsMax, limits::slowSecondsMax + 1);
    length("code", "code", limits::codeChars);
    row("code", "code", u"1234"_s, u" 1 2 3 "_s);
    for (const char *form : {"history-before", "search-full", "people-full", "moderation-full"})
        row(form, "limit", 1, 0);
    row("leave", "id", limits::safeInteger, limits::safeInteger + 1);
    row("leave", "id", -limits::safeInteger, -limits::safeInteger - 1);
}

void TestRequests::limitsHoldAtTheLimitAndNotPastIt()
{
    QFETCH(QJsonObject, request);
    QFETCH(QString, field);
    QFETCH(QJsonValue, most);
    QFETCH(QJsonValue, past);
    QFETCH(QByteArray, code);
    const auto within = decodeRequest(compact(with(request, field, most)));
    QVERIFY2(std::holds_alternative<Request>(within), qPrintable(complaint(within)));
    const auto beyond = decodeRequest(compact(with(request, field, past)));
    QCOMPARE(outcome(beyond), code);
    QVERIFY2(complaint(beyond).startsWith(field), qPrintable(complaint(beyond)));
}

void TestRequests::framesHoldAtTheLimitAndNotPastIt()
{
    QByteArray frame = R"({"type":"rooms","id":1,"x":""})";
    frame.insert(frame.size() - 2, QByteArray(limits::frameBytes - frame.size(), 'x'));
    QCOMPARE(frame.size(), limits::frameBytes);
    QCOMPARE(outcome(decodeRequest(frame)), "ok");
    frame.append(' ');
    QCOMPARE(outcome(decodeRequest(frame)), "too_large");
}

void TestRequests::deepNestingIsRefusedBeforeTheParse()
{
    const auto nested = [](int depth) -> QByteArray {
        return R"({"type":"rooms","x":)" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + "}";
    };
    QCOMPARE(outcome(decodeRequest(nested(limits::jsonDepth))), "ok");
    QCOMPARE(outcome(decodeRequest(nested(limits::jsonDepth + 1))), "bad_json");
    QCOMPARE(complaint(decodeRequest(nested(limits::jsonDepth + 1))), u"the JSON is nested too deep");
    // 64 KiB of brackets are told by the seventeenth of them: not by the parser, whose complaint is another.
    for (const char bracket : {'[', '{'})
        QCOMPARE(complaint(decodeRequest(QByteArray(limits::frameBytes, bracket))),
                 u"the JSON is nested too deep");
    QCOMPARE(outcome(decodeRequest(QByteArray(limits::frameBytes, ']'))), "bad_json");
}

void TestRequests::bracketsInStringsDoNotNest()
{
    const QByteArray text = QByteArray(100, '[') + R"(\"[\\)" + QByteArray(100, '{');
    const auto post =
        decodedAs<request::Post>(R"({"type":"post","room":"lobby","key":"k","text":")" + text + R"("})");
    QCOMPARE(post.text.size(), 203);
}

void TestRequests::unknownFieldsAreIgnored()
{
    for (const Form &form : forms()) {
        const QJsonObject whole = golden(form.name);
        const auto decoded =
            decodeRequest(compact(with(whole, u"enc"_s, QJsonObject{{u"a"_s, QJsonArray{1, true}}})));
        QVERIFY2(std::holds_alternative<Request>(decoded), qPrintable(complaint(decoded)));
        QCOMPARE(QJsonDocument::fromJson(encode(std::get<Request>(decoded))).object(), whole);
    }
}

void TestRequests::doubledFieldsAreNoHarm()
{
    QCOMPARE(decodedAs<request::Leave>(R"({"type":"leave","room":"a","room":"b"})").room, u"b");
    QCOMPARE(outcome(decodeRequest(R"({"type":"leave","room":"a","room":7})")), "bad_request");
    QCOMPARE(outcome(decodeRequest(R"({"type":"leave","type":"rooms"})")), "ok");
}

void TestRequests::anotherProtocolVersionIsLeftToTheHost_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<int>("protocol");
    QTest::newRow("0") << "0"_ba << 0;
    QTest::newRow("2") << "2"_ba << 2;
    QTest::newRow("negative") << "-1"_ba << -1;
    QTest::newRow("past an int") << "9007199254740991"_ba << std::numeric_limits<int>::max();
}

void TestRequests::anotherProtocolVersionIsLeftToTheHost()
{
    QFETCH(QByteArray, version);
    QFETCH(int, protocol);
    // Without a name, for what another version asks for is not known here.
    QCOMPARE(decodedAs<request::Hello>(R"({"type":"hello","protocol":)" + version + "}").protocol, protocol);
}

void TestRequests::anUnknownDeviceIsNoDevice()
{
    const auto device = [](const QString &word) {
        return decodedAs<request::Hello>(compact(with(golden("hello-full"), u"device"_s, word))).device;
    };
    QCOMPARE(device(u"phone"_s), Device::Phone);
    QCOMPARE(device(u"wristwatch"_s), std::nullopt);
}

void TestRequests::pageLimitsAreLowered_data()
{
    QTest::addColumn<QJsonValue>("limit");
    QTest::addColumn<int>("lowered");
    QTest::newRow("none") << QJsonValue(QJsonValue::Undefined) << 0;
    QTest::newRow("one") << QJsonValue(1) << 1;
    QTest::newRow("a page") << QJsonValue(200) << 200;
    QTest::newRow("one more") << QJsonValue(201) << 200;
    QTest::newRow("all") << QJsonValue(limits::safeInteger) << 200;
}

void TestRequests::pageLimitsAreLowered()
{
    QFETCH(QJsonValue, limit);
    QFETCH(int, lowered);
    const auto frame = [&limit](const char *name) { return compact(with(golden(name), u"limit"_s, limit)); };
    QCOMPARE(decodedAs<request::History>(frame("history-before")).limit, lowered);
    QCOMPARE(decodedAs<request::Search>(frame("search-full")).limit, lowered);
    QCOMPARE(decodedAs<request::People>(frame("people-full")).limit, lowered);
}

void TestRequests::wholeNumbersMayBeWrittenAsFractions()
{
    QCOMPARE(decodedAs<request::Read>(R"({"type":"read","room":"lobby","seq":43.0})").seq, 43);
    QCOMPARE(decodedAs<request::Read>(R"({"type":"read","room":"lobby","seq":4.3e1})").seq, 43);
}

void TestRequests::halvesOfSurrogatePairsInTextAreReplaced()
{
    const auto text = [](const QByteArray &escaped) {
        return decodedAs<request::Post>(R"({"type":"post","room":"lobby","key":"k","text":")" + escaped
                                        + R"("})")
            .text;
    };
    QCOMPARE(text(R"(a\ud83db)"), u"a\ufffdb");
    QCOMPARE(text(R"(\ude00)"), u"\ufffd");
    QCOMPARE(text(R"(\ud83d)"), u"\ufffd");
    QCOMPARE(text(R"(\ud83d\ud83d\ude00)"), u"\ufffd😀");
}

void TestRequests::textKeepsNulAndWhiteSpace()
{
    const auto post =
        decodedAs<request::Post>(R"({"type":"post","room":"lobby","key":"k","text":" a\u0000b\n "})");
    QCOMPARE(post.text, QStringView(u" a\0b\n ", 6));
}

// Golden requests with bytes changed, doubled and taken out, the same ones in every run: nothing may crash
// (asan), and what is still a request is the same request after being written and read again.
void TestRequests::spoiltFramesAreReadOrRefused()
{
    QRandomGenerator random(20261121);
    const QByteArray alphabet = "{}[]\",:\\0159.-eEtfnu \n\xc3\xa9\xf0\x9f";
    const QList<test::Golden> all = test::readGolden(u"requests"_s);
    int requests = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray frame = all[random.bounded(all.size())].bytes;
        for (int changes = random.bounded(1, 4); changes > 0; --changes) {
            const int at = random.bounded(int(frame.size()));
            const char with = alphabet[random.bounded(int(alphabet.size()))];
            const int how = random.bounded(3);
            if (how == 0)
                frame[at] = with;
            else if (how == 1)
                frame.insert(at, with);
            else
                frame.remove(at, random.bounded(1, 8));
        }
        (void)decodeHostMessage(frame);
        const auto decoded = decodeRequest(frame);
        if (!std::holds_alternative<Request>(decoded))
            continue;
        ++requests;
        const QByteArray written = encode(std::get<Request>(decoded));
        const auto again = decodeRequest(written);
        QVERIFY2(std::holds_alternative<Request>(again), written.constData());
        QCOMPARE(encode(std::get<Request>(again)), written);
    }
    QVERIFY(requests > 1000);
}

void TestRequests::theShortWayTakesWhatPeopleSendMost()
{
    for (const QByteArray &frame :
         {R"({"type":"post","id":7,"room":"lobby","key":"k-1","text":"héllo, 你好 👋"})"_ba,
          R"({"type":"post","room":"lobby","key":"k","text":" a ","reply":41,"unknown":null})"_ba,
          R"( { "id" : 7 , "type" : "ping" , "t" : 123.25 } )"_ba, R"({"type":"typing","room":"r"})"_ba,
          R"({"type":"read","id":0,"room":"lobby","seq":43})"_ba,
          R"({"type":"join","id":3,"room":"lobby"})"_ba,
          R"({"type":"join","id":3,"room":"lobby","after":0})"_ba}) {
        const auto plain = decodePlainRequest(frame);
        QVERIFY2(plain, frame.constData());
        QCOMPARE(encode(*plain), encode(std::get<Request>(decodeAnyRequest(frame))));
    }
}

// Over everything that it is built from, right and wrong.
void TestRequests::theShortWayMeansWhatTheLongOneDoes()
{
    const QList<QByteArray> names{"type",  "room", "key",        "text",  "id",       "reply", "seq",   "t",
                                  "files", "x",    "te\\u0078t", "after", "afterKey", "log",   "secret"};
    const QList<QByteArray> values{R"("post")",
                                   R"("join")",
                                   R"("ping")",
                                   R"("read")",
                                   R"("typing")",
                                   R"("lobby")",
                                   R"("k")",
                                   R"("a text")",
                                   R"("")",
                                   R"("  ")",
                                   R"("a\nb")",
                                   R"("\ud800")",
                                   "\"\xef\xbb\xbf"
                                   "bom\"",
                                   "\"\xe2\x80\x83\"",
                                   "\"\xf0\x9f\x91\x8b\"",
                                   '"' + QByteArray(64, 'k') + '"',
                                   '"' + QByteArray(65, 'k') + '"',
                                   '"' + QByteArray(limits::textBytes + 1, 't') + '"',
                                   "0",
                                   "1",
                                   "43",
                                   "-1",
                                   "1.5",
                                   "43.0",
                                   "1e3",
                                   "007",
                                   "9007199254740991",
                                   "9007199254740993",
                                   "123456789012345.25",
                                   "true",
                                   "null",
                                   "[]",
                                   R"(["f"])",
                                   R"({"a":1})",
                                   "nul",
                                   "1.",
                                   "\"\t\""};
    const QList<QByteArray> ends{"}", "}", "}", "}", "} ", ",}", "", "}x", "}}"};
    QRandomGenerator random(4711);
    const auto one = [&random](const QList<QByteArray> &of) { return of[random.bounded(of.size())]; };
    const auto plainOnes = [&](const QByteArray &type) {
        return QByteArray(R"("type":")" + type + R"(","room":"lobby","key":"k","text":"t","seq":1,"t":1)");
    };
    int taken = 0;
    for (int round = 0; round < 60'000; ++round) {
        QByteArray frame = "{";
        if (random.bounded(3) > 0)
            frame += plainOnes(one({"post", "ping", "read", "typing", "join", "leave"}));
        for (int i = int(random.bounded(4)); i > 0; --i)
            frame += (frame.size() > 1 ? "," : "") + QByteArray("\"" + one(names) + "\":" + one(values));
        frame += one(ends);
        const auto plain = decodePlainRequest(frame);
        if (!plain)
            continue;
        ++taken;
        const auto any = decodeAnyRequest(frame);
        QVERIFY2(std::holds_alternative<Request>(any), frame.constData());
        QCOMPARE(encode(*plain), encode(std::get<Request>(any)));
    }
    QVERIFY(taken > 1000);
}

QTEST_APPLESS_MAIN(TestRequests)
#include "tst_requests.moc"
