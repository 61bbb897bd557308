"""Settings of the test suite."""

import gc
import os
import re

import pytest
import yaml
from hypothesis import settings

from tests.browser import browser_path, chrome, opened, page, visit  # noqa: F401
from tests.lent import data, lent_folder  # noqa: F401

# The same examples on every machine, however busy it is: a test must not fail because it was slow.
settings.register_profile("calm", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("thorough", settings.get_profile("calm"), max_examples=100)

# What is read while tests are collected stays: to look through it for waste takes a quarter of the time.
gc.disable()

# The slowest come first, so that at the end neither worker waits long for the other.
FIRST = ("test_pages.py", "test_build.py")


def pytest_configure(config):
    settings.load_profile("thorough" if config.getoption("--all") else "calm")
    config.addinivalue_line(
        "markers", "thorough: takes long; only `make test ALL=1` runs it, as every push does"
    )


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="also the tests that take long")
    parser.addoption("--chapters", help="of pages and notebooks, test those of these chapters: '01 05'")


# What these look at on every page they look at on few by default, on some where all tests run, and on every
# one with SWEEP=all; a chapter that is asked for is looked at whole.
SWEPT = ("budgets", "cards", "frame", "listing", "long_tables", "margin")
SWEPT += ("pages", "policy", "print", "reach", "slender")
FEW = ("", "05")
SOME = (*FEW, "01", "07", "12", "brief", "claims", "data", "genindex", "measures", "search")


def swept(item, config):
    looked_at = SOME if config.getoption("--all") else FEW
    return is_swept(item.path) and chapter_of(item) not in looked_at


def on_demand(path, config):
    """Return whether a file's thorough tests are left out: never those of a file that is named."""
    asked = config.getoption("--all") or (config.getoption("--chapters") and is_swept(path))
    return not asked and not any(path.name in one for one in config.args)


def is_swept(path):
    return path.stem.removeprefix("test_") in SWEPT


def left_out(item, config):
    return item.get_closest_marker("thorough") and on_demand(item.path, config)


def pytest_ignore_collect(collection_path, config):
    """Leave unread what has no tests, or thorough ones alone: to import them takes long too."""
    if collection_path.suffix == ".py" and not collection_path.match("test_*.py"):
        return True
    if collection_path.suffix == ".py" and on_demand(collection_path, config):
        whole = "pytestmark = pytest.mark.thorough\n" in collection_path.read_text(encoding="utf-8")
        return whole or None
    return None


def pytest_collection_modifyitems(config, items):
    config.hook.pytest_deselected(items=[item for item in items if left_out(item, config)])
    items[:] = [item for item in items if not left_out(item, config)]
    if os.environ.get("SWEEP") != "all" and not config.getoption("--chapters"):
        config.hook.pytest_deselected(items=[item for item in items if swept(item, config)])
        items[:] = [item for item in items if not swept(item, config)]
    if chosen := config.getoption("--chapters"):
        wanted = ("", *chosen.split())
        config.hook.pytest_deselected(items=[item for item in items if chapter_of(item) not in wanted])
        items[:] = [item for item in items if chapter_of(item) in wanted]
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


def chapter_of(item):
    """Return the number of the chapter that a test is about, or the name of the page beside them, or ""."""
    found = re.search(
        r"(?:(?:chapters/|\[)(\d\d)-[a-z]|chapters/([a-z]+)|\[(genindex|search)\]|$)", item.nodeid
    )
    return "".join(filter(None, found.groups()))


@pytest.fixture
def book_of_words(tmp_path, monkeypatch):
    """Work in an empty book; what it returns writes the words beside one of its notebooks."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    monkeypatch.chdir(tmp_path)

    def write(said, stem="01-one"):
        path = tmp_path / "chapters" / f"{stem}.yml"
        path.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
        return path

    return write
