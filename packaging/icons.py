#!/usr/bin/env python3
"""Makes windows/courtyard.ico and macos/courtyard.icns from resources/icons/courtyard.svg. Needs rsvg-convert."""
import pathlib
import struct
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SVG = HERE.parent / "resources/icons/courtyard.svg"
ICO_SIZES = [16, 24, 32, 48, 64, 256]
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512}  # those that may hold PNG


def png(size):
    return subprocess.run(["rsvg-convert", "--width", str(size), "--height", str(size), str(SVG)],
                          check=True, capture_output=True).stdout


def ico():
    images = [(size, png(size)) for size in ICO_SIZES]
    offset = 6 + 16 * len(images)
    entries = b""
    for size, data in images:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + b"".join(data for _, data in images)


def icns():
    chunks = b"".join(kind + struct.pack(">I", 8 + len(data)) + data
                      for kind, data in ((kind, png(size)) for kind, size in ICNS_TYPES.items()))
    return b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks


(HERE / "windows/courtyard.ico").write_bytes(ico())
(HERE / "macos/courtyard.icns").write_bytes(icns())
