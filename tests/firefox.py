"""A Firefox to read the built book with, driven by WebDriver BiDi, the standard that it knows by itself."""

import itertools
import json
import re
import shutil
import subprocess
import time
from contextlib import contextmanager

import websocket

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
LIMIT = 30  # seconds for an answer, or until something is seen
DARK, LIGHT = 0, 1
# It takes a scheme of colours from us, and nothing from a network: its requests go where nobody listens.
SETTINGS = """user_pref("layout.css.prefers-color-scheme.content-override", {scheme});
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
"""
SEEN = "[...document.querySelectorAll({selector})].some((one) => one.checkVisibility())"


def path():
    """Return the path of the Firefox of this machine, or nothing."""
    return shutil.which("firefox") or shutil.which("firefox-esr")


@contextmanager
def running(profile, scheme=LIGHT):
    """Start a Firefox with a new profile, and close it in the end."""
    profile.mkdir()
    (profile / "user.js").write_text(SETTINGS.format(scheme=scheme), encoding="utf-8")
    command = [path(), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with (profile / "said").open("w") as said, subprocess.Popen(command, stderr=said) as process:
        try:
            yield Firefox(f"{_address(profile / 'said')}/session")
        finally:
            process.terminate()


def _address(said):
    """Return where a Firefox listens, as soon as it says so."""
    ends = time.monotonic() + LIMIT
    while not (found := LISTENING.search(said.read_text(encoding="utf-8"))):
        assert time.monotonic() < ends, f"Firefox does not listen after {LIMIT} s: {said.read_text()}"
        time.sleep(0.1)
    return found[1]


class Firefox:
    """One window; `faults` are the errors that its pages have met so far."""

    def __init__(self, address):
        self.socket = websocket.create_connection(address, timeout=LIMIT, suppress_origin=True)
        self.numbers, self.faults = itertools.count(1), []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **given):
        """Give a command and return its answer; what is said meanwhile of errors on a page is kept."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while (said := json.loads(self.socket.recv())).get("id") != number:
            if said.get("params", {}).get("level") == "error":
                self.faults.append(said["params"]["text"])
        if said["type"] == "error":
            raise RuntimeError(f"{method}: {said['message']}")
        return said["result"]

    def open(self, path, width):
        """Open a page in a window of this width."""
        self.ask("browsingContext.setViewport", context=self.window, viewport={"width": width, "height": 900})
        self.ask("browsingContext.navigate", context=self.window, url=path.as_uri(), wait="complete")

    def value(self, script, frame=None):
        """Return the value of an expression on the page, or in a frame of it."""
        told = self.ask(
            "script.evaluate", expression=f"JSON.stringify({script})", awaitPromise=False,
            target={"context": frame or self.window}, userActivation=True,
        )  # fmt: skip
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"].get("value", "null"))

    def wait(self, script, frame=None):
        """Wait until an expression is true on the page."""
        ends = time.monotonic() + LIMIT
        while not self.value(script, frame):
            assert time.monotonic() < ends, f"not so after {LIMIT} s: {script}"
            time.sleep(0.1)

    def click(self, selector, frame=None):
        """Click the first element of a kind, as soon as one is seen."""
        chosen = json.dumps(selector)
        self.wait(SEEN.format(selector=chosen), frame)
        self.value(f"void document.querySelector({chosen}).click() || true", frame)

    def type(self, keys):
        """Press keys one after another."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self.window, actions=[keyboard])

    def frame(self):
        """Return the frame within the page."""
        return self.ask("browsingContext.getTree")["contexts"][0]["children"][0]["context"]
