"""Members who keep to the protocol, but say or ask too much of it, or do not listen (PROTOCOL §8, RELIABILITY 5 and 6)."""
import json

from table import Table, main
from wire import text

AT_ONCE = 200  # requests that PROTOCOL §8 lets pass at least
LINE = "x" * 16_000


def requests(count, type, /, number=None, **fields):
    """So many in one packet; `%d` in a field is which of them."""
    one = json.dumps({"type": type, **({"id": number} if number else {}), **fields})
    return b"".join(text(one.replace("%d", str(i))) for i in range(count))


class Throttled(Table):
    """2,000 requests in a burst: some pass, the rest are told when to come again, and the connection lives."""

    rows = {
        "posts": ("post", {"room": "lobby", "key": "flood %d", "text": "flood"}),
        "replies": ("post", {"room": "lobby", "key": "reply %d", "text": "flood", "reply": 1}),
        "topics": ("topic", {"room": "lobby", "key": "topic %d", "text": "topic %d"}),
        "reactions": ("react", {"room": "lobby", "key": "reaction %d", "target": 1, "emoji": "👍", "on": True}),
        "typing": ("typing", {"room": "lobby"}),
        "read marks": ("read", {"room": "lobby", "seq": 1}),
        "history": ("history", {"room": "lobby", "after": 0}),
        "searches": ("search", {"query": "line"}),
        "joins": ("join", {"room": "lobby"}),
        "lists of rooms": ("rooms", {}),
        "lists of people": ("people", {"room": "lobby"}),
        "names": ("rename", {"name": "Flood %d"}),
        "rooms": ("create", {"name": "Flood %d", "kind": "public"}),
        "requests of nothing": ("join", {"room": "r_%d"}),
    }

    def check(self, kind, fields):
        before = self.host.memory()
        peer = self.member(timeout=60)
        peer.say(requests(2000, kind, number=7, **fields))
        answers = [peer.reply(7) for _ in range(2000)]
        refused = [answer for answer in answers if answer.get("code") == "rate_limited"]
        self.assertGreaterEqual(len(answers) - len(refused), AT_ONCE)
        self.assertGreater(len(refused), 0)
        self.assertTrue(all(answer["retry"] > 0 for answer in refused))
        peer.socket.close()
        self.assertMemoryGrewLessThan(48, before)

    def test_zz_the_processor_rests_again(self):
        self.assertQuietAgain()

    def test_a_member_on_ten_connections_has_one_measure(self):
        first = self.member()
        others = [self.member(hello={"token": first.token}) for _ in range(9)]
        for peer in (first, *others):
            peer.say(requests(200, "ping", number=7, t=1))
        passed = sum(peer.reply(7)["type"] == "pong" for peer in (first, *others) for _ in range(200))
        self.assertGreaterEqual(passed, AT_ONCE)
        self.assertLess(passed, 1500)

    def test_a_flood_of_hellos_is_throttled(self):
        peer = self.member()
        peer.say(requests(2000, "hello", number=7, protocol=99))
        codes = {peer.reply(7)["code"] for _ in range(2000)}
        self.assertIn("rate_limited", codes)


class Unheard(Table):
    """Receivers that do not read: cut at a bound, and nobody else notices."""

    host_arguments = ("--no-rate-limit",)

    def test_a_deaf_member_is_cut_while_50_MB_are_said(self):
        deaf, other = self.member(receive_buffer=4096), self.member(timeout=60)
        before = self.host.memory()
        key = "said %d"
        for start in range(0, 3200, 50):
            other.say(b"".join(text(json.dumps({"type": "post", "id": 9, "room": "lobby", "key": key % (start + i), "text": LINE}))
                               for i in range(50)))
            for _ in range(50):
                self.assertEqual(other.reply(9)["type"], "ok")
        self.assertMemoryGrewLessThan(64, before)
        _, frames = deaf.until_close()
        self.assertLess(sum(len(frame.payload) for frame in frames), 16 * 1024 * 1024, "it was never cut")
        self.assertQuietAgain()

    def test_a_deaf_member_resumes_without_a_gap(self):
        deaf, other = self.member(receive_buffer=4096), self.member(timeout=60)
        for i in range(600):
            other.post(LINE, key=f"deaf {i}")
        seen = [json.loads(frame.payload) for frame in deaf.until_close()[1] if frame.opcode == 1]
        seen = [message["seq"] for message in seen if message["type"] == "event"]
        again = self.member(join=None, hello={"token": deaf.token})
        page = again.ask("join", room="lobby", after=seen[-1])
        head = page["room"]["head"]
        while True:
            seen += [event["seq"] for event in page["events"]]
            if not page["more"]:
                break
            page = again.ask("history", room="lobby", after=seen[-1])
        self.assertEqual(seen, list(range(seen[0], seen[-1] + 1)))
        self.assertGreaterEqual(seen[-1], head)

    def test_answers_that_are_never_read_are_bounded(self):
        """20,000 pages of history, asked for and not fetched."""
        talker = self.member()
        for i in range(100):
            talker.post(LINE)
        before = self.host.memory()
        peer = self.member(receive_buffer=4096, timeout=5)
        flood = requests(1000, "history", room="lobby", after=0)
        try:
            for _ in range(20):
                peer.socket.sendall(flood)
        except OSError:
            pass  # cut, or nothing more is taken
        self.bystander_is_answered()
        self.assertMemoryGrewLessThan(64, before)
        peer.reset()
        self.assertQuietAgain()

    def bystander_is_answered(self):
        said = len(self.bystander.said)
        while len(self.bystander.said) < said + 20 and not self.bystander.failure:
            self.member().is_alive()


class ManyRooms(Table):
    host_arguments = ("--no-rate-limit",)

    def test_three_thousand_rooms_made_and_joined_by_one(self):
        before = self.host.memory()
        peer = self.member(timeout=60)
        peer.say(requests(3000, "create", number=7, name="Room %d", kind="public"))
        rooms = [peer.reply(7)["room"]["id"] for _ in range(3000)]
        for room in rooms:
            peer.send(type="join", id=8, room=room)
        for _ in rooms:
            self.assertEqual(peer.reply(8)["type"], "ok")
        self.assertEqual(len(peer.ask("rooms")["rooms"]), 3001)
        again = self.member(hello={"token": peer.token}, timeout=60)
        self.assertEqual(len(again.welcome["rooms"]), 3001)
        self.assertMemoryGrewLessThan(96, before)
        peer.socket.close()
        again.socket.close()
        self.assertQuietAgain()


class RoomsOfOne(Table):
    MOST = 100  # that one member may make

    def test_a_member_makes_no_more_rooms_than_it_may(self):
        peer = self.member()
        codes = [peer.refusal("create", name=f"Room {made}", kind="public") for made in range(self.MOST + 1)]
        self.assertEqual(codes[:-1], ["ok"] * self.MOST)
        self.assertIn(codes[-1], ("busy", "forbidden", "bad_request"))


if __name__ == "__main__":
    main()
