"""The scenario of test_interop.py in python3-websockets. Prints what it saw as one JSON object."""
import asyncio
import itertools
import json
import sys

import websockets


async def main(url, name, big):
    seen = {"texts": []}
    numbers = itertools.count(1)

    async def hear(socket):
        message = json.loads(await asyncio.wait_for(socket.recv(), 60))
        if message["type"] == "event" and message["from"] != seen.get("me"):
            seen["texts"].append(message["text"])
        return message

    async def ask(socket, **request):
        number = next(numbers)
        await socket.send(json.dumps({**request, "id": number}))
        while True:
            message = await hear(socket)
            if message.get("re") == number:
                return message

    # Without a bound on what waits to be taken: past it the library would not read the pong and the close either.
    async with websockets.connect(url, subprotocols=["courtyard.v1"], max_queue=None) as socket:
        seen["subprotocol"] = socket.subprotocol
        seen["extensions"] = [extension.name for extension in socket.extensions]
        welcome = await ask(socket, type="hello", protocol=1, name=name)
        seen["me"], token = welcome["me"]["id"], welcome["token"]
        await ask(socket, type="join", room="lobby")
        last = (await ask(socket, type="post", room="lobby", key="1", text="x" * big))["seq"]
        await asyncio.wait_for(await socket.ping(b"are you there"), 60)
        seen["pong"] = True
        await socket.close(1000, "for now")
        seen["close"] = socket.close_code
    async with websockets.connect(url, max_queue=None) as socket:
        await ask(socket, type="hello", protocol=1, token=token)
        resumed = await ask(socket, type="join", room="lobby", after=last - 1)
        seen["resumed"] = [event["seq"] - last for event in resumed["events"]]
        seen["doubled"] = (await ask(socket, type="post", room="lobby", key="1", text="x" * big))["seq"] == last
        while not seen["texts"]:
            await hear(socket)
        await ask(socket, type="post", room="lobby", key="2", text="I heard: " + seen["texts"][0][:20])
        await socket.close(4000)
        seen["second close"] = socket.close_code
    print(json.dumps(seen))


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
