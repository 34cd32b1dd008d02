"""Peers that are slow, silent, or gone, at every stage (RELIABILITY 1, 9, 10 and 17)."""
import time
from concurrent.futures import ThreadPoolExecutor

from host import until
from member import Member
from table import Table, main
from wire import CLOSE, CONTINUATION, PING, TEXT, Closed, Peer, frame, request, text, upgrade

HELLO = '{"type":"hello","protocol":1,"name":"%s"}'
AT_MOST = 60  # seconds; the deadline is 10 (PROTOCOL §2), and the machine may be busy
PING_EVERY = 15


def seconds_until_closed(peer, began, dribble=b""):
    """Since `began`, while `dribble` is said once a second. And the code of the close frame, None where there is none."""
    peer.socket.settimeout(1)
    while time.monotonic() - began < 2 * AT_MOST:
        try:
            peer.more()
        except TimeoutError:
            peer.say(dribble)
        except Closed:
            break
    close_frame = peer.buffer.rfind(b"\x88")
    code = int.from_bytes(peer.buffer[close_frame + 2 : close_frame + 4], "big") if close_frame >= 0 else None
    return time.monotonic() - began, code


class Slow(Table):
    """All at once, since each takes its time."""

    # What a stranger says at once, and once a second from then on; the code it is closed with, None: any or none
    strangers = {
        "nothing at all": ("", b"", b"", None),
        "a head byte a second": ("GET / HTTP/1.1\r\nX: ", b"", b"x", None),
        "a head line a second": ("GET / HTTP/1.1\r\nHost: 127.0.0.1:@\r\n", b"", b"X: 1\r\n", None),
        "half an upgrade": (upgrade()[:-2], b"", b"", None),
        "no hello": (upgrade(), b"", b"", 1008),
        "pings instead of hello": (upgrade(), b"", frame(PING, b"x"), 1008),
        "other requests instead of hello": (upgrade(), b"", text('{"type":"ping","t":1}'), 1008),
        "a hello in fragments without end": (upgrade(), frame(TEXT, b"{", fin=False), frame(CONTINUATION, b" ", fin=False), None),
        "half a frame's head": (upgrade(), text(HELLO % "Half")[:3], b"", None),
        "a frame byte a second": (upgrade(), text(b"", length=60_000), b"x", None),
    }

    def test_slow_and_silent_peers_are_cut(self):
        before = self.host.memory()
        vanishing = self.member()
        with ThreadPoolExecutor(len(self.strangers) + 2) as pool:
            told = {name: pool.submit(self.stall, *row[:3]) for name, row in self.strangers.items()}
            dribbling = pool.submit(self.dribble)
            vanished = pool.submit(self.seconds_until_offline, vanishing)
        for name, (*_, code) in self.strangers.items():
            with self.subTest(name):
                seconds, closed = told[name].result()
                self.assertLess(3, seconds, "Qt's own timer for what has begun is 5 s")
                self.assertLess(seconds, AT_MOST)
                self.assertIn(code, (None, closed))
        with self.subTest("a member whose frame dribbles"):  # RELIABILITY 9
            self.assertLess(dribbling.result(), AT_MOST)
        with self.subTest("a member that vanishes"):  # two pings go unanswered, the second until the third is due
            self.assertLess(vanished.result(), 3 * PING_EVERY + AT_MOST)
        self.assertMemoryGrewLessThan(8, before)

    def stall(self, head, then, dribble):
        began = time.monotonic()  # before the host's own clock does
        with Peer(self.port) as peer:
            peer.say(head)
            peer.say(then)
            return seconds_until_closed(peer, began, dribble)

    def dribble(self):
        """Never more than 5 s without a byte: Qt's own timer does not end this."""
        with Member(self.port) as peer:
            peer.say(text(b"", length=60_000))
            return seconds_until_closed(peer, time.monotonic(), b"x")[0]

    def seconds_until_offline(self, vanishing):
        """It answers nothing any more, and no FIN comes: to the host it looks like a pulled cable."""
        began = time.monotonic()
        with Member(self.port, timeout=60) as watch:
            watch.PATIENCE = 3 * PING_EVERY + AT_MOST
            watch.until(lambda message: message["type"] == "presence" and message["member"]["id"] == vanishing.id
                        and not message["online"])
        return time.monotonic() - began


STAGES = {
    "before the first byte": "",
    "in the head": "GET /ws HTTP/1.1\r\nHo",
    "right behind a request": request(),
    "behind many requests": request() * 50,
    "right behind the head": upgrade(),
    "in the upgrade's second packet": (upgrade(), b""),
    "in a frame's head": (upgrade(), text("x" * 200)[:2]),
    "in a frame": (upgrade(), text(HELLO % "In a frame")[:20]),
    "between fragments": (upgrade(), frame(TEXT, b'{"type"', fin=False)),
    "in a frame of 60 KiB": (upgrade(), text("x" * 60_000)[:30_000]),
    "behind hello": (upgrade(), text(HELLO % "Behind hello @")),
    "behind hello, join and a post": (
        upgrade(),
        text(HELLO % "Behind a post @") + text('{"type":"join","room":"lobby"}')
        + text('{"type":"post","room":"lobby","key":"k","text":"last words"}')),
    "behind a hundred posts": (
        upgrade(),
        text(HELLO % "Behind many @")
        + b"".join(text('{"type":"post","room":"lobby","key":"k%d","text":"last words"}' % i) for i in range(100))),
    "behind a search and history": (
        upgrade(),
        text(HELLO % "Behind a search @") + text('{"type":"search","query":"line"}')
        + text('{"type":"history","room":"lobby","after":0}') * 20),
    "behind a ping": (upgrade(), frame(PING, b"x")),
    "behind a close frame": (upgrade(), frame(CLOSE, b"\x03\xe8")),
    "behind a breach": (upgrade(), frame(3, b"x")),
}


class Leaving(Table):
    """Who goes at this moment, with RST, with FIN, or by shutting one side and staying: leaves nothing behind."""

    rows = {f"{stage}, {way}": (what, way) for stage, what in STAGES.items() for way in ("RST", "FIN", "half-closed")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sockets = cls.host.open_sockets()

    def check(self, what, way):
        head, frames = what if isinstance(what, tuple) else (what, None)
        peer = Peer(self.port)
        peer.say(head)
        if frames is not None:
            self.assertEqual(peer.response().status, 101)
            peer.say(frames.replace(b"@", way[:1].encode()) if b"@" in frames else frames)
        if way == "RST":
            peer.reset()
        elif way == "FIN":
            peer.socket.close()
        else:
            peer.end_sending()
            peer.rest()  # the host closes its side as well
            peer.socket.close()

    def test_zz_nobody_is_left_over(self):
        self.assertAllGone(2)
        until("the sockets are closed", lambda: self.host.open_sockets() <= self.sockets)
        self.assertQuietAgain()


if __name__ == "__main__":
    main()
