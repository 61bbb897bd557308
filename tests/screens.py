"""What a dozen key screens look like: pictures that are kept, and compared with what the browser shows now.

``make screens`` renews them. Two pictures are compared as blocks of light and dark: how a machine draws the
edges of letters makes no difference, a block of text or a line that has moved does.
"""

import io
from typing import NamedTuple

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from tests.browser import QUIET, STILL, settle
from tests.built import HTML, REGISTER, ROOT

KEPT = ROOT / "tests" / "book" / "pages" / "screens"
BLOCK = 16  # px of a screen that are one value
FAR = 22  # of 255, by which a block differs that has changed
MOST = 0.02  # of the blocks


class Screen(NamedTuple):
    """A page at a place, as one reader's machine shows it."""

    page: str
    width: int = 1280
    scheme: str = "light"
    script: bool = True
    forced: str = "none"
    media: str = "screen"


SCREENS = {
    "front": Screen("index.html"),
    "front-phone-dark": Screen("index.html", 390, "dark"),
    "chapter": Screen("chapters/05-syria.html"),
    "chapter-dark-1920": Screen("chapters/05-syria.html", 1920, "dark"),
    "chapter-phone": Screen("chapters/05-syria.html", 390),
    "chapter-820-no-script": Screen("chapters/05-syria.html", 820, script=False),
    "chapter-forced": Screen("chapters/05-syria.html", forced="active"),
    "chapter-print": Screen("chapters/05-syria.html", 820, "dark", media="print"),
    "margin": Screen("chapters/04-memory.html#memory-article"),
    "claims-phone-dark": Screen(f"{REGISTER}#claim-p1-1", 390, "dark"),
    "ledger": Screen("chapters/13-ledger.html#ledger-article"),
    "ledger-phone": Screen("chapters/13-ledger.html#ledger-article", 390),
    "glossary": Screen("chapters/glossary.html", 820),
}


def take(chrome, screen):
    """Return what the browser shows of a screen."""
    context = chrome.new_context(
        viewport={"width": screen.width, "height": 900},
        color_scheme=screen.scheme,
        forced_colors=screen.forced,
        java_script_enabled=screen.script,
        reduced_motion="reduce",
        offline=True,
        bypass_csp=True,
    )
    path, _, place = screen.page.partition("#")
    page = context.new_page()
    page.emulate_media(media=screen.media)
    page.goto(f"{(HTML / path).as_uri()}{'#' + place if place else ''}", wait_until="load")
    if screen.script:  # where scripts are off, nothing can wait for a frame, and nothing moves
        page.add_style_tag(content=STILL)
        page.evaluate("document.fonts.ready.then(() => {})")
        settle(page)
    shown = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(shown)).convert("RGB")


def changed(one, other):
    """Return the share of the blocks of two pictures that are not as light in one as in the other."""
    if one.size != other.size:
        return 1.0
    size = tuple(side // BLOCK for side in one.size)
    blocks = [picture.convert("L").resize(size, Image.Resampling.BOX) for picture in (one, other)]
    far = ImageChops.difference(*blocks).point(lambda value: 255 * (value > FAR))
    return far.histogram()[255] / (size[0] * size[1])


def kept(name):
    """Return where the picture of a screen is kept."""
    return KEPT / f"{name}.webp"


def renew(chrome):
    """Take every screen again, and keep it."""
    KEPT.mkdir(exist_ok=True)
    for name, screen in SCREENS.items():
        take(chrome, screen).save(kept(name), quality=45)


if __name__ == "__main__":
    from tests.__main__ import browser

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser(), args=QUIET)
        renew(running)
        running.close()
