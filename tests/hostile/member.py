"""A client that keeps to PROTOCOL.md, and a bystander made of two of them, who talk on whatever goes on around them."""
import collections
import itertools
import json
import threading
import time

from wire import CLOSE, Peer, frame, text

counter = itertools.count(1)


class Refused(Exception):
    def __init__(self, reply):
        super().__init__(f"{reply['code']}: {reply['text']}")
        self.code, self.reply = reply["code"], reply


class Member(Peer):
    """Blocking: whoever asks reads until the answer is there. What comes in between is kept in `heard`, the newest of it."""

    def __init__(self, port, name=None, beat=0, join="lobby", hello=None, **options):
        super().__init__(port, **options)
        self.heard = collections.deque(maxlen=1000)
        try:
            self.come_in(name or f"Member {next(counter)}", beat, hello or {}, join)
        except BaseException:
            self.socket.close()
            raise

    def come_in(self, name, beat, hello, join):
        self.shake_hands("Sec-WebSocket-Protocol: courtyard.v1")
        self.welcome = self.ask("hello", protocol=1, name=name, beat=beat, **hello)
        self.id, self.token = self.welcome["me"]["id"], self.welcome["token"]
        if join:
            self.ask("join", room=join)

    def send(self, **message):
        self.say(text(json.dumps(message)))

    PATIENCE = 60  # seconds for what is waited for, whatever else comes meanwhile

    def until(self, wanted):
        """The first such message that was not looked at yet."""
        for message in self.heard:
            if wanted(message):
                self.heard.remove(message)
                return message
        return self._next(wanted)

    def reply(self, number):
        return self._next(lambda message: message.get("re") == number)

    def _next(self, wanted):
        deadline = time.monotonic() + self.PATIENCE
        while time.monotonic() < deadline:
            message = self.message()
            if wanted(message):
                return message
            self.heard.append(message)
        raise TimeoutError(f"not within {self.PATIENCE} s")

    def ask(self, type, /, **fields):
        number = next(counter)
        self.send(type=type, id=number, **fields)
        reply = self.reply(number)
        if reply["type"] == "error":
            raise Refused(reply)
        return reply

    def post(self, what, room="lobby", key=None):
        return self.ask("post", room=room, key=key or f"key {next(counter)}", text=what)

    def refusal(self, type, /, **fields):
        """The code of the error, or the type of the answer."""
        try:
            return self.ask(type, **fields)["type"]
        except Refused as refused:
            return refused.code

    def is_alive(self):
        return self.ask("ping", t=1)["type"] == "pong"

    def leave(self):
        """In order (RFC 6455 §7.1.2)."""
        self.say(frame(CLOSE, b"\x03\xe8"))
        code, _ = self.until_close()
        self.socket.close()
        return code


class Bystander:
    """A talker and a listener in the lobby. The next line is said when the last one has been answered and heard."""

    PACE = 0.02  # seconds between lines at least: as many as one member may say

    def __init__(self, port, **options):
        self.talker = Member(port, **options)
        self.listener = Member(port, **options)
        self.said, self.heard = [], []  # (seq, text)
        self.last_seq = None
        self.failure = None
        self._thread = None
        self._enough = threading.Event()

    def start(self):
        self._enough.clear()
        self._thread = threading.Thread(target=self._talk, daemon=True)
        self._thread.start()

    def _talk(self):
        try:
            while not self._enough.is_set():
                self.say_one()
        except Exception as failure:  # told by finish(), in the test's own thread
            self.failure = failure

    def say_one(self):
        time.sleep(self.PACE)
        words = f"line {len(self.said) + 1}"
        reply = self.talker.post(words)
        self.said.append((reply["seq"], words))
        while len(self.heard) < len(self.said):
            self._note(self.listener.message())

    def _note(self, message):
        if message["type"] != "event" or message["room"] != "lobby":
            return
        assert self.last_seq in (None, message["seq"] - 1), f"after {self.last_seq} came {message['seq']}"
        self.last_seq = message["seq"]
        if message["from"] == self.talker.id:
            self.heard.append((message["seq"], message["text"]))

    def finish(self):
        """Ends the talk. Everything was answered, and heard once and in order, during the attack and after it."""
        self._enough.set()
        self._thread.join(timeout=60)
        assert not self._thread.is_alive(), f"no answer to line {len(self.said) + 1} in a minute"
        if self.failure:
            raise AssertionError(f"the bystander at line {len(self.said) + 1}") from self.failure
        self.say_one()
        assert self.heard == self.said, "heard is not what was said"

    def leave(self):
        for member in (self.talker, self.listener):
            member.socket.close()
