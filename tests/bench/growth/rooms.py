"""Rooms of a host."""
import time

from lab import Person

NEWCOMERS = 20


def measure(lab, costs):
    for size in lab.sizes(10, 100, 1000, 10000):
        with lab.host() as host:
            measure_rooms(lab, costs, host, size)
            host.process.terminate()
            host.process.wait()
            with lab.host(data=host.data) as again:
                costs.tell("rooms", size, "start to listening", again.start_seconds * 1000, "ms", 1)


def measure_rooms(lab, costs, host, size):
    def tell(what, value, unit, most=0.0):
        costs.tell("rooms", size, what, value, unit, most)

    owner = Person(host.port)
    empty, used = host.resident_kib(), host.processor_seconds()
    owner.say_all({"type": "create", "kind": "public", "name": f"room {number}"} for number in range(size))
    tell("a room is made: CPU", (host.processor_seconds() - used) * 1e6 / size, "µs")
    tell("all rooms: memory", host.resident_kib() - empty, "KiB", 1)

    used = host.processor_seconds()
    began = time.monotonic()
    people = [Person(host.port, join=None) for _ in range(NEWCOMERS)]
    tell("a newcomer's welcome: time", (time.monotonic() - began) * 1000 / NEWCOMERS, "ms", 1)
    tell("a newcomer's welcome: CPU", (host.processor_seconds() - used) * 1e6 / NEWCOMERS, "µs", 1)
    tell("a room is joined: time", people[0].median_time(20, "join", lambda _: {"room": "lobby"}), "ms")
    for person in [owner, *people]:
        person.socket.close()

    row = lab.load(host, members=10, rooms=1, senders=8, window=4, nap=50)
    tell("a delivery in one room of 10, busy: CPU", row["cpu_us_per_delivery"], "µs")
