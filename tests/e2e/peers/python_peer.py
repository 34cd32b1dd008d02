"""A peer made of python3-websockets and PROTOCOL.md: joins, says a line, waits for another one, and tells what it saw.

python_peer.py URL NAME SAYS AWAITS   prints one JSON object
"""
import asyncio
import json
import sys

import websockets


async def main(url, name, says, awaits):
    async with websockets.connect(url, subprotocols=["courtyard.v1"]) as socket:
        seen = {"subprotocol": socket.subprotocol, "texts": []}
        ids = iter(range(1, 1000))

        def note(message):
            if message["type"] == "event" and message["kind"] == "message":
                seen["texts"].append(message["text"])

        async def ask(**request):
            number = next(ids)
            await socket.send(json.dumps({**request, "id": number}))
            while True:
                message = json.loads(await socket.recv())
                note(message)
                if message.get("re") == number:
                    return message

        welcome = await ask(type="hello", protocol=1, name=name, client="python/1", beat=1)
        assert welcome["type"] == "welcome", welcome
        seen["me"] = welcome["me"]
        joined = await ask(type="join", room="lobby")
        seen["texts"] += [event["text"] for event in joined["events"] if event["kind"] == "message"]
        posted = await ask(type="post", room="lobby", key="python", text=says)
        seen["seq"] = posted["seq"]
        beats = 0
        while awaits not in seen["texts"] or says not in seen["texts"] or beats == 0:
            message = json.loads(await asyncio.wait_for(socket.recv(), 60))
            beats += message["type"] == "beat"
            note(message)
        seen["error"] = (await ask(type="dance"))["code"]
        await (await socket.ping())
        print(json.dumps(seen))


asyncio.run(main(*sys.argv[1:]))
