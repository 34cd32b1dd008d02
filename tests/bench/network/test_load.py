"""The load generator's books: it notices a server that loses, doubles or swaps messages. COURTYARD_BENCH_LOAD names it."""
import os
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import servers  # noqa: E402

LOAD = Path(os.environ["COURTYARD_BENCH_LOAD"])


class ALyingServerIsNoticed(unittest.TestCase):
    def books(self, lie: str, drain: float) -> dict:
        liar = servers.Server("liar", "plain", ["node", str(HERE / "peers/liar.js"), lie])
        with servers.started(liar, os.sched_getaffinity(0)) as running:
            # One sender: what two say may come in either order.
            return servers.generate(LOAD, os.sched_getaffinity(0), running,
                                    {"members": 10, "senders": 1, "rate": 1000, "warm": 0.1, "seconds": 0.2, "drain": drain})

    def test_that_loses(self):
        books = self.books("drop", drain=1)  # all of which it takes, for what is lost
        self.assertGreater(books["lost"], 0)
        self.assertGreater(books["gaps"], 0)
        self.assertFalse(books["clean"])

    def test_that_doubles(self):
        books = self.books("double", drain=60)
        self.assertGreater(books["doubled"], 0)
        self.assertEqual(books["lost"], 0)
        self.assertFalse(books["clean"])

    def test_that_swaps(self):
        books = self.books("swap", drain=1)
        self.assertGreater(books["gaps"] + books["doubled"], 0)
        self.assertFalse(books["clean"])


if __name__ == "__main__":
    unittest.main()
