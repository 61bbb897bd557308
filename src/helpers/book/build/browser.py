"""The Chrome or Chromium of this machine, and why it does not start where it does not."""

from __future__ import annotations

import os
import shutil
import subprocess

# The shell renders as Chromium does, in a third of the processor time to open a page: it draws no window.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)


def find() -> str | None:
    """Return the path that ``BROWSER_PATH`` names, or that of the first browser found."""
    return os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def complaint(path: str, limit: float = 10) -> str:
    """Return the last thing that a browser says when it is opened and closed; empty if it is well."""
    command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        return f"it gives no answer within {limit:.0f} seconds"
    except OSError as error:
        return str(error)
    said = done.stderr.strip().splitlines() or [f"it ends with status {done.returncode}"]
    return said[-1] if done.returncode else ""
