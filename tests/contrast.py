"""The contrast of every text of a page with what is painted behind it, computed as WCAG does.

axe leaves much undecided, and never looks into a picture; here nothing is.
"""

from pathlib import Path

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
LEAST = 4.5


def faint(page, pictures=False):
    """Return how many texts a page shows, all folds open, and which are too faint: its own or in pictures."""
    folds = page.evaluate_handle("[...document.querySelectorAll('details:not([open])')]")
    folds.evaluate("all => all.forEach((one) => { one.open = true; })")
    found = page.evaluate(f"(least) => {{ {SCRIPT}; return contrast(least); }}", LEAST)
    folds.evaluate("all => all.forEach((one) => { one.open = false; })")  # others may look at the page next
    return found["judged"], found["drawn" if pictures else "set"]
