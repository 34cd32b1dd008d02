"""What a figure must be read with: the date and the machine, without its name or anybody's paths."""
import datetime
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path


def processor() -> str:
    told = Path("/proc/cpuinfo").read_text()
    name = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    is_virtual = re.search(r"^flags\s*:.*\bhypervisor\b", told, re.MULTILINE)
    kind = "a virtual machine" if is_virtual else "a machine"
    return f"{kind} with {len(os.sched_getaffinity(0))} cores ({name[1] if name else platform.machine()})"


def disk(folder: Path) -> str:
    """The file system that a folder is on, and the kind of device below it."""
    system = subprocess.run(["stat", "--file-system", "--format=%T", folder], capture_output=True, text=True).stdout.strip()
    device = os.stat(folder).st_dev
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve().name
    kinds = {"vd": "a virtual disk (virtio)", "nvme": "NVMe", "sd": "a SCSI or SATA disk", "mmcblk": "flash (MMC)", "dm": "a mapped device"}
    kind = next((words for prefix, words in kinds.items() if block.startswith(prefix)), "no disk")
    return f"{system.replace('ext2/ext3', 'ext4')} on {kind}"


def version(*command: str) -> str:
    if not shutil.which(command[0]):
        return "none"
    return subprocess.run(command, capture_output=True, text=True).stdout.strip().lstrip("v")


def commit(source: Path) -> str:
    """That the source tree is at: what a host that was just built was built from."""
    return subprocess.run(["git", "-C", source, "rev-parse", "--short=9", "HEAD"], capture_output=True, text=True).stdout.strip() or "unknown"


def description(folder: Path, of: str | None) -> str:
    kernel = re.match(r"[0-9.]+", platform.release())
    return (f"{datetime.date.today()}, Courtyard at {of or commit(folder)}; {processor()}, "
            f"{round(os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30)} GiB, "
            f"Linux {kernel[0] if kernel else ''}, {disk(folder)}, Node.js {version('node', '--version')}")
