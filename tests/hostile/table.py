"""Tables of cases: a class names its `rows`, and `check(…)` is called with each of them as a test of its own.

All cases of a class share one host and one bystander, who talks on in each; what a case does to the host therefore
shows in the ones after it as well."""
import os
import re
import time
import unittest
from http.client import HTTPConnection

from host import PATIENCE, Host, until
from member import Bystander, Member

# A sanitizer keeps memory that was freed; then only crashes and answers are looked at.
MEMORY_COUNTS = "COURTYARD_SANITIZED" not in os.environ
QUIET = 0.15  # of a processor, with the bystander talking
QUIET_WITHIN = 30  # beats
HEARD_EVERY = 10  # seconds; who answers no ping for 30 is put out


def _test_of(name, row):
    values = row if isinstance(row, tuple) else (row,)

    def test(self):
        self.check(*values)

    test.__doc__ = name
    return test


class Table(unittest.TestCase):
    host_arguments = ()
    host_options = {}
    bystander_hello = {}
    rows = {}

    def __init_subclass__(cls):
        super().__init_subclass__()
        for name, row in cls.__dict__.get("rows", {}).items():
            setattr(cls, f"test {name}", _test_of(name, row))

    @classmethod
    def setUpClass(cls):
        cls.start_host(cls, cls.addClassCleanup)

    @classmethod
    def start_host(cls, holder, add_cleanup):
        holder.host = Host(*cls.host_arguments, **cls.host_options)
        add_cleanup(holder.host.stop)
        holder.port = holder.host.port
        holder.bystander = Bystander(holder.port, hello=cls.bystander_hello)
        add_cleanup(holder.bystander.leave)

    def setUp(self):
        self.bystander.start()

    def tearDown(self):
        try:
            self.bystander.finish()
        except AssertionError as failure:
            failure.add_note("The host said at last:\n" + self.host.said()[-4000:])
            raise

    def member(self, **options):
        member = Member(self.port, **options)
        self.addCleanup(member.socket.close)
        return member

    heard_at = 0.0

    def keep(self, *members):
        """Lets them answer their pings: on a slow machine a case may take so long that they would be put out."""
        if time.monotonic() - self.heard_at > HEARD_EVERY:
            for member in members:
                self.assertTrue(member.is_alive())
            self.heard_at = time.monotonic()

    def assertMemoryGrewLessThan(self, mebibytes, since):
        if MEMORY_COUNTS:
            self.assertLess(self.host.memory() - since, mebibytes, "MiB more than before")

    def assertQuietAgain(self):
        """The processor goes back to idle: measured between two beats that the host sends, not by our own clock."""
        watch = self.member(beat=1, join=None, hello=self.bystander_hello)
        is_beat = lambda message: message["type"] == "beat"
        shares, last = [], watch.until(is_beat)["time"]
        used = self.host.processor()
        while len(shares) < QUIET_WITHIN:
            now, so_far = watch.until(is_beat)["time"], self.host.processor()
            shares.append((so_far - used) / ((now - last) / 1000))
            if shares[-1] < QUIET:
                return
            last, used = now, so_far
        self.fail(f"the processor is still busy: {shares}")

    def assertAllGone(self, connections):
        """So many connections are left: 2 of the bystander, and whatever the case itself keeps."""
        until(f"{connections} connections are left", lambda: self.connections() == connections,
              seen=lambda: f"but {self.connections()}")

    def connections(self):
        """Open WebSockets, as the host's own figures tell (PROTOCOL §1)."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/metrics")
        figures = connection.getresponse().read().decode()
        connection.close()
        return sum(int(re.search(rf'^courtyard_connections{{kind="{kind}"}} (\d+)$', figures, re.M)[1]) for kind in ("member", "greeting"))


class TableOfHosts(Table):
    """Each case has a host of its own."""

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        self.start_host(self, self.addCleanup)
        super().setUp()


def main():
    unittest.main(verbosity=2)
