#!/usr/bin/env python3
"""The help desk under load: visitors and agents at once, with connections that are cut and a host that is killed.

  tests/soak/desk.py --minutes 5 --visitors 200 --agents 10

Every visitor has a secret that stands in all that it says and is answered, every note one as well. When the time is over
everybody comes to rest, and then
  - each conversation is there whole: what was typed once, at the number that was acknowledged, in order, on every device;
  - no visitor was ever sent a secret that is not its own, in whatever frame (so all pairs are compared);
  - no ticket was two agents' at once, and none was left waiting, unanswered or unresolved.
Prints figures, and ends with 0 only where all of that holds. Needs COURTYARD_BINARY, and the package python3-websockets.
"""
import argparse
import asyncio
import collections
import itertools
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import websockets

SECRET = re.compile(r"«([vn])([0-9a-f]{24})»")
PATIENCE = 60  # seconds for a reply, for coming back, for coming to rest
DESKS = ("Support", "Delivery")
PAST_THE_END = 1 << 40


class Lost(Exception):
    """The connection went before the reply came."""


class Refused(Exception):
    def __init__(self, reply):
        super().__init__(f"{reply.get('code')}: {reply.get('text')}")
        self.code = reply.get("code")


def keep_a_port():
    """A socket that has a port, at all addresses, and does not listen: a host may listen there beside it, and while the
    host is gone the system gives the port to nobody else, not even to a connection of ours to it."""
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("", 0))
    return place


# Whoever is killed leaves no host behind. Not by preexec_fn: what runs there between fork and exec may hang.
WITH_US = [setpriv, "--pdeathsig", "KILL"] if (setpriv := shutil.which("setpriv")) else []


class Host:
    def __init__(self):
        self.data = tempfile.mkdtemp(prefix="courtyard-desk-")
        self.place = keep_a_port()
        self.port = self.place.getsockname()[1]
        self.log = open(os.path.join(self.data, "stderr"), "ab")

    def start(self):
        flags = [flag for desk in DESKS for flag in ("--desk", desk)]
        self.process = subprocess.Popen(
            [*WITH_US, os.environ["COURTYARD_BINARY"], "--host", "--headless", "--port", str(self.port), "--data", self.data, "--code", "none", *flags],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline()
        assert line, "the host did not start: " + self.said()

    def said(self):
        """The end of it."""
        with open(self.log.name, encoding="utf-8", errors="replace") as file:
            return file.read()[-4000:]

    def owner_token(self):
        with open(os.path.join(self.data, "owner-token"), encoding="utf-8") as file:
            return file.read().strip()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code


class Figures(collections.Counter):
    def __init__(self):
        super().__init__()
        self.faults = []

    def fault(self, what):
        self.faults.append(what)
        if len(self.faults) <= 20:
            print("FAULT:", what, flush=True)


class Device:
    """A connection that comes back, whatever happens. What is asked is asked again where the reply was lost."""

    def __init__(self, host, figures, name, hello):
        self.host, self.figures, self.name, self.hello = host, figures, name, hello
        self.token, self.welcome, self.socket = None, None, None
        self.numbers, self.pending = itertools.count(1), {}
        self.logs = collections.defaultdict(dict)  # room → seq → event, of all that came
        self.in_rooms = set()
        self.reading = None
        self.coming = asyncio.Lock()

    async def connect(self):
        async with self.coming:
            if self.socket is not None:
                return
            deadline = time.monotonic() + PATIENCE
            while True:
                try:
                    way = await websockets.connect(f"ws://127.0.0.1:{self.host.port}/ws", max_size=None, ping_interval=None,
                                                      compression=None, open_timeout=10, close_timeout=1)
                    break
                except (OSError, asyncio.TimeoutError, websockets.exceptions.WebSocketException):
                    assert time.monotonic() < deadline, f"{self.name} cannot come back"
                    await asyncio.sleep(random.uniform(0.05, 0.3))
            self.reading = asyncio.create_task(self.read(way))
            self.socket = way
        hello = {"protocol": 1, "name": self.name, "beat": 0, **self.hello}
        if self.token:
            hello["token"] = self.token
        self.welcome = await self.once("hello", **hello)
        self.token = self.welcome["token"]
        for room in list(self.in_rooms):
            await self.join(room)

    async def read(self, way):
        try:
            async for frame in way:
                self.figures["frames"] += 1
                self.look(frame)
                message = json.loads(frame)
                if message["type"] == "event":
                    self.keep(message)
                if message.get("re") in self.pending:
                    self.pending.pop(message["re"]).set_result(message)
        except (OSError, websockets.exceptions.WebSocketException):
            pass
        finally:
            if self.socket is way:
                self.socket = None
            for waiting in list(self.pending.values()):
                if not waiting.done():
                    waiting.set_exception(Lost())
            self.pending.clear()

    def look(self, frame):
        pass

    def keep(self, event):
        known = self.logs[event["room"]].setdefault(event["seq"], event)
        if (known["key"], known.get("text")) != (event["key"], event.get("text")):
            self.figures.fault(f"{self.name}: number {event['seq']} of a room is two events")

    async def cut(self):
        if self.socket is not None:
            self.figures["cuts"] += 1
            self.socket.transport.abort()
            await self.reading

    async def once(self, kind, **fields):
        way = self.socket
        if way is None:
            raise Lost()
        number = next(self.numbers)
        self.pending[number] = reply = asyncio.get_running_loop().create_future()
        try:
            await way.send(json.dumps({"type": kind, "id": number, **fields}))
            message = await asyncio.wait_for(reply, PATIENCE)
        except (OSError, websockets.exceptions.WebSocketException):
            raise Lost() from None
        finally:
            self.pending.pop(number, None)
        if message["type"] == "error":
            raise Refused(message)
        return message

    async def ask(self, kind, **fields):
        deadline = time.monotonic() + 2 * PATIENCE
        while True:
            try:
                await self.connect()
                return await self.once(kind, **fields)
            except Lost:
                assert time.monotonic() < deadline, f"{self.name}: no reply to {kind}"
                await asyncio.sleep(0.02)  # so that whoever reads hears of it as well
            except Refused as refused:
                if refused.code not in ("rate_limited", "storage", "busy"):
                    raise
                assert time.monotonic() < deadline, f"{self.name}: {kind} is {refused}"
                await asyncio.sleep(0.3)

    async def join(self, room):
        self.in_rooms.add(room)
        log = self.logs[room]
        seen = max(log, default=0)
        joined = await self.once("join", room=room, **({"after": seen} if seen else {}))
        for event in joined["events"]:
            self.keep(event)
        if joined["more"]:
            await self.fill(room)

    async def fill(self, room):
        """What lies between what is known and what comes live."""
        log = self.logs[room]
        after = next(seq for seq in itertools.count() if seq + 1 not in log)
        while True:
            page = await self.once("history", room=room, after=after)
            for event in page["events"]:
                self.keep(event)
            if not page["more"] or not page["events"]:
                return
            after = page["events"][-1]["seq"]

    async def leave(self):
        if self.socket is not None:
            await self.socket.close()
            await self.reading


class Visitor(Device):
    def __init__(self, host, figures, number, chance):
        super().__init__(host, figures, f"Visitor {number % 7}", {"desk": chance.choice(DESKS).upper()})  # names need not differ
        self.chance, self.secret = chance, secrets.token_hex(12)
        self.typed = []  # (key, text, seq), in order

    def look(self, frame):
        for kind, secret in SECRET.findall(frame):
            self.figures["secrets seen by visitors"] += 1
            if kind == "n" or secret != self.secret:
                self.figures.fault(f"{self.name} was sent what is not its own: {frame[:200]}")

    @property
    def room(self):
        return self.welcome["rooms"][0]["id"]

    async def live(self, ends, pause):
        await asyncio.sleep(self.chance.uniform(0, min(pause, 5)))
        await self.ask("ping", t=0)
        if [room["kind"] for room in self.welcome["rooms"]] != ["private"]:
            self.figures.fault(f"{self.name} has other rooms than its own")
        mine = self.room
        self.in_rooms.add(mine)
        await self.ask("join", room=mine)
        while time.monotonic() < ends or not self.typed:
            await self.say(mine)
            if self.chance.random() < 0.15:
                await self.cut()
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * pause)
            if self.welcome["rooms"][0]["id"] != mine:
                self.figures.fault(f"{self.name} came back to another conversation")

    async def say(self, room):
        key, text = secrets.token_hex(16), f"question {len(self.typed) + 1} «v{self.secret}»"
        stored = await self.ask("post", room=room, key=key, text=text)
        self.typed.append((key, text, stored["seq"]))
        self.figures["messages of visitors"] += 1


class Agent(Device):
    def __init__(self, host, figures, number, chance, holders):
        super().__init__(host, figures, f"Agent {number}", {})
        self.chance, self.holders = chance, holders
        self.mine = set()  # conversations that it has

    @property
    def id(self):
        return self.welcome["me"]["id"]

    async def live(self, over):
        await self.ask("ping", t=0)
        self.over = over
        while not over.is_set() or self.mine:  # whoever was asked something just before the end answers it
            try:
                await self.work()
            except Refused as refused:
                if refused.code not in ("forbidden", "no_room"):
                    raise
                self.figures[f"refused as {refused.code}"] += 1
            if self.chance.random() < 0.02:
                await self.cut()
            await asyncio.sleep(self.chance.uniform(0.1, 0.4))

    async def work(self):
        waiting = (await self.ask("tickets", state="waiting", limit=8))["tickets"]
        if waiting:
            await self.claim(self.chance.choice(waiting)["id"])
        for room in list(self.mine):
            await self.answer(room)

    # Only who has a ticket lets go of it here, and says so in `holders` before it asks to. So an `ok` to a claim while
    # somebody else still has it means that two have it.
    def take(self, room):
        holder = self.holders.get(room)
        if holder not in (None, self):
            self.figures.fault(f"{room} was claimed by {self.name} and {holder.name}")
        self.holders[room] = self
        self.mine.add(room)

    def let_go(self, room):
        if self.holders.get(room) is self:
            del self.holders[room]
        self.mine.discard(room)

    async def claim(self, room):
        try:
            ticket = (await self.ask("claim", room=room))["ticket"]
        except Refused as refused:
            if refused.code == "forbidden":
                self.figures["claims that somebody else won"] += 1
                return
            raise
        if ticket["agent"]["id"] != self.id:
            self.figures.fault(f"{self.name} was given a ticket of {ticket['agent']['name']}")
        self.take(room)
        self.figures["claims"] += 1
        self.in_rooms.add(room)
        await self.ask("join", room=room)
        notes = ticket["notes"]
        await self.ask("post", room=notes, key=secrets.token_hex(16), text=f"a note «n{secrets.token_hex(12)}»")

    async def answer(self, room):
        """All that was asked and not answered; then it may go somewhere else."""
        for event in await self.unanswered(room):
            text = event["text"].replace("question", "answer")
            await self.ask("post", room=room, key=f"answer-{event['seq']}-{room}", text=text, reply=event["seq"])
            self.figures["answers"] += 1
        await self.part(room)

    async def unanswered(self, room):
        page = await self.ask("history", room=room, before=PAST_THE_END)
        answered = {event["reply"] for event in page["events"] if "reply" in event}
        for event in page["events"]:
            self.keep(event)
        return [event for event in page["events"] if event["text"].startswith("question") and event["seq"] not in answered]

    async def part(self, room):
        what = self.chance.choices(("resolve", "hand over", "put back", "keep"), (6, 1, 1, 3))[0]
        if self.over.is_set():
            what = "resolve"  # others may have gone
        if what == "keep":
            return
        self.let_go(room)
        self.figures[f"tickets: {what}"] += 1
        if what == "resolve":
            await self.ask("resolve", room=room)
            if await self.unanswered(room):  # it came in between, as a person would see
                await self.claim(room)
                return
        elif what == "put back":
            await self.ask("assign", room=room)
        else:
            other = self.chance.choice(self.others)
            ticket = (await self.ask("assign", room=room, member=other.id))["ticket"]
            if ticket["agent"]["id"] == other.id and ticket["state"] == "claimed":
                other.take(room)
        self.in_rooms.discard(room)
        await self.ask("leave", room=room)


async def kill_sometime(host, figures, at):
    await asyncio.sleep(at)
    host.kill()
    figures["kills of the host"] += 1
    await asyncio.sleep(0.5)
    host.start()


async def come_to_rest(owner, visitors):
    """Until nobody waits and nobody is without an answer."""
    deadline = time.monotonic() + PATIENCE * 2
    while time.monotonic() < deadline:
        open_ones = [ticket for state in ("waiting", "claimed") for ticket in (await owner.ask("tickets", state=state))["tickets"]]
        if not open_ones:
            return
        await asyncio.sleep(0.5)
    assert False, f"{len(open_ones)} tickets were left, for instance {open_ones[0]}"


async def check(host, figures, visitors, agents):
    for visitor in visitors:
        await visitor.ask("ping", t=0)  # whoever was cut in the end comes back
        fresh = Device(host, figures, visitor.name, {})
        fresh.token = visitor.token
        await fresh.ask("ping", t=0)
        room = fresh.welcome["rooms"][0]
        assert room["id"] == visitor.room, "another conversation"
        await fresh.fill(room["id"])
        await fresh.leave()
        log = fresh.logs[room["id"]]
        compare(figures, visitor, log, room)
        for device in (visitor, *agents):
            for seq, event in device.logs[room["id"]].items():
                if log.get(seq, {}).get("key") != event["key"]:
                    figures.fault(f"{device.name} has another event {seq} than the host")
        missing = set(log) - set(visitor.logs[room["id"]])
        if missing:
            figures.fault(f"{visitor.name} never got {sorted(missing)[:5]}")


def compare(figures, visitor, log, room):
    if sorted(log) != list(range(1, room["head"] + 1)):
        figures.fault(f"{visitor.name}: the conversation has gaps")
    own = [(event["key"], event["text"], seq) for seq, event in sorted(log.items()) if event["from"] == visitor.welcome["me"]["id"]]
    if own != visitor.typed:
        figures.fault(f"{visitor.name}: typed {len(visitor.typed)}, there are {len(own)}")
    answered = {event.get("reply") for event in log.values()}
    for _, _, seq in own:
        if seq not in answered:
            figures.fault(f"{visitor.name}: question {seq} was never answered")
    if room["ticket"]["state"] != "resolved":
        figures.fault(f"{visitor.name}: its ticket is {room['ticket']['state']}")


async def run(options):
    chance = random.Random(options.seed)
    figures, holders = Figures(), {}
    host = Host()
    host.start()
    try:
        owner = Device(host, figures, "Owner", {})
        owner.token = host.owner_token()
        await owner.ask("ping", t=0)
        agents = [Agent(host, figures, n + 1, random.Random(chance.random()), holders) for n in range(options.agents)]
        for agent in agents:
            await agent.ask("ping", t=0)
            agent.others = [other for other in agents if other is not agent]
            await owner.ask("role", member=agent.id, role="agent")
        visitors = [Visitor(host, figures, n + 1, random.Random(chance.random())) for n in range(options.visitors)]
        ends, over = time.monotonic() + options.minutes * 60, asyncio.Event()
        working = [asyncio.create_task(agent.live(over)) for agent in agents]
        killing = asyncio.create_task(kill_sometime(host, figures, options.minutes * 60 * chance.uniform(0.35, 0.65)))
        talking = asyncio.gather(*(visitor.live(ends, options.pause) for visitor in visitors))
        await first_fault(talking, killing, working)
        await first_fault(come_to_rest(owner, visitors), killing, working)
        over.set()
        await asyncio.wait_for(asyncio.gather(killing, *working), 2 * PATIENCE)
        await check(host, figures, visitors, agents)
        for device in (owner, *agents, *visitors):
            await device.leave()
        if (code := host.stop()) != 0:
            figures.fault(f"the host ended with {code}")
    finally:
        if host.process.poll() is None:
            host.kill()
        if figures.faults or sys.exc_info()[0]:
            print(f"the data folder stays: {host.data}")
        else:
            shutil.rmtree(host.data, ignore_errors=True)
    report(options, figures)
    return 1 if figures.faults else 0


async def first_fault(what, *others):
    """The end of `what`; a fault of the others ends it at once."""
    main = asyncio.ensure_future(what)
    waiting = [main, *(task for other in others for task in (other if isinstance(other, list) else [other]))]
    while not main.done():
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        waiting = [task for task in waiting if not task.done()]
    await main


def report(options, figures):
    print(f"{options.visitors} visitors, {options.agents} agents, {options.minutes} minutes, seed {options.seed}")
    for what, count in sorted(figures.items()):
        print(f"  {count:8} {what}")
    pairs = options.visitors * (options.visitors - 1)
    print(f"  {pairs:8} pairs of strangers compared; {len(figures.faults)} faults")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--agents", type=int, default=10)
    parser.add_argument("--pause", type=float, default=8, help="seconds between two messages of a visitor, about")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    sys.exit(asyncio.run(run(options)))


if __name__ == "__main__":
    main()
