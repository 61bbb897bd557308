"""The built book and a browser to read it with, for the tests of pages."""

import os
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from helpers import tables
from helpers.book.citing import units
from tests.__main__ import browser

ROOT = tables.data_folder().parent
HTML = ROOT / "_build" / "html"
PAGES = units.pages(HTML)
CHAPTERS = [path for path in PAGES if path.parent.name == "chapters" and path.stem[0].isdigit()]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"wide": 1280, "phone": 390}
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"


@pytest.fixture(scope="session")
def chrome():
    path = os.environ.get("BOOK_BROWSER") or browser()
    if not path:
        pytest.skip("no Chrome or Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def visit(chrome):
    """Open a page with the network off; give it back with what went wrong on it."""
    contexts = []

    def open_page(path, width="wide", scheme="light", script=True):
        context = chrome.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "request", lambda r: page.problems.append(f"asked {r.url}") if urlsplit(r.url).netloc else None
        )
        page.on("requestfailed", lambda r: page.problems.append(f"failed {r.url}"))
        page.goto(path.as_uri(), wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


def name(path):
    return path.relative_to(HTML).with_suffix("").as_posix()
