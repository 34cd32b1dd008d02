"""TLS that does not go on: hellos that stall, in great number (RELIABILITY 1 and 6), and the ends of encrypted
connections. COURTYARD_STALLS: how many; with it, the figures are printed too."""
import os
import select
import socket
import ssl
import time

from host import raise_descriptor_limit, until
from member import Member
from table import Table, main
from wire import TRUSTING, Peer, request

STALLS = int(os.environ.get("COURTYARD_STALLS", "1200"))
ADDRESSES = 40
DEADLINE, AT_MOST = 10, 60  # seconds; the machine may be busy


def client_hello():
    """What Python's own library begins with."""
    said = ssl.MemoryBIO()
    try:
        TRUSTING.wrap_bio(ssl.MemoryBIO(), said).do_handshake()
    except ssl.SSLWantReadError:
        return said.read()


class Stalled(Table):
    def test_hellos_that_stall_are_bounded_and_others_come_in(self):
        raise_descriptor_limit()
        before, used, began = self.host.memory(), self.host.processor(), time.monotonic()
        hello = client_hello()
        beginnings = [hello, hello[: len(hello) // 2], hello[:1]]  # to the host's answer, in it, before it
        stalled = [self.stall(i, beginnings[i % 3]) for i in range(STALLS)]
        connected = time.monotonic() - began
        came_in = [self.seconds_to_come_in(f"127.3.0.{i + 1}") for i in range(10)]
        most = self.host.memory() - before
        self.assertMemoryGrewLessThan(160, before)
        ended = self.seconds_until_all_closed(stalled)
        if "COURTYARD_STALLS" in os.environ:
            print(f"\n{STALLS} hellos from {ADDRESSES} addresses within {connected:.1f} s: {most:.0f} MiB more, "
                  f"others come in within {max(came_in) * 1000:.0f} ms, all closed after {ended:.1f} s, "
                  f"{self.host.processor() - used:.1f} s of processor", flush=True)
        self.assertLess(max(came_in), DEADLINE, "they came in when the others had been cut")
        self.assertLess(ended, AT_MOST)
        self.assertAllGone(2)
        self.assertQuietAgain()

    def stall(self, i, beginning):
        peer = socket.socket()
        peer.bind((f"127.2.0.{i % ADDRESSES + 1}", 0))
        peer.settimeout(60)
        peer.connect(("127.0.0.1", self.port))
        try:
            peer.sendall(beginning)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was one too many
        return peer

    def seconds_to_come_in(self, address):
        began = time.monotonic()
        with Member(self.port, source=address, encrypted=True) as member:
            self.assertTrue(member.is_alive())
        return time.monotonic() - began

    def seconds_until_all_closed(self, peers):
        began, poller = time.monotonic(), select.epoll()
        by_descriptor = {peer.fileno(): peer for peer in peers}
        for descriptor in by_descriptor:
            poller.register(descriptor, select.EPOLLIN)
        while by_descriptor and time.monotonic() - began < 2 * AT_MOST:
            for descriptor, _ in poller.poll(1):
                try:
                    if by_descriptor[descriptor].recv(1 << 16):
                        continue  # the host's part of the handshake
                except ConnectionResetError:
                    pass
                poller.unregister(descriptor)
                by_descriptor.pop(descriptor).close()
        return time.monotonic() - began


class Ends(Table):
    def test_an_end_without_a_word_is_an_end(self):
        """Truncated: FIN without close_notify, and RST, in a request and as a member."""
        for leave in (lambda peer: peer.end_sending(), lambda peer: peer.reset()):
            with Peer(self.port, encrypted=True) as peer:
                peer.say(request("X: ")[:-4])
                leave(peer)
            member = self.member(encrypted=True)
            leave(member)
        self.assertAllGone(2)

    def test_the_hosts_last_words_are_read_to_their_end(self):
        """An answer is followed by close_notify, so that who reads knows that nothing was cut off."""
        with Peer(self.port, encrypted=True) as peer:
            peer.socket.suppress_ragged_eofs = False
            peer.say(request("Connection: close", target="/about.json"))
            self.assertEqual(peer.response().status, 200)
            self.assertEqual(peer.socket.recv(1), b"")


class Coming(Table):
    host_arguments = ("--no-rate-limit",)

    def test_hundreds_come_and_go(self):
        first = self.member(encrypted=True)
        for _ in range(50):
            self.member(encrypted=True, hello={"token": first.token}).reset()
            self.keep(first)
        self.assertAllGone(3)
        before, sockets = self.host.memory(), self.host.open_sockets()
        for i in range(500):
            member = Member(self.port, encrypted=True, hello={"token": first.token})
            member.reset() if i % 2 else member.leave()
            self.keep(first)
        self.assertAllGone(3)
        self.assertMemoryGrewLessThan(4, before)
        until("their sockets are closed", lambda: self.host.open_sockets() <= sockets)


if __name__ == "__main__":
    main()
