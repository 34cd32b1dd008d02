"""Implementations of others against the real host: python3-websockets, python3-autobahn, node's ws, curl. Each, plain and
encrypted, comes in,
joins, hears and says something, pings, goes with a code, comes back with its token and resumes. Chromium does the same
as a person in tests/e2e/page.test.mjs."""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import unittest

from table import Table, main

FOLDER = os.path.dirname(os.path.abspath(__file__))
BIG = 16384  # limits.text


def has_module(name):
    return importlib.util.find_spec(name) is not None


class Peers(Table):
    rows = {
        f"{name} over {scheme}": (scheme, command, is_installed)
        for scheme in ("ws", "wss")
        for name, command, is_installed in (
            ("python3-websockets", [sys.executable, "peer_websockets.py"], has_module("websockets")),
            ("python3-autobahn", [sys.executable, "peer_autobahn.py"], has_module("autobahn")),
            ("node ws", ["node", "peer_ws.mjs"], os.path.isdir(os.path.join(FOLDER, "../e2e/node_modules/ws"))))
    }

    def check(self, scheme, command, is_installed):
        if not is_installed:
            self.skipTest(f"{command} needs a library that is not installed")
        other = self.member()
        name = f"{scheme} {command[1]}"
        certificate = os.path.join(self.host.data, "host-certificate.pem")  # they check it as they check any other
        process = subprocess.Popen([command[0], os.path.join(FOLDER, command[1]), f"{scheme}://127.0.0.1:{self.port}/ws", name, str(BIG)],
                                   stdout=subprocess.PIPE, text=True,
                                   env={**os.environ, "SSL_CERT_FILE": certificate, "NODE_EXTRA_CA_CERTS": certificate})
        self.addCleanup(process.kill)
        out, _ = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        seen = json.loads(out)
        joined = other.until(lambda message: message["type"] == "event" and message["text"].startswith("x"))
        answer = other.until(lambda message: message["type"] == "event" and message["text"].startswith("I heard: "))
        self.assertEqual(joined["text"], "x" * BIG)
        self.assertEqual(joined["from"], seen["me"])
        self.assertEqual(answer["text"], "I heard: " + seen["texts"][0][:20])
        self.assertEqual((seen["subprotocol"], seen["extensions"]), ("courtyard.v1", []))
        self.assertTrue(seen["pong"])
        self.assertEqual((seen["close"], seen["second close"]), (1000, 4000), "the host echoes the code")
        self.assertEqual(seen["resumed"], list(range(len(seen["resumed"]))), "from the last number on, without a gap")
        self.assertTrue(seen["doubled"], "the same key is the same event")


@unittest.skipUnless(shutil.which("curl"), "curl is not installed")
class Curl(Table):
    """curl speaks HTTP here; its WebSocket (from 8.11 on) is not in the curl of Debian 12. More is in tests/e2e/peers/curl."""

    def curl(self, *arguments):
        return subprocess.run(["curl", "-sS", "--max-time", "60", *arguments], capture_output=True, text=True)

    def test_curl_s_own_upgrade_is_answered(self):
        curl = subprocess.Popen(["curl", "-sSv", "--http1.1", "-H", "Connection: Upgrade", "-H", "Upgrade: websocket",
                                 "-H", "Sec-WebSocket-Version: 13", "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                 "--max-time", "60", f"http://127.0.0.1:{self.port}/ws"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(curl.communicate)
        self.addCleanup(curl.kill)
        told = []
        while not told or told[-1] not in ("< ", ""):  # the end of the head, or of curl, which would stay
            told.append(curl.stderr.readline().rstrip("\r\n"))
        self.assertIn("< HTTP/1.1 101 Switching Protocols", told)
        self.assertIn("< Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", told)

    def test_curl_takes_the_certificate_for_what_it_is(self):
        done = self.curl("--cacert", os.path.join(self.host.data, "host-certificate.pem"), "-w", "%{http_code}", "-o", os.devnull,
                         f"https://127.0.0.1:{self.port}/about.json")
        self.assertEqual(done.stdout, "200", done.stderr)

    def test_curl_reads_the_page_and_all_it_loads_over_one_connection(self):
        base = f"http://127.0.0.1:{self.port}"
        done = self.curl("-w", "%{http_code} %{num_connects}\n", "-o", os.devnull, f"{base}/", "-o", os.devnull, f"{base}/page.js",
                         "-o", os.devnull, f"{base}/page.css", "-o", os.devnull, f"{base}/about.json")
        self.assertEqual(done.stdout.split(), ["200", "1", "200", "0", "200", "0", "200", "0"])


if __name__ == "__main__":
    main()
