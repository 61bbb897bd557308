"""A small book on the real tables, for tests of building: three notebooks, one in a folder of its own."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
from nbformat import v4

from helpers import tables

ROOT = tables.data_folder().parent
NEEDED = ("claims", "passages", "glossary", "council_votes")
VOTES = 'import helpers\n\nvotes = helpers.load("council_votes")\n'
NOTEBOOKS = {
    "index": (
        "(home)=\n# Votes\n\nIn all [](#n-total).",
        VOTES + "helpers.glue(total=int(votes.yes.sum()))",
    ),
    "chapters/01-stopped": (
        "(stopped)=\n# 1. Stopped\n\n**How many were stopped?** By Russia [](#n-stopped).",
        VOTES + 'helpers.glue(stopped=int(helpers.council.vetoes(votes, "russia").sum()))',
    ),
    "chapters/deep/02-terms": (
        "(terms)=\n# 2. Terms\n\n**How many terms?** There are [](#n-terms) terms.",
        'import helpers\n\nhelpers.glue(terms=len(helpers.load("glossary")))',
    ),
}
CONTENTS = """\
format: jb-book
root: index
chapters:
  - file: chapters/01-stopped
  - file: chapters/deep/02-terms
  - file: chapters/glossary
"""
HOME = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c"}
HOME |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c"}


def carry(names, folder):
    """Copy some of the tables, as a data package of their own."""
    kept = [tables.description(name).relative_to(ROOT / "data") for name in tables.names() if name in names]
    for described in kept:
        (folder / described).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / described, folder / described)
    for name in names:
        shutil.copy(ROOT / "data" / tables.describe(name)["path"], folder / tables.describe(name)["path"])
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    listed = {**package, "resources": [described.as_posix() for described in kept]}
    (folder / "datapackage.json").write_text(json.dumps(listed))


def make(root):
    """Write the small book, with the code of this one beside it; nothing is run yet."""
    carry(NEEDED, root / "data")
    for name in ("_config.yml", "CITATION.cff", "uv.lock", ".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "references.bib", root)  # sources of tables are named by its keys
    (root / "_toc.yml").write_text(CONTENTS)
    for name, (prose, code) in NOTEBOOKS.items():
        write(root / f"{name}.ipynb", prose, code)
    shutil.copy(ROOT / "chapters" / "glossary.md", root / "chapters")
    cite_nothing(root / "data" / "texts" / "glossary.csv")
    return root


def cite_nothing(path):
    """Keep of the glossary some terms that lead to no other page of the whole book."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not re.search(r"\b[PA]\d", " ".join(row.values()))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "reference_keys": ""} for row in rows[:8])


def write(path, prose, *codes):
    """Write a notebook whose cells have ids that stay."""
    cells = [v4.new_markdown_cell(prose), *map(v4.new_code_cell, codes)]
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells), path)


def run(root, *arguments, **settings):
    """Run the small book's own code in its folder, to its end."""
    known = {**os.environ, "PYTHONPATH": str(root / "src"), **settings}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=known, capture_output=True, text=True, check=False
    )


def python(root, *arguments, check=True, **settings):
    """Run the small book's own code in its folder; return all that it says."""
    done = run(root, *arguments, **settings)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def build(root, **settings):
    """Build the small book."""
    return python(root, "-m", "helpers.book", **settings)


def freshen(root, **settings):
    """Run what is stale, and return the names of the notebooks that were run."""
    said = python(root, "-c", FRESHEN, **settings)
    return {line.strip() for line in said.splitlines() if line.endswith(".ipynb")}


def stale(root, **settings):
    """Return the names of the notebooks whose outputs are not fresh."""
    return set(python(root, "-c", STALE, **settings).split())


FRESHEN = "import pathlib; from helpers.book.build import freshen; freshen.freshen(pathlib.Path.cwd())"
STALE = """\
import pathlib
from helpers.book.build import contents, freshen
root = pathlib.Path.cwd()
print(*(path.stem for path in contents.notebooks(root) if freshen.stale(path, root)))
"""


def git(root, *arguments):
    """Run git in a folder, as nobody in particular."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **HOME}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def change(path, old, new):
    """Replace what stands once or more in a file, the first time it stands there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def files(root):
    """Return every file of the built book with its bytes."""
    html = root / "_build" / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file()
    }


def differing(one, other):
    """Return the names of the files in which two built books differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
