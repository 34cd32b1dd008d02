"""Bytes of one file: up in frames over the WebSocket, down over HTTP."""
import hashlib
import http.client
import os
import struct

from lab import Person
from wire import BINARY, FIN

BLOCK = os.urandom(1 << 16)


def measure(lab, costs):
    for mebibytes in lab.sizes(1, 32, 1024):
        with lab.host() as host:
            measure_file(costs, host, mebibytes)


def measure_file(costs, host, mebibytes):
    def tell(what, value, unit, most=0.0):
        costs.tell("MiB of a file", mebibytes, what, value, unit, most)

    person = Person(host.port)
    used = host.processor_seconds()
    file = upload(person, mebibytes << 20)
    tell("upload: CPU of a MiB", (host.processor_seconds() - used) * 1e3 / mebibytes, "ms")
    person.ask("post", room="lobby", key="file", files=[file])
    used = host.processor_seconds()
    assert download(host.port, file) == mebibytes << 20
    tell("download: CPU of a MiB", (host.processor_seconds() - used) * 1e3 / mebibytes, "ms")
    tell("largest memory of the host", host.resident_kib("VmHWM") / 1024, "MiB")
    person.socket.close()


def upload(person, size) -> str:
    """The file's id. At most `window` bytes are under way."""
    answer = person.ask("upload", key="growth", name="growth.bin", size=size, mime="application/octet-stream")
    arrived = 0
    digest = hashlib.sha256()
    for offset in range(0, size, len(BLOCK)):
        block = struct.pack(">Q", offset) + BLOCK[8:] # no two blocks are alike
        digest.update(block)
        while offset + len(block) - arrived > answer["window"]:
            arrived = person.until(lambda message: message["type"] == "uploading")["offset"]
        person.say(binary(struct.pack(">IQ", answer["upload"], offset) + block))
    file = person.until(lambda message: message["type"] == "uploaded")["file"]
    assert file["id"] == digest.hexdigest(), "the host has another file"
    return file["id"]


def binary(payload: bytes) -> bytes:
    """A client's frame under a mask of zeros, which leaves it as it is."""
    return struct.pack(">BBQ", BINARY | FIN, 0x80 | 127, len(payload)) + bytes(4) + payload


def download(port, file) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/files/{file}/growth.bin")
    response = connection.getresponse()
    assert response.status == 200, response.status
    total = 0
    while piece := response.read(1 << 20):
        total += len(piece)
    connection.close()
    return total
