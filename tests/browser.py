"""A browser to read the built book with, for the tests of pages."""

import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.__main__ import browser
from tests.built import PAGES, name

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
def browser_path():
    path = os.environ.get("BOOK_BROWSER") or browser()
    if not path:
        pytest.skip("no Chrome or Chromium on this machine")
    return path


@pytest.fixture(scope="session")
def chrome(browser_path):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
        yield running
        running.close()


def _open(chrome, path, width="wide", scheme="light", script=True):
    context = chrome.new_context(
        viewport={"width": WIDTHS[width], "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        offline=True,
        bypass_csp=True,  # tests put scripts and styles into pages; their policy has tests of its own
    )
    page = context.new_page()
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda r: page.problems.append(f"asked {r.url}") if urlsplit(r.url).netloc else None)
    page.on("requestfailed", lambda r: page.problems.append(f"failed {r.url}"))
    page.goto(path.as_uri(), wait_until="load")
    return page


@pytest.fixture
def visit(chrome):
    """Open a page with the network off; give it back with what went wrong on it."""
    pages = []

    def open_page(*args, **kwargs):
        pages.append(_open(chrome, *args, **kwargs))
        return pages[-1]

    yield open_page
    for page in pages:
        page.context.close()


@pytest.fixture(scope="module", params=PAGES, ids=name)
def opened(chrome, request):
    """Each page of the book, opened once for all tests of a module that look at it."""
    page = _open(chrome, request.param)
    page.path = request.param
    page.add_style_tag(content=STILL)
    yield page
    page.context.close()


@pytest.fixture
def page(opened):
    """A page of the book as its reader first sees it: wide, light, on a screen."""
    opened.set_viewport_size({"width": WIDTHS["wide"], "height": 900})
    show(opened, "light")
    return opened


def apart(function, *given):
    """Run what needs an event loop of its own: an open browser keeps one in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *given).result()


def show(page, scheme):
    """Turn the page light or dark, as the reader's machine would."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "scheme => getComputedStyle(document.documentElement).colorScheme === scheme", arg=scheme
    )


def settle(page):
    """Wait until the page has laid itself out anew."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
