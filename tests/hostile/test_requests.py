"""Whatever a client says, it gets the named error, its connection lives, and nobody else notices (PROTOCOL §2, §4, §8;
protocol/README.md §9)."""
import json

from member import Member
from table import Table, main
from wire import Peer, text

SAFE = (1 << 53) - 1
FRAME_LIMIT, TEXT_LIMIT, DEPTH, BAD_FRAMES = 64 * 1024, 16 * 1024, 16, 10


def nested(levels):
    """A ping; with itself it is so many levels deep."""
    return '{"type":"ping","t":1,"x":' + '{"a":' * (levels - 1) + "1" + "}" * levels


class Frames(Table):
    """A text frame that is no request, or a strange one, and the code (or the type) of its answer."""

    rows = {
        "nothing": ("", "bad_json"),
        "white space": (" \r\n\t", "bad_json"),
        "not JSON": ("hello", "bad_json"),
        "half an object": ('{"type":"ping"', "bad_json"),
        "a number": ("7", "bad_json"),
        "a string": ('"ping"', "bad_json"),
        "an array": ('[{"type":"ping"}]', "bad_json"),
        "null": ("null", "bad_json"),
        "true": ("true", "bad_json"),
        "two objects": ('{"type":"ping","t":1}{"type":"ping","t":1}', "bad_json"),
        "an object and a word": ('{"type":"ping","t":1} x', "bad_json"),
        "a comma too many": ('{"type":"ping","t":1,}', "bad_json"),
        "a comment": ('{"type":"ping",/* one */"t":1}', "bad_json"),
        "single quotes": ("{'type':'ping','t':1}", "bad_json"),
        "a name without quotes": ('{type:"ping","t":1}', "bad_json"),
        "NaN": ('{"type":"ping","t":NaN}', "bad_json"),
        "a number with a leading zero": ('{"type":"ping","t":01}', "bad_json"),
        "a number with a plus": ('{"type":"ping","t":+1}', "bad_json"),
        "hexadecimal": ('{"type":"ping","t":0x1}', "bad_json"),
        "a NUL among it": ('{"type":"ping",\0"t":1}', "bad_json"),
        "a NUL behind it": ('{"type":"ping","t":1}\0', "bad_json"),
        "a line end in a string": ('{"type":"pi\nng"}', ("bad_json", "unknown_type")),
        "an escape that is none": ('{"type":"pi\\xng"}', ("bad_json", "unknown_type")),
        "half an escape": ('{"type":"ping\\u12', "bad_json"),
        "no type": ('{"id":1}', "bad_json"),
        "a type that is no string": ('{"type":7}', "bad_json"),
        "a type of null": ('{"type":null}', "bad_json"),
        "an empty type": ('{"type":""}', ("bad_json", "unknown_type")),
        "an unknown type": ('{"type":"dance"}', "unknown_type"),
        "a type in capitals": ('{"type":"PING","t":1}', "unknown_type"),
        "a type with a space": ('{"type":"ping ","t":1}', "unknown_type"),
        "a type of the host": ('{"type":"welcome"}', "unknown_type"),
        "a type of 60 KiB": ('{"type":"' + "x" * 60_000 + '"}', "unknown_type"),
        "a type spelled with escapes": ('{"\\u0074ype":"\\u0070ing","t":1}', "pong"),
        "a byte order mark first": ('\ufeff{"type":"ping","t":1}', ("bad_json", "pong")),
        "64 KiB of [": ("[" * FRAME_LIMIT, "bad_json"),
        "64 KiB of {": ('{"a":' * (FRAME_LIMIT // 5), "bad_json"),
        "64 KiB of quotes": ('"' * FRAME_LIMIT, "bad_json"),
        "64 KiB of spaces and an object": (" " * (FRAME_LIMIT - 21) + '{"type":"ping","t":1}', "pong"),
        "one byte past 64 KiB": (" " * (FRAME_LIMIT - 20) + '{"type":"ping","t":1}', "too_large"),
        "2,000 levels": (nested(2000), "bad_json"),
        "16 levels": (nested(DEPTH), "pong"),
        "17 levels": (nested(DEPTH + 1), "bad_json"),
        "10,000 fields": ('{"type":"ping","t":1' + "".join(',"%d":1' % i for i in range(5500)) + "}", "pong"),
        "a field 5,000 times": ('{"type":"ping"' + ',"t":1' * 5000 + "}", "pong"),
        "doubled keys": ('{"type":"dance","type":"ping","t":1}', "pong"),
        "doubled keys the other way": ('{"type":"ping","t":1,"type":"dance"}', "unknown_type"),
        "a key spelled twice": ('{"type":"dance","\\u0074ype":"ping","t":1}', "pong"),
        "a prototype": ('{"type":"ping","t":1,"__proto__":{"role":"owner"},"constructor":1}', "pong"),
        "a number of 10,000 digits": ('{"type":"ping","t":' + "9" * 10_000 + "}", ("bad_json", "bad_request", "pong")),
        "1e400": ('{"type":"ping","t":1e400}', ("bad_json", "bad_request", "pong")),
    }

    def check(self, frame, expected):
        peer = self.member()
        peer.say(text(frame))
        answer = peer.until(lambda message: message["type"] in ("error", "pong"))
        self.assertIn(answer.get("code", answer["type"]), expected if isinstance(expected, tuple) else (expected,))
        self.assertTrue(peer.is_alive())

    def test_ten_bad_frames_in_a_row_end_the_connection(self):
        peer = self.member()
        for _ in range(BAD_FRAMES - 1):
            peer.say(text("nonsense"))
        self.assertTrue(peer.is_alive())  # which sets the count back
        for _ in range(BAD_FRAMES):
            peer.say(text("nonsense"))
        code, before = peer.until_close()
        self.assertEqual(code, 1008)
        self.assertEqual(sum(b"bad_json" in frame.payload for frame in before), BAD_FRAMES)

    def test_what_follows_the_tenth_is_not_done(self):
        peer = self.member()
        post = json.dumps({"type": "post", "room": "lobby", "key": "too late", "text": "too late"})
        peer.say(text("nonsense") * BAD_FRAMES + text(post))
        peer.until_close()
        events = self.member(join=None).ask("search", query="late")["hits"]
        self.assertEqual(events, [])


class Numbers(Table):
    """`id` is an integer; what else stands there is `bad_request` without `re` (README §9)."""

    rows = {
        "0": ("0", 0),
        "-0": ("-0", 0),
        "-1": ("-1", -1),
        "43.0": ("43.0", 43),
        "1e3": ("1e3", 1000),
        "2^53 - 1": (str(SAFE), SAFE),
        "-(2^53 - 1)": (str(-SAFE), -SAFE),
        "2^53": (str(SAFE + 1), None),
        "2^63": (str(1 << 63), None),
        "2^64": (str(1 << 64), None),
        "10^309": ("1" + "0" * 309, None),
        "1.5": ("1.5", None),
        "1e-400": ("1e-400", None),
        "1e400": ("1e400", None),
        "-1e400": ("-1e400", None),
        "a string": ('"7"', None),
        "an empty string": ('""', None),
        "true": ("true", None),
        "null": ("null", None),
        "a list": ("[7]", None),
        "an object": ('{"a":7}', None),
    }

    def check(self, number, expected):
        peer = self.member()
        peer.say(text('{"type":"ping","t":1,"id":%s}' % number))
        answer = peer.until(lambda message: message["type"] in ("error", "pong"))
        if expected is None:
            self.assertIn(answer.get("code"), ("bad_request", "bad_json"))
            self.assertNotIn("re", answer)
        else:
            self.assertEqual((answer["type"], answer["re"]), ("pong", expected))
            self.assertEqual(str(answer["re"]), str(expected), "written as an integer")
        self.assertTrue(peer.is_alive())


def post(**fields):
    return {"type": "post", **{"room": "lobby", "key": "k", "text": "x", **fields}}


class WithWitness(Table):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.witness = Member(cls.port, "Witness")
        cls.addClassCleanup(cls.witness.socket.close)


class Requests(WithWitness):
    """A request with something wrong in it, and the code (or the type) of its answer. None: the field is left out."""

    rows = {
        "no room": (post(room=None), "bad_request"),
        "a room that is no string": (post(room=7), "bad_request"),
        "a room that is not there": (post(room="r_nothing"), "no_room"),
        "a room with a path": (post(room="../lobby"), "no_room"),
        "a room with a NUL": (post(room="lobby\0"), "no_room"),
        "a room in capitals": (post(room="LOBBY"), "no_room"),
        "a room of 60 KiB": (post(room="r" * 60_000), "no_room"),
        "a room of SQL": (post(room="' OR 1=1; DROP TABLE events; --"), "no_room"),
        "no key": (post(key=None), "bad_request"),
        "an empty key": (post(key=""), "bad_request"),
        "a key of 64 characters": (post(key="k" * 64), "ok"),
        "a key of 65 characters": (post(key="k" * 65), "bad_request"),
        "a key of 64 characters beyond the BMP": (post(key="\U0001f642" * 64), "ok"),
        "a key of half a surrogate pair": (post(key="\ud83d"), "bad_request"),
        "a key with a NUL": (post(key="a\0b"), "ok"),
        "a key that is a list": (post(key=["k"]), "bad_request"),
        "neither text nor files": (post(text=None), "bad_request"),
        "an empty text": (post(text=""), "bad_request"),
        "a text of white space": (post(text=" \n\u2003\t"), "bad_request"),
        "a text that is a number": (post(text=7), "bad_request"),
        "a text that is null": (post(text=Ellipsis), "bad_request"),
        "a text of 16 KiB": (post(key="16 KiB", text="x" * TEXT_LIMIT), "ok"),
        "a text of one byte more": (post(text="x" * (TEXT_LIMIT + 1)), "too_large"),
        "a text over the limit in bytes": (post(text="é" * (TEXT_LIMIT // 2 + 1)), "too_large"),
        "a reply to nothing": (post(key="k2", reply=999_999), "no_event"),
        "a reply to 0": (post(reply=0), "bad_request"),
        "a reply to itself": (post(reply="k"), "bad_request"),
        "a file that is not there": (post(key="k3", files=["0" * 64]), ("no_file", "bad_request")),
        "33 files": (post(files=["0" * 64] * 33), "bad_request"),
        "files that are no list": (post(files={"0": 1}), "bad_request"),
        "an edit of nothing": ({"type": "edit", "room": "lobby", "key": "k4", "target": 999_999, "text": "x"}, "no_event"),
        "an edit of another's": ({"type": "edit", "room": "lobby", "key": "k4", "target": 1, "text": "x"}, "forbidden"),
        "a delete of another's": ({"type": "delete", "room": "lobby", "key": "k4", "target": 1}, "forbidden"),
        "a negative target": ({"type": "delete", "room": "lobby", "key": "k5", "target": -1}, "bad_request"),
        "a target past 2^53": ({"type": "delete", "room": "lobby", "key": "k6", "target": 1 << 60}, "bad_request"),
        "half a target": ({"type": "delete", "room": "lobby", "key": "k7", "target": 1.5}, "bad_request"),
        "a reaction without emoji": ({"type": "react", "room": "lobby", "key": "k8", "target": 1, "on": True}, "bad_request"),
        "a reaction of 65 bytes": ({"type": "react", "room": "lobby", "key": "k8", "target": 1, "on": True, "emoji": "x" * 65}, "bad_request"),
        "a reaction of markup": ({"type": "react", "room": "lobby", "key": "k8b", "target": 1, "on": True, "emoji": "<img/src=x>"}, "ok"),
        "a reaction with a line end": ({"type": "react", "room": "lobby", "key": "k8", "target": 1, "on": True, "emoji": "x\n"}, "bad_request"),
        "on that is a word": ({"type": "react", "room": "lobby", "key": "k8", "target": 1, "on": "yes", "emoji": "x"}, "bad_request"),
        "a join of nothing": ({"type": "join", "room": "r_nothing"}, "no_room"),
        "a join from a number that is not there yet": ({"type": "join", "room": "lobby", "after": SAFE}, "ok"),
        "a join from a negative number": ({"type": "join", "room": "lobby", "after": -1}, "bad_request"),
        "a join with another log": ({"type": "join", "room": "lobby", "after": 0, "log": "not this one"}, "ok"),
        "a leave of nothing": ({"type": "leave", "room": "r_nothing"}, "no_room"),
        "typing in nothing": ({"type": "typing", "room": "r_nothing"}, "no_room"),
        "a read mark past the end": ({"type": "read", "room": "lobby", "seq": SAFE}, ("ok", "bad_request")),
        "a negative read mark": ({"type": "read", "room": "lobby", "seq": -1}, "bad_request"),
        "a history of nothing": ({"type": "history", "room": "r_nothing", "after": 0}, "no_room"),
        "a history both ways": ({"type": "history", "room": "lobby", "after": 0, "before": 5}, "bad_request"),
        "a history of no way": ({"type": "history", "room": "lobby"}, "bad_request"),
        "a history past the end": ({"type": "history", "room": "lobby", "after": SAFE}, "ok"),
        "a history before the beginning": ({"type": "history", "room": "lobby", "before": 0}, "ok"),
        "a history before the end of numbers": ({"type": "history", "room": "lobby", "before": SAFE, "limit": SAFE}, "ok"),
        "a history of 0 events": ({"type": "history", "room": "lobby", "after": 0, "limit": 0}, "bad_request"),
        "a history of -1 events": ({"type": "history", "room": "lobby", "after": 0, "limit": -1}, "bad_request"),
        "people of a page that is not there": ({"type": "people", "room": "lobby", "from": "m_nobody"}, ("ok", "bad_request")),
        "people from a number": ({"type": "people", "room": "lobby", "from": SAFE}, ("ok", "bad_request")),
        "a room without a name": ({"type": "create", "kind": "public"}, "bad_request"),
        "a room with an empty name": ({"type": "create", "name": " ", "kind": "public"}, "bad_request"),
        "a room of an unknown kind": ({"type": "create", "name": "x", "kind": "palace"}, "bad_request"),
        "a room like another": ({"type": "create", "name": "LOBBY", "kind": "public"}, "name_taken"),
        "a help desk, by a member": ({"type": "create", "name": "Support", "kind": "desk"}, ("forbidden", "bad_request")),
        "a room drawn backwards": ({"type": "create", "name": "\u202egnp.exe", "kind": "public"}, "bad_request"),
        "a direct room with oneself": ({"type": "direct", "member": "@me"}, ("bad_request", "ok")),
        "a direct room with nobody": ({"type": "direct", "member": "m_nobody"}, ("bad_request", "no_room", "not_member")),
        "a topic over the limit": ({"type": "topic", "room": "lobby", "key": "k9", "text": "x" * (TEXT_LIMIT + 1)}, "too_large"),
        "a name that is taken": ({"type": "rename", "name": "Witness"}, "name_taken"),
        "an empty name": ({"type": "rename", "name": "   "}, "bad_request"),
        "a search for nothing": ({"type": "search"}, "bad_request"),
        "a search for white space": ({"type": "search", "query": " "}, "bad_request"),
        "a search in nothing": ({"type": "search", "query": "x", "room": "r_nothing"}, "no_room"),
        "a search over the limit": ({"type": "search", "query": "x" * (TEXT_LIMIT + 1)}, "too_large"),
        "a frame over the limit": (post(padding="x" * FRAME_LIMIT), "too_large"),
        "what only moderators may": ({"type": "kick", "member": "m_nobody"}, ("forbidden", "unknown_type")),
        "what only the owner may": ({"type": "role", "member": "@me", "role": "owner"}, ("forbidden", "unknown_type")),
        "a second hello": ({"type": "hello", "protocol": 1, "name": "Twice"}, "bad_request"),
    }

    def check(self, fields, expected):
        peer = self.member()
        fields = {name: peer.id if value == "@me" else None if value is Ellipsis else value
                  for name, value in fields.items() if value is not None}
        peer.send(id=4711, **fields)
        answer = peer.until(lambda got: got.get("re") == 4711 or got["type"] == "error")
        self.assertIn(answer.get("code", answer["type"]), expected if isinstance(expected, tuple) else (expected,))
        self.assertTrue(peer.is_alive())

    def test_an_error_names_the_field_and_carries_the_number_of_its_request(self):
        peer = self.member()
        peer.send(type="post", id=4711, room="lobby", key=7, text="x")
        self.assertIn("key", peer.reply(4711)["text"])

    def test_the_same_key_is_the_same_event_and_another_body_is_refused(self):
        peer, other = self.member(), self.member()
        first = peer.post("once", key="again")["seq"]
        self.assertEqual([peer.post("once", key="again")["seq"] for _ in range(50)], [first] * 50)
        self.assertEqual(peer.refusal("post", room="lobby", key="again", text="twice"), "bad_request")
        self.assertEqual(peer.refusal("post", room="lobby", key="again", text="once", reply=1), "bad_request")
        self.assertEqual(peer.refusal("topic", room="lobby", key="again", text="once"), "bad_request")
        self.assertNotEqual(other.post("once", key="again")["seq"], first, "a key is its member's own")

    def test_the_same_key_many_times_in_one_packet(self):
        peer = self.member()
        request = text(json.dumps({"type": "post", "id": 1, "room": "lobby", "key": "in one packet", "text": "x"}))
        peer.say(request * 50)
        self.assertEqual(len({peer.reply(1)["seq"] for _ in range(50)}), 1)

    def test_a_resume_from_the_future_is_a_full_page(self):
        peer = self.member(join=None)
        page = peer.ask("join", room="lobby", after=SAFE)
        self.assertEqual(page["events"][-1]["seq"], page["room"]["head"])
        self.assertEqual(peer.ask("history", room="lobby", after=SAFE)["events"], [])


class Texts(Table):
    """Any Unicode text arrives as it was said; halves of surrogate pairs become U+FFFD (README §9)."""

    rows = {
        "markup": "<img src=file:///etc/passwd onerror=alert(1)><script>alert(1)</script>",
        "a NUL": "a\0b",
        "control characters": "\x01\x07\x08\x1b[31m\x7f\x9b",
        "line separators": "a\u2028b\u2029c\r\nd\n",
        "right-to-left override": "\u202egnp.exe\u202c",
        "isolates that are not closed": "\u2066\u2067\u2068" * 100,
        "zero-width": "\u200b\u200c\u200d\ufeff-",
        "non-characters": "\ufffe\uffff\U0010ffff",
        "a thousand accents": "e" + "\u0301" * 1000,
        "an emoji of many": "👨‍👩‍👧‍👦" * 50,
        "a lone high surrogate": ("\ud83d!", "\ufffd!"),
        "a lone low surrogate": ("!\ude00", "!\ufffd"),
        "surrogates the wrong way round": ("\ude00\ud83d", "\ufffd\ufffd"),
        "something like JSON": '"},{"type":"bye","code":"kicked"}',
        "something like SQL": "'); DROP TABLE events; --",
        "backslashes": "\\" * 1000 + '"',
        "a percent sign": "%s%n%1$s %1 %2",
    }

    def check(self, said, heard=None):
        peer = self.member()
        peer.post(said)
        event = peer.until(lambda message: message["type"] == "event" and message["from"] == peer.id)
        self.assertEqual(event["text"], heard or said)


class Names(WithWitness):
    """Before hello: who may call themselves what (PROTOCOL §3)."""

    rows = {
        "nothing": ("", "bad_request"),
        "white space": (" \u2003 ", "bad_request"),
        "49 characters": ("x" * 49, "bad_request"),
        "48 characters of three bytes": ("字" * 48, "welcome"),
        "a NUL": ("a\0b", "bad_request"),
        "a line end": ("a\nb", "bad_request"),
        "right-to-left override": ("\u202eevil", "bad_request"),
        "an isolate": ("a\u2066b", "bad_request"),
        "a right-to-left mark": ("a\u200fb", "bad_request"),
        "a zero-width space": ("zero\u200bwidth", "bad_request"),
        "a zero-width joiner in Latin": ("Am\u200dina", "bad_request"),
        "a byte order mark": ("\ufeffAmina", "bad_request"),
        "a soft hyphen": ("Am\u00adina", "bad_request"),
        "a Hangul filler": ("\u3164", "bad_request"),
        "the braille blank": ("\u2800", "bad_request"),
        "tags": ("Amina\U000e0041", "bad_request"),
        "half a surrogate pair": ("Amina\ud83d", "bad_request"),
        "a private character": ("\ue000", ("bad_request", "welcome")),
        "an unassigned one": ("\u0378", "bad_request"),
        "a number": (7, "bad_request"),
        "a list": (["Amina"], "bad_request"),
        "one that is taken": ("Witness", "name_taken"),
        "one that is taken, in capitals": ("wITNESS", "name_taken"),
        "one that is taken, wider": ("Ｗｉｔｎｅｓｓ", "name_taken"),
        "one that is taken, in Cyrillic": ("Wіtness", "name_taken"),
        "one that is taken, with spaces": ("  Witness ", "name_taken"),
        "markup": ("<b>Amina</b>", "welcome"),
        "a path": ("../owner-token", "welcome"),
        "SQL": ("'; DROP TABLE--", "welcome"),
    }

    def check(self, name, expected):
        with Peer(self.port) as peer:
            peer.shake_hands()
            peer.say(text(json.dumps({"type": "hello", "id": 1, "protocol": 1, "name": name})))
            answer = peer.message()
            self.assertIn(answer.get("code", answer["type"]), expected if isinstance(expected, tuple) else (expected,))
            if answer.get("code") == "name_taken":
                self.assertTrue(answer["free"])
            if answer["type"] == "error":  # it may be tried again on the same connection
                peer.say(text(json.dumps({"type": "hello", "id": 2, "protocol": 1, "name": f"After {self.id()[-40:]}"})))
                self.assertEqual(peer.message()["type"], "welcome")

    def test_every_other_request_is_not_hello(self):
        with Peer(self.port) as peer:
            peer.shake_hands()
            for kind in ("ping", "rooms", "join", "post", "search", "history", "create"):
                peer.say(text(json.dumps({"type": kind, "id": 1, "room": "lobby", "key": "k", "text": "x", "t": 1, "query": "x",
                                          "after": 0, "name": "x", "kind": "public"})))
                self.assertEqual(peer.message()["code"], "not_hello")

    def test_another_version_is_told_those_there_are(self):
        for version in (0, 2, 99, -1, SAFE):
            with Peer(self.port) as peer:
                peer.shake_hands()
                peer.say(text(json.dumps({"type": "hello", "id": 1, "protocol": version, "name": "x"})))
                answer = peer.message()
                self.assertEqual((answer["code"], answer["protocols"]), ("unsupported_protocol", [1]))

    def test_a_token_of_a_stranger_is_never_adopted(self):
        for token in ("x", "x" * 128, "0" * 64):
            member = self.member(hello={"token": token})
            self.assertNotEqual(member.token, token)
            self.assertEqual(member.welcome["me"]["role"], "member")


class Searches(Table):
    """What a person searches for is words, never the language of FTS5 or of SQL."""

    rows = {words if len(words) < 100 else f"{words[:6]} and so on, {len(words)} characters": words for words in (
        "'", '"', '"" OR 1', "a OR b", "NOT", "NEAR(a b, 5)", "AND AND AND", "text:x", "{text} : x", "^x", "x*", "*", "**",
        "(", ")))", "-", "--", "-x", "+x + y", "x; DROP TABLE events", "' OR '1'='1", "%", "_", "\\", "\0", "x\0y", "\"x", "a\"\"b",
        "😀", "\u202e", "a" * 16384, "a " * 8000, "\"" * 16000, "(" * 16000, "NEAR(" * 3000, "字" * 5000, "line " * 3000)}

    def check(self, query):
        peer = self.member()
        self.assertIn(peer.refusal("search", query=query), ("ok", "bad_request"))
        self.assertTrue(peer.is_alive())

    def test_words_among_signs_are_found(self):
        peer = self.member()
        peer.post("the quick brown fox")
        self.assertTrue(any(hit["text"] == "the quick brown fox" for hit in peer.ask("search", query='"brown (fox*')["hits"]))


if __name__ == "__main__":
    main()
