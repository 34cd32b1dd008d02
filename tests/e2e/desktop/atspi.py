#!/usr/bin/env python3
"""A hand and an eye at the platform's accessibility interface, for desktop.test.mjs.

Reads one JSON request a line and answers each with one JSON line: {"ok": …} or {"error": "…"}. A control is named by the
process it belongs to, its role and its accessible name, which is all that somebody with a screen reader has. Each request is
tried until it works or its deadline is over.
"""
import json
import sys
import time

import pyatspi
from gi.repository import Atspi, GLib

DEADLINE = 60.0  # seconds, however busy the machine is
ROLES = {
    "button": {pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON},
    "field": {pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY, pyatspi.ROLE_PASSWORD_TEXT},
    "list": {pyatspi.ROLE_LIST, pyatspi.ROLE_TREE, pyatspi.ROLE_TABLE},
    "window": {pyatspi.ROLE_FRAME, pyatspi.ROLE_DIALOG, pyatspi.ROLE_WINDOW},
    "label": {pyatspi.ROLE_LABEL, pyatspi.ROLE_TEXT},
}


class NotYet(Exception):
    """What is asked for is not there at this moment."""


def children(node):
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield child


def applications(pid):
    for application in children(pyatspi.Registry.getDesktop(0)):
        if application.get_process_id() == pid:
            yield application


def walk(node, depth=0):
    """Every accessible below, but not the entries of lists: there may be very many."""
    yield node, depth
    if depth > 40 or node.getRole() in ROLES["list"]:
        return
    for child in children(node):
        yield from walk(child, depth + 1)


def is_showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def find(request):
    roles = ROLES[request["role"]]
    name = request["name"]
    for application in applications(request["pid"]):
        for node, _ in walk(application):
            if node.getRole() in roles and node.name == name and is_showing(node):
                return node
    raise NotYet(f"there is no {request['role']} {name!r} in sight")


def press(request):
    node = find(request)
    if not node.getState().contains(pyatspi.STATE_ENABLED):
        raise NotYet(f"{request['name']!r} is not enabled")
    action = node.queryAction()
    names = [action.getName(index).lower() for index in range(action.nActions)]
    index = next((index for index, name in enumerate(names) if name in ("press", "click", "toggle")), None)
    if index is None:  # its process has just ended
        raise NotYet(f"{request['name']!r} cannot be pressed")
    action.doAction(index)


def fill(request):
    node = find(request)
    node.queryEditableText().setTextContents(request["text"])
    if text_of(node) != request["text"]:
        raise NotYet(f"{request['name']!r} did not take the text")


def text_of(node):
    return node.queryText().getText(0, -1)


def text(request):
    return text_of(find(request))


def focus(request):
    node = find(request)
    node.queryComponent().grabFocus()
    if not node.getState().contains(pyatspi.STATE_FOCUSED):
        raise NotYet(f"{request['name']!r} did not take the focus")


def entries(request):
    """The accessible texts of a list's entries, in their order."""
    return [child.name for child in children(find(request))]


def position(request):
    """Where a control begins in its window, from the left, in pixels."""
    return str(find(request).queryComponent().getExtents(pyatspi.WINDOW_COORDS).x)


def entry_place(request):
    """Where on the screen the entry of a list is whose text holds `entry`: its middle, in pixels."""
    for child in children(find(request)):
        if request["entry"] in child.name and is_showing(child):
            box = child.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            return [box.x + box.width // 2, box.y + box.height // 2]
    raise NotYet(f"{request['name']!r} has no entry {request['entry']!r} in sight")


def names(request):
    """The names of everything in sight."""
    return [node.name for application in applications(request["pid"]) for node, _ in walk(application)
            if node.name and is_showing(node)]


def tree(request):
    return "\n".join(f"{'  ' * depth}{node.getRoleName()} {node.name!r} {'' if is_showing(node) else '(hidden)'}"
                     for application in applications(request["pid"]) for node, depth in walk(application))


OPERATIONS = {operation.__name__: operation for operation in (find, press, fill, text, focus, entries, position, entry_place, names, tree)}


def answer(request):
    """Tries until it works. An accessible may vanish while it is looked at, which the bus reports as an error: look again."""
    end = time.monotonic() + request.get("deadline", DEADLINE)
    while True:
        try:
            result = OPERATIONS[request["op"]](request)
            return {"ok": result if isinstance(result, (str, list)) else True}
        except (NotYet, LookupError, NotImplementedError, RuntimeError, GLib.Error) as error:
            if time.monotonic() > end:
                return {"error": f"{request['op']}: {error}"}
        time.sleep(0.03)  # between two looks at a condition


# There is no main loop here that would keep libatspi's cache fresh.
pyatspi.Registry.getDesktop(0).set_cache_mask(Atspi.Cache.NONE)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
