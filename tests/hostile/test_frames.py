"""Frames that want the host's memory or time (RELIABILITY 5 to 9). What RFC 6455 says of single frames is in
tests/conformance."""
from table import Table, main
from wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Closed, Peer, frame, text

PING_TEXT = '{"type":"ping","id":1,"t":1}'


class Announcements(Table):
    """A length is only a promise: nothing is set aside for it."""

    rows = {
        "1 TiB": (frame(BINARY, length=1 << 40), 1009),
        "1 TiB of text": (frame(TEXT, length=1 << 40), 1009),
        "4 GiB": (frame(BINARY, length=1 << 32), 1009),
        "2 GiB": (frame(BINARY, length=1 << 31), 1009),
        "2^63 - 1": (frame(BINARY, length=(1 << 63) - 1), 1009),
        "2^63": (frame(BINARY, length=1 << 63), 1002),
        "2^64 - 1": (frame(BINARY, length=(1 << 64) - 1), 1002),
        "1 TiB in a fragment": (frame(BINARY, b"x", fin=False) + frame(CONTINUATION, length=1 << 40), 1009),
        "a ping of 1 TiB": (frame(PING, length=1 << 40), 1002),
        "a close of 1 TiB": (frame(CLOSE, length=1 << 40), 1002),
    }

    def check(self, frames, code):
        before = self.host.memory()
        peers = [self.member() for _ in range(10)]
        for peer in peers:
            peer.say(frames + b"x" * 1000)
        for peer in peers:
            self.assertEqual(peer.until_close()[0], code)
        self.assertMemoryGrewLessThan(4, before)


class Fragments(Table):
    def test_a_text_that_only_grows_is_cut(self):
        before = self.host.memory()
        peer = self.member()
        for _ in range(200):
            peer.say(frame(TEXT if _ == 0 else CONTINUATION, b"[" * 60_000, fin=False))
        self.assertIn(peer.until_close()[0], (1006, 1009))  # 1006: what was still under way made the system say RST
        self.assertMemoryGrewLessThan(8, before)

    def test_a_million_empty_fragments(self):
        before = self.host.memory()
        peer = self.member(timeout=60)
        peer.say(frame(TEXT, b"", fin=False))
        empty = frame(CONTINUATION, b"", fin=False)
        for _ in range(100):
            peer.say(empty * 10_000)
        peer.say(frame(CONTINUATION, PING_TEXT.encode()))
        try:
            self.assertEqual(peer.reply(1)["type"], "pong")
        except Closed:
            pass  # cut, which is as good
        self.assertMemoryGrewLessThan(8, before)
        self.assertQuietAgain()

    def test_a_request_of_one_byte_fragments_is_understood(self):
        peer = self.member()
        *first, last = PING_TEXT.encode()
        parts = [frame(TEXT if i == 0 else CONTINUATION, bytes([byte]), fin=False) for i, byte in enumerate(first)]
        peer.say(b"".join(parts) + frame(CONTINUATION, bytes([last])))
        self.assertEqual(peer.reply(1)["type"], "pong")

    def test_a_frame_may_come_byte_by_byte(self):
        peer = self.member()
        for byte in text(PING_TEXT):
            peer.say(bytes([byte]))
        self.assertEqual(peer.reply(1)["type"], "pong")


class Controls(Table):
    def test_ten_thousand_pings_are_answered_in_order(self):
        peer = self.member(timeout=60)
        pings = [frame(PING, b"%0125d" % i) for i in range(10_000)]
        answered = 0
        for start in range(0, len(pings), 500):
            peer.say(b"".join(pings[start : start + 500]))
            while answered < start + 500:
                got = peer.frame()
                if got.opcode == PONG:
                    self.assertEqual(got.payload, b"%0125d" % answered)
                    answered += 1
        self.assertQuietAgain()

    def test_pings_of_which_no_pong_is_read_are_cut(self):
        """RELIABILITY 5: this made 800 MB in 5 s."""
        before = self.host.memory()
        peer = self.member(receive_buffer=4096, timeout=20)
        flood = frame(PING, b"p" * 125) * 5000
        said = 0
        while said < 256 * 1024 * 1024:
            try:
                peer.socket.sendall(flood)
                said += len(flood)
            except (OSError, TimeoutError):
                break
        self.assertLess(said, 256 * 1024 * 1024, "it was never cut")
        self.assertMemoryGrewLessThan(40, before)
        self.assertQuietAgain()

    def test_a_hundred_thousand_pongs_that_nobody_asked_for(self):
        before = self.host.memory()
        peer = self.member(timeout=60)
        for _ in range(100):
            peer.say(frame(PONG, b"unasked") * 1000)
        self.assertTrue(peer.is_alive())
        self.assertMemoryGrewLessThan(4, before)
        self.assertQuietAgain()

    def test_pongs_with_another_payload_do_not_keep_it_alive_wrongly(self):
        peer = self.member()
        for payload in (b"", b"x" * 125, b"\xff" * 8):
            peer.say(frame(PONG, payload))
        self.assertTrue(peer.is_alive())

    def test_a_close_and_no_end(self):
        """RELIABILITY 10: who says goodbye and stays is put out; who says it a thousand times as well."""
        for times in (1, 1000):
            peer = self.member()
            peer.say(frame(CLOSE, b"\x03\xe8") * times)
            peer.rest()


class Binary(Table):
    """No upload was asked for, so no binary frame has a place (PROTOCOL §5)."""

    rows = {
        "nothing": (b"", "bad_request"),
        "half a head": (b"\0" * 11, "bad_request"),
        "a head alone": (b"\0" * 12, "bad_request"),
        "an upload that is not there": (b"\xff" * 12 + b"x", "bad_request"),
        "64 KiB and its head": (b"\0" * (12 + 65536), "bad_request"),
    }

    def check(self, payload, code):
        peer = self.member()
        peer.say(frame(BINARY, payload))
        self.assertEqual(peer.until(lambda message: message["type"] == "error")["code"], code)
        self.assertTrue(peer.is_alive())

    def test_before_hello_it_is_not_hello(self):
        with Peer(self.port) as peer:
            peer.shake_hands()
            for _ in range(20):
                peer.say(frame(BINARY, b"x" * 100))
            codes = [peer.message()["code"] for _ in range(20)]
            self.assertEqual(codes, ["not_hello"] * 20)

    def test_a_thousand_of_them(self):
        peer = self.member()
        for _ in range(1000):
            peer.say(frame(BINARY, b"x" * 65536))
        try:
            self.assertIn(peer.refusal("ping", t=1), ("pong", "rate_limited"))
        except Closed:
            pass
        self.assertQuietAgain()

    def test_256_KiB_and_one(self):
        peer = self.member()
        peer.say(frame(BINARY, b"x" * (256 * 1024 + 1)))
        self.assertIn(peer.until_close()[0], (1006, 1009))


if __name__ == "__main__":
    main()
