"""Run a variant: other values in the place of the book's own, in a copy of the notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from ...page import FIGURE, digest
from ..build import basis, contents, kernels, marks, pictures
from ..trail import slicing, units
from .asked import Question, VariantError

INJECTED = "injected-parameters"  # papermill's tag for the cell that it adds
NAME = ":name: "


@dataclass(frozen=True)
class Variant:
    """A variant that has been run: what was asked, its notebook, and that of the book."""

    question: Question
    notebook: nbformat.NotebookNode
    book: nbformat.NotebookNode

    def follow(self) -> set[str]:
        """Return the numbers, figures and tables in whose making what was asked has a part."""
        trails = slicing.read(self.notebook, self.question.path.name)
        cells = [cell for cell in self.notebook.cells if cell.cell_type == "code"]
        asked = next(place for place, cell in enumerate(cells) if INJECTED in cell.metadata.get("tags", ()))
        return {
            name for name in trails.of if any(part.cell.number == asked for part in units.parts(trails, name))
        }

    def apart(self) -> dict[str, tuple[str | None, str | None]]:
        """Return the glued values that differ: name -> the book's, and this variant's."""
        own, here = marks.values(self.book), marks.values(self.notebook)
        names = dict.fromkeys([*own, *here])
        return {name: (own.get(name), here.get(name)) for name in names if own.get(name) != here.get(name)}


def run(asked: Question, root: Path) -> Variant:
    """Run a notebook with the values asked for; its file and its outputs stay as they are.

    Raises
    ------
    VariantError
        If the book's own outputs are not fresh: nothing could be held against them.
    NotebookError
        With the cell and the message, if a cell does not run with these values.
    """
    book = contents.read(asked.path, root)
    where = contents.named(asked.path, root)
    if not basis.Basis(root).fresh(asked.path, book):
        raise VariantError(
            f"{where}: its own outputs are not fresh, and a variant is held against them\n"
            "  next: run `make book`, then this again"
        )
    notebook = parameterize_notebook(
        load_notebook_node(str(asked.path)), asked.variables, comment="What this variant asks"
    )
    kernels.run(notebook, asked.path.parent, f"{where} with {asked.name}")
    return Variant(asked, notebook, book)


def drawn(variant: Variant) -> str:
    """Give a variant's figures their pictures: the book's where nothing moved; return why one is missing."""
    before = {digest(output.data[FIGURE]): output for output in pictures.figures(variant.book)}
    for output in pictures.figures(variant.notebook):
        same = before.get(digest(output.data[FIGURE]))
        if same and pictures.SVG in same.data:
            output.data[pictures.SVG] = same.data[pictures.SVG]
            output.metadata["narrow"] = same.metadata["narrow"]
    try:
        if lacking := pictures.missing(variant.notebook):
            pictures.draw(lacking)
    except pictures.NoPictures as reason:
        return str(reason)
    return ""


def outputs(notebook: Mapping) -> dict[str, tuple[str, str]]:
    """Return kind and digest of each number, figure and table that a notebook publishes."""
    found = {name: ("number", _sha(text)) for name, text in marks.values(notebook).items()}
    for output in _outputs(notebook):
        data = output.get("data", {})
        if FIGURE in data:
            found[data[FIGURE]["layout"]["meta"]["id"]] = ("figure", digest(data[FIGURE]))
        elif NAME in (text := data.get("text/markdown", "")):
            found[text.partition(NAME)[2].split("\n")[0]] = ("table", _sha(text))
    return found


def _outputs(notebook: Mapping) -> Iterator[Mapping]:
    for cell in notebook["cells"]:
        yield from cell.get("outputs", [])


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()
