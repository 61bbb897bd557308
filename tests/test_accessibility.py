"""The rules of accessibility, on every page, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import PAGES, STILL, name

BY_THE_THEME = {"genindex.html", "search.html"}

# A picture is one image with its alternative text; the words drawn inside it are not read one by one.
TEXT = {"exclude": [[".drawing .still"]]}

# Faults of the theme's own markup, which no page of ours can mend.
OF_THE_THEME = {"label-content-name-mismatch", "region"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [path for path in PAGES if path.name not in BY_THE_THEME], ids=name)
def test_no_serious_fault_of_accessibility(visit, path, scheme):
    page = visit(path, scheme=scheme)
    page.add_style_tag(content=STILL)
    rules = None if scheme == "light" else {"runOnly": ["color-contrast"]}  # the rest is the same markup
    found = Axe().run(page, context=TEXT, options=rules).response["violations"]
    serious = [
        fault
        for fault in found
        if fault["impact"] in ("serious", "critical") and fault["id"] not in OF_THE_THEME
    ]
    assert not serious, [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in serious]
