"""What goes wrong around the host: its clock, its disk, its database, its life (RELIABILITY, "Promises"). The deeper
forms are in tests/server/store, tests/powercut and tests/soak; here the executable as a whole is looked at."""
import glob
import os
import resource
import sqlite3
import tempfile
import unittest

from host import until
from member import Member, Refused
from table import Table, TableOfHosts, main

DAY = 24 * 60 * 60
FAKETIME = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)


@unittest.skipUnless(FAKETIME, "libfaketime is not installed")
class Clock(TableOfHosts):
    """The wall clock jumps; the one that deadlines go by does not."""

    rows = {"a day ahead": DAY, "a day back": -DAY, "there and back": (DAY, 0, -DAY, 0), "to 1980": -46 * 365 * DAY,
            "past 2038": 20 * 365 * DAY}

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="courtyard-clock-")
        self.addCleanup(folder.cleanup)
        self.clock = os.path.join(folder.name, "offset")
        self.set_clock(0)
        type(self).host_options = {"environment": {
            "LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": self.clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1"}}
        super().setUp()

    def set_clock(self, offset):
        with open(self.clock + ".new", "w") as file:
            file.write(f"{offset:+}")
        os.replace(self.clock + ".new", self.clock)

    def check(self, *offsets):
        peer = self.member()
        begin = peer.post("before")
        for offset in offsets:
            self.set_clock(offset)
            times = [peer.post(f"at {offset}")["at"] for _ in range(5)]
            expected = begin["at"] + offset * 1000
            self.assertLess(abs(times[-1] - expected), 60_000, "the jump did not reach the host")
            self.assertEqual(peer.ask("ping", t=1)["type"], "pong")
        page = self.member(join=None).ask("join", room="lobby")
        seqs = [event["seq"] for event in page["events"]]
        self.assertEqual(seqs, list(range(seqs[0], page["room"]["head"] + 1)))
        mine = [event["seq"] for event in page["events"] if event["from"] == peer.id]
        self.assertEqual(len(mine), 1 + 5 * len(offsets))
        again = self.member(hello={"token": peer.token})
        self.assertEqual(again.id, peer.id, "tokens do not age")


class Disk(TableOfHosts):
    def limit_files(self, size):
        resource.prlimit(self.host.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def test_a_file_that_may_not_grow_is_storage_and_heals(self):
        """No file of the host can grow any more; the same request is taken once there is room again."""
        peer = self.member()
        self.bystander.finish()
        self.limit_files(4096)
        for _ in range(3):
            self.assertEqual(peer.refusal("post", room="lobby", key="full", text="is there room?"), "storage")
        self.assertTrue(peer.is_alive())
        self.assertIn(peer.refusal("history", room="lobby", after=0), ("ok", "storage"))
        with self.assertRaises(Refused) as refused:
            Member(self.port)
        self.assertEqual(refused.exception.code, "storage")
        self.limit_files(resource.RLIM_INFINITY)
        replies = []

        def is_taken():
            replies.append(peer.refusal("post", room="lobby", key="full", text="is there room?"))
            return replies[-1] == "ok"

        until("the post is taken", is_taken)
        self.assertEqual(set(replies), {"ok"} | set(replies[:-1]) & {"storage"})
        first = peer.post("is there room?", key="full")["seq"]
        texts = [event for event in peer.ask("history", room="lobby", after=0, limit=200)["events"] if event.get("text") == "is there room?"]
        self.assertEqual([event["seq"] for event in texts], [first], "stored once")
        self.bystander.start()

    def test_a_database_that_another_program_holds(self):
        """Refused or waited for; never half-done, and it goes on when the lock is gone."""
        peer = self.member()
        self.bystander.finish()
        other = sqlite3.connect(os.path.join(self.host.data, "events.sqlite"), timeout=1, isolation_level=None)
        try:
            other.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            other.close()
            self.bystander.start()
            return  # the host keeps the lock itself: nobody can take it away
        code = peer.refusal("post", room="lobby", key="busy", text="busy")
        self.assertIn(code, ("ok", "storage"))
        other.execute("ROLLBACK")
        other.close()
        until("it goes on", lambda: peer.refusal("post", room="lobby", key="busy", text="busy") == "ok")
        self.bystander.start()

    def test_kill_9_under_load_takes_nothing_back(self):
        self.bystander.finish()
        tokens, confirmed = [], []
        for round in range(3):
            peer = Member(self.port, hello={"token": tokens[0]} if tokens else None)
            tokens.append(peer.token)
            for i in range(200):
                peer.send(type="post", id=i, room="lobby", key=f"{round} {i}", text=f"{round} {i}")
            for i in range(100):
                confirmed.append((peer.reply(i)["seq"], f"{round} {i}"))
            self.host.kill()
            peer.socket.close()
            self.host.start()
            self.port = self.host.port
        peer = self.member(hello={"token": tokens[0]})
        for i in range(200):  # what was not answered is said again
            peer.post(f"2 {i}", key=f"2 {i}")
        log, after = [], 0
        while True:
            page = peer.ask("history", room="lobby", after=after)
            log += page["events"]
            if not page["more"]:
                break
            after = log[-1]["seq"]
        self.assertEqual([event["seq"] for event in log], list(range(1, len(log) + 1)))
        by_seq = {event["seq"]: event.get("text") for event in log}
        self.assertEqual([text for seq, text in confirmed if by_seq.get(seq) != text], [], "was confirmed and is missing")
        texts = [event["text"] for event in log if event["from"] == peer.id]
        self.assertEqual(len(texts), len(set(texts)), "is there twice")
        self.assertLessEqual({f"2 {i}" for i in range(200)}, set(texts))
        self.bystander = type(self.bystander)(self.port)
        self.addCleanup(self.bystander.leave)
        self.bystander.start()


if __name__ == "__main__":
    main()
