"""Measurements, each with its server, scenario and round; medians of them, and ratios paired by round."""
import json
import statistics
from pathlib import Path

FAULTS = ("failed", "lost", "doubled", "gaps", "refused", "nonsense")


class Results:
    def __init__(self, rows: list[dict] | None = None):
        self.rows = rows or []

    @staticmethod
    def read(path: Path) -> "Results":
        return Results([json.loads(line) for line in path.read_text().splitlines()])

    def rounds(self) -> int:
        return len({row["round"] for row in self.rows})

    def scenarios(self) -> set[str]:
        return {row["scenario"] for row in self.rows}

    def of(self, scenario: str, server: str) -> list[dict]:
        return [row for row in self.rows if (row["scenario"], row["server"]) == (scenario, server)]

    def values(self, scenario: str, server: str, figure: str) -> dict[int, float]:
        """By round. `figure` may name a figure inside one: "cpu_us_per_delivery_by_thread/network"."""
        name, _, inner = figure.partition("/")
        values = {}
        for row in self.of(scenario, server):
            value = row.get(name)
            value = value.get(inner) if inner and value else value
            if value is not None:
                values[row["round"]] = value
        return values

    def median(self, scenario: str, server: str, figure: str) -> float | None:
        values = self.values(scenario, server, figure).values()
        return statistics.median(values) if values else None

    def ratio(self, scenario: str, above: tuple[str, str], below: tuple[str, str]) -> float | None:
        """Median of the rounds' ratios; each side is (server, figure)."""
        tops, bottoms = self.values(scenario, *above), self.values(scenario, *below)
        ratios = [tops[number] / bottoms[number] for number in tops if bottoms.get(number)]
        return statistics.median(ratios) if ratios else None

    def faults(self, server: str) -> dict[str, int]:
        rows = [row for row in self.rows if row["server"] == server]
        return {fault: sum(row.get(fault, 0) for row in rows) for fault in FAULTS}
