"""What issue 5 must show, as figures: COURTYARD_BINARY=… python3 tests/files/measure.py sizes|cuts|kills|beside|compare

  sizes    1 B to 4 GiB up and down: hashes, seconds, and how much the host's memory grows
  cuts     50 cut connections; kills: the host killed 20 times. The bytes that were sent, and that the host had twice (none)
  beside   how long messages wait while 200 MiB go up: those of the same device, and those of others
  compare  1 GiB down against nginx, up against node `ws` that writes to disk, in one run (COURTYARD_NGINX names nginx)
"""
import multiprocessing
import os
import pathlib
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from transfer import CHUNK, Host, Made, Member, Upload, chunk, fetch, frame, upload
from wire import Peer, upgrade

MIB = 1 << 20


def on_disk(host):
    return sum(path.stat().st_size for path in pathlib.Path(host.data, "files", "partial").iterdir())


def peak(host):
    """The host's memory while something runs, in MiB."""
    class Watch:
        def __enter__(self):
            self.most, self._over = host.memory(), threading.Event()
            self._thread = threading.Thread(target=self._look)
            self._thread.start()
            return self

        def _look(self):
            while not self._over.wait(0.02):
                self.most = max(self.most, host.memory())

        def __exit__(self, *_):
            self._over.set()
            self._thread.join()
    return Watch()


def sizes(largest=4096):
    host = Host("--no-rate-limit")
    try:
        member = Member(host.port)
        upload(member, Made(3 * MIB, seed=99))
        start = host.memory()
        print(f"{'size':>12} {'up s':>7} {'down s':>7} {'up MiB+':>8} {'down MiB+':>9}  hash")
        for size in (1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * MIB, 200 * MIB, largest * MIB):
            content = Made(size, seed=size)
            with peak(host) as up:
                begun = time.monotonic()
                file = upload(member, content)
                up_s = time.monotonic() - begun
            assert file["id"] == content.hash()
            with peak(host) as down:
                begun = time.monotonic()
                got = fetch(host.port, file["id"], keep=False)
                down_s = time.monotonic() - begun
            assert got.digest == file["id"] and got.size == size
            print(f"{size:12} {up_s:7.2f} {down_s:7.2f} {up.most - start:8.1f} {down.most - start:9.1f}  equal", flush=True)
            assert max(up.most, down.most) - start < 64
    finally:
        host.stop()


def interrupted(times, kill, size=64 * MIB):
    chance = random.Random(2026)
    host = Host("--no-rate-limit")
    try:
        content = Made(size, seed=7)
        transfer, member = Upload(content), Member(host.port, "Amina")
        token, twice = member.token, 0
        transfer.begin(member)
        for _ in range(times):
            transfer.run(member, until=chance.randrange(1, size // times))
            if kill:
                host.kill()
                host.start()
            else:
                member.reset()
            member = Member(host.port, hello={"token": token})
            confirmed = transfer.confirmed
            offset = transfer.begin(member)["offset"]
            had = on_disk(host)
            twice += max(0, had - offset)
            assert offset >= confirmed and offset == had, (confirmed, offset, had)
        file = transfer.run(member)
        assert file["id"] == content.hash()
        lost = transfer.sent - size
        print(f"{'kills' if kill else 'cuts'}: {times}; file {size} bytes, hash equal; sent {transfer.sent} bytes, of which {lost} "
              f"were lost on the way; sent twice though the host had them: {twice}")
    finally:
        host.stop()


def talk(port, hello, over, answers):
    """In a process of its own: how long each line waits for its answer, in ms."""
    member, waits = Member(port, hello=hello), []
    while not over.is_set():
        begun = time.monotonic()
        member.post("a line")
        waits.append((time.monotonic() - begun) * 1000)
        time.sleep(0.01)
    answers.send(waits)


def show(what, waits):
    waits.sort()
    p95 = waits[int(len(waits) * 0.95)]
    print(f"  {what:44} p50 {statistics.median(waits):6.2f} ms  p95 {p95:6.2f} ms  n={len(waits)}", flush=True)
    return p95


def talking(port, hellos, run):
    """The waits of as many talkers while `run` does."""
    over, pipes, talkers = multiprocessing.Event(), [], []
    for hello in hellos:
        ours, theirs = multiprocessing.Pipe()
        pipes.append(ours)
        talkers.append(multiprocessing.Process(target=talk, args=(port, hello, over, theirs), daemon=True))
        talkers[-1].start()
    run()
    over.set()
    waits = [pipe.recv() for pipe in pipes]
    for talker in talkers:
        talker.join()
    return waits


def beside(size=200):
    """At the speed of a good Wi-Fi, then as fast as it goes."""
    host = Host("--no-rate-limit")
    try:
        device, own = Member(host.port, "Amina"), []

        def send(pace):
            transfer = Upload(Made(size * MIB, seed=pace or 1))
            transfer.begin(device)
            begun = last = time.monotonic()
            while transfer.at < transfer.content.size:
                transfer.send_one(device)
                if pace and (early := begun + transfer.sent / (pace * MIB) - time.monotonic()) > 0:
                    time.sleep(early)
                if time.monotonic() - last > 0.05:  # a message in the middle of it, on the same connection
                    last = time.monotonic()
                    device.post("a line")
                    own.append((time.monotonic() - last) * 1000)
            transfer.finish(device)
            return time.monotonic() - begun

        hellos = [{"token": Member(host.port).token}, {"token": device.token}]
        print("nothing under way")
        before = [show(who, waits) for who, waits in zip(("others", "the same member"), talking(host.port, hellos, lambda: time.sleep(4)))]
        for pace in (40, 0):
            own.clear()
            took = []
            found = talking(host.port, hellos, lambda: took.append(send(pace)))
            print(f"beside {size} MiB up at {size / took[0]:.0f} MiB/s")
            others = show("others", found[0])
            show("the same member, on another connection", found[1])
            same = show("the same connection, between its chunks", own)
            print(f"  others: {others / before[0]:.2f} of their p95 without it")
            assert same <= 250
    finally:
        host.stop()


def drain(port, path):
    """Seconds for a GET whose bytes are thrown away."""
    peer = socket.create_connection(("127.0.0.1", port))
    buffer = bytearray(MIB)
    begun = time.monotonic()
    peer.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    got = 0
    while count := peer.recv_into(buffer):
        got += count
    assert got > 1 << 30, got
    return time.monotonic() - begun


def with_nginx(file, run):
    folder = tempfile.mkdtemp(prefix="courtyard-nginx-")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    config = pathlib.Path(folder, "nginx.conf")
    config.write_text(f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; pid {folder}/pid; error_log stderr; worker_processes 1; events {{ }}\n"
                      f"http {{ access_log off; sendfile on; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;"
                      f" uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; server {{ listen 127.0.0.1:{port}; root {file.parent}; }} }}\n")
    process = subprocess.Popen([os.environ.get("COURTYARD_NGINX", "nginx"), "-c", str(config), "-p", folder])
    try:
        deadline = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        run(port, f"/{file.name}")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def to_node(content, folder):
    """Seconds for an upload to `ws`, with the same window as ours."""
    here = pathlib.Path(__file__).parent
    modules = here.parent / "e2e" / "node_modules"
    script = pathlib.Path(folder, "node_upload.mjs")
    shutil.copy(here / "node_upload.mjs", script)
    if not pathlib.Path(folder, "node_modules").exists():
        os.symlink(modules, pathlib.Path(folder, "node_modules"))
    target = pathlib.Path(folder, "node.bin")
    process = subprocess.Popen(["node", str(script), str(target)], stdout=subprocess.PIPE)
    try:
        peer = Peer(int(process.stdout.readline()))
        peer.say(upgrade())
        peer.response()
        begun, at, confirmed = time.monotonic(), 0, 0
        while at < content.size:
            while at + CHUNK > confirmed + MIB:
                confirmed = int(peer.frame().payload)
            payload = content.read(at, CHUNK)
            peer.socket.sendall(chunk(1, at, payload))
            at += len(payload)
        peer.say(frame(1, b"end"))
        while peer.frame().payload != b"done":
            pass
        seconds = time.monotonic() - begun
        peer.socket.close()
        return seconds
    finally:
        process.kill()
        process.wait()
        target.unlink(missing_ok=True)


def compare(rounds=3):
    host = Host("--no-rate-limit")
    folder = tempfile.mkdtemp(prefix="courtyard-compare-")
    size = 1 << 30
    try:
        member = Member(host.port)
        ups, nodes = [], []
        for number in range(rounds):
            content = Made(size, seed=100 + number)
            nodes.append(to_node(content, folder))
            begun = time.monotonic()
            file = upload(member, content)
            ups.append(time.monotonic() - begun)
            print(f"up, round {number + 1}: node ws {size / nodes[-1] / MIB:6.0f} MiB/s, ours {size / ups[-1] / MIB:6.0f} MiB/s "
                  "(ours hashed, synced and published)", flush=True)
        path = pathlib.Path(host.data, "files", file["id"][:2], file["id"])
        copy = pathlib.Path(folder, "copy.bin")
        shutil.copyfile(path, copy)

        def down(nginx, at):
            theirs, ours = [], []
            for number in range(rounds + 1):
                theirs.append(drain(nginx, at))
                ours.append(drain(host.port, f"/files/{file['id']}/x"))
                if number == 0:  # both from the cache from here on
                    theirs.clear(), ours.clear()
                    continue
                print(f"down, round {number}: nginx {size / theirs[-1] / MIB:6.0f} MiB/s, ours {size / ours[-1] / MIB:6.0f} MiB/s", flush=True)
            print(f"down: {statistics.median(theirs) / statistics.median(ours):.2f} of nginx (goal 0.8)")

        with_nginx(copy, down)
        print(f"up: {statistics.median(nodes) / statistics.median(ups):.2f} of node ws (goal: more than 1)")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        host.stop()


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    extra = [int(argument) for argument in sys.argv[2:]]
    if what == "sizes":
        sizes(*extra)
    elif what == "cuts":
        interrupted(*(extra or [50]), kill=False)
    elif what == "kills":
        interrupted(*(extra or [20]), kill=True)
    elif what == "beside":
        beside(*extra)
    elif what == "compare":
        compare(*extra)
    else:
        sys.exit(__doc__)
