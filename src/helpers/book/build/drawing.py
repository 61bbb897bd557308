"""Draw figures in a browser, in a process of its own that can be ended: a browser may never answer.

Run as a program it reads figures, one JSON text a line, and answers each with a line: the SVG.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from . import browser

LIMIT = 60  # seconds for the browser to start, and for each picture
FACE = Path(__file__).parents[1] / "pages" / "static" / "fonts" / "sans.woff2"
FAILED = 3  # the status by which the process says that its browser did not start


class DrawingError(RuntimeError):
    """The browser did not start, or did not answer."""


def draw(figures: Iterable[tuple[dict, int, int]], path: str) -> Iterator[str]:
    """Yield each figure as SVG text, as the browser draws it.

    Parameters
    ----------
    figures
        Specification, width and height of each.
    path
        The path of a Chrome or Chromium.

    Raises
    ------
    DrawingError
        When the browser does not start, dies, or does not answer within :data:`LIMIT` seconds.
    RuntimeError
        With the whole message, when drawing itself fails.
    """
    tasks = [json.dumps(figure) for figure in figures]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors, _started(path, errors) as process:
        answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_listen, args=(process, answers), daemon=True).start()
        threading.Thread(target=_tell, args=(process, tasks), daemon=True).start()
        try:
            for _ in tasks:
                if not (line := answers.get(timeout=LIMIT)):
                    raise _reason(process.wait(LIMIT), errors, path)
                yield json.loads(line)
        except (queue.Empty, subprocess.TimeoutExpired):
            raise DrawingError(f"{path} gave no answer within {LIMIT} seconds") from None
        finally:
            _end(process)


def _started(path: str, errors) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", __spec__.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        env={**os.environ, "BROWSER_PATH": path},
        start_new_session=True,
    )


def _listen(process: subprocess.Popen, answers: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        answers.put(line)
    answers.put("")


def _tell(process: subprocess.Popen, tasks: list[str]) -> None:
    with contextlib.suppress(BrokenPipeError, ValueError):  # it has ended, and says why
        if process.stdin:
            process.stdin.write("".join(f"{task}\n" for task in tasks))
            process.stdin.close()


def _reason(status: int, errors, path: str) -> RuntimeError:
    errors.seek(0)
    said = errors.read().strip()
    if status != FAILED:
        return RuntimeError(f"drawing stopped with status {status}:\n{said}")
    return DrawingError(f"{path} does not start: {browser.complaint(path) or said}")


def _end(process: subprocess.Popen) -> None:
    """End the process and all that it has started: the browser has a session of its own."""
    try:
        whole = [*psutil.Process(process.pid).children(recursive=True), process]
    except psutil.NoSuchProcess:
        whole = []
    for one in whole:
        with contextlib.suppress(psutil.NoSuchProcess, OSError):
            one.kill()


def _page():
    """Return the page to draw on: it has the face in which the pictures are read, and asks no other host."""
    import kaleido

    face = base64.b64encode(FACE.read_bytes()).decode("ascii")
    # A face of bytes is there at once; one with an address would come after the first words are measured.
    script = (
        f"const bytes = Uint8Array.from(atob('{face}'), (letter) => letter.charCodeAt(0));"
        "document.fonts.add(new FontFace('Sans', bytes.buffer, {weight: '400 700'}));"
    )
    page = kaleido.PageGenerator(mathjax=False)
    page.header += f"<meta charset='utf-8'><script>{script}</script>"
    return page


async def _answer(tasks: Iterable[str]) -> None:
    import kaleido
    from choreographer import errors

    broken = (
        errors.BrowserClosedError,
        errors.BrowserFailedError,
        errors.ChannelClosedError,
        errors.ChromeNotFoundError,
    )

    try:
        async with kaleido.Kaleido(n=1, page_generator=_page()) as drawer:
            for task in tasks:
                figure, width, height = json.loads(task)
                options = {"format": "svg", "width": width, "height": height}
                picture = await drawer.calc_fig(figure, opts=options)
                print(json.dumps(picture.decode("utf-8")), flush=True)
    except broken as error:
        print(error.args[0], file=sys.stderr)
        sys.exit(FAILED)


if __name__ == "__main__":
    asyncio.run(_answer(sys.stdin))
