#!/usr/bin/env python3
"""How each cost of a host grows with members, rooms, history and file sizes: a table, and a picture (README.md).

    grow.py --build build/release                              all of it
    grow.py --build build/release --only members --keep costs.json      a part, added to what the file holds
    grow.py --report costs.json --write BENCHMARKS.md --picture docs/images/growth.svg

Exit code: 0 all was measured, 1 something failed, 2 wrong arguments. A cost that grows faster than it may is in bold.
"""
import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "network")]

import files  # noqa: E402
import history  # noqa: E402
import machine  # noqa: E402
import measure  # noqa: E402
import members  # noqa: E402
import rooms  # noqa: E402
from cost import Costs, table  # noqa: E402
from lab import Lab  # noqa: E402
from plot import picture  # noqa: E402

SUBJECTS = {"members": members, "rooms": rooms, "history": history, "files": files}
BEGIN, END = "<!-- growth: begin -->", "<!-- growth: end -->"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, help="folder of a build with COURTYARD_BENCHMARKS")
    parser.add_argument("--only", choices=SUBJECTS, action="append", help="repeatable")
    parser.add_argument("--scale", type=float, default=1, help="of all sizes; 0.01 shows in seconds whether it works")
    parser.add_argument("--keep", type=Path, help="a file that the costs are added to; told is all that is in it")
    parser.add_argument("--report", type=Path, help="such a file: measure nothing, tell what is in it")
    parser.add_argument("--write", type=Path, help="put the tables into this file, between its marks")
    parser.add_argument("--picture", type=Path, help="draw the costs into this SVG file")
    parser.add_argument("--of", metavar="COMMIT", help="what the host was built from, where it is not what the source is at")
    arguments = parser.parse_args()
    if not arguments.build and not arguments.report:
        parser.error("--build or --report is needed")
    return arguments


def read(file: Path | None) -> Costs:
    costs = Costs()
    if file and file.exists():
        for cost in json.loads(file.read_text()):
            for size, value in cost.pop("points").items():
                costs.tell(size=int(size), value=value, **cost)
    return costs


def keep(costs: Costs, file: Path) -> None:
    file.write_text(json.dumps([vars(cost) for cost in costs.all], indent=1, ensure_ascii=False))


def measured(arguments: argparse.Namespace) -> Costs:
    lab, costs = Lab(arguments.build, arguments.scale), read(arguments.keep)
    for name in arguments.only or SUBJECTS:
        SUBJECTS[name].measure(lab, costs)
        print(f"{name}: measured", file=sys.stderr, flush=True)
        if arguments.keep:
            keep(costs, arguments.keep)
    return costs


def main() -> int:
    arguments = parse_arguments()
    costs = read(arguments.report) if arguments.report else measured(arguments)
    text = "\n\n".join([machine.description(HERE, arguments.of) + ".", *(table(costs, subject) for subject in costs.subjects())])
    print(text)
    if arguments.write:
        measure.write_between_marks(arguments.write, text, BEGIN, END)
    if arguments.picture:
        arguments.picture.write_text(picture(costs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
