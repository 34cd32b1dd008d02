"""Strangers at the help desk: they need no code, so they have bounds of their own, and the members next door notice nothing."""
import urllib.request

from member import Member, Refused, counter
from table import TableOfHosts, main

NEWCOMERS = 1000  # visitors from one address at once (protocol/README.md §9)


class Strangers(TableOfHosts):
    host_arguments = ("--desk", "Support", "--allow-origin", "http://shop.example")

    def visitor(self, **options):
        return self.member(join=None, hello={"desk": "support", **options.pop("hello", {})}, **options)

    def test_more_come_from_one_address_than_may(self):
        codes = []
        while "rate_limited" not in codes and len(codes) < NEWCOMERS + 200:  # some more may come meanwhile
            try:
                Member(self.port, join=None, hello={"desk": "support"}, source="127.0.0.9").socket.close()
                codes.append("welcome")
            except Refused as refused:
                codes.append(refused.code)
        self.assertEqual(set(codes[:-1]), {"welcome"})
        self.assertEqual(codes[-1], "rate_limited")
        self.assertGreaterEqual(len(codes), NEWCOMERS)
        self.assertEqual(self.visitor(source="127.0.0.10").welcome["me"]["role"], "visitor", "others still come")
        self.assertEqual(self.member(source="127.0.0.9").welcome["me"]["role"], "member", "so do members from there")

    def test_a_visitor_who_never_stops_talking_is_throttled_and_nobody_else(self):
        loud, other = self.visitor(), self.visitor()
        room = loud.welcome["rooms"][0]["id"]
        posts = range(1000, 1600)  # all at once: by turns a slow machine would stay below the limit
        for i in posts:
            loud.send(type="post", id=i, room=room, key=f"k{i}", text="x" * 1000)
        answers = []  # refusals wait for no disk, and overtake
        while len(answers) < len(posts):
            message = loud.message()
            if "re" in message:
                answers.append(message.get("code", message["type"]))
        self.assertIn("rate_limited", answers)
        self.assertGreaterEqual(answers.count("ok"), 200, "as many as PROTOCOL §8 promises")
        self.assertEqual(other.post("one question", room=other.welcome["rooms"][0]["id"])["seq"], 1)

    def test_fields_past_their_limits_are_refused(self):
        visitor = self.visitor()
        room = visitor.welcome["rooms"][0]["id"]
        self.assertEqual(visitor.refusal("post", room=room, key="k", text="x" * 16385), "too_large")
        for hello in ({"desk": "d" * 65}, {"desk": 5}, {"desk": ["support"]}):
            with self.assertRaises(Refused) as raised:
                self.visitor(hello=hello)
            self.assertEqual(raised.exception.code, "bad_request")
        with self.assertRaises(Refused) as raised:
            self.visitor(name="n" * 49)
        self.assertEqual(raised.exception.code, "bad_request")

    def test_a_file_of_a_visitor_is_no_larger_than_theirs_may_be(self):
        visitor = self.visitor()
        most = 256 << 20
        self.assertEqual(visitor.refusal("upload", key="a", name="a.bin", size=most + 1), "too_large")
        self.assertEqual(visitor.refusal("upload", key="b", name="b.bin", size=most), "ok")

    def test_who_frames_the_page_is_said_by_its_host(self):
        for path, framed in (("/help", "frame-ancestors 'self' http://shop.example"), ("/", "frame-ancestors 'none'")):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
                self.assertTrue(answer.headers["Content-Security-Policy"].endswith(framed), answer.headers["Content-Security-Policy"])


if __name__ == "__main__":
    main()
