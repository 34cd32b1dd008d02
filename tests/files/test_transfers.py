"""Files go up, are named in messages, come down and go away again; whatever breaks in between, nothing is sent twice that
the host had on disk."""
import os
import pathlib
import random
import unittest

from transfer import CHUNK, Bytes, Host, Made, Member, Refused, Upload, fetch, until, upload


def on_disk(host):
    """All files in the data folder. The host may remove a folder while one looks, which os.walk takes and glob does not."""
    return [pathlib.Path(folder, name) for folder, _, names in os.walk(host.data) for name in names]


def stored(host):
    """Published files in the data folder, by id."""
    return {path.name: path for path in on_disk(host) if path.match("files/??/*")}


def partials(host):
    return [path for path in pathlib.Path(host.data, "files", "partial").iterdir()]


class HostTest(unittest.TestCase):
    ARGUMENTS = ("--no-rate-limit",)

    def setUp(self):
        self.host = Host(*self.ARGUMENTS)
        self.addCleanup(self.host.stop)

    def member(self, *arguments, **options):
        member = Member(self.host.port, *arguments, **options)
        self.addCleanup(member.socket.close)
        return member

    def post(self, member, *ids, room="lobby", key=None, text=None):
        key = key or f"post {random.random()}"
        return member.ask("post", room=room, key=key, files=list(ids), **({"text": text} if text else {}))


class Transfers(HostTest):
    def test_all_sizes_go_up_and_down_with_equal_hashes(self):
        member, other = self.member(), self.member()
        for size in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 << 20):
            with self.subTest(size=size):
                content = Made(size, seed=size)
                file = upload(member, content, name="größe.bin")
                self.assertEqual((file["id"], file["size"], file["name"]), (content.hash(), size, "größe.bin"))
                self.post(member, file["id"])
                event = other.until(lambda m: m["type"] == "event" and m.get("files"))
                self.assertEqual(event["files"], [file])
                fetched = fetch(self.host.port, file["id"], keep=False)
                self.assertEqual((fetched.status, fetched.size, fetched.digest), (200, size, file["id"]))

    def test_memory_stays_flat_both_ways(self):
        member = self.member()
        upload(member, Made(CHUNK, seed=9))
        before = self.host.memory()
        file = upload(member, Made(200 << 20, seed=3))
        self.assertLess(self.host.memory() - before, 64, "MiB more after an upload of 200")
        self.assertEqual(fetch(self.host.port, file["id"], keep=False).digest, file["id"])
        self.assertLess(self.host.memory() - before, 64, "MiB more after a download of 200")

    def test_several_at_once_on_one_connection(self):
        member = self.member()
        uploads = [Upload(Made(300_000 + number, seed=number)) for number in range(5)]
        for each in uploads:
            each.begin(member)
        while any(each.at < each.content.size for each in uploads):
            for each in uploads:
                if each.at < each.content.size:
                    each.send_one(member)
        for each in uploads:
            each.finish(member)
            self.assertEqual(each.file["id"], each.content.hash())

    def test_a_repeated_upload_of_what_is_there_is_answered_with_its_size(self):
        member = self.member()
        content = Made(100_000)
        first = upload(member, content, key="k")
        again = Upload(content, key="k")
        self.assertEqual(again.begin(member)["offset"], content.size)
        self.assertEqual(again.run(member), first)
        self.assertEqual(again.sent, 0)
        with self.assertRaisesRegex(Refused, "bad_request"):
            Upload(Made(100_001), key="k").begin(member)

    def test_the_same_content_is_stored_once(self):
        one, other = self.member(), self.member()
        content = Made(200_000)
        first = upload(one, content, name="a.bin")
        second = upload(other, content, name="b.bin")
        self.assertEqual((first["id"], second["name"]), (second["id"], "b.bin"))
        self.assertEqual(list(stored(self.host)), [first["id"]])

    def test_a_hash_alone_gets_nobody_a_file(self):
        one, stranger = self.member(), self.member()
        content = Made(200_000)
        file = upload(one, content)
        self.assertEqual(Upload(content, sha256=file["id"]).begin(stranger)["offset"], 0, "knowing a hash is not having it")
        with self.assertRaisesRegex(Refused, "no_file"):
            self.post(stranger, file["id"])
        skipped = Upload(content, sha256=file["id"], name="mine.bin")
        self.assertEqual(skipped.run(one)["name"], "mine.bin")
        self.assertEqual(skipped.sent, 0, "who uploaded it need not again")
        self.post(one, file["id"])
        stranger.until(lambda m: m["type"] == "event")
        self.post(stranger, file["id"])  # it is seen in the lobby
        seen = Upload(content, sha256=file["id"])
        seen.run(stranger)
        self.assertEqual(seen.sent, 0)

    def test_files_of_a_private_room_are_not_named_by_others(self):
        one, stranger = self.member(), self.member()
        room = one.ask("create", name="quiet", kind="private")["room"]["id"]
        file = upload(one, Made(1000))
        self.post(one, file["id"], room=room)
        with self.assertRaisesRegex(Refused, "no_file"):
            self.post(stranger, file["id"])

    def test_a_post_again_is_the_same_message_also_when_the_file_has_another_name_by_then(self):
        member = self.member()
        content = Made(1000)
        file = upload(member, content, name="one")
        first = self.post(member, file["id"], key="same")
        self.assertEqual(self.post(member, file["id"], key="same")["seq"], first["seq"])
        upload(member, content, name="two")
        self.assertEqual(self.post(member, file["id"], key="same")["seq"], first["seq"])
        with self.assertRaisesRegex(Refused, "bad_request"):
            self.post(member, file["id"], key="same", text="and more")
        member.ask("delete", room="lobby", key="d", target=first["seq"])
        self.assertEqual(self.post(member, file["id"], key="same")["seq"], first["seq"])

    def test_the_last_message_gone_frees_the_file(self):
        member = self.member()
        file = upload(member, Made(1000))
        messages = [self.post(member, file["id"])["seq"] for _ in range(2)]
        member.ask("delete", room="lobby", key="d1", target=messages[0])
        self.assertEqual(fetch(self.host.port, file["id"]).status, 200, "another message names it")
        member.ask("delete", room="lobby", key="d2", target=messages[1])
        until("the file is gone", lambda: fetch(self.host.port, file["id"]).status == 404)
        self.assertEqual(stored(self.host), {})

    def test_the_files_of_a_room_are_listed_newest_first(self):
        amina, ben = self.member("Amina"), self.member("Ben")
        for number, member in enumerate((amina, ben, amina)):
            self.post(member, upload(member, Made(10 + number), name=f"Bild {number}.png")["id"],
                      upload(member, Made(100 + number), name=f"list {number}.txt")["id"])
        names = lambda **asked: [f["file"]["name"] for f in amina.ask("files", room="lobby", **asked)["files"]]  # noqa: E731
        self.assertEqual(names(limit=1), ["Bild 2.png", "list 2.txt"], "those of one message stand together")
        self.assertEqual(names(query="bild"), ["Bild 2.png", "Bild 1.png", "Bild 0.png"])
        self.assertEqual(names(query="ben"), ["Bild 1.png", "list 1.txt"])
        self.assertEqual(names(before=2), ["Bild 0.png", "list 0.txt"])
        self.assertTrue(amina.ask("files", room="lobby", limit=1)["more"])
        amina.ask("delete", room="lobby", key="d", target=3)
        self.assertEqual(names(query="2"), [])


class Interrupted(HostTest):
    SIZE = 8 << 20

    def on_disk(self):
        return sum(path.stat().st_size for path in partials(self.host))

    def go_on(self, transfer, member):
        """What the host has on disk is where it goes on."""
        confirmed = transfer.confirmed
        offset = transfer.begin(member)["offset"]
        self.assertGreaterEqual(offset, confirmed)
        self.assertEqual(offset, self.on_disk())
        return offset

    def test_goes_on_after_cut_connections(self):
        chance = random.Random(5)
        transfer = Upload(Made(self.SIZE, seed=11))
        member = self.member("Amina")
        token = member.token
        transfer.begin(member)
        for _ in range(6):
            transfer.run(member, until=chance.randrange(CHUNK, self.SIZE // 8))
            member.reset()
            member = self.member(hello={"token": token})
            self.go_on(transfer, member)
        transfer.run(member)
        self.assertEqual(transfer.file["id"], transfer.content.hash())

    def test_goes_on_after_the_host_was_killed(self):
        chance = random.Random(6)
        transfer = Upload(Made(self.SIZE, seed=12))
        member = self.member("Amina")
        token = member.token
        transfer.begin(member)
        for _ in range(4):
            transfer.run(member, until=chance.randrange(CHUNK, self.SIZE // 6))
            self.host.kill()
            self.host.start()
            member = self.member(hello={"token": token})
            self.go_on(transfer, member)
        transfer.run(member)
        self.assertEqual(transfer.file["id"], transfer.content.hash())
        self.assertEqual(partials(self.host), [])

    def test_another_connection_takes_over_one_that_hangs(self):
        transfer = Upload(Made(self.SIZE, seed=13))
        first = self.member("Amina")
        transfer.begin(first)
        transfer.run(first, until=1 << 20)
        number = transfer.number
        second = self.member(hello={"token": first.token})
        self.go_on(transfer, second)
        told = first.until(lambda m: m["type"] == "error")
        self.assertEqual((told["upload"], told["code"]), (number, "bad_request"))
        transfer.run(second)
        self.assertEqual(transfer.file["id"], transfer.content.hash())

    def test_a_cancelled_upload_leaves_nothing(self):
        member = self.member()
        transfer = Upload(Made(self.SIZE, seed=14), key="k")
        transfer.begin(member)
        transfer.run(member, until=1 << 20)
        member.ask("cancel", upload=transfer.number)
        until("the partial file is gone", lambda: partials(self.host) == [])
        self.assertEqual(Upload(Made(5, seed=1), key="k").begin(member)["offset"], 0, "the key may be used again")
        with self.assertRaisesRegex(Refused, "no_file"):
            member.ask("cancel", upload=transfer.number)

    def test_what_was_published_survives_a_kill(self):
        member = self.member("Amina")
        file = upload(member, Made(1 << 20))
        self.host.kill()
        self.host.start()
        member = self.member(hello={"token": member.token})
        self.post(member, file["id"])
        self.assertEqual(fetch(self.host.port, file["id"]).digest, file["id"])


class Swept(HostTest):
    def test_a_start_puts_folder_and_table_right(self):
        member = self.member("Amina")
        kept = upload(member, Made(1000, seed=1), name="kept")
        self.post(member, kept["id"])
        folder = pathlib.Path(self.host.data, "files")
        self.host.kill()
        (folder / "partial" / "u_nobodys").write_bytes(b"left over")
        for name in ("files.sqlite", "files.sqlite-wal", "files.sqlite-shm"):
            pathlib.Path(self.host.data, name).unlink(missing_ok=True)
        stray = Bytes(b"nobody names me")
        (folder / stray.hash()[:2]).mkdir(exist_ok=True)
        (folder / stray.hash()[:2] / stray.hash()).write_bytes(stray.content)
        self.host.start()
        until("what nobody names is gone", lambda: partials(self.host) == [] and list(stored(self.host)) == [kept["id"]])
        self.assertEqual(fetch(self.host.port, kept["id"]).digest, kept["id"], "the table was lost, the file was not")


if __name__ == "__main__":
    unittest.main(verbosity=2)
