"""What is said before, or instead of, an upgrade (PROTOCOL §1; RFC 9110 and 9112; RELIABILITY 2 and 3)."""
from table import Table, main
from wire import Closed, Peer, request, text, upgrade

# Said behind what is tested: where the connection lives on, this is answered 200 and ends it.
LAST = request("Connection: close", target="/healthz")
LIVES, ENDS = [200], []
HEAD_LIMIT, LINE_LIMIT = 16 * 1024, 64
HOST = "Host: 127.0.0.1:@\r\n"


def padded(size, port):
    """A request whose head has exactly so many bytes."""
    bare = request("X: ").replace("@", str(port))
    return request("X: " + "x" * (size - len(bare)))


def lines(count):
    return request(*["X: 1"] * (count - 1))  # Host is one as well


class Heads(Table):
    """Each head is answered with these statuses, one for each request in it, and then (4xx) the connection ends."""

    rows = {
        # RELIABILITY "Cases a test must try"
        "20 KiB of header": (request("X: " + "x" * 20480), 431),
        "200 header lines": (lines(200), 431),
        "a bare LF": ("GET / HTTP/1.1\nHost: 127.0.0.1\n\n", 400),
        "one bare LF among the lines": (f"GET / HTTP/1.1\r\n{HOST}X: 1\nY: 1\r\n\r\n", 400),
        "a NUL in a value": (request("X: a\0b"), 400),
        "a NUL in a name": (request("X\0: a"), 400),
        "a NUL in the target": (request(target="/\0"), 400),
        "a line without a colon": (request("abc"), 400),
        "two Hosts": (request("Host: 127.0.0.1:@"), 400),
        "dot dot in the path": (request(target="/../owner-token"), 400),
        "a foreign Host": (request(host="evil.example"), 421),
        # at the limit and one past it
        "64 header lines": (lines(LINE_LIMIT), 200),
        "65 header lines": (lines(LINE_LIMIT + 1), 431),
        # request smuggling: nobody here reads a body, so none may be announced (RFC 9112 §6 and §11.2)
        "GET with a body": (request("Content-Length: 5") + "GET /", 400),
        "GET with a length of nothing": (request("Content-Length: 0"), 200),
        "GET in chunks": (request("Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
        "GET in chunks, in capitals": (request("TRANSFER-ENCODING: CHUNKED") + "0\r\n\r\n", 400),
        "GET in something like chunks": (request("Transfer-Encoding: xchunked"), 400),
        "GET in chunks behind a vertical tab": (request("Transfer-Encoding:\x0bchunked"), 400),
        "a length and chunks, CL.TE": (request("Content-Length: 6", "Transfer-Encoding: chunked") + "0\r\n\r\nG", 400),
        "POST with a length and chunks": (
            request("Content-Length: 4", "Transfer-Encoding: chunked", method="POST") + "1\r\nZ\r\n0\r\n\r\n", 405),
        "POST with a request for its body": (
            request(f"Content-Length: 60", method="POST") + request(target="/about.json"), 405),
        "two lengths": (request("Content-Length: 0", "Content-Length: 30"), 400),
        "two lengths in one line": (request("Content-Length: 0, 30"), 400),
        "a length with a sign": (request("Content-Length: +0"), 400),
        "a negative length": (request("Content-Length: -1"), 400),
        "a length in hexadecimal": (request("Content-Length: 0x0"), 400),
        "a length past 2^64": (request("Content-Length: 18446744073709551616"), 400),
        "an empty length": (request("Content-Length:"), 400),
        "a space before the colon": (request("Content-Length : 5"), 400),
        "a folded line": (request("X: 1", " Transfer-Encoding: chunked"), 400),
        "a line folded by a tab": (request("X: 1", "\tmore"), 400),
        "a first line that is folded": (" " + request(), 400),
        "a CR alone in a value": (request("X: a\rTransfer-Encoding: chunked"), 400),
        "a name that is no token": (request("X(1): 1"), 400),
        "a line without a name": (request(": 1"), 400),
        "DEL in a value": (request("X: \x7f"), 400),
        "an escape sequence in a value": (request("X: \x1b[31m"), 400),
        "UTF-8 in a value": (request("X: \xc3\xa9"), 200),
        "a name of 8 KiB": (request("x" * 8192 + ": 1"), 200),
        "a head of spaces": (" " * 20480, 431),
        # request lines
        "HTTP/0.9": ("GET /\r\n\r\n", 400),
        "HTTP/1.0 without a Host": (request(host=None, version="HTTP/1.0"), [200, "closed"]),
        "HTTP/1.1 without a Host": (request(host=None), 400),
        "HTTP/1.2": (request(version="HTTP/1.2"), 200),
        "HTTP/2.0": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        "HTTP/9.9": (request(version="HTTP/9.9"), 505),
        "a version of three numbers": (request(version="HTTP/1.1.1"), 400),
        "a version in small letters": (request(version="http/1.1"), 400),
        "a version with zeros": (request(version="HTTP/01.1"), 400),
        "no version, two spaces": ("GET / \r\n" + HOST + "\r\n", 400),
        "two spaces before the target": ("GET  / HTTP/1.1\r\n" + HOST + "\r\n", 400),
        "tabs between the parts": ("GET\t/\tHTTP/1.1\r\n" + HOST + "\r\n", 400),
        "an empty line first": ("\r\n" + request(), 400),  # RFC 9112 §2.2 lets it pass, but need not
        "a byte order mark first": ("\xef\xbb\xbf" + request(), 400),
        "a reply instead of a request": ("HTTP/1.1 200 OK\r\n\r\n", 400),
        "a method in small letters": (request(method="get"), 405),
        "a method of 1 KiB": (request(method="X" * 1024), 405),
        "a method with a slash": (request(method="GE/T"), 400),
        "no method": (" / HTTP/1.1\r\n" + HOST + "\r\n", 400),
        "PUT": (request(method="PUT"), 405),
        "DELETE": (request(method="DELETE"), 405),
        "PATCH": (request(method="PATCH"), 405),
        "TRACE": (request("X-Secret: 1", method="TRACE"), 405),
        "OPTIONS": (request(method="OPTIONS"), 405),
        "OPTIONS of everything": (request(method="OPTIONS", target="*"), 400),
        "CONNECT": (request(method="CONNECT", target="127.0.0.1:22"), 400),
        "CONNECT of a path": (request(method="CONNECT"), 405),
        # targets
        "the absolute form": (request(target="http://127.0.0.1:@/"), 400),  # RELIABILITY 3
        "the absolute form of another": (request(target="http://evil.example/"), 400),
        "the authority form": (request(target="evil.example:80"), 400),
        "a path without a slash": (request(target="about.json"), 400),
        "a fragment": (request(target="/#top"), 400),
        "a backslash": (request(target="/..\\owner-token"), 400),
        "bytes that are not ASCII": (request(target="/\xc3\xa9"), 400),
        "a space in the target": (request(target="/a b"), 400),
        "escaped dots": (request(target="/%2e%2e/owner-token"), 400),
        "escaped dots in capitals": (request(target="/%2E./owner-token"), 400),
        "dots escaped twice": (request(target="/%252e%252e/owner-token"), 404),
        "an escaped slash": (request(target="/..%2fowner-token"), 400),
        "an escaped backslash": (request(target="/..%5cowner-token"), 400),
        "an escaped NUL": (request(target="/index.html%00.png"), 400),
        "an escaped line end": (request(target="/%0d%0aX:%201"), 400),
        "an escape of one digit": (request(target="/%4"), 400),
        "an escape of no digits": (request(target="/%zz"), 400),
        "an overlong escape": (request(target="/%c0%ae%c0%ae/owner-token"), 404),
        "a dot segment": (request(target="/./about.json"), 400),
        "dots at the end": (request(target="/.."), 400),
        "two slashes": (request(target="//about.json"), 404),
        "a name with a parameter": (request(target="/about.json;x=1"), 404),
        "a name in capitals": (request(target="/ABOUT.JSON"), 404),
        "a slash behind a name": (request(target="/about.json/"), 404),
        "an escaped letter": (request(target="/%61bout.json"), 200),
        "a query": (request(target="/about.json?x=%00/../"), 200),
        "a target of 15 KiB": (request(target="/" + "x" * 15000), 404),
        "the data folder's files": (request(target="/events.sqlite"), 404),
        "a resource's own name": (request(target="/:/web/index.html"), 404),
        # who is meant
        "an empty Host": (request(host=" "), 400),
        "a Host with a port past 65535": (request(host="127.0.0.1:99999"), 400),
        "a Host with words for a port": (request(host="127.0.0.1:http"), 400),
        "a Host with a user": (request(host="127.0.0.1@evil.example".replace("@", "%40")), 421),
        "a Host that begins like ours": (request(host="127.0.0.1.evil.example"), 421),
        "a list of Hosts": (request(host="localhost, evil.example"), 421),
        "a Host in capitals": (request(host="LOCALHOST:@"), 200),
        "a Host with its root": (request(host="localhost.:@"), 200),
        "a Host of IPv6": (request(host="[::1]:@"), 200),
        "a Host of half an IPv6": (request(host="[::1:@"), 400),
        "a header of a proxy": (request("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"), 200),
        "a foreign name for a header": (request("X-Original-URL: /metrics", "X-Rewrite-URL: /metrics"), 200),
        # other offers
        "an upgrade to HTTP/2": (request("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"), 200),
        "an upgrade of the page": (upgrade(target="/"), 200),
        "100-continue": (request("Expect: 100-continue"), 200),
        "a range of the page": (request("Range: bytes=0-0,5-5,-1"), 200),
        "a thousand entity tags": (request("If-None-Match: " + ",".join(['"x"'] * 1000)), 200),
        "Connection with many tokens": (request("Connection: " + ",".join(["x"] * 1000)), 200),
    }

    def check(self, head, expected):
        with Peer(self.port) as peer:
            peer.say(head + LAST)
            statuses = [response.status for response in peer.responses()]
        if isinstance(expected, list):  # an answer that ends the connection by itself
            self.assertEqual(statuses, expected[:1])
        else:
            self.assertEqual(statuses, [expected] + (ENDS if expected >= 400 else LIVES))


class HeadSize(Table):
    rows = {"of 16 KiB": (0, 200), "of one byte more": (1, 431)}

    def check(self, more, status):
        with Peer(self.port) as peer:
            peer.say(padded(HEAD_LIMIT + more, self.port))
            self.assertEqual(peer.response().status, status)


class Pipelines(Table):
    def test_a_hundred_requests_at_once_are_answered_in_order(self):
        with Peer(self.port) as peer:
            peer.say("".join(request(target=("/healthz", "/about.json")[i % 2]) for i in range(100)) + LAST)
            bodies = [response.body[:2] for response in peer.responses()]
        self.assertEqual(bodies, [b"ok", b'{"'] * 50 + [b"ok"])

    def test_a_bad_request_among_good_ones_ends_the_connection_there(self):
        with Peer(self.port) as peer:
            peer.say(request() + request("Content-Length: 9") + request() + LAST)
            self.assertEqual([response.status for response in peer.responses()], [200, 400])

    def test_heads_have_no_bodies(self):
        with Peer(self.port) as peer:
            peer.say(request(method="HEAD") * 3 + request("Connection: close", method="HEAD"))
            self.assertEqual([response.status for response in peer.responses(has_body=False)], [200] * 4)

    def test_a_head_may_come_byte_by_byte(self):
        with Peer(self.port) as peer:
            for byte in request("Connection: close", target="/healthz"):
                peer.say(byte)
            self.assertEqual(peer.response().body, b"ok")

    def test_half_closed_behind_a_request_is_answered(self):
        """RFC 9112 §9.6: who has said all may shut down its side."""
        for what in (request(target="/healthz"), request(target="/nothing")):
            with Peer(self.port) as peer:
                peer.say(what)
                peer.end_sending()
                self.assertIn(peer.response().status, (200, 404))

    def test_half_closed_before_a_request_is_closed(self):
        for what in ("", "GET / HT"):
            with Peer(self.port) as peer:
                peer.say(what)
                peer.end_sending()
                self.assertEqual(peer.rest(), b"")

    def test_twenty_thousand_requests_of_which_no_answer_is_read(self):
        """One answer under way at most: the next request is not even looked at."""
        self.member().is_alive()
        before = self.host.memory()
        peers = [Peer(self.port, receive_buffer=4096, timeout=0.2) for _ in range(20)]
        for peer in peers:
            try:
                peer.say(request() * 1000)
            except TimeoutError:
                pass  # the host takes no more, as it should
        self.member().is_alive()
        self.assertMemoryGrewLessThan(16, before)
        for peer in peers:
            peer.reset()
        self.assertQuietAgain()


class Upgrades(Table):
    """How requests for /ws are refused. Those that RFC 6455 lets pass are in tests/conformance."""

    rows = {
        "of a foreign Host": (upgrade(host="evil.example"), 421),
        "a foreign Origin": (upgrade("Origin: http://evil.example"), 403),
        "an Origin null": (upgrade("Origin: null"), 403),
        "an empty Origin": (upgrade("Origin:"), 403),
        "an Origin of a file": (upgrade("Origin: file://"), 403),
        "an Origin that begins like ours": (upgrade("Origin: http://127.0.0.1.evil.example"), 403),
        "an Origin with a user": (upgrade("Origin: http://127.0.0.1:1" + "%40evil.example"), 403),
        "an Origin of another port": (upgrade("Origin: http://127.0.0.1:1"), 403),
        "an Origin with a path": (upgrade("Origin: http://127.0.0.1:@/x"), 403),
        "an Origin of another name of ours": (upgrade("Origin: http://localhost:@"), 403),
        "our own Origin": (upgrade("Origin: http://127.0.0.1:@"), 101),
        "two Origins": (upgrade("Origin: http://127.0.0.1:@", "Origin: http://evil.example"), 400),
        "version 8": (upgrade("Sec-WebSocket-Version: 8", without=["Sec-WebSocket-Version"]), 426),
        "with a body": (upgrade("Content-Length: 5") + "hello", 400),
        "in chunks": (upgrade("Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
        "by POST": (upgrade(method="POST"), 405),
        "by HEAD": (upgrade(method="HEAD"), 404),
        "an escaped path": (upgrade(target="/%77s"), 101),
        "a path in capitals": (upgrade(target="/WS"), 404),
        "a path with more": (upgrade(target="/ws/"), 404),
        "a path with a query": (upgrade(target="/ws?x=1"), 101),
        "five hundred subprotocols": (upgrade("Sec-WebSocket-Protocol: " + ", ".join(["courtyard.v2"] * 500)), 101),
        "behind a request": (request(target="/healthz") + upgrade(), [200, 101]),
    }

    def check(self, head, expected):
        expected = expected if isinstance(expected, list) else [expected]
        has_body = not head.startswith("HEAD")
        with Peer(self.port) as peer:
            peer.say(head)
            self.assertEqual([peer.response(has_body).status for _ in expected], expected)
            if expected[-1] == 101:
                peer.say(text('{"type":"ping","t":1}'))
                self.assertIn(b"not_hello", peer.frame().payload)
            else:
                with self.assertRaises(Closed):
                    peer.more()

    def test_a_long_line_is_answered(self):
        """Qt's own reader drops a connection whose line is past 8 KiB without a word."""
        for line in ("Cookie: " + "x" * 8192, "Cookie: " + "x" * 12000):
            with Peer(self.port) as peer:
                peer.say(upgrade(line))
                self.assertIn(peer.response().status, (101, 431))

    def test_frames_in_the_packet_of_the_head_are_heard(self):
        with Peer(self.port) as peer:
            peer.say(upgrade().replace("@", str(self.port)).encode() + text('{"type":"ping","t":1}') * 3)
            self.assertEqual(peer.response().status, 101)
            for _ in range(3):
                self.assertIn(b"not_hello", peer.frame().payload)

    def test_garbage_behind_the_head_ends_it(self):
        """A second request where frames are due: 'G' is 0x47, a frame with a reserved bit."""
        with Peer(self.port) as peer:
            peer.say(upgrade() + request())
            self.assertEqual(peer.response().status, 101)
            self.assertEqual(peer.until_close()[0], 1002)


if __name__ == "__main__":
    main()
