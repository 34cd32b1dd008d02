"""What is measured. README.md says what each is good for."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scenario:
    name: str
    words: str
    load: dict = field(default_factory=dict)  # options of the load generator
    is_fresh: bool = False  # a server of its own, ended afterwards
    servers: tuple[str, ...] = ("ws", "socketio", "floor", "courtyard")

    @property
    def connections(self) -> int:
        return self.load.get("members", 0) * self.load.get("rooms", 1) + self.load.get("idle", 0)


ONE_BY_ONE = {"senders": 1, "window": 1, "nap": 50}
BUSY = {"senders": 8, "window": 4, "nap": 50}

SCENARIOS = {scenario.name: scenario for scenario in (
    Scenario("quiet10", "50 rooms of 10, one message at a time in each", {"members": 10, "rooms": 50, **ONE_BY_ONE}),
    Scenario("quiet100", "10 rooms of 100, one message at a time in each", {"members": 100, "rooms": 10, **ONE_BY_ONE}),
    Scenario("quiet1000", "2 rooms of 1,000, one message at a time in each", {"members": 1000, "rooms": 2, **ONE_BY_ONE}),
    Scenario("busy10", "a room of 10, 32 messages under way", {"members": 10, **BUSY}),
    Scenario("busy100", "a room of 100, 32 messages under way", {"members": 100, **BUSY}),
    Scenario("busy1000", "a room of 1,000, 32 messages under way", {"members": 1000, **BUSY}),
    Scenario("in1", "200 rooms of one, 4 messages under way in each",
             {"members": 1, "rooms": 200, "senders": 1, "window": 4, "nap": 50}, servers=("ws", "floor", "courtyard")),
    Scenario("rate100", "40,000 deliveries a second in a room of 100", {"members": 100, "senders": 4, "rate": 400},
             servers=("ws", "socketio", "floor", "courtyard", "in-memory")),
    Scenario("rate1000", "40,000 deliveries a second in a room of 1,000", {"members": 1000, "senders": 4, "rate": 40}),
    Scenario("idle4000", "1,000 messages a second in a room of 10 beside 4,000 idle connections",
             {"members": 10, "senders": 1, "rate": 1000, "idle": 4000}, servers=("ws", "floor", "courtyard")),
    Scenario("accept1000", "1,000 connections come in, in rooms of 100; a beat a second for each",
             {"members": 0, "senders": 0, "idle": 1000, "in-flight": 256, "beat": 1}, is_fresh=True),
    Scenario("accept10000", "10,000 connections come in, in rooms of 100",
             {"members": 0, "senders": 0, "idle": 10000, "in-flight": 256}, is_fresh=True),
    Scenario("ok", "one message every 20 ms, nothing else; beside it a bare disk sync at the same pace",
             {"members": 1, "senders": 1, "rate": 50}, servers=("courtyard",)),
)}

SETS = {
    "full": list(SCENARIOS),
    "quick": ["quiet10", "quiet100", "busy100", "in1", "rate100", "accept1000", "ok"],
}
