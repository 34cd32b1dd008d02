"""Very many connections at once (RELIABILITY 1, 13 and 14). COURTYARD_STORM: how many in the storm."""
import os
import re
import select
import socket

from host import raise_descriptor_limit, until
from member import Member
from table import Table, TableOfHosts, main
from wire import Closed, Peer, text, upgrade

STORM = int(os.environ.get("COURTYARD_STORM", "1000"))
PER_ADDRESS, IN_ALL = 512, 4096  # connections that nobody has vouched for
HELLO = '{"type":"hello","id":1,"protocol":1,"beat":0,"name":"Storm %d","token":"%s"}'


def source(i, per_address=200):
    return f"127.1.{i // per_address // 200}.{i // per_address % 200 + 1}"


class Storm(Table):
    host_arguments = ("--no-rate-limit",)

    def test_all_come_back_at_once(self):
        """Everybody loses the connection and reconnects in the same moment; whoever is refused tries again."""
        raise_descriptor_limit()
        before = self.host.memory()
        tokens = self.come([""] * STORM)
        self.assertEqual(len(set(tokens)), STORM)
        self.assertEqual(self.come(tokens), tokens, "the same members")
        self.assertMemoryGrewLessThan(64 + STORM / 1000 * 64, before)
        self.assertAllGone(2)
        self.assertQuietAgain()

    def come(self, tokens):
        """All connect, say hello with these tokens, and stay until the last one is welcome; then all vanish (RST)."""
        found, poller, peers = list(tokens), select.epoll(), {}
        head = upgrade().replace("@", str(self.port)).encode()
        missing = set(range(len(tokens)))

        def connect(i):
            peer = Peer(self.port, source=source(i), timeout=60)
            peers[peer.socket.fileno()] = (i, peer)
            peer.say(head + text(HELLO % (i, tokens[i])))
            poller.register(peer.socket, select.EPOLLIN)

        for i in range(len(tokens)):
            connect(i)
        while missing:
            ready = poller.poll(60)
            self.assertTrue(ready, f"{len(missing)} are waiting for a welcome")
            for descriptor, _ in ready:
                i, peer = peers[descriptor]
                try:
                    peer.more()
                except Closed:
                    poller.unregister(descriptor)
                    del peers[descriptor]
                    peer.socket.close()
                    if i in missing:
                        connect(i)
                    continue
                welcome = re.search(rb'"token":"([^"]+)"', peer.buffer)
                if i in missing and welcome:
                    found[i] = welcome[1].decode()
                    missing.discard(i)
        for _, peer in peers.values():
            peer.reset()
        return found


class Strangers(Table):
    def test_silent_ones_of_one_address_do_not_keep_others_out(self):
        raise_descriptor_limit()
        silent = [Peer(self.port, source="127.0.0.7") for _ in range(PER_ADDRESS + 50)]
        with self.assertRaises(Closed):
            for peer in silent[-50:]:
                peer.more()
        self.assertTrue(self.member().is_alive())
        self.assertTrue(self.member(source="127.0.0.8").is_alive())
        for peer in silent:
            peer.reset()
        self.wait_until_let_in("127.0.0.7")

    def test_silent_ones_of_many_addresses_are_bounded_and_make_room(self):
        raise_descriptor_limit()
        before = self.host.memory()
        silent = [Peer(self.port, source=source(i)) for i in range(IN_ALL + 100)]
        self.assertMemoryGrewLessThan(96, before)
        for peer in silent:
            peer.reset()
        self.wait_until_let_in("127.0.0.1")
        self.assertTrue(self.member().is_alive())
        self.assertQuietAgain()

    def wait_until_let_in(self, address):
        def tried():
            try:
                with Member(self.port, source=address) as member:
                    return member.is_alive()
            except (Closed, OSError):
                return False

        until(f"{address} is let in", tried)


class Descriptors(TableOfHosts):
    """RELIABILITY 13: out of descriptors, a host must neither stop accepting for good nor burn its processor."""

    host_options = {"descriptors": 128}

    def test_out_of_descriptors_and_back(self):
        usual, silent = self.cost_of_talk(), []
        for i in range(300):  # the system accepts what the host cannot
            silent.append(Peer(self.port, source=source(i, 100)))
        until("all descriptors are in use", lambda: self.host.open_files() >= 127)
        self.assertLess(self.cost_of_talk(), 3 * usual + 0.2, "it tries again all the time")
        for peer in silent:
            peer.reset()
        self.assertTrue(self.member().is_alive())
        self.assertQuietAgain()


    def cost_of_talk(self):
        """Seconds of processor time while the bystander says fifty lines."""
        used, said = self.host.processor(), len(self.bystander.said)
        until("the bystander says fifty lines", lambda: len(self.bystander.said) > said + 50)
        return self.host.processor() - used


class Coming(Table):
    host_arguments = ("--no-rate-limit",)

    def test_a_thousand_come_and_go_one_after_the_other(self):
        """Nothing is left of each."""
        first = self.member()
        for _ in range(100):
            self.member(hello={"token": first.token}).reset()
            self.keep(first)
        self.assertAllGone(3)
        before, sockets = self.host.memory(), self.host.open_sockets()
        for i in range(1000):
            member = Member(self.port, hello={"token": first.token})
            member.reset() if i % 2 else member.leave()
            self.keep(first)
        self.assertAllGone(3)
        self.assertMemoryGrewLessThan(4, before)
        until("their sockets are closed", lambda: self.host.open_sockets() <= sockets)
        self.assertTrue(first.is_alive())

    def test_one_member_on_three_hundred_connections(self):
        first = self.member()
        others = []
        for _ in range(300):
            others.append(self.member(hello={"token": first.token}))
            self.keep(first, *others)
        first.post("to all of mine")
        for other in others:
            other.until(lambda message: message["type"] == "event" and message["text"] == "to all of mine")
            other.socket.close()
        self.assertAllGone(3)

    def test_ports_that_open_and_close_at_once(self):
        for _ in range(2000):
            socket.create_connection(("127.0.0.1", self.port)).close()
        self.assertTrue(self.member().is_alive())
        self.assertQuietAgain()


if __name__ == "__main__":
    main()
