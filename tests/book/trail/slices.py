"""Run a notebook, or a slice of one, in this process, and catch what it publishes."""

import os
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import yaml

import helpers
from helpers import code, tables
from helpers.book.trail import slicing
from helpers.book.trail import units as behind
from tests import notebooks

ROOT = Path(code.__file__).parents[2]
FOLDER = ROOT / "src" / "helpers"
PAGE = sys.modules[helpers.glue.__module__]
TABLES = sys.modules[helpers.load.__module__]


def listed():
    """Return the notebooks of the table of contents."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text())
    files = [contents["root"], *(one["file"] for part in contents["parts"] for one in part["chapters"])]
    return [file for file in files if (ROOT / f"{file}.ipynb").is_file()]


@cache
def stored(name):
    return notebooks.opened(ROOT / f"{name}.ipynb")


@cache
def notebook(name):
    return slicing.read(stored(name), f"{name}.ipynb")


def units(outputs):
    """Return what outputs publish: name -> text of a value, digest and words of a figure, or a table."""
    found = {}
    for data, metadata in outputs:
        if glued := metadata.get("scrapbook"):
            found[glued["name"]] = data[PAGE.GLUE + "text/plain"]
        elif spec := data.get(PAGE.FIGURE):
            meta = spec["layout"]["meta"]
            found[meta["id"]] = (PAGE.digest(spec), meta.get("title"), meta.get("caption"), meta.get("alt"))
        elif name := metadata.get("trail", {}).get("of"):
            found[name] = data["text/markdown"]
    return found


def kept(name):
    """Return what a notebook file holds, as :func:`units` does."""
    outputs = [one for cell in stored(name).cells for one in cell.get("outputs", [])]
    return units((one.get("data", {}), one.get("metadata", {})) for one in outputs)


@contextmanager
def caught(folder=None):
    """Catch what is published and loaded; read tables of another folder if one is given."""
    outputs, loaded, old = [], set(), (PAGE.publish_display_data, os.environ.get("BOOK_DATA"), tables.load)
    PAGE.publish_display_data = lambda data, metadata=None: outputs.append((data, metadata or {}))
    os.environ["BOOK_DATA"] = str(folder or ROOT / "data")

    def load(name):
        loaded.add(name)
        return _once(name, os.environ["BOOK_DATA"]).copy()

    holders = [one for one in list(sys.modules.values()) if getattr(one, "load", None) is old[2]]
    for module in holders:
        module.load = load
    try:
        yield outputs, loaded
    finally:
        for module in holders:
            module.load = old[2]
        PAGE.publish_display_data = old[0]
        os.environ.pop("BOOK_DATA") if old[1] is None else os.environ.__setitem__("BOOK_DATA", old[1])


_load = tables.load


@cache
def _once(name, _folder):
    return _load(name)


def run(sources, folder=None, ends=()):
    """Run pieces of Python one after the other in one fresh namespace; return what they publish and load.

    Each of `ends` then runs in the namespace that the others left: it only publishes and changes nothing.
    """
    space = {"__name__": "__main__"}
    PAGE._glued.clear()  # a slice has to glue itself what the words of its figure need
    with caught(folder) as (outputs, loaded):
        for number, source in enumerate(sources):
            exec(compile(source, f"<cell {number}>", "exec"), space)
        for source in ends:
            exec(compile(source, "<end>", "exec"), dict(space))
    return units(outputs), loaded


def cells(name):
    return [cell.source for cell in stored(name).cells if cell.cell_type == "code"]


def distinct(name):
    """Return what leads up to units of a notebook, every such slice once, and the parts that publish them.

    Only the names of one part can share both; of parts that need the same, each is run on its own at the end.
    """
    found = {}
    for unit, end in notebook(name).of.items():
        *before, last = behind.parts(notebook(name), unit)
        assert last is end
        ends, units = found.setdefault(tuple(part.number for part in before), (before, [], []))[1:]
        units.append(unit)
        if end not in ends:
            ends.append(end)
    return found.values()
