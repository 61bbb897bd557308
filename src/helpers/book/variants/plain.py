"""A variant in plain Markdown, for any reader of notebooks: numbers in their place, the book's beside them.

The sentences are the book's own, written for its own values. So a number that came out otherwise is bold and
has the book's in brackets; the notice at the head says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

import nbformat
from nbformat import v4

from ...page import FIGURE, GLUE
from ..build.marks import MARK, values
from ..build.pictures import SVG
from .running import INJECTED, Variant

PERSIAN = re.compile(
    r"^\([\w-]+-persian\)=\n#+ [^\n]*\n?|^:::\{persian\}\n.*?^:::[^\S\n]*$", re.MULTILINE | re.DOTALL
)
LABEL = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
BLOCK = re.compile(r"^```\{(?!div)[\w-]+\}.*?^```[^\S\n]*$", re.MULTILINE | re.DOTALL)
TITLED = re.compile(r"^:::+\{[\w-]+\}[^\S\n]*(.*)$", re.MULTILINE)
FENCE = re.compile(r"^:::+[^\S\n]*$\n?|^:(?:name|class|order): .*\n?", re.MULTILINE)
MEANING = re.compile(r"^(\S.*)\n: ", re.MULTILINE)
REFERENCE = re.compile(r"\{ref\}`([^`<]+?)(?:\s*<[^`>]*>)?`")
COUNTED = re.compile(r"\s*\(\[[^\]]*\]\(#holds-[\w-]+\)\)|\[[^\]]*\]\(#holds-[\w-]+\)")
CITED = re.compile(r"\{cite:[a-z]+\}`([^`]*)`")
NUMBERED = re.compile(r"\{numref\}`([^`]*)`")
ROLE = re.compile(r"\{[\w:+.-]+\}`([^`<]+?)(?:\s*<[^`>]*>)?`")
TABLE = re.compile(r"^:::\{table\} ", re.MULTILINE)


def notebook(variant: Variant, notice: str) -> nbformat.NotebookNode:
    """Return a variant's notebook as anyone can open it: without MyST's roles, with a notice at its head."""
    own, here = values(variant.book), values(variant.notebook)
    cells = [v4.new_markdown_cell(notice, id="notice")]
    for cell in deepcopy(variant.notebook.cells):
        if cell.cell_type == "markdown":
            cell.source = prose(cell.source, own, here)
        else:
            cell.outputs = [_shown(output) for output in cell.outputs]
        if cell.source.strip():
            cells.append(cell)
    return v4.new_notebook(cells=cells, metadata=variant.book.metadata)


def prose(markdown: str, own: Mapping[str, str], here: Mapping[str, str]) -> str:
    r"""Return a piece of prose with its numbers in place.

    Parameters
    ----------
    markdown
        MyST Markdown of a chapter.
    own, here
        What the book glues, and what the variant does.

    Examples
    --------
    >>> own, here = {"n": "2", "all": "9"}, {"n": "3", "all": "9"}
    >>> prose("(votes)=\n## Votes\n\nOn [two](#n-n) of [nine](#n-all).", own, here)
    '## Votes\n\nOn **3** (in the book 2) of nine.'
    """
    text = BLOCK.sub("", PERSIAN.sub("", markdown))
    text = MEANING.sub(r"- \1: ", LABEL.sub("", text))
    text = FENCE.sub("", TITLED.sub(lambda found: f"**{found[1]}**" if found[1] else "", text))
    text = MARK.sub(lambda mark: _number(mark, own, here), COUNTED.sub("", text))
    text = NUMBERED.sub(r"[\1](#\1)", CITED.sub(r"(\1)", text))
    return ROLE.sub(r"\1", REFERENCE.sub(r"\1", text)).strip()


def table(markdown: str) -> str:
    """Return a published table as plain Markdown."""
    return FENCE.sub("", TITLED.sub("", TABLE.sub("", markdown))).strip()


def is_asked(cell: Mapping) -> bool:
    """Return whether a cell holds what was asked."""
    return INJECTED in cell.get("metadata", {}).get("tags", ())


def _number(mark: re.Match, own: Mapping[str, str], here: Mapping[str, str]) -> str:
    now, was = (known.get(mark["name"], "not known") for known in (here, own))
    return mark["said"] if now == was else f"**{now}** (in the book {was})"


def _shown(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return an output that any reader of notebooks can show: a picture, a table, a number by its name."""
    data, metadata = output.get("data", {}), {}
    if FIGURE in data:
        about = data[FIGURE]["layout"]["meta"]
        data = {"text/plain": about["alt"]} | ({SVG: data[SVG]} if SVG in data else {})
        metadata = {"figure": {name: about[name] for name in ("id", "title", "caption", "alt")}}
    elif GLUE + "text/plain" in data:
        name = output.metadata["scrapbook"]["name"]
        data = {"text/plain": f"{name} = {data[GLUE + 'text/plain']}"}
    elif "text/markdown" in data:
        data = dict.fromkeys(["text/markdown", "text/plain"], table(data["text/markdown"]))
    return v4.new_output("display_data", data=data, metadata=metadata) if data else output
