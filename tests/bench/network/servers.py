"""The servers that are compared: started on a processor of their own, found by the port they name, and always ended."""
import contextlib
import ctypes
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 60
PATIENCE = DRAIN = 60  # of the load generator, where it is not told otherwise
PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None)


class Failed(Exception):
    """Something that was to be measured could not be, with the reason in words."""


@dataclass(frozen=True)
class Server:
    name: str
    protocol: str  # of the load generator
    command: list[str]
    folder: Path | None = None  # where its data folders are made; None: it keeps nothing

    def start(self, processors: set[int]) -> "Running":
        return Running(self, processors)


class Running:
    """A server that listens, with a fresh data folder where it has one."""

    def __init__(self, server: Server, processors: set[int], data: Path | None = None, extra: tuple[str, ...] = ()):
        self.server = server
        self.home = Path(tempfile.mkdtemp(prefix=f"courtyard-bench-{server.name}-", dir=server.folder))
        self.data = data or self.home / "data"
        command = [*server.command, *(["--data", str(self.data)] if server.folder else []), *extra]
        begin = time.monotonic()
        with open(self.home / "err", "wb") as err:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err,
                                            preexec_fn=lambda: prepare(processors))
        try:
            self.listening = self.first_line()
        except BaseException:
            self.stop()
            raise
        self.start_seconds = time.monotonic() - begin
        self.port, self.pid = self.listening["port"], self.process.pid

    def first_line(self) -> dict:
        """None of them says more than one line on standard output, so nobody is held up by a full pipe."""
        readable, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline() if readable else b""
        if line:
            return json.loads(line)
        said = (self.home / "err").read_text(errors="replace").strip()
        raise Failed(f"{self.server.name} did not start (exit code {self.process.poll()}): {said[-400:]}")

    def processor_seconds(self) -> float:
        """Used so far by all its threads: the process's own clock, as clock_getcpuclockid(3) makes it."""
        return time.clock_gettime(~self.pid << 3 | 2)

    def resident_kib(self, what: str = "VmRSS") -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith(what)).split()[1])

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.home, ignore_errors=True)


def prepare(processors: set[int]) -> None:
    """In the child, before it becomes what it is to be."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a benchmark that is killed leaves nothing behind
    os.sched_setaffinity(0, processors)


def generate(program: Path, processors: set[int], running: Running, options: dict) -> dict:
    """What the load generator has to say; `clean` tells whether nothing was lost, `complaints` what was wrong."""
    everything = {"port": running.port, "protocol": running.server.protocol, "pid": running.pid, **options}
    command = [str(program), *(str(part) for name, value in everything.items() for part in (f"--{name}", value))]
    limit = everything.get("patience", PATIENCE) + everything.get("seconds", 1) + everything.get("drain", DRAIN) + 60
    result = subprocess.run(command, capture_output=True, text=True, timeout=limit, preexec_fn=lambda: prepare(processors))
    if result.returncode not in (0, 3):
        raise Failed(f"{running.server.name}: the load generator ended with {result.returncode}: {result.stderr.strip()[:400]}")
    row = json.loads(result.stdout)
    if not row["clean"]:
        row["complaints"] = result.stderr.strip()[:400]
    return row


def raise_descriptor_limit() -> int:
    """A connection takes a descriptor here and one in the server, which inherits the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def two_processors() -> tuple[set[int], set[int]]:
    """For the servers, and for the generator."""
    processors = sorted(os.sched_getaffinity(0))
    return ({processors[0]}, {processors[1]}) if len(processors) > 1 else (set(processors), set(processors))


def courtyard(binary: Path, folder: Path, name: str = "courtyard") -> Server:
    # The generator is a few people who write a hundred thousand lines a second: the guard against such is off.
    command = [str(binary), "--host", "--headless", "--port", "0", "--code", "none", "--no-rate-limit"]
    return Server(name, "courtyard", command, folder)


@contextlib.contextmanager
def started(server: Server, processors: set[int], **options):
    running = Running(server, processors, **options)
    try:
        yield running
    finally:
        running.stop()
