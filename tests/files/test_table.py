"""The cases of RELIABILITY.md that are about files, against the real executable."""
import http.client
import struct
import unittest
import urllib.parse
import zlib

from test_transfers import HostTest, on_disk, partials, stored
from transfer import CHUNK, Bytes, Made, Peer, Refused, Upload, chunk, fetch, frame, request, until, upload


def png(width, height, rows=None):
    """A PNG that says to be so large; with `rows` of them black pixels."""
    part = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))  # noqa: E731
    pixels = zlib.compress(b"".join(b"\0" + b"\0\0\0" * width for _ in range(height if rows is None else rows)))
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            part(b"IDAT", pixels) + part(b"IEND", b""))


class Uploading(HostTest):
    def refused(self, member, data):
        """What a binary frame is answered; the connection lives, and nothing was taken."""
        member.say(data)
        error = member.until(lambda m: m["type"] == "error")
        self.assertTrue(member.is_alive())
        return {field: error.get(field) for field in ("upload", "code", "offset") if field in error}

    def test_chunks_that_are_wrong_are_refused_with_the_true_offset(self):
        member = self.member()
        content = Made(5 * CHUNK)
        transfer = Upload(content)
        transfer.begin(member)
        transfer.send_one(member)
        n, at = transfer.number, CHUNK
        for what, data, answer in (
            ("an offset that is left out", chunk(n, at + 1, b"x"), {"upload": n, "code": "bad_request", "offset": at}),
            ("an offset that was", chunk(n, 0, b"x"), {"upload": n, "code": "bad_request", "offset": at}),
            ("an offset of 64 bits", chunk(n, 2**64 - 1, b"x"), {"upload": n, "code": "bad_request", "offset": at}),
            ("a chunk that is too long", chunk(n, at, b"x" * (CHUNK + 1)), {"upload": n, "code": "too_large", "offset": at}),
            ("another upload", chunk(n + 7, at, b"x"), {"upload": n + 7, "code": "bad_request"}),
            ("no head", frame(2, b"short"), {"code": "bad_request"}),
        ):
            with self.subTest(what):
                self.assertEqual(self.refused(member, data), answer)
        while transfer.at < 4 * CHUNK:
            transfer.send_one(member)
        self.assertEqual(self.refused(member, chunk(n, 4 * CHUNK - 1, b"x")),
                         {"upload": n, "code": "bad_request", "offset": 4 * CHUNK})
        transfer.finish(member)
        self.assertEqual(self.refused(member, chunk(n, content.size, b"x")),
                         {"upload": n, "code": "bad_request", "offset": content.size}, "after its end")
        self.assertEqual(transfer.file["id"], content.hash())

    def test_more_than_was_said_is_refused(self):
        member = self.member()
        transfer = Upload(Bytes(b"abc"))
        transfer.begin(member)
        self.assertEqual(self.refused(member, chunk(transfer.number, 0, b"abcd")),
                         {"upload": transfer.number, "code": "bad_request", "offset": 0})
        transfer.finish(member)
        self.assertEqual(list(stored(self.host)), [Bytes(b"abc").hash()])

    def test_a_burst_far_past_the_window_costs_no_memory(self):
        """Whether a piece of it is too early depends on the disk (tst_uploadwindow has the rule): either way the host says
        how far it is, keeps little, and the upload can go on to its end."""
        member = self.member()
        transfer = Upload(Made(32 << 20))
        transfer.begin(member)
        for at in range(0, transfer.content.size, CHUNK):
            member.say(chunk(transfer.number, at, transfer.content.read(at, CHUNK)))
        self.assertTrue(member.is_alive())
        self.assertLess(self.host.memory(), 200)
        transfer.begin(member)
        self.assertEqual(transfer.finish(member)["id"], transfer.content.hash())

    def test_bytes_that_have_not_the_announced_hash_leave_nothing(self):
        member = self.member()
        transfer = Upload(Bytes(b"something"), sha256=Bytes(b"else").hash())
        with self.assertRaises(Refused) as refused:
            transfer.run(member)
        self.assertEqual((refused.exception.code, refused.exception.reply["upload"]), ("bad_request", transfer.number))
        self.assertEqual((stored(self.host), partials(self.host)), ({}, []))

    def test_a_chunk_before_hello_is_refused(self):
        with Peer(self.host.port) as peer:
            peer.shake_hands()
            peer.say(chunk(1, 0, b"x"))
            self.assertEqual(peer.message()["code"], "not_hello")

    def test_requests_that_make_no_sense(self):
        member = self.member()
        good = {"key": "k", "name": "n", "size": 1}
        for what, fields, code in (
            ("no key", {"key": ""}, "bad_request"), ("no name", {"name": ""}, "bad_request"),
            ("a size below zero", {"size": -1}, "bad_request"), ("half a byte", {"size": 0.5}, "bad_request"),
            ("a size that is text", {"size": "1"}, "bad_request"), ("a hash in capitals", {"sha256": "A" * 64}, "bad_request"),
            ("a hash of 63 digits", {"sha256": "a" * 63}, "bad_request"), ("a byte too many", {"size": (4 << 30) + 1}, "too_large"),
        ):
            with self.subTest(what):
                self.assertEqual(member.refusal("upload", **{**good, **fields}), code)
        with self.assertRaises(Refused) as refused:
            member.ask("upload", key="k", name="n", size=1 << 40)
        self.assertEqual(refused.exception.reply["limit"], member.welcome["limits"]["file"])

    def test_names_are_for_display_only(self):
        member = self.member()
        for number, (name, shown) in enumerate((
            ("../../x", "x"), ("..\\..\\x.exe", "x.exe"), ("/etc/passwd", "passwd"), ("..", "file"), ("a\0b.txt", "ab.txt"),
            ("CON", "CON"), ("line\r\nbreak", "linebreak"), ("gpj\u202eexe.", "gpjexe."), (" \t ", "file"), ("ünï\U0001f600.jpg", "ünï\U0001f600.jpg"),
        )):
            with self.subTest(name=name):
                file = upload(member, Bytes(f"content {number}".encode()), name=name)
                self.assertEqual(file["name"], shown)
                fetched = fetch(self.host.port, file["id"], urllib.parse.quote(shown, safe=""))
                self.assertEqual(fetched.digest, file["id"])
                self.assertTrue(fetched.headers["content-disposition"].startswith("attachment"))
        found = {str(path.relative_to(self.host.data)) for path in on_disk(self.host)}
        self.assertEqual({path for path in found if "/" in path}, {f"files/{i[:2]}/{i}" for i in stored(self.host)})
        self.assertEqual(set(stored(self.host)), {Bytes(f"content {n}".encode()).hash() for n in range(10)})

    def test_what_is_called_a_picture_and_is_none_is_only_ever_saved(self):
        member = self.member()
        for what, content, mime in (
            ("html", b"<!DOCTYPE html><script>alert(1)</script>", "text/html"),
            ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "text/xml"),
            ("xml", b'<?xml version="1.0"?><svg onload="alert(1)"/>', "text/xml"),
            ("pdf", b"%PDF-1.7 x", "application/pdf"),
            ("nothing known", b"\0\1\2\3", "application/octet-stream"),
        ):
            with self.subTest(what):
                file = upload(member, Bytes(content), name="picture.png", mime="image/png")
                self.assertEqual((file["mime"], "width" in file, "thumb" in file), (mime, False, False))
                got = fetch(self.host.port, file["id"], "picture.png").headers
                self.assertEqual(got["content-type"], "application/octet-stream")
                self.assertTrue(got["content-disposition"].startswith("attachment"))
                self.assertEqual(got["x-content-type-options"], "nosniff")
                self.assertIn("sandbox", got["content-security-policy"])

    def test_a_picture_of_30000_by_30000_costs_no_memory(self):
        member = self.member()
        upload(member, Bytes(png(10, 10)))
        before = self.host.memory()
        file = upload(member, Bytes(png(30000, 30000, rows=300)), name="huge.png")
        self.assertEqual((file["mime"], file["width"], file["height"], "thumb" in file), ("image/png", 30000, 30000, False))
        self.assertLess(self.host.memory() - before, 64)
        self.assertEqual(fetch(self.host.port, file["id"]).digest, file["id"])

    def test_a_picture_has_its_size_and_a_small_form(self):
        member = self.member()
        file = upload(member, Bytes(png(1600, 1200)), name="photo.png")
        self.assertEqual((file["mime"], file["width"], file["height"]), ("image/png", 1600, 1200))
        thumb = fetch(self.host.port, file["thumb"], "thumb")
        self.assertEqual((thumb.status, thumb.headers["content-type"], thumb.digest), (200, "image/jpeg", file["thumb"]))
        self.assertTrue(thumb.headers["content-disposition"].startswith("inline"))
        broken = upload(member, Bytes(png(1600, 1200)[:60]), name="cut.png")
        self.assertNotIn("thumb", broken)
        seq = self.post(member, file["id"])["seq"]
        member.ask("delete", room="lobby", key="d", target=seq)
        until("picture and small form are gone", lambda: set(stored(self.host)) == {broken["id"]})


class Quotas(HostTest):
    ARGUMENTS = ("--no-rate-limit", "--file-limit", "1M", "--files-per-member", "2M", "--files-total", "3M")

    def refused(self, member, size, seed=5):
        with self.assertRaises(Refused) as refused:
            upload(member, Made(size, seed=seed))
        return refused.exception.code, refused.exception.reply["limit"]

    def test_what_is_too_much_is_refused_with_the_number(self):
        amina, ben = self.member(), self.member()
        self.assertEqual(amina.welcome["limits"]["file"], 1 << 20)
        self.assertEqual(self.refused(amina, (1 << 20) + 1), ("too_large", 1 << 20))
        first = upload(amina, Made(1 << 20, seed=1))
        upload(amina, Made(1 << 19, seed=2))
        self.assertEqual(self.refused(amina, (1 << 19) + 1), ("too_large", 1 << 19))
        upload(ben, Made(1 << 20, seed=3))
        self.assertEqual(self.refused(ben, (1 << 19) + 1), ("storage", 1 << 19))
        seq = self.post(amina, first["id"])["seq"]
        amina.ask("delete", room="lobby", key="d", target=seq)
        until("there is room again", lambda: fetch(self.host.port, first["id"]).status == 404)
        self.assertEqual(upload(ben, Made(1 << 20, seed=4))["size"], 1 << 20)

    def test_unfinished_uploads_count(self):
        member = self.member()
        Upload(Made(1 << 20, seed=1)).begin(member)
        Upload(Made(1 << 20, seed=2)).begin(member)
        self.assertEqual(self.refused(member, 1), ("too_large", 0))

    def test_too_many_at_once_have_to_wait(self):
        member = self.member()
        for number in range(16):
            Upload(Made(10, seed=number)).begin(member)
        with self.assertRaises(Refused) as refused:
            Upload(Made(10, seed=99)).begin(member)
        self.assertEqual((refused.exception.code, refused.exception.reply["retry"]), ("rate_limited", 1000))


class FullDisk(HostTest):
    ARGUMENTS = ("--no-rate-limit", "--keep-free", "500T")

    def test_what_must_stay_free_stays_free(self):
        with self.assertRaises(Refused) as refused:
            upload(self.member(), Made(1))
        self.assertEqual((refused.exception.code, refused.exception.reply["limit"]), ("storage", 0))


class Serving(HostTest):
    CONTENT = bytes(range(256)) * 40

    def setUp(self):
        super().setUp()
        self.file = upload(self.member(), Bytes(self.CONTENT), name="a b.bin")
        self.etag = f'"{self.file["id"]}"'

    def get(self, **headers):
        return fetch(self.host.port, self.file["id"], **headers)

    def test_ranges(self):
        size, whole = len(self.CONTENT), self.CONTENT
        for asked, status, body in (
            ("bytes=0-0", 206, whole[:1]), ("bytes=5-9", 206, whole[5:10]), ("bytes=100-", 206, whole[100:]),
            ("bytes=-10", 206, whole[-10:]), (f"bytes=-{size * 2}", 206, whole), (f"bytes={size - 1}-{size + 5}", 206, whole[-1:]),
            ("bytes=0-18446744073709551616", 206, whole), ("bytes=0-5, 3-9", 206, whole[:10]), ("bytes=0-5,6-9", 206, whole[:10]),
            (f"bytes={size}-", 416, None), ("bytes=99999999999999999999-", 416, None), ("bytes=-0", 416, None),
            ("bytes=9-5", 200, whole), ("bytes=x-", 200, whole), ("lines=1-2", 200, whole), ("bytes=", 200, whole),
            ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 3000, 2)), 206, whole[:2999]),
            ("bytes=" + ",".join(f"{200 * n}-{200 * n + 1}" for n in range(50)), 200, whole),
            ("bytes=" + ",".join("0-" for _ in range(1000)), 206, whole),
        ):
            with self.subTest(asked[:60]):
                got = self.get(Range=asked)
                self.assertEqual(got.status, status)
                if body is not None:
                    self.assertEqual(got.body, body)
                if status == 416:
                    self.assertEqual(got.headers["content-range"], f"bytes */{size}")
                if status == 206 and "," not in asked:
                    self.assertRegex(got.headers["content-range"], rf"bytes \d+-\d+/{size}")

    def test_several_ranges_come_in_parts(self):
        got = self.get(Range="bytes=0-1,1000-1001, -2")
        kind, boundary = got.headers["content-type"].split("; boundary=")
        self.assertEqual((got.status, kind), (206, "multipart/byteranges"))
        parts = got.body.split(b"\r\n--" + boundary.encode())
        self.assertEqual((parts[0], parts[-1]), (b"", b"--\r\n"))
        wanted = ((0, 1), (1000, 1001), (len(self.CONTENT) - 2, len(self.CONTENT) - 1))
        for part, (first, last) in zip(parts[1:-1], wanted, strict=True):
            head, body = part.split(b"\r\n\r\n", 1)
            self.assertIn(f"Content-Range: bytes {first}-{last}/{len(self.CONTENT)}".encode(), head)
            self.assertEqual(body, self.CONTENT[first:last + 1])

    def test_a_thousand_ranges_cost_no_memory(self):
        file = upload(self.member(), Made(64 << 20))
        before = self.host.memory()
        asked = "bytes=" + ",".join(f"{n * 9000}-{n * 9000 + 9}" for n in range(1000))
        got = fetch(self.host.port, file["id"], keep=False, Range=asked)
        self.assertEqual((got.status, got.digest), (200, file["id"]))
        self.assertLess(self.host.memory() - before, 16)

    def test_conditions(self):
        self.assertEqual(self.get(If_None_Match=self.etag).status, 304)
        self.assertEqual(self.get(If_None_Match=f'"x", W/{self.etag}').status, 304)
        self.assertEqual(self.get(If_None_Match='"x"').status, 200)
        self.assertEqual(self.get(Range="bytes=0-1", If_Range=self.etag).status, 206)
        self.assertEqual(self.get(Range="bytes=0-1", If_Range='"x"').status, 200)
        self.assertEqual(self.get(Range="bytes=0-1", If_Range="Sat, 21 Nov 2026 00:00:00 GMT").status, 200)
        head = fetch(self.host.port, self.file["id"], method="HEAD")
        self.assertEqual((head.status, head.headers["content-length"], head.body), (200, str(len(self.CONTENT)), b""))
        self.assertEqual(self.get().headers["etag"], self.etag)

    def test_names_are_told_in_the_forms_of_rfc_6266(self):
        got = fetch(self.host.port, self.file["id"], urllib.parse.quote('zu "spät".txt')).headers["content-disposition"]
        self.assertEqual(got, "attachment; filename=\"zu _sp__t_.txt\"; filename*=UTF-8''zu%20%22sp%C3%A4t%22.txt")

    def test_what_is_not_there_is_404(self):
        for path in ("0" * 64, self.file["id"][:-1], self.file["id"].upper(), self.file["id"] + "0", "partial/x", "",
                     self.file["id"] + "/a/b"):
            with self.subTest(path):
                connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=60)
                connection.request("GET", f"/files/{path}")
                self.assertEqual(connection.getresponse().status, 404)
                connection.close()

    def test_a_connection_is_kept_alive_over_many_files(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=60)
        connection.connect()
        opened = connection.sock
        for _ in range(20):
            connection.request("GET", f"/files/{self.file['id']}/x")
            self.assertEqual(connection.getresponse().read(), self.CONTENT)
            connection.request("GET", "/healthz")
            self.assertEqual(connection.getresponse().read(), b"ok")
        self.assertIs(connection.sock, opened)
        connection.close()

    def test_requests_in_a_row_are_answered_and_nothing_is_mixed_up(self):
        with Peer(self.host.port) as peer:
            peer.say(request(target=f"/files/{self.file['id']}/x") * 3)
            found = peer.responses()
            self.assertEqual(found[0].body, self.CONTENT)

    def test_who_reads_nothing_holds_up_nobody(self):
        file = upload(self.member(), Made(32 << 20))
        idle = [Peer(self.host.port, receive_buffer=4096) for _ in range(60)]
        for peer in idle:
            peer.say(request(target=f"/files/{file['id']}/x"))
        before = self.host.memory()
        one = self.member()
        self.assertEqual(fetch(self.host.port, file["id"], keep=False).digest, file["id"])
        self.assertTrue(one.is_alive())
        self.assertLess(self.host.memory() - before, 32)
        for peer in idle:
            peer.socket.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
