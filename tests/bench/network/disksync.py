"""What a disk takes to keep one small message, with nothing around it."""
import os
import statistics
import tempfile
import time
from pathlib import Path

BLOCK = b"x" * 512
FILE_SIZE = 4 << 20  # written beforehand: a sync then has no new size to keep


def sync_times(folder: Path, seconds: float, pause: float = 0.02) -> list[float]:
    """Microseconds of a write of 512 bytes and fdatasync, one every `pause` seconds."""
    times = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        file.write(bytes(FILE_SIZE))
        os.fsync(file.fileno())
        file.seek(0)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            begin = time.monotonic_ns()
            file.write(BLOCK)
            os.fdatasync(file.fileno())
            times.append((time.monotonic_ns() - begin) / 1e3)
            time.sleep(pause)
    return times


def median_sync(folder: Path, seconds: float) -> float:
    return statistics.median(sync_times(folder, seconds))
