"""The goals, and the one table that holds them beside what was measured."""
from dataclasses import dataclass
from typing import Callable

from results import Results

CPU = "cpu_us_per_delivery"
NETWORK_CPU = "cpu_us_per_delivery_by_thread/network"
P99 = "delivered_p99_us"


@dataclass(frozen=True)
class Goal:
    """One figure, and the bound that it is to keep."""
    what: str
    bound: str  # "≥ 1.5", "≤ 20 KiB": as it is shown
    value: Callable[[Results], float | None]
    is_met: Callable[[float], bool]
    shown: Callable[[float], str]
    beside: Callable[[Results], str]  # the figures that it comes from

    def row(self, results: Results) -> list[str]:
        value = self.value(results)
        if value is None:
            return [self.what, self.bound, "–", "not measured", ""]
        return [self.what, self.bound, self.shown(value), "yes" if self.is_met(value) else "**no**", self.beside(results)]


def figures(scenario: str, *parts: tuple[str, str, str], unit: str) -> Callable[[Results], str]:
    """"Courtyard 2.2, ws 3.8 µs" of (label, server, figure)."""
    def text(results: Results) -> str:
        medians = [(label, results.median(scenario, server, figure)) for label, server, figure in parts]
        return ", ".join(f"{label} {short(value)}" for label, value in medians if value is not None) + f" {unit}"
    return text


def short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cheaper(scenario: str, what: str, base: str, least: float) -> Goal:
    """Processor time of another server for a delivery, over ours."""
    return Goal(what, f"{base} ÷ ours ≥ {least:g}", lambda results: results.ratio(scenario, (base, CPU), ("courtyard", CPU)),
                lambda value: value >= least, lambda value: f"{value:.2f}",
                figures(scenario, ("ours", "courtyard", CPU), (base, base, CPU), unit="µs"))


def at_most(scenario: str, what: str, ours: tuple[str, str], base: tuple[str, str], most: float, unit: str) -> Goal:
    return Goal(what, f"ours ÷ {base[0]} ≤ {most:g}", lambda results: results.ratio(scenario, ours, base),
                lambda value: value <= most, lambda value: f"{value:.2f}",
                figures(scenario, ("ours", *ours), (base[0], *base), unit=unit))


def beyond_sync(results: Results) -> float | None:
    """Milliseconds from a post to its ok, less those of a bare sync in the same round."""
    ok, sync = (results.values("ok", server, figure) for server, figure in (("courtyard", "ok_p50_us"), ("disk", "sync_p50_us")))
    differences = sorted(ok[number] - sync[number] for number in ok if number in sync)
    return differences[len(differences) // 2] / 1000 if differences else None


GOALS = [
    cheaper("quiet100", "CPU per delivery, rooms of 100, one message at a time", "ws", 1.5),
    cheaper("quiet100", "the same, beside the floor", "floor", 0.85),
    cheaper("quiet1000", "CPU per delivery, rooms of 1,000, one message at a time", "ws", 1.5),
    cheaper("quiet1000", "the same, beside the floor", "floor", 0.85),
    cheaper("busy100", "CPU per delivery, room of 100, busy", "ws", 12),
    cheaper("busy1000", "CPU per delivery, room of 1,000, busy", "ws", 12),
    cheaper("quiet10", "CPU per delivery, rooms of 10, one message at a time", "ws", 1),
    cheaper("busy10", "CPU per delivery, room of 10, busy", "ws", 3),
    at_most("in1", "CPU per message in, disk included", ("courtyard", CPU), ("ws", CPU), 1.5, "µs"),
    at_most("in1", "the same, network thread alone", ("courtyard", NETWORK_CPU), ("ws", CPU), 0.5, "µs"),
    at_most("idle4000", "CPU per delivery beside 4,000 idle connections", ("courtyard", CPU), ("ws", CPU), 0.5, "µs"),
    at_most("accept10000", "10,000 connections: time until all are in", ("courtyard", "time_in_s"), ("ws", "time_in_s"), 0.5, "s"),
    Goal("10,000 connections: memory of each", "≤ 20 KiB",
         lambda results: results.median("accept10000", "courtyard", "kib_per_connection"),
         lambda value: value <= 20, lambda value: f"{value:.1f} KiB",
         figures("accept10000", ("ws", "ws", "kib_per_connection"), unit="KiB")),
    at_most("rate100", "delivery at 40,000 a second, room of 100, 99th percentile, commit not counted",
            ("in-memory", P99), ("ws", P99), 1, "µs"),
    Goal("post to ok, idle host, beyond a bare disk sync", "≤ 1 ms", beyond_sync,
         lambda value: value <= 1, lambda value: f"{value:.2f} ms",
         lambda results: figures("ok", ("ok", "courtyard", "ok_p50_us"), ("sync", "disk", "sync_p50_us"), unit="µs")(results)),
    Goal("messages lost, doubled, refused or out of order, at any receiver", "0",
         lambda results: sum(results.faults("courtyard").values()) if results.rows else None,
         lambda value: value == 0, lambda value: f"{value:.0f}",
         lambda results: f"{sum(row.get('sent', 0) for row in results.rows if row['server'] == 'courtyard'):,} messages"),
]


def table(header: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, ["---"] * len(header), *rows))


def goal_table(results: Results) -> str:
    rows = [goal.row(results) for goal in GOALS]
    return table(["what", "goal", "result", "met", "medians"], rows)


TRAFFIC = [("CPU µs/delivery", CPU), ("of a CPU", "cpu_share"), ("deliveries/s", "deliveries_per_s"),
           ("p50 µs", "delivered_p50_us"), ("p99 µs", P99), ("ok p50 µs", "ok_p50_us"), ("ok p99 µs", "ok_p99_us")]
ARRIVAL = [("time in, s", "time_in_s"), ("CPU µs/connection", "cpu_us_per_connection"), ("KiB/connection", "kib_per_connection"),
           ("idle CPU µs/s", "idle_cpu_us_per_s")]


def detail_table(results: Results, scenarios: list, columns: list[tuple[str, str]]) -> str:
    """A row for each server in each scenario."""
    rows = []
    for scenario in scenarios:
        for server in scenario.servers:
            medians = [results.median(scenario.name, server, figure) for _, figure in columns]
            if medians[0] is not None:
                rows.append([scenario.name, server, *("" if value is None else short(value) for value in medians)])
    return table(["scenario", "server", *(title for title, _ in columns)], rows)
