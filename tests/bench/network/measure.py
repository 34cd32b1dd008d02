#!/usr/bin/env python3
"""Compares chat servers: in each round every scenario is run on every server in turn, so that whatever else the machine
does hits all of them alike. Prints the goals beside the results (README.md).

    measure.py --build build/release                           all of it, three rounds
    measure.py --build build/release --set quick
    measure.py --build build/release --scenarios quiet100,in1 --keep rows.jsonl     a part; the rest another time
    measure.py --report rows.jsonl --write BENCHMARKS.md

Exit code: 0 all was measured and nothing was lost, 1 something failed or was lost, 2 wrong arguments.
"""
import argparse
import json
import signal
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import disksync  # noqa: E402
import goals  # noqa: E402
import machine  # noqa: E402
import servers  # noqa: E402
from results import FAULTS, Results  # noqa: E402
from scenarios import SCENARIOS, SETS, Scenario  # noqa: E402

MEMORY_FOLDER = Path("/dev/shm")
LIMITS = {"full": 18 * 60, "quick": 100}  # seconds, after which nothing new begins
BEGIN, END = "<!-- network: begin -->", "<!-- network: end -->"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, help="folder of a build with COURTYARD_BENCHMARKS")
    parser.add_argument("--courtyard", type=Path, help="another executable than that build's")
    parser.add_argument("--set", choices=SETS, default="full")
    parser.add_argument("--scenarios", type=lambda text: text.split(","), help="these instead: " + ",".join(SCENARIOS))
    parser.add_argument("--servers", type=lambda text: text.split(","), help="these only: ws,socketio,floor,courtyard,in-memory")
    parser.add_argument("--rounds", type=int, help="3; 1 for quick")
    parser.add_argument("--seconds", type=float, help="each measurement's; 1, or 0.5 for quick")
    parser.add_argument("--keep", type=Path, help="a file that the measurements are added to; told is all that is in it")
    parser.add_argument("--report", type=Path, help="such a file: measure nothing, tell what is in it")
    parser.add_argument("--write", type=Path, help="put the tables into this file, between its marks")
    parser.add_argument("--of", metavar="COMMIT", help="what the host was built from, where it is not what the source is at")
    arguments = parser.parse_args()
    if not arguments.build and not arguments.report:
        parser.error("--build or --report is needed")
    arguments.scenarios = arguments.scenarios or SETS[arguments.set]
    if unknown := set(arguments.scenarios) - set(SCENARIOS):
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    arguments.rounds = arguments.rounds or (1 if arguments.set == "quick" else 3)
    arguments.seconds = arguments.seconds or (0.5 if arguments.set == "quick" else 1)
    return arguments


class Measuring:
    """Servers that keep nothing are started once, since a compiler inside wants to be warm; a host with a data folder
    is started afresh in each round, and so is everyone where that is what is measured."""

    def __init__(self, arguments: argparse.Namespace):
        self.arguments = arguments
        self.limit = servers.raise_descriptor_limit()
        self.server_processors, self.generator_processors = servers.two_processors()
        self.load = arguments.build / "tests/bench/network/courtyard_bench_load"
        self.servers = self.known_servers()
        self.running: dict[str, servers.Running] = {}
        self.results = Results.read(arguments.keep) if arguments.keep and arguments.keep.exists() else Results()
        self.deadline = time.monotonic() + LIMITS[arguments.set]
        self.has_failed = False

    def known_servers(self) -> dict[str, servers.Server]:
        build = self.arguments.build.resolve()
        binary = (self.arguments.courtyard or build / "courtyard").resolve()
        known = [
            servers.Server("ws", "plain", ["node", str(HERE / "peers/ws.js")]),
            servers.Server("socketio", "socketio", ["node", str(HERE / "peers/socketio.js")]),
            servers.Server("floor", "plain", [str(build / "tests/bench/network/courtyard_bench_floor")]),
            servers.courtyard(binary, build),
            *([servers.courtyard(binary, MEMORY_FOLDER, "in-memory")] if MEMORY_FOLDER.is_dir() else []),
        ]
        wanted = self.arguments.servers
        return {server.name: server for server in known if not wanted or server.name in wanted}

    def run(self) -> None:
        for number in range(self.arguments.rounds):
            self.stop([server for server in self.running.values() if server.server.folder])
            for index, name in enumerate(self.arguments.scenarios):
                self.run_scenario(SCENARIOS[name], number + index)
            print(f"round {number + 1} of {self.arguments.rounds} is over", file=sys.stderr, flush=True)

    def run_scenario(self, scenario: Scenario, turn: int) -> None:
        taking_part = [self.servers[name] for name in scenario.servers if name in self.servers]
        number = 1 + max((row["round"] for row in self.results.rows if row["scenario"] == scenario.name), default=0)
        if scenario.connections > self.limit - 200:
            return self.fail(f"{scenario.name}: {scenario.connections} connections, but only {self.limit} descriptors")
        # Who is first changes, so that nobody always finds the machine as the same one has left it.
        first = turn % max(1, len(taking_part))
        for server in taking_part[first:] + taking_part[:first]:
            if time.monotonic() > self.deadline:
                return self.fail(f"{scenario.name}: left out, the time is over")
            self.measure(server, scenario, number)

    def measure(self, server: servers.Server, scenario: Scenario, number: int) -> None:
        running = None
        try:
            running = server.start(self.server_processors) if scenario.is_fresh else self.lasting(server)
            options = {"seconds": self.arguments.seconds, "room": scenario.name, **scenario.load}
            if scenario.name == "ok":
                options["seconds"] = max(2, options["seconds"])
                self.keep({"sync_p50_us": disksync.median_sync(running.home, options["seconds"])}, "disk", scenario, number)
            row = servers.generate(self.load, self.generator_processors, running, options)
        except (servers.Failed, OSError, ValueError) as failure:
            return self.fail(f"{server.name}, {scenario.name}: {failure}")
        finally:
            if running and scenario.is_fresh:
                running.stop()
        if not row["clean"]:
            faults = {fault: row[fault] for fault in FAULTS if row[fault]}
            self.fail(f"{server.name}, {scenario.name}: {faults or 'not all was confirmed'} {row['complaints']}")
        self.keep(row, server.name, scenario, number)

    def lasting(self, server: servers.Server) -> servers.Running:
        running = self.running.get(server.name)
        if not running or running.process.poll() is not None:
            running = self.running[server.name] = server.start(self.server_processors)
        return running

    def keep(self, row: dict, server: str, scenario: Scenario, number: int) -> None:
        row |= {"server": server, "scenario": scenario.name, "round": number}
        self.results.rows.append(row)
        if self.arguments.keep:
            with open(self.arguments.keep, "a") as file:
                file.write(json.dumps(row) + "\n")

    def fail(self, words: str) -> None:
        self.has_failed = True
        print(words, file=sys.stderr, flush=True)

    def stop(self, running: list[servers.Running]) -> None:
        for server in running:
            server.stop()
            del self.running[server.server.name]

    def close(self) -> None:
        self.stop(list(self.running.values()))


def report(results: Results, of: str | None) -> str:
    shown = [scenario for scenario in SCENARIOS.values() if scenario.name in results.scenarios()]
    parts = [
        machine.description(HERE, of) + f"; rounds: {results.rounds()}.",
        goals.goal_table(results),
        goals.detail_table(results, [scenario for scenario in shown if not scenario.is_fresh], goals.TRAFFIC),
        goals.detail_table(results, [scenario for scenario in shown if scenario.is_fresh], goals.ARRIVAL),
    ]
    return "\n\n".join(parts)


def write_between_marks(file: Path, text: str, begin: str, end: str) -> None:
    before, _, rest = file.read_text().partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{file} has no {begin} and {end}")
    file.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def end_in_order(number: int, _frame) -> None:
    """An exception, so that every server is ended on the way out."""
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)


def measured(arguments: argparse.Namespace) -> tuple[Results, bool]:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end_in_order)
    measuring = Measuring(arguments)
    try:
        measuring.run()
    finally:
        measuring.close()
    return measuring.results, measuring.has_failed


def main() -> int:
    arguments = parse_arguments()
    results, has_failed = (Results.read(arguments.report), False) if arguments.report else measured(arguments)
    text = report(results, arguments.of)
    print(text)
    if arguments.write:
        write_between_marks(arguments.write, text, BEGIN, END)
    return 1 if has_failed or not results.rows else 0


if __name__ == "__main__":
    sys.exit(main())
