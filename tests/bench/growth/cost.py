"""A cost at several sizes, and how it grows."""
import math
from dataclasses import dataclass, field


@dataclass
class Cost:
    what: str
    of: str  # what grows: "members"
    unit: str
    most: float  # the exponent that it may have
    points: dict[int, float] = field(default_factory=dict)  # by size

    def exponent(self) -> float | None:
        """Between the two largest sizes, where what does not grow weighs least: 0 the same, 1 in proportion, 2 squared."""
        *_, smaller, larger = [(0, 0), (0, 0), *sorted(self.points.items())]
        if smaller[0] <= 0 or min(smaller[1], larger[1]) <= 0:
            return None
        return math.log(larger[1] / smaller[1]) / math.log(larger[0] / smaller[0])

    def grows_too_fast(self) -> bool:
        exponent = self.exponent()
        return exponent is not None and exponent > self.most + TOLERANCE


TOLERANCE = 0.15  # of noise, and of caches that the larger sizes no longer fit


class Costs:
    """In the order in which they were first told."""

    def __init__(self):
        self.all: list[Cost] = []

    def tell(self, of: str, size: int, what: str, value: float, unit: str, most: float) -> None:
        cost = next((cost for cost in self.all if (cost.of, cost.what) == (of, what)), None)
        if not cost:
            cost = Cost(what, of, unit, most)
            self.all.append(cost)
        cost.points[size] = value

    def of(self, of: str) -> list[Cost]:
        return [cost for cost in self.all if cost.of == of]

    def subjects(self) -> list[str]:
        return list(dict.fromkeys(cost.of for cost in self.all))


def short_size(size: int) -> str:
    return f"{size:,}"


def short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(costs: Costs, of: str) -> str:
    rows = costs.of(of)
    sizes = sorted({size for cost in rows for size in cost.points})
    header = [of, *(short_size(size) for size in sizes), "unit", "exponent", "may be"]
    lines = [header, ["---"] * len(header)]
    for cost in rows:
        exponent = cost.exponent()
        shown = "" if exponent is None else f"**{exponent:.2f}**" if cost.grows_too_fast() else f"{exponent:.2f}"
        values = [short(cost.points[size]) if size in cost.points else "" for size in sizes]
        lines.append([cost.what, *values, cost.unit, shown, f"{cost.most:g}"])
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
