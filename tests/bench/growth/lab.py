"""A host to measure, and people at it. Hosts have one processor, whoever asks them has the other."""
import json
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "network"), str(HERE.parents[1] / "hostile")]

import servers  # noqa: E402
from member import Member  # noqa: E402
from wire import text  # noqa: E402

UNDER_WAY = 1000  # requests of one who does not wait for each answer


class Lab:
    def __init__(self, build: Path, scale: float):
        self.build = build.resolve()
        self.scale = scale  # of the sizes: 1 for figures, less for a look whether it works
        self.host_processors, self.own_processors = servers.two_processors()
        servers.raise_descriptor_limit()
        self.courtyard = servers.courtyard(self.build / "courtyard", self.build)

    def host(self, data: Path | None = None):
        return servers.started(self.courtyard, self.host_processors, data=data)

    def load(self, host: servers.Running, **options) -> dict:
        program = self.build / "tests/bench/network/courtyard_bench_load"
        row = servers.generate(program, self.own_processors, host, {name.replace("_", "-"): value for name, value in options.items()})
        if not row["clean"]:
            raise servers.Failed(f"the load generator's books are not clean: {row}")
        return row

    def sizes(self, *sizes: int) -> list[int]:
        return sorted({max(1, round(size * self.scale)) for size in sizes})


class Person(Member):
    """A member who can be in a hurry."""

    def timed(self, type: str, **fields) -> float:
        """Milliseconds until the answer is here whole; reading it is not counted."""
        began = time.monotonic_ns()
        self.send(type=type, id=0, **fields)
        while b'"re":0' not in (payload := self.frame().payload)[-200:] + payload[:200]:
            pass
        took = (time.monotonic_ns() - began) / 1e6
        answer = json.loads(payload)
        assert answer["type"] == "ok", answer
        return took

    def median_time(self, count: int, type: str, fields_of=lambda index: {}) -> float:
        return statistics.median(self.timed(type, **fields_of(index)) for index in range(count))

    def say_all(self, requests) -> None:
        """Each of them is answered with ok; a thousand are under way at once."""
        waiting, frames = 0, []
        for request in requests:
            frames.append(text(json.dumps(request | {"id": 1})))
            if len(frames) < UNDER_WAY // 2:
                continue
            waiting = self.hurry(frames, waiting, UNDER_WAY // 2)
            frames = []
        self.hurry(frames, waiting, 0)

    def hurry(self, frames: list[bytes], waiting: int, most: int) -> int:
        """Sends, then hears answers until no more than `most` are missing; how many that is."""
        self.say(b"".join(frames))
        waiting += len(frames)
        while waiting > most:
            opcode, payload = self.opcode_and_payload()
            assert b'"error"' not in payload, payload
            waiting -= b'"re":1' in payload
        return waiting

    def opcode_and_payload(self):
        frame = self.frame()
        if frame.opcode == 0x9:
            self.say(b"\x8a\x80\0\0\0\0")  # an empty pong
        return frame.opcode, frame.payload
