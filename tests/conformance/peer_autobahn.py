"""The scenario of test_interop.py in python3-autobahn. Prints what it saw as one JSON object."""
import asyncio
import itertools
import json
import sys

from autobahn.asyncio.websocket import WebSocketClientFactory, WebSocketClientProtocol


class Peer(WebSocketClientProtocol):
    def __init__(self):
        super().__init__()
        loop = asyncio.get_event_loop()
        self.open, self.closed, self.pong, self.heard = (loop.create_future() for _ in range(4))
        self.replies, self.numbers = {}, itertools.count(1)

    def onConnect(self, response):
        self.subprotocol, self.extensions = response.protocol, response.extensions

    def onOpen(self):
        self.open.set_result(None)

    def onMessage(self, payload, isBinary):
        message = json.loads(payload)
        if message["type"] == "event" and message["from"] != seen.get("me"):
            seen["texts"].append(message["text"])
            if not self.heard.done():
                self.heard.set_result(None)
        if message.get("re") in self.replies:
            self.replies.pop(message["re"]).set_result(message)

    def onPong(self, payload):
        self.pong.set_result(payload)

    def onClose(self, wasClean, code, reason):
        self.closed.set_result((wasClean, code))

    async def ask(self, **request):
        number = next(self.numbers)
        reply = self.replies[number] = asyncio.get_event_loop().create_future()
        self.sendMessage(json.dumps({**request, "id": number}).encode(), isBinary=False)
        return await asyncio.wait_for(reply, 60)


async def connect(url, protocols):
    factory = WebSocketClientFactory(url, protocols=protocols)
    factory.protocol = Peer
    _, peer = await asyncio.get_event_loop().create_connection(factory, factory.host, factory.port,
                                                                ssl=factory.isSecure or None)
    await asyncio.wait_for(peer.open, 60)
    return peer


async def main(url, name, big):
    peer = await connect(url, ["courtyard.v1"])
    seen["subprotocol"], seen["extensions"] = peer.subprotocol, peer.extensions
    welcome = await peer.ask(type="hello", protocol=1, name=name)
    seen["me"], token = welcome["me"]["id"], welcome["token"]
    await peer.ask(type="join", room="lobby")
    last = (await peer.ask(type="post", room="lobby", key="1", text="x" * big))["seq"]
    peer.sendPing(b"are you there")
    seen["pong"] = await asyncio.wait_for(peer.pong, 60) == b"are you there"
    peer.sendClose(1000, "for now")
    clean, seen["close"] = await asyncio.wait_for(peer.closed, 60)
    assert clean
    peer = await connect(url, None)
    await peer.ask(type="hello", protocol=1, token=token)
    resumed = await peer.ask(type="join", room="lobby", after=last - 1)
    seen["resumed"] = [event["seq"] - last for event in resumed["events"]]
    seen["doubled"] = (await peer.ask(type="post", room="lobby", key="1", text="x" * big))["seq"] == last
    await asyncio.wait_for(peer.heard, 60)
    await peer.ask(type="post", room="lobby", key="2", text="I heard: " + seen["texts"][0][:20])
    peer.sendClose(4000)
    clean, seen["second close"] = await asyncio.wait_for(peer.closed, 60)
    assert clean
    print(json.dumps(seen))


seen = {"texts": []}
asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
