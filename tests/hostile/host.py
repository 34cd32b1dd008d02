"""Starts the real executable and tells what it costs. COURTYARD_BINARY names it."""
import ctypes
import json
import os
import pathlib
import resource
import select
import shutil
import signal
import subprocess
import tempfile
import time

BINARY = os.environ["COURTYARD_BINARY"]
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1  # prctl(2)
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60  # seconds for what comes by itself: the machine may be busy, and may stand still for a while


def raise_descriptor_limit():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Host:
    """One host on a free port with a data folder of its own. `descriptors`: how many it may have open."""

    def __init__(self, *arguments, code="none", descriptors=None, environment=None):
        self.data = tempfile.mkdtemp(prefix="courtyard-hostile-")
        self.log = open(os.path.join(self.data, "stderr"), "w+b")
        self.arguments = ["--code", code, *arguments]
        self.descriptors, self.environment = descriptors, environment or {}
        self.start()

    def start(self):
        def limit():
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a test that is killed leaves no host behind
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that may not grow is an error, not the end
            if self.descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (self.descriptors, self.descriptors))

        command = [BINARY, "--host", "--headless", "--port", "0", "--data", self.data, *self.arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log,
                                        env={**os.environ, **self.environment}, preexec_fn=limit, restore_signals=False)
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else b""
        assert line, "the host did not start: " + self.said()
        self.listening = json.loads(line)
        self.port, self.pid = self.listening["port"], self.process.pid

    def said(self):
        return pathlib.Path(self.log.name).read_text(errors="replace")

    def owner_token(self):
        return pathlib.Path(self.data, "owner-token").read_text().strip()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """In order; a host that crashed meanwhile, or that a sanitizer has complained about, is a failure."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            code = "killed, for it did not end"
        said = self.said()
        self.process.stdout.close()
        self.log.close()
        shutil.rmtree(self.data, ignore_errors=True)
        assert code == 0, f"the host ended with {code}:\n{said[-4000:]}"
        assert "Sanitizer" not in said and "runtime error" not in said, said[-4000:]

    # what it costs

    def memory(self):
        """Resident, in MiB."""
        for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("no VmRSS")

    def processor(self):
        """Seconds of processor time so far."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def open_files(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def open_sockets(self):
        return sum(os.path.realpath(entry).rpartition("/")[2].startswith("socket:") for entry in os.scandir(f"/proc/{self.pid}/fd"))


def until(what, condition, timeout=PATIENCE, seen=lambda: ""):
    """Waits for a condition of the world outside, of which nobody tells us. `seen`: what there is instead."""
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, f"not in {timeout} s: {what} {seen()}"
        time.sleep(0.02)
