"""How many are handled at once: a measurement, not a test (docs/layers.md).

    COURTYARD_BINARY=build/release/courtyard python3 tests/hostile/idle.py 5000 10000

So many members come in, join the lobby and stay, hearing a beat a second. Told: memory and descriptors of the host, its
share of a processor while nobody says anything, and how long one message takes to its sender's `ok` and to everybody."""
import json
import select
import sys
import time

from host import Host, raise_descriptor_limit
from member import Member
from wire import PONG, Peer, frame, text, upgrade

PER_ADDRESS = 200  # of the addresses 127.2.*.* that they come from
SECONDS = 10


def come(port, count, poller):
    """All of them, welcome and in the lobby; read from then on through `poller`."""
    peers = {}
    head = upgrade().replace("@", str(port)).encode()
    for i in range(count):
        peer = Peer(port, source=f"127.2.{i // PER_ADDRESS // 200}.{i // PER_ADDRESS % 200 + 1}", timeout=60)
        hello = {"type": "hello", "id": 1, "protocol": 1, "name": f"Idle {i}"}
        peer.say(head + text(json.dumps(hello)) + text('{"type":"join","id":2,"room":"lobby"}'))
        peers[peer.socket.fileno()] = peer
        poller.register(peer.socket, select.EPOLLIN)
        if i % 100 == 99:
            waiting = dict.fromkeys(list(peers)[-100:], b"")
            while waiting:
                for descriptor, data in received(poller, peers):
                    if descriptor in waiting:
                        waiting[descriptor] += data
                        if b'"re":2' in waiting[descriptor]:
                            del waiting[descriptor]
    return peers


def received(poller, peers, timeout=60):
    for descriptor, _ in poller.poll(timeout):
        data = peers[descriptor].socket.recv(1 << 18)
        assert data, "the host closed a connection"
        if b"\x89\0" in data:  # a ping; nothing else in what the host says has these bytes
            peers[descriptor].say(frame(PONG))
        yield descriptor, data


def listen(poller, peers, seconds):
    until = time.monotonic() + seconds
    heard = 0
    while time.monotonic() < until:
        heard += sum(data.count(b'"beat"') for _, data in received(poller, peers, 1))
    return heard


def main(counts):
    raise_descriptor_limit()
    for count in counts:
        host = Host("--no-rate-limit")
        poller = select.epoll()
        empty, came = host.memory(), time.monotonic()
        peers = come(host.port, count, poller)
        came, memory = time.monotonic() - came, host.memory()
        listen(poller, peers, 2)
        used, began = host.processor(), time.monotonic()
        beats = listen(poller, peers, SECONDS)
        used, lasted = host.processor() - used, time.monotonic() - began
        speaker = Member(host.port)
        said, waiting = time.monotonic(), set(peers)
        speaker.post("to everybody")
        answered = time.monotonic() - said
        while waiting:
            waiting -= {descriptor for descriptor, data in received(poller, peers) if b"to everybody" in data}
        heard = time.monotonic() - said
        print(f"{count} connections: came in {came:.1f} s; {memory:.0f} MiB, {(memory - empty) * 1024 / count:.1f} KiB each; "
              f"{host.open_files()} descriptors; idle {used / lasted:.0%} of a processor for {beats / lasted:.0f} beats a second; "
              f"a message: ok after {answered * 1000:.0f} ms, with the last of them after {heard * 1000:.0f} ms", flush=True)
        for peer in peers.values():
            peer.socket.close()
        host.stop()


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [5000, 10000])
