"""Measure pages beside those that stock Jupyter Book makes of the same notebooks: run by ``make bench``.

Both are served compressed, and read on a phone with slow 4G and a processor four times slowed, each three
times with nothing stored. Stock has no claims, terms or tables of ours: that counts in its favour.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import yaml
from playwright.sync_api import sync_playwright

from helpers import page as shown
from helpers.book.build import contents
from tests.__main__ import browser
from tests.browser import QUIET
from tests.built import HTML, ROOT
from tests.served import serving

PAGES = ("index", "chapters/05-syria", "chapters/01-two-texts", "chapters/data")
TIMES = 3
SLOW_4G = {
    "latency": 562.5,
    "downloadThroughput": 1.47e6 / 8,
    "uploadThroughput": 675e3 / 8,
    "offline": False,
}
SLOWED = 4
QUIET_AFTER = 3_000  # ms after the load event in which a page may still be busy
WATCH = """
window.seen = { paint: 0, largest: 0, blocked: 0 };
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type, buffered: true });
watch("paint", (one) => { if (one.name === "first-contentful-paint") seen.paint = one.startTime; });
watch("largest-contentful-paint", (one) => { seen.largest = one.startTime; });
watch("longtask", (one) => { seen.blocked += Math.max(0, one.duration - 50); });
"""


def stock(root: Path) -> Path:
    """Build the same notebooks and pages with Jupyter Book as it comes; return the folder of its pages."""
    for path in [*contents.notebooks(ROOT), *ROOT.glob("chapters/*.md")]:
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        if path.suffix == ".ipynb":
            _without_specifications(target)
    for name in ("_toc.yml", "references.bib"):
        shutil.copy(ROOT / name, root)
    plain = {"title": "Stock", "execute": {"execute_notebooks": "off"}, "bibtex_bibfiles": ["references.bib"]}
    (root / "_config.yml").write_text(yaml.safe_dump(plain), encoding="utf-8")
    build(root)
    return root / "_build" / "html"


def build(root: Path) -> None:
    """Let Jupyter Book build what lies there; it does not know our directives, and says so."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(root)]
    subprocess.run(command, check=False, capture_output=True)


def _without_specifications(path: Path) -> None:
    """Leave of each figure its picture, which stock can show."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(shown.FIGURE, None)
    nbformat.write(notebook, path)


def measured(chrome, address: str) -> dict[str, float]:
    """Return what a reader with a slow phone waits for on one page, in milliseconds, and what it weighs."""
    context = chrome.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(WATCH)
    control = context.new_cdp_session(page)
    control.send("Network.enable")
    control.send("Network.emulateNetworkConditions", SLOW_4G)
    control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    sizes: list[float] = []
    control.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_timeout(QUIET_AFTER)
    seen = page.evaluate("seen")
    context.close()
    return {
        "first paint": seen["paint"],
        "largest paint": seen["largest"],
        "blocked": seen["blocked"],
        "KB": sum(sizes) / 1000,
        "requests": len(sizes),
    }


def median(chrome, address: str) -> dict[str, float]:
    """Return the median of each measure over some readings."""
    readings = [measured(chrome, address) for _ in range(TIMES)]
    return {name: statistics.median(one[name] for one in readings) for name in readings[0]}


def main() -> None:
    """Print each measure of ours, that of stock, and the ratio."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        theirs = stock(Path(place))
        chrome = playwright.chromium.launch(executable_path=browser(), args=QUIET)
        with serving(HTML) as here, serving(theirs) as there:
            for name in PAGES:
                ours, its = (median(chrome, f"{base}/{name}.html") for base in (here, there))
                told = (
                    f"{what} {ours[what]:.0f} / {its[what]:.0f} = {ours[what] / max(its[what], 1):.2f}"
                    for what in ours
                )
                print(f"{name:24} {'   '.join(told)}", flush=True)
        chrome.close()


if __name__ == "__main__":
    main()
