"""Files up and down, as PROTOCOL §5 has it, over the peers of tests/hostile. What is sent is made of a seed, so that 4 GiB
need no disk of their own here."""
import hashlib
import http.client
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "hostile"))
from host import Host, until  # noqa: E402, F401
from member import Member, Refused, counter  # noqa: E402, F401
from wire import Closed, Peer, frame, request  # noqa: E402, F401

CHUNK = 65536
NO_MASK = b"\0\0\0\0"  # a mask all the same (RFC 6455 §5.3), and costs nothing
BLOCK = 1 << 20


class Made:
    """A file of so many bytes that is the same each time: blocks that differ by their number."""

    def __init__(self, size, seed=1):
        self.size, self.seed = size, seed
        self._block = bytearray((hashlib.sha256(str(seed).encode()).digest() * (BLOCK // 32 + 1))[:BLOCK])

    def block(self, number):
        """Good until the next one is asked for: the same memory each time, which costs next to nothing."""
        struct.pack_into(">QQ", self._block, 0, self.seed, number)
        return memoryview(self._block)[: max(0, min(BLOCK, self.size - number * BLOCK))]

    def read(self, offset, count):
        count = min(count, self.size - offset)
        number, within = divmod(offset, BLOCK)
        taken = self.block(number)[within:within + count]
        if len(taken) == count:
            return taken
        whole = bytearray(taken)
        while len(whole) < count:
            number += 1
            whole += self.block(number)[: count - len(whole)]
        return whole

    def blocks(self):
        for number in range((self.size + BLOCK - 1) // BLOCK):
            yield self.block(number)

    def hash(self):
        digest = hashlib.sha256()
        for block in self.blocks():
            digest.update(block)
        return digest.hexdigest()


class Bytes:
    """A file that one has in hand."""

    def __init__(self, content):
        self.content, self.size = content, len(content)

    def read(self, offset, count):
        return self.content[offset:offset + count]

    def blocks(self):
        yield self.content

    def hash(self):
        return hashlib.sha256(self.content).hexdigest()


def chunk(upload, offset, payload):
    size = 12 + len(payload)
    if size < 126:
        head = struct.pack(">BB", 0x82, 0x80 | size)
    elif size < 65536:
        head = struct.pack(">BBH", 0x82, 0x80 | 126, size)
    else:
        head = struct.pack(">BBQ", 0x82, 0x80 | 127, size)
    return b"".join((head, NO_MASK, struct.pack(">IQ", upload, offset), payload))


class Upload:
    """One upload of one member. `sent` counts the bytes that were given to the system, over all connections."""

    def __init__(self, content, name="file.bin", key=None, sha256=None, mime=None):
        self.content, self.name, self.key = content, name, key or f"upload {next(counter)}"
        self.more = {k: v for k, v in (("sha256", sha256), ("mime", mime)) if v}
        self.sent = 0
        self.file = None
        self.offsets = []  # where each connection went on

    def begin(self, member):
        reply = member.ask("upload", key=self.key, name=self.name, size=self.content.size, **self.more)
        self.number, self.window = reply["upload"], reply["window"]
        self.at = self.confirmed = reply["offset"]
        self.offsets.append(self.at)
        return reply

    def _hear(self, member):
        message = member.until(lambda m: m.get("upload") == self.number and m["type"] in ("uploading", "uploaded", "error"))
        if message["type"] == "error":
            raise Refused(message)
        if message["type"] == "uploaded":
            self.file = message["file"]
        else:
            assert message["offset"] > self.confirmed, message
            self.confirmed = message["offset"]

    def send_one(self, member):
        """The next chunk, when the window lets it."""
        size = min(CHUNK, self.content.size - self.at)
        while self.at + size > self.confirmed + self.window:
            self._hear(member)
        payload = self.content.read(self.at, size)
        self.sent += len(payload)
        member.socket.sendall(chunk(self.number, self.at, payload))
        self.at += size

    def run(self, member, until=None):
        """To its end, or until so many bytes were sent on this connection."""
        if not hasattr(self, "number") or until is None:
            self.begin(member)
        start = self.at
        while self.at < self.content.size:
            if until is not None and self.at - start >= until:
                return None
            self.send_one(member)
        return self.finish(member)

    def finish(self, member):
        """What is left of it, on this connection."""
        while self.at < self.content.size:
            self.send_one(member)
        while self.file is None:
            self._hear(member)
        return self.file


def upload(member, content, **options):
    return Upload(content, **options).run(member)


class Fetched:
    def __init__(self, status, headers, digest, size, body):
        self.status, self.headers, self.digest, self.size, self.body = status, headers, digest, size, body


def fetch(port, file_id, name="file.bin", method="GET", keep=True, **headers):
    """Over a connection of its own. The body is hashed, and kept where `keep`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, f"/files/{file_id}/{name}", headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        digest, size, body = hashlib.sha256(), 0, b""
        while piece := response.read(BLOCK):
            digest.update(piece)
            size += len(piece)
            if keep:
                body += piece
        return Fetched(response.status, {k.lower(): v for k, v in response.getheaders()}, digest.hexdigest(), size, body)
    finally:
        connection.close()
