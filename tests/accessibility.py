"""The rules of accessibility that a page has to keep, checked by axe in the browser."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

# Rules that a page can keep in light and break in dark.
OF_COLOUR = ("color-contrast", "link-in-text-block")


def faults(page):
    """Return the serious faults of a page, colours aside: the rule, and the first element that breaks it."""
    return _run(page, rules={rule: {"enabled": False} for rule in OF_COLOUR})


def faults_of_colour(page, known=()):
    """Return the serious faults of the colours that a page shows now, and the looks found on it.

    Each look, an ink on its papers, is judged once, and not at all where it is `known`.
    """
    _prepare(page)
    looks = page.evaluate("known => markLooks(known)", list(known))
    return (_run(page, "[data-look]", runOnly=OF_COLOUR) if looks else []), looks


def _prepare(page):
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
        page.add_script_tag(content=SCRIPT)


def _run(page, include=None, **options):
    _prepare(page)
    found = page.evaluate("([include, options]) => violations(include, options)", [include, options])
    return [(fault["id"], fault["html"]) for fault in found if fault["impact"] in ("serious", "critical")]
