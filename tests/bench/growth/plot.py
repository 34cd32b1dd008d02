"""The costs as one picture: a panel for each thing that grows, both axes logarithmic, each cost as a multiple of what it is
at the smallest size. Plain SVG, readable in light and dark."""
import math
from html import escape

from cost import Cost, Costs, short_size

WIDTH, PANEL_HEIGHT = 660, 250
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 56, 40, 290, 170
LEGEND = LEFT + PLOT_WIDTH + 16
COLOURS = 8

STYLE = """
  svg { font: 12px system-ui, sans-serif; --ink: #1d2430; --faint: #c9ced6; --paper: #ffffff;
        --c0: #0b62c4; --c1: #b3400a; --c2: #1b7a3d; --c3: #7a3db8; --c4: #a3195b; --c5: #6b5b00; --c6: #00707a; --c7: #4d4d4d; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e6e9ee; --faint: #454c57; --paper: #14181f;
          --c0: #6cb2ff; --c1: #ff9a5c; --c2: #6fd694; --c3: #c39bff; --c4: #ff8dbb; --c5: #e0cb55; --c6: #5fd5df; --c7: #bdbdbd; }
  }
  text { fill: var(--ink); } .title { font-weight: 600; font-size: 13px; } .small { font-size: 11px; }
  .paper { fill: var(--paper); } .grid { stroke: var(--faint); } .same { stroke: var(--ink); stroke-dasharray: 2 3; }
  .line { fill: none; stroke-width: 2; }
"""


def colours() -> str:
    return "\n".join(f"  .c{i} {{ stroke: var(--c{i}); fill: var(--c{i}); }} .line.c{i} {{ fill: none; }}" for i in range(COLOURS))


class Panel:
    def __init__(self, costs: list[Cost], title: str):
        self.costs = [cost for cost in costs if min(cost.points.values()) > 0 and len(cost.points) > 1]
        self.title = title
        self.sizes = sorted({size for cost in self.costs for size in cost.points})
        multiples = [value for cost in self.costs for _, value in self.multiples(cost)]
        self.low = min(-0.5, math.log10(min(multiples)))
        self.high = max(1, math.log10(max(multiples)))

    @staticmethod
    def multiples(cost: Cost) -> list[tuple[int, float]]:
        points = sorted(cost.points.items())
        return [(size, value / points[0][1]) for size, value in points]

    def x(self, size: int) -> float:
        first, last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        return LEFT + PLOT_WIDTH * (math.log10(size) - first) / (last - first)

    def y(self, multiple: float) -> float:
        return TOP + PLOT_HEIGHT * (self.high - math.log10(multiple)) / (self.high - self.low)

    def grid(self) -> list[str]:
        parts = []
        for power in range(math.ceil(self.low), math.floor(self.high) + 1):
            y = self.y(10 ** power)
            kind = "same" if power == 0 else "grid"
            parts.append(f'<line class="{kind}" x1="{LEFT}" x2="{LEFT + PLOT_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
            label = f"×{10 ** power:,}" if power >= 0 else f"÷{10 ** -power:,}"
            parts.append(f'<text class="small" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
        for size in self.sizes:
            x = self.x(size)
            parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{TOP + PLOT_HEIGHT}"/>')
            parts.append(f'<text class="small" x="{x:.1f}" y="{TOP + PLOT_HEIGHT + 16}" text-anchor="middle">{short_size(size)}</text>')
        return parts

    def line(self, index: int, cost: Cost) -> list[str]:
        colour = f"c{index % COLOURS}"
        places = [(self.x(size), self.y(multiple)) for size, multiple in self.multiples(cost)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        legend = TOP + 6 + 20 * index
        return [
            f'<polyline class="line {colour}" points="{path}"/>',
            *(f'<circle class="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places),
            f'<rect class="{colour}" x="{LEGEND}" y="{legend - 4}" width="12" height="3"/>',
            f'<text class="small" x="{LEGEND + 18}" y="{legend + 2}">{escape(cost.what)} ({cost.exponent():.2f})</text>',
        ]

    def svg(self, left: int, top: int) -> str:
        parts = [f'<g transform="translate({left} {top})">', f'<text class="title" x="{LEFT}" y="22">{escape(self.title)}</text>', *self.grid()]
        for index, cost in enumerate(self.costs):
            parts += self.line(index, cost)
        return "\n".join([*parts, "</g>"])


def picture(costs: Costs) -> str:
    panels = [Panel(costs.of(subject), subject) for subject in costs.subjects()]
    height = PANEL_HEIGHT * len(panels)
    drawn = "\n".join(panel.svg(0, PANEL_HEIGHT * index) for index, panel in enumerate(panels))
    words = "How costs grow, as multiples of what they are at the smallest size; exponents in brackets"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{words}">\n'
            f"<style>{STYLE}{colours()}\n</style>\n"
            f'<rect class="paper" width="100%" height="100%"/>\n{drawn}\n</svg>\n')
