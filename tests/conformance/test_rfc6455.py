"""RFC 6455, section by section. docs/rfc6455.md lists where the host departs from it. What the host says of its own accord is looked at in ServerFrames."""
import base64
import hashlib
import json
import os

from table import Table, main
from wire import (BINARY, CLOSE, CONTINUATION, PING, PONG, RSV1, RSV2, RSV3, SAMPLE_KEY, TEXT, Peer, close, frame, request, text,
                  upgrade)

ASK = b'{"type":"ping","id":1,"t":1}'
PONGED, REFUSED = "pong", "refused"


def padded(size):
    """A request of exactly so many bytes."""
    return ASK[:-1] + b" " * (size - len(ASK)) + b"}"


class Frames(Table):
    """What is sent, and what comes of it: the close code, or the host's answer to the request in it."""

    rows = {}

    def check(self, sent, expected):
        peer = self.member()
        peer.say(sent)
        if isinstance(expected, int):
            self.assertEqual(peer.until_close()[0], expected)
            return
        answer = peer.until(lambda message: message.get("re") == 1 or message["type"] == "error")
        self.assertEqual(answer["type"], "pong" if expected == PONGED else "error")
        self.assertTrue(peer.is_alive())


class Framing(Frames):
    rows = {
        # §5.2: length in 7, 7+16 and 7+64 bits; "the minimal number of bytes MUST be used"
        "§5.2 7 bits, 125 bytes": (text(padded(125)), PONGED),
        "§5.2 16 bits, 126 bytes": (text(padded(126)), PONGED),
        "§5.2 16 bits, 65535 bytes": (text(padded(65535)), PONGED),
        "§5.2 64 bits, 65536 bytes": (text(padded(65536)), PONGED),
        "§5.2 16 bits where 7 would do": (text(padded(125), width=16), 1002),
        "§5.2 16 bits for nothing": (text(b"", width=16), 1002),
        "§5.2 64 bits where 7 would do": (text(padded(125), width=64), 1002),
        "§5.2 64 bits where 16 would do": (text(padded(65535), width=64), 1002),
        "§5.2 64 bits with the highest one set": (frame(BINARY, length=1 << 63), 1002),
        # §5.1: "a server MUST close the connection upon receiving a frame that is not masked"
        "§5.1 not masked": (text(ASK, mask=None), 1002),
        "§5.1 a ping that is not masked": (frame(PING, b"x", mask=None), 1002),
        "§5.1 a close that is not masked": (frame(CLOSE, b"\x03\xe8", mask=None), 1002),
        "§5.1 the second of two": (text(ASK) + text(ASK, mask=None), 1002),
        "§5.3 masked with zeros": (text(ASK, mask=b"\0\0\0\0"), PONGED),
        "§5.3 masked with ones": (text(ASK, mask=b"\xff\xff\xff\xff"), PONGED),
        # §5.2: reserved bits and opcodes
        "§5.2 RSV1": (text(ASK, rsv=RSV1), 1002),
        "§5.2 RSV2": (text(ASK, rsv=RSV2), 1002),
        "§5.2 RSV3": (text(ASK, rsv=RSV3), 1002),
        "§5.2 all three": (text(ASK, rsv=RSV1 | RSV2 | RSV3), 1002),
        "§5.2 RSV1 on a ping": (frame(PING, rsv=RSV1), 1002),
        "§5.2 RSV1 on a close": (frame(CLOSE, b"\x03\xe8", rsv=RSV1), 1002),
        "§5.2 RSV1 on a continuation": (frame(TEXT, ASK[:5], fin=False) + frame(CONTINUATION, ASK[5:], rsv=RSV1), 1002),
        **{f"§5.2 opcode 0x{opcode:X}": (frame(opcode, b"x"), 1002) for opcode in (3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF)},
        # §5.6
        "§5.6 an empty text": (text(b""), REFUSED),
        "§5.6 an empty binary": (frame(BINARY), REFUSED),
    }


class Fragmentation(Frames):
    rows = {
        "§5.4 in two": (frame(TEXT, ASK[:9], fin=False) + frame(CONTINUATION, ASK[9:]), PONGED),
        "§5.4 in three, the middle empty": (
            frame(TEXT, ASK[:9], fin=False) + frame(CONTINUATION, fin=False) + frame(CONTINUATION, ASK[9:]), PONGED),
        "§5.4 the first empty": (frame(TEXT, fin=False) + frame(CONTINUATION, ASK), PONGED),
        "§5.4 the last empty": (frame(TEXT, ASK, fin=False) + frame(CONTINUATION), PONGED),
        "§5.4 bytes one by one": (
            b"".join(frame(CONTINUATION if i else TEXT, ASK[i : i + 1], fin=False) for i in range(len(ASK))) + frame(CONTINUATION), PONGED),
        "§5.4 binary in two": (frame(BINARY, b"x" * 20, fin=False) + frame(CONTINUATION, b"x"), REFUSED),
        "§5.4 a ping in between": (frame(TEXT, ASK[:9], fin=False) + frame(PING, b"x") + frame(CONTINUATION, ASK[9:]), PONGED),
        "§5.4 a pong in between": (frame(TEXT, ASK[:9], fin=False) + frame(PONG, b"x") + frame(CONTINUATION, ASK[9:]), PONGED),
        "§5.4 a close in between": (frame(TEXT, ASK[:9], fin=False) + close(1000), 1000),
        "§5.4 a continuation of nothing": (frame(CONTINUATION, b"x"), 1002),
        "§5.4 a continuation of nothing, not the last": (frame(CONTINUATION, b"x", fin=False), 1002),
        "§5.4 a continuation behind a whole text": (text(ASK) + frame(CONTINUATION, b"x"), 1002),
        "§5.4 a text within a text": (frame(TEXT, b"{", fin=False) + text(ASK), 1002),
        "§5.4 a binary within a text": (frame(TEXT, b"{", fin=False) + frame(BINARY, b"x"), 1002),
        "§5.4 a first fragment within a text": (frame(TEXT, b"{", fin=False) + frame(TEXT, b"}", fin=False), 1002),
    }


class Controls(Frames):
    rows = {
        "§5.5 a ping of 126 bytes": (frame(PING, b"x" * 126), 1002),
        "§5.5 a pong of 126 bytes": (frame(PONG, b"x" * 126), 1002),
        "§5.5 a close of 126 bytes": (frame(CLOSE, b"\x03\xe8" + b"x" * 124), 1002),
        "§5.5 a fragmented ping": (frame(PING, b"x", fin=False), 1002),
        "§5.5 a fragmented pong": (frame(PONG, b"x", fin=False), 1002),
        "§5.5 a fragmented close": (frame(CLOSE, b"\x03\xe8", fin=False), 1002),
        "§5.5 a ping with its length in 16 bits": (frame(PING, b"x", width=16), 1002),
        "§5.5.3 pongs that nobody asked for": (frame(PONG) + frame(PONG, b"x" * 125) + text(ASK), PONGED),
    }

    def test_5_5_2_a_ping_is_answered_with_its_payload(self):
        peer = self.member()
        for payload in (b"", b"x", b"\0\xff\xfe", bytes(range(125))):
            peer.say(frame(PING, payload))
            self.assertEqual(self.next_of(PONG, peer).payload, payload)

    def test_5_5_2_a_ping_within_a_message_is_answered_before_its_end(self):
        peer = self.member()
        peer.say(frame(TEXT, ASK[:9], fin=False) + frame(PING, b"now"))
        self.assertEqual(self.next_of(PONG, peer).payload, b"now")
        peer.say(frame(CONTINUATION, ASK[9:]))
        self.assertEqual(peer.reply(1)["type"], "pong")

    def next_of(self, opcode, peer):
        while True:
            got = peer.frame()
            if got.opcode == opcode:
                return got


class Closing(Frames):
    """§5.5.1 and §7.4: the code that the host closes with."""

    rows = {
        "§5.5.1 without a code": (close(), 1000),
        "§5.5.1 a code of one byte": (frame(CLOSE, b"\x03"), 1002),
        "§5.5.1 with a reason": (close(1000, b"good bye"), 1000),
        "§5.5.1 with the longest reason": (close(1000, b"x" * 123), 1000),
        "§5.5.1 with a reason in UTF-8": (close(1000, "Auf Wiederhören 👋".encode()), 1000),
        "§8.1 with a reason that is not UTF-8": (close(1000, b"\xff\xfe"), 1007),
        "§8.1 with a reason that ends within a character": (close(1000, b"bye \xe2\x82"), 1007),
        "§8.1 with a reason that is overlong": (close(1000, b"\xc0\xae"), 1007),
        **{f"§7.4.1 code {code}": (close(code), code) for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011)},
        **{f"§7.4.2 code {code}": (close(code), code) for code in (3000, 3999, 4000, 4999)},
        # "MUST NOT be set as a status code in a Close control frame by an endpoint", or reserved, or no code at all
        **{f"§7.4.1 code {code}, which must not be sent": (close(code), 1002) for code in (1004, 1005, 1006, 1015)},
        **{f"§7.4.2 code {code}, which means nothing": (close(code), 1002) for code in (0, 1, 999, 1016, 2000, 2999, 5000, 65535)},
        "§5.5.1 a request behind the close": (close(1000) + text(ASK), 1000),
    }

    def test_5_5_1_nothing_is_said_behind_the_close(self):
        peer = self.member()
        peer.say(close(1000) + text(ASK) + frame(PING, b"late"))
        while peer.frame().opcode != CLOSE:
            pass
        self.assertEqual(peer.rest(), b"")

    def test_7_1_1_the_server_closes_first(self):
        """And soon, not when it has missed its pings: whoever said goodbye need not end the connection to be let go."""
        peer = self.member(timeout=25)
        peer.say(close(1000))
        self.assertEqual(peer.until_close()[0], 1000)
        self.assertEqual(peer.rest(), b"")

    def test_7_1_5_an_end_without_a_close_frame_is_taken_as_such(self):
        peer = self.member()
        peer.end_sending()
        self.assertEqual(peer.until_close()[0], 1006)


def quoted(payload):
    return text(b'{"type":"ping","id":1,"t":1,"x":"' + payload + b'"}')


class Utf8(Frames):
    """§8.1, with the sequences of Unicode's table 3-7."""

    rows = {
        "two bytes": (quoted(b"\xc2\x80\xdf\xbf"), PONGED),
        "three bytes": (quoted(b"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"), PONGED),
        "four bytes": (quoted(b"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), PONGED),
        "a NUL": (quoted(b"\\u0000"), PONGED),
        "0xC0": (quoted(b"\xc0\xaf"), 1007),
        "0xC1": (quoted(b"\xc1\xbf"), 1007),
        "overlong in three": (quoted(b"\xe0\x80\xaf"), 1007),
        "overlong in three, the largest": (quoted(b"\xe0\x9f\xbf"), 1007),
        "overlong in four": (quoted(b"\xf0\x80\x80\xaf"), 1007),
        "overlong in four, the largest": (quoted(b"\xf0\x8f\xbf\xbf"), 1007),
        "a high surrogate": (quoted(b"\xed\xa0\x80"), 1007),
        "a low surrogate": (quoted(b"\xed\xbf\xbf"), 1007),
        "a pair of surrogates": (quoted(b"\xed\xa0\xbd\xed\xb8\x80"), 1007),
        "past U+10FFFF": (quoted(b"\xf4\x90\x80\x80"), 1007),
        "0xF5": (quoted(b"\xf5\x80\x80\x80"), 1007),
        "five bytes": (quoted(b"\xf8\x88\x80\x80\x80"), 1007),
        "six bytes": (quoted(b"\xfc\x84\x80\x80\x80\x80"), 1007),
        "0xFE": (quoted(b"\xfe"), 1007),
        "0xFF": (quoted(b"\xff"), 1007),
        "a continuation byte alone": (quoted(b"\x80"), 1007),
        "a first byte alone": (quoted(b"\xc3"), 1007),
        "a character without its end": (quoted(b"\xe2\x82"), 1007),
        "a message that ends within a character": (text(b'"\xe2\x82'), 1007),
        "Latin-1": (quoted(b"caf\xe9"), 1007),
        "bad in the second fragment": (frame(TEXT, b'{"x":"', fin=False) + frame(CONTINUATION, b'\xff"}'), 1007),
        "whole characters in each fragment": (
            frame(TEXT, ASK[:-1] + ',"x":"é'.encode(), fin=False) + frame(CONTINUATION, '字"}'.encode()), PONGED),
        # §5.4 lets a fragment end anywhere
        "a character over two fragments": (
            frame(TEXT, ASK[:-1] + b',"x":"\xc3', fin=False) + frame(CONTINUATION, b'\xa9"}'), PONGED),
        "binary need not be UTF-8": (frame(BINARY, b"\xff\xfe" * 10), REFUSED),
    }


class Limits(Frames):
    """§7.4.1, 1009: our own limits, at each and one past it (PROTOCOL §8)."""

    rows = {
        "64 KiB of text": (text(padded(65536)), PONGED),
        "64 KiB of text and one": (text(padded(65537)), REFUSED),
        "64 KiB of text in fragments": (frame(TEXT, padded(65536)[:40000], fin=False) + frame(CONTINUATION, padded(65536)[40000:]), PONGED),
        "64 KiB and one in fragments": (frame(TEXT, padded(65537)[:40000], fin=False) + frame(CONTINUATION, padded(65537)[40000:]), REFUSED),
        "a chunk and its head": (frame(BINARY, b"x" * (12 + 65536)), REFUSED),
        "256 KiB of binary": (frame(BINARY, b"x" * 262144), REFUSED),
        "256 KiB of binary and one": (frame(BINARY, length=262145), 1009),
        "256 KiB and one in fragments": (
            frame(BINARY, b"x" * 131072, fin=False) + frame(CONTINUATION, b"x" * 131072, fin=False) + frame(CONTINUATION, b"x"), 1009),
    }


def accept_of(key):
    """§1.3"""
    return base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()


class Handshake(Table):
    """§4.2.1: what is an opening handshake, and what is not."""

    rows = {
        "as it should be": (upgrade(), 101),
        "§4.2.1 GET only": (upgrade(method="POST"), 405),
        "§4.1 HTTP/1.1 at least": (upgrade(version="HTTP/1.0"), 400),
        "§4.2.1 a Host": (upgrade(host=None), 400),
        "§4.2.1 no Upgrade": (upgrade(without=["Upgrade"]), 400),
        "§4.2.1 Upgrade in any case": (upgrade("Upgrade: WebSocket", without=["Upgrade"]), 101),
        "§4.2.1 Upgrade in capitals": (upgrade("UPGRADE: WEBSOCKET", without=["Upgrade"]), 101),
        "§4.2.1 Upgrade to something else": (upgrade("Upgrade: websocket2", without=["Upgrade"]), 400),
        "§4.2.1 no Connection": (upgrade(without=["Connection"]), 400),
        "§4.2.1 Connection: keep-alive": (upgrade("Connection: keep-alive", without=["Connection"]), 400),
        "§4.2.1 a list in Connection, as Firefox sends it": (upgrade("Connection: keep-alive, Upgrade", without=["Connection"]), 101),
        "§4.2.1 a list without spaces": (upgrade("Connection: keep-alive,UPGRADE", without=["Connection"]), 101),
        "§4.2.1 Connection in two lines": (upgrade("Connection: keep-alive"), 101),
        "§4.2.1 Connection: not-upgrade": (upgrade("Connection: not-upgrade", without=["Connection"]), 400),
        "§4.2.1 no key": (upgrade(without=["Sec-WebSocket-Key"]), 400),
        "§4.2.1 a key of 15 bytes": (upgrade("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAA", without=["Sec-WebSocket-Key"]), 400),
        "§4.2.1 a key of 17 bytes": (upgrade("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAAA=", without=["Sec-WebSocket-Key"]), 400),
        "§4.2.1 a key that is not base64": (upgrade("Sec-WebSocket-Key: " + "!" * 24, without=["Sec-WebSocket-Key"]), 400),
        "§4.2.1 a key of base64url": (upgrade("Sec-WebSocket-Key: ____________________-w==", without=["Sec-WebSocket-Key"]), 400),
        "§11.3.1 two keys": (upgrade(f"Sec-WebSocket-Key: {SAMPLE_KEY}"), 400),
        "§4.2.1 a header in small letters": (upgrade(f"sec-websocket-key: {SAMPLE_KEY}", without=["Sec-WebSocket-Key"]), 101),
        "§4.4 version 8": (upgrade("Sec-WebSocket-Version: 8", without=["Sec-WebSocket-Version"]), 426),
        "§4.4 version 14": (upgrade("Sec-WebSocket-Version: 14", without=["Sec-WebSocket-Version"]), 426),
        "§4.4 no version": (upgrade(without=["Sec-WebSocket-Version"]), 426),
        "§11.3.5 two versions": (upgrade("Sec-WebSocket-Version: 8"), 426),
        "§4.4 a version that is no number": (upgrade("Sec-WebSocket-Version: 13.0", without=["Sec-WebSocket-Version"]), 426),
        "§4.2.1 no Origin, as programs come": (upgrade(), 101),
        "§4.2.1 our own Origin": (upgrade("Origin: http://127.0.0.1:@"), 101),
        "§4.2.2 a foreign Origin": (upgrade("Origin: http://evil.example"), 403),
        "§4.2.1 other headers": (upgrade("Cookie: a=b", "Authorization: Basic eDp5"), 101),
        "§4.2.2 another resource": (upgrade(target="/nothing"), 404),
        "§4.2.1 no handshake at all": (request(target="/ws"), 400),
    }

    def check(self, head, expected):
        with Peer(self.port) as peer:
            peer.say(head)
            response = peer.response()
            self.assertEqual(response.status, expected)
            if expected == 426:
                self.assertEqual(response.headers["sec-websocket-version"], "13", "§4.4")
            if expected == 101:
                peer.say(text(ASK))
                self.assertEqual(peer.message()["code"], "not_hello")

    def test_4_2_1_a_list_of_upgrades_is_answered(self):
        """RFC 9110 §7.8 has a list there; Qt drops the connection without a word."""
        with Peer(self.port) as peer:
            peer.say(upgrade("Upgrade: h2c, websocket", without=["Upgrade"]))
            self.assertIn(peer.response().status, (101, 400))

    def test_1_3_the_key_is_answered_as_the_standard_does_it(self):
        with Peer(self.port) as peer:
            peer.say(upgrade())
            headers = peer.response().headers
        self.assertEqual(headers["sec-websocket-accept"], "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        self.assertEqual((headers["upgrade"].lower(), headers["connection"].lower()), ("websocket", "upgrade"))

    def test_4_2_2_any_key_is_answered(self):
        for _ in range(20):
            key = base64.b64encode(os.urandom(16)).decode()
            with Peer(self.port) as peer:
                peer.say(upgrade(f"Sec-WebSocket-Key: {key}", without=["Sec-WebSocket-Key"]))
                self.assertEqual(peer.response().headers["sec-websocket-accept"], accept_of(key))

    def test_9_1_extensions_are_not_taken(self):
        for offer in ("permessage-deflate", "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame", "nonsense; a=b"):
            with Peer(self.port) as peer:
                peer.say(upgrade(f"Sec-WebSocket-Extensions: {offer}"))
                response = peer.response()
                self.assertEqual(response.status, 101)
                self.assertNotIn("sec-websocket-extensions", response.headers)

    def test_4_2_2_the_subprotocol_is_one_that_was_offered_or_none(self):
        """Names are case-sensitive tokens (§11.3.4)."""
        offers = {"courtyard.v1": "courtyard.v1", "chat, courtyard.v1": "courtyard.v1", "courtyard.v1,chat": "courtyard.v1",
                  "chat": None, "courtyard.v2": None, "COURTYARD.V1": None, "courtyard.v10": None}
        for offer, expected in offers.items():
            with self.subTest(offer), Peer(self.port) as peer:
                peer.say(upgrade(f"Sec-WebSocket-Protocol: {offer}"))
                self.assertEqual(peer.response().headers.get("sec-websocket-protocol"), expected)
        with self.subTest("two lines"), Peer(self.port) as peer:
            peer.say(upgrade("Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: courtyard.v1"))
            self.assertEqual(peer.response().headers.get("sec-websocket-protocol"), "courtyard.v1")


class ServerFrames(Table):
    """§5.1 and §5.2: what the host itself sends."""

    def test_frames_are_whole_minimal_and_not_masked(self):
        peer, other = self.member(), self.member()
        for size in (1, 100, 1000, 16384):
            other.post("x" * size)
        other.ask("history", room="lobby", after=0)  # more than 64 KiB: its length takes 64 bits
        seen = 0
        while seen < 4:
            first, second = peer.take(2)
            self.assertIn(first, (0x81, 0x89), "FIN, no reserved bit, text or ping")
            self.assertFalse(second & 0x80, "not masked")
            length = int.from_bytes(peer.take({126: 2, 127: 8}.get(second, 0)), "big") if second > 125 else second
            self.assertEqual(second, length if length < 126 else 126 if length < 65536 else 127, "minimal")
            payload = peer.take(length).decode()
            if first == 0x81 and json.loads(payload)["type"] == "event" and json.loads(payload)["from"] == other.id:
                seen += 1

    def test_7_4_the_host_says_why_it_closes(self):
        peer = self.member()
        for _ in range(10):
            peer.say(text("nonsense"))
        while (got := peer.frame()).opcode != CLOSE:
            pass
        self.assertEqual(got.payload[:2], (1008).to_bytes(2, "big"))
        self.assertLessEqual(len(got.payload), 125)
        got.payload[2:].decode()

    def test_7_2_1_the_host_ends_the_connection_behind_its_close(self):
        peer = self.member(timeout=25)
        peer.say(frame(3, b"x"))
        self.assertEqual(peer.until_close()[0], 1002)
        peer.rest()


if __name__ == "__main__":
    main()
