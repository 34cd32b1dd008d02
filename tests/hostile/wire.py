"""HTTP heads and WebSocket frames as bytes, written from RFC 6455, and a peer that says them over a plain socket,
or, with COURTYARD_TEST_TLS in the environment, over TLS.

Nothing here is polite by itself: whoever uses it says what a well-behaved client would, or the opposite.
"""
import collections
import json
import os
import re
import socket
import ssl
import struct
import time

ENCRYPTED = "COURTYARD_TEST_TLS" in os.environ
TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # the key is not what is tried here
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
FIN, RSV1, RSV2, RSV3 = 0x80, 0x40, 0x20, 0x10
SAMPLE_KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # of RFC 6455 §1.3

Frame = collections.namedtuple("Frame", "first payload masked")
Frame.opcode = property(lambda frame: frame.first & 0x0F)


def frame(opcode, payload=b"", fin=True, rsv=0, mask=b"\x37\xfa\x21\x3d", length=None, width=None):
    """RFC 6455 §5.2. `mask` None: unmasked. `length`: another one than the payload has. `width`: 7, 16 or 64 bits of
    it, also where fewer would do."""
    announced = len(payload) if length is None else length
    bits = width or (7 if announced < 126 else 16 if announced < 1 << 16 else 64)
    head = bytes([opcode | rsv | (FIN if fin else 0)])
    masked = 0x80 if mask is not None else 0
    if bits == 7:
        head += bytes([masked | announced])
    else:
        head += struct.pack(">BH" if bits == 16 else ">BQ", masked | (126 if bits == 16 else 127), announced)
    if mask is None:
        return head + payload
    repeated = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return head + mask + (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")


def text(payload, **options):
    return frame(TEXT, payload.encode() if isinstance(payload, str) else payload, **options)


def close(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack(">H", code) + reason)


def request(*lines, target="/", method="GET", host="127.0.0.1:@", version="HTTP/1.1"):
    """A request head; `@` stands for the port (see Peer.say). Lines end with CRLF."""
    return "\r\n".join([f"{method} {target} {version}", *([f"Host: {host}"] if host else []), *lines, "", ""])


def upgrade(*lines, without=(), target="/ws", **options):
    """An opening handshake (RFC 6455 §4.1), less the headers named in `without`, and with more lines."""
    usual = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": SAMPLE_KEY, "Sec-WebSocket-Version": "13"}
    kept = [f"{name}: {value}" for name, value in usual.items() if name not in without]
    return request(*kept, *lines, target=target, **options)


class Closed(Exception):
    """The host ended the connection, in order or not."""


class Response:
    def __init__(self, status, headers, body=b""):
        self.status, self.headers, self.body = status, headers, body


class Peer:
    """One connection. `source` is the address it comes from: all of 127.0.0.0/8 is this machine."""

    def __init__(self, port, source=None, receive_buffer=None, timeout=60, encrypted=ENCRYPTED):
        self.port = port
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        if source:
            self.socket.bind((source, 0))
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        if encrypted:
            self.encrypt()

    def encrypt(self):
        try:
            self.socket = TRUSTING.wrap_socket(self.socket, suppress_ragged_eofs=True)
        except (ssl.SSLError, ConnectionResetError) as refused:
            raise Closed from refused

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def say(self, what):
        """Text is a head: `@` in it is the port. Bytes go as they are. A host that has hung up is not an error here."""
        if isinstance(what, str):
            what = what.replace("@", str(self.port)).encode("latin-1")
        try:
            self.socket.sendall(what)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass

    def end_sending(self):
        socket.socket.shutdown(self.socket, socket.SHUT_WR)  # an SSLSocket's own would forget its keys

    def reset(self):
        """RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def more(self):
        try:
            received = self.socket.recv(1 << 16)
        except (ConnectionResetError, ssl.SSLError):
            received = b""
        if not received:
            raise Closed
        self.buffer += received

    def take(self, count):
        while len(self.buffer) < count:
            self.more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def rest(self):
        """All there is until the host closes."""
        try:
            while True:
                self.more()
        except Closed:
            taken, self.buffer = self.buffer, b""
            return taken

    # HTTP

    def response(self, has_body=True):
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        status = int(re.fullmatch(r"HTTP/1\.1 (\d{3}) .*", lines[0])[1])
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        has_body = has_body and status not in (101, 304)
        return Response(status, headers, self.take(int(headers.get("content-length", 0))) if has_body else b"")

    def responses(self, has_body=True):
        """Those that come until the host closes."""
        found = []
        try:
            while True:
                found.append(self.response(has_body))
        except Closed:
            assert not self.buffer, self.buffer
            return found

    # WebSocket

    def shake_hands(self, *lines):
        self.say(upgrade(*lines))
        response = self.response()
        assert response.status == 101, response.status
        return self

    def frame(self):
        first, second = self.take(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack(">H", self.take(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", self.take(8))
        return Frame(first, self.take(length), bool(second & 0x80))

    def message(self):
        """The next message, within a minute; pings are answered on the way, and keep the socket's own limit from ending it."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            got = self.frame()
            if got.opcode == TEXT:
                return json.loads(got.payload)
            if got.opcode == PING:
                self.say(frame(PONG, got.payload))
            elif got.opcode == CLOSE:
                raise Closed(got.payload)
            else:
                assert got.opcode in (PONG, BINARY), got
        raise TimeoutError("no message")

    def until_close(self):
        """The code of the host's close frame; 1005 where it names none, 1006 where there is no such frame (RFC 6455
        §7.1.5). And the frames before it."""
        before = []
        try:
            while True:
                got = self.frame()
                if got.opcode == CLOSE:
                    return struct.unpack(">H", got.payload[:2])[0] if got.payload else 1005, before
                before.append(got)
        except Closed:
            return 1006, before

