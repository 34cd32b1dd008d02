"""Guessing the join code (RELIABILITY, "Trust"; PROTOCOL §8). All of 127.0.0.0/8 is this machine, so one machine can
be many addresses. A host for each case: who has guessed waits for longer than a test does."""
import json

from member import counter
from table import TableOfHosts, main
from wire import Peer, text

CODE = "481502"
PER_ADDRESS, PER_MINUTE = 5, 20


class Guessing(TableOfHosts):
    host_options = {"code": CODE}
    bystander_hello = {"code": CODE}

    def hear(self, peer, **fields):
        """What a hello is answered."""
        peer.say(text(json.dumps({"type": "hello", "id": 1, "protocol": 1, "name": f"Guesser {next(counter)}", **fields})))
        answer = peer.message()
        return answer.get("code", answer["type"])

    def guess(self, code, source="127.0.0.9", **fields):
        with Peer(self.port, source=source) as peer:
            return self.hear(peer.shake_hands(), code=code, **fields)

    def test_the_sixth_guess_of_an_address_is_not_even_looked_at(self):
        self.assertEqual([self.guess(f"{i:06}") for i in range(PER_ADDRESS)], ["wrong_code"] * PER_ADDRESS)
        self.assertEqual(self.guess(CODE), "rate_limited", "not even the right one")
        self.assertEqual(self.guess(CODE, source="127.0.0.10"), "welcome", "another address is not to blame")

    def test_guesses_on_one_connection_count_as_well(self):
        with Peer(self.port, source="127.0.0.9") as peer:
            peer.shake_hands()
            answers = [self.hear(peer, code=f"{i:06}") for i in range(30)]
        self.assertEqual(answers, ["wrong_code"] * PER_ADDRESS + ["rate_limited"] * 25)

    def test_guesses_in_one_packet_count_as_well(self):
        with Peer(self.port, source="127.0.0.9") as peer:
            peer.shake_hands()
            peer.say(b"".join(text(json.dumps({"type": "hello", "id": i, "protocol": 1, "name": "x", "code": f"{i:06}"}))
                              for i in range(100)))
            answers = [peer.message()["code"] for _ in range(100)]
        self.assertEqual(answers.count("wrong_code"), PER_ADDRESS)
        self.assertEqual(answers.count("rate_limited"), 100 - PER_ADDRESS)

    def test_guesses_from_three_hundred_addresses_are_locked_out(self):
        answers = [self.guess(f"{i:06}", source=f"127.0.{i % 200 + 1}.{i // 200 + 1}") for i in range(300)]
        self.assertEqual(answers.count("wrong_code"), PER_MINUTE)
        self.assertEqual(answers.count("rate_limited"), 300 - PER_MINUTE)
        self.assertEqual(self.guess(CODE, source="127.9.9.9"), "rate_limited")
        # Members need no code, nor does the owner.
        known = self.bystander.listener
        back = self.member(hello={"token": known.token}, source="127.0.1.1")
        self.assertEqual(back.id, known.id)
        owner = self.member(hello={"token": self.host.owner_token()}, source="127.0.1.1")
        self.assertEqual(owner.welcome["me"]["role"], "owner")

    def test_a_missing_code_never_counts(self):
        self.assertEqual({self.guess("") for _ in range(30)}, {"wrong_code"})
        with Peer(self.port, source="127.0.0.9") as peer:
            self.assertEqual(self.hear(peer.shake_hands()), "wrong_code")
        self.assertEqual(self.guess(CODE), "welcome")

    def test_what_is_no_code_is_wrong_or_refused(self):
        for source, code in enumerate(("4815020", "48150", " ", "481502\0", "４８１５０２", "481502; --", "x" * 64, "%"), start=20):
            self.assertEqual(self.guess(code, source=f"127.0.0.{source}"), "wrong_code", repr(code))
        for source, code in enumerate((481502, 481502.0, None, True, ["481502"], "x" * 65), start=40):
            self.assertEqual(self.guess(code, source=f"127.0.0.{source}"), "bad_request", repr(code))

    def test_the_right_code_with_spaces_is_right(self):
        """As people read it out."""
        self.assertEqual(self.guess(" 481 502 "), "welcome")

    def test_an_unknown_token_is_no_way_around(self):
        for token in ("x" * 43, self.bystander.talker.token[:-1], self.bystander.talker.token + "x", "' OR 1=1 --"):
            self.assertEqual(self.guess("", token=token), "wrong_code")

    def test_forgotten_headers_of_proxies_do_not_make_another_address(self):
        answers = []
        for i in range(PER_ADDRESS + 3):
            with Peer(self.port, source="127.0.0.9") as peer:
                peer.shake_hands(f"X-Forwarded-For: 10.0.0.{i}", f"Forwarded: for=10.0.0.{i}", f"X-Real-IP: 10.0.0.{i}")
                answers.append(self.hear(peer, code=f"{i:06}"))
        self.assertEqual(answers[PER_ADDRESS:], ["rate_limited"] * 3)

    def test_http_tells_nothing_of_the_code(self):
        with Peer(self.port) as peer:
            peer.say("".join(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:@\r\n\r\n" for path in ("/", "/about.json", "/metrics"))
                     + "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:@\r\nConnection: close\r\n\r\n")
            self.assertNotIn(CODE.encode(), peer.rest())


if __name__ == "__main__":
    main()
