"""Events of one room. It grows in one folder: 10,000, then the same 100,000, then the same 1,000,000."""
import contextlib
import itertools
import os
import random
import shutil
import tempfile
import time
from pathlib import Path

from lab import Person

VOCABULARY = 5000
UNIQUE_EVERY = 1000  # messages with a word that is in no other
SAMPLE = 5000  # messages whose cost is told at each size


class Writer:
    """Lines of eight words each, a few of them common and most of them rare, as in any language; always the same lines."""

    def __init__(self):
        self.random = random.Random(4)
        syllables = ["ba", "ko", "ri", "ne", "sa", "tu", "mo", "li", "da", "fe", "gu", "ha"]
        self.words = ["".join(self.random.choices(syllables, k=3)) + str(index) for index in range(VOCABULARY)]
        self.weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))

    def posts(self, first: int, last: int, room: str):
        for number in range(first, last):
            words = self.random.choices(self.words, cum_weights=self.weights, k=8)
            if number % UNIQUE_EVERY == 0:
                words.append(unique(number))
            yield {"type": "post", "room": room, "key": f"k{number}", "text": " ".join(words)}

    @property
    def commonest(self) -> str:
        return self.words[0]


def unique(number: int) -> str:
    return f"only{number // UNIQUE_EVERY * UNIQUE_EVERY}"


def measure(lab, costs):
    home = Path(tempfile.mkdtemp(prefix="growth-", dir=lab.build))
    writer, written = Writer(), 0
    try:
        for size in lab.sizes(10_000, 100_000, 1_000_000):
            with lab.host(data=home / "data") as host:
                person = Person(host.port, join=None)
                say(lab, costs, host, person, writer, written, size)
                wait_for_search(person, size)
                person.socket.close()
            written = size
            with lab.host(data=home / "data") as host:
                measure_reading(costs, host, size, writer)
                bytes_used = bytes_in(home / "data")
            costs.tell("events of a room", size, "on the disk", bytes_used / 2**20, "MiB", 1)
    finally:
        shutil.rmtree(home)


def bytes_in(folder) -> int:
    """The host that works there may make and remove files meanwhile."""
    sizes = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                sizes += os.stat(os.path.join(place, name)).st_size
    return sizes


def say(lab, costs, host, person, writer, written, size):
    """All that is missing, the last of them measured."""
    sample = min(SAMPLE, size - written)
    person.say_all(writer.posts(written, size - sample, "lobby"))
    wait_for_search(person, size - sample)
    used = host.processor_seconds()
    person.say_all(writer.posts(size - sample, size, "lobby"))
    costs.tell("events of a room", size, "a post: CPU", (host.processor_seconds() - used) * 1e6 / sample, "µs", 0)


def wait_for_search(person, size):
    """The index is brought up to date behind the writer's back."""
    wanted = unique(size - 1)
    deadline = time.monotonic() + 120
    while size > 0 and not person.ask("search", query=wanted)["hits"]:
        assert time.monotonic() < deadline, f"{wanted} is not found in two minutes"
        time.sleep(0.1)


def measure_reading(costs, host, size, writer):
    def tell(what, value, unit, most=0.0):
        costs.tell("events of a room", size, what, value, unit, most)

    tell("start to listening", host.start_seconds * 1000, "ms")
    tell("memory after the start", host.resident_kib() / 1024, "MiB")
    person = Person(host.port)
    places = random.Random(5)
    tell("join, the newest page", person.median_time(20, "join", lambda _: {"room": "lobby"}), "ms")
    tell("a page of history, anywhere",
         person.median_time(50, "history", lambda _: {"room": "lobby", "before": places.randint(2, size), "limit": 200}), "ms")
    tell("search, a word in one message",
         person.median_time(20, "search", lambda _: {"query": unique(places.randrange(size))}), "ms")
    tell("search, the commonest word", person.median_time(5, "search", lambda _: {"query": writer.commonest}), "ms", 1)
    person.socket.close()
