"""What members notice while somebody guesses the join code: 2,000 guesses from 40 addresses (RELIABILITY, "Trust").

COURTYARD_BINARY=build/release/courtyard python3 tests/hostile/measure_guessing.py [--rounds 10]

Twenty members talk at a steady pace, each message timed from its sending to its arrival at another one. Rounds with and
without guesses take turns, so that what else the machine does is in both."""
import argparse
import json
import statistics
import threading
import time

from host import Host
from member import Member, counter
from wire import Closed, Peer, text

MEMBERS, PACE, STRETCH = 20, 0.01, 6.0  # seconds between messages of all, and of a stretch
GUESSES, ADDRESSES = 2000, 40
CODE = "481502"


class Talk:
    """Each message goes from one member to all; the first one times what it hears."""

    def __init__(self, port):
        self.members = [Member(port, hello={"code": CODE}) for _ in range(MEMBERS)]
        self.ear = Member(port, hello={"code": CODE})
        self.took = []
        for member in self.members:
            threading.Thread(target=self.drain, args=(member,), daemon=True).start()
        threading.Thread(target=self.listen, daemon=True).start()

    def drain(self, member):
        try:
            while True:
                member.message()
        except (Closed, OSError):
            pass

    def listen(self):
        try:
            while True:
                message = self.ear.message()
                if message["type"] == "event":
                    self.took.append(time.monotonic() - float(message["text"]))
        except (Closed, OSError):
            pass

    def stretch(self):
        self.took.clear()
        ends, turn = time.monotonic() + STRETCH, 0
        while (now := time.monotonic()) < ends:
            member = self.members[turn % MEMBERS]
            member.send(type="post", room="lobby", key=f"k{now}", text=repr(now))
            turn += 1
            time.sleep(PACE)
        time.sleep(0.5)
        return sorted(self.took)


def guess(port, answers):
    """Spread over most of a stretch: as fast as the members notice least is not what an attacker wants."""
    pause = STRETCH * 0.9 / GUESSES
    began = time.monotonic()
    for i in range(GUESSES):
        try:
            with Peer(port, source=f"127.4.0.{i % ADDRESSES + 1}") as peer:
                peer.shake_hands()
                peer.say(text(json.dumps({"type": "hello", "id": 1, "protocol": 1, "name": f"Guesser {next(counter)}",
                                          "code": f"{i:06}"})))
                answer = peer.message()
                answers.append(answer.get("code", answer["type"]))
        except (Closed, OSError):
            answers.append("closed")
        time.sleep(max(0, began + (i + 1) * pause - time.monotonic()))


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))] * 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    host = Host(code=CODE)
    talk = Talk(host.port)
    talk.stretch()  # to warm up
    quiet, guessed, answers = [], [], []
    for _ in range(rounds):
        quiet.append(talk.stretch())
        guesser = threading.Thread(target=guess, args=(host.port, answers))
        guesser.start()
        guessed.append(talk.stretch())
        guesser.join()
    for name, found in (("without", quiet), ("with", guessed)):
        p50, p99 = (statistics.median(percentile(values, share) for values in found) for share in (0.5, 0.99))
        print(f"{name:8} guesses: {sum(map(len, found))} messages, p50 {p50:.2f} ms, p99 {p99:.2f} ms (medians of {rounds})")
    told = {answer: answers.count(answer) for answer in sorted(set(answers))}
    print(f"{len(answers)} guesses from {ADDRESSES} addresses: {told}; came in: {told.get('welcome', 0)}")
    host.stop()


if __name__ == "__main__":
    main()
