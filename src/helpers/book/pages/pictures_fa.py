"""Figures in Persian: a chapter's own picture with its words and digits in Persian."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import nbformat
from docutils import nodes
from docutils.parsers.rst import Directive, directives

from ...charts.persian import Untranslated, in_persian
from ...page import FIGURE
from ..build import pictures
from .figures import picture
from .slender import slender


class PictureInPersian(Directive):
    """``{picture-in-persian} chapters/05-syria fig-syria-drafts``: as a phone shows it; with its finding."""

    required_arguments = 2
    has_content = True
    option_spec = {"alt": directives.unchanged_required}  # noqa: RUF012 (docutils reads it from the class)

    def run(self) -> list[nodes.Node]:
        """Return the picture; one that is not there, or that has a word without Persian, stops the build."""
        env = self.state.document.settings.env
        page, name = self.arguments
        env.note_dependency(env.doc2path(page))
        try:
            narrow = in_persian(stored(Path(env.doc2path(page)), name))
        except (LookupError, Untranslated) as error:
            raise self.error(f"{name}: {error.args[0]}") from error
        if "alt" not in self.options:
            raise self.error(f"{name}: say in :alt:, in Persian, what the picture shows")
        finding = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, finding)
        words = finding.children[0].children if finding.children else []
        return [picture("", "", *words, narrow=narrow, alt=unescape(self.options["alt"]))]


def stored(notebook: Path, name: str) -> str:
    """Return the narrow picture of a figure as its notebook keeps it.

    Raises
    ------
    LookupError
        If the notebook has no such figure, or its picture shows other data.
    """
    for output in pictures.figures(nbformat.read(notebook, as_version=4)):
        if output["data"][FIGURE]["layout"]["meta"]["id"] == name:
            _, narrow = pictures.shown(output)
            if not narrow:
                raise LookupError(f"its picture in {notebook.name} is not fresh; run the notebook again")
            return slender(narrow)
    raise LookupError(f"no such figure in {notebook.name}")


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("picture-in-persian", PictureInPersian)
