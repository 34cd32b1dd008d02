#!/usr/bin/env python3
"""A wire between pairs of interfaces that loses, delays, reorders and swallows frames: what `tc netem` does, for kernels
that come without it.

Told by JSON lines, answers each with {"ok": true}, and ends with its input:
  {"wire": "a", "between": ["wa0", "wa1"]}                                   a new wire; its interfaces are here and up
  {"wire": "a", "loss": 0.02, "delay": 0.05, "jitter": 0.02, "reorder": 0.03, "down": false}
With --plain-frames IFACE it does one thing only: makes the interface send whole frames with their checksums, as a real
wire has them.
"""
import fcntl
import heapq
import json
import os
import random
import selectors
import socket
import struct
import sys
import time

ETH_P_ALL = 3
SOL_PACKET = 263
PACKET_IGNORE_OUTGOING = 23
SIOCETHTOOL = 0x8946
OFFLOADS = (0x17, 0x19, 0x1F, 0x24, 0x2C)  # transmit checksum, scatter-gather, TSO, GSO, GRO
MOST_UNDER_WAY = 20_000  # frames of one direction; then the newest is lost, as in a real queue


def send_plain_frames(interface):
    import ctypes
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for command in OFFLOADS:
            value = ctypes.create_string_buffer(struct.pack("II", command, 0))
            request = struct.pack("16sP8x", interface.encode(), ctypes.addressof(value))
            try:
                fcntl.ioctl(control, SIOCETHTOOL, request)
            except OSError as error:
                if error.errno != 95:  # not something that it could be asked for
                    raise


class Wire:
    def __init__(self, chance):
        self.chance = chance
        self.loss = self.delay = self.jitter = self.reorder = 0.0
        self.down = False


class Direction:
    def __init__(self, wire, source, target):
        self.wire = wire
        self.source = source
        self.target = target
        self.latest = 0.0  # when the frame before leaves
        self.under_way = 0


def raw_socket(interface):
    found = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    found.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024 * 1024)
    found.bind((interface, 0))
    found.setblocking(False)
    return found


class Middle:
    def __init__(self, seed):
        self.selector = selectors.DefaultSelector()
        self.selector.register(0, selectors.EVENT_READ, None)
        self.wires = {}
        self.queue = []  # (when, number, direction, frame)
        self.number = 0
        self.seed = seed
        self.orders = b""

    def obey(self, order):
        name = order.pop("wire")
        between = order.pop("between", None)
        if between:
            wire = self.wires[name] = Wire(random.Random(f"{self.seed} {name}"))
            ends = [raw_socket(interface) for interface in between]
            for source, target in (ends, ends[::-1]):
                self.selector.register(source, selectors.EVENT_READ, Direction(wire, source, target))
        for field, value in order.items():
            setattr(self.wires[name], field, value)
        print(json.dumps({"ok": True}), flush=True)

    def read_orders(self):
        more = os.read(0, 65536)
        if not more:
            sys.exit(0)
        *lines, self.orders = (self.orders + more).split(b"\n")
        for line in lines:
            self.obey(json.loads(line))

    def take(self, direction, now):
        for _ in range(64):
            try:
                frame = direction.source.recv(65600)
            except (BlockingIOError, OSError):  # ENETDOWN: somebody pulled the plug
                return
            self.carry(direction, frame, now)

    def carry(self, direction, frame, now):
        wire = direction.wire
        if wire.down or (wire.loss and wire.chance.random() < wire.loss) or direction.under_way >= MOST_UNDER_WAY:
            return
        if not wire.delay or (wire.reorder and wire.chance.random() < wire.reorder):
            return self.send(direction, frame)
        due = now + wire.delay + wire.chance.uniform(-wire.jitter, wire.jitter)
        direction.latest = due = max(due, direction.latest)
        direction.under_way += 1
        self.number += 1
        heapq.heappush(self.queue, (due, self.number, direction, frame))

    @staticmethod
    def send(direction, frame):
        try:
            direction.target.send(frame)
        except OSError:  # down, or its queue is full: lost
            pass

    def run(self):
        while True:
            wait = max(0.0, self.queue[0][0] - time.monotonic()) if self.queue else None
            ready = self.selector.select(wait)
            now = time.monotonic()
            for key, _ in ready:
                if key.data is None:
                    self.read_orders()
                else:
                    self.take(key.data, now)
            while self.queue and self.queue[0][0] <= now:
                _, _, direction, frame = heapq.heappop(self.queue)
                direction.under_way -= 1
                if not direction.wire.down:
                    self.send(direction, frame)


if sys.argv[1] == "--plain-frames":
    send_plain_frames(sys.argv[2])
else:
    Middle(sys.argv[1]).run()
