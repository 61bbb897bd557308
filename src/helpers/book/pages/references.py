"""The bibliography says of each entry whether its data were checked: field ``verified`` of references.bib."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from pybtex.backends.plaintext import Backend as PlaintextBackend
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry

from ..citing.bibliography import MARKS, Checked, mark, read, ready

STYLE = "checked"


class Remembered(Checked):
    """The style of the book, which formats no entry twice: Sphinx asks for all of them whatever has changed.

    What was formatted is kept with all that Sphinx has read, and that is forgotten with any change of the
    bibliography or of our code (:mod:`..build.render`).
    """

    formatted: ClassVar[dict[tuple[str, str], FormattedEntry]] = {}

    def format_entry(self, label, entry, bib_data=None) -> FormattedEntry:
        """Return the entry as it was formatted under the same label, or format it."""
        if (label, entry.key) not in self.formatted:
            self.formatted[label, entry.key] = super().format_entry(label, entry, bib_data)
        return self.formatted[label, entry.key]


class Verified(Directive):
    """``{verified}``: of how many entries the data were checked."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence."""
        env = self.state.document.settings.env
        entries = [read(Path(path)) for path in env.app.config.bibtex_bibfiles]
        for path in env.app.config.bibtex_bibfiles:
            env.note_dependency(path)
        states = [entry.fields.get("verified", "no") for one in entries for entry in one.entries.values()]
        words = [f"{states.count(state)} are {mark(state)}" for state in MARKS]
        return [nodes.paragraph("", f"Of {len(states)} entries, {' and '.join(words[::-1])}.")]


def make_ready(app, env, docnames) -> None:
    """Give the citations the entries as they were checked, and as they were formatted before.

    See :func:`.bibliography.ready`.
    """
    env.formatted = Remembered.formatted = getattr(env, "formatted", {})
    ready(env.get_domain("cite").bibdata.data)


def use_style(app, config) -> None:
    """Choose the style for every bibliography of the book."""
    config.bibtex_default_style = STYLE


def setup(app) -> None:
    """Register style and directive."""
    register_plugin("pybtex.style.formatting", STYLE, Remembered)
    # Found by name among all that is installed, again for each citation, unless it is put here.
    register_plugin("pybtex.backends", "plaintext", PlaintextBackend, force=True)
    app.connect("config-inited", use_style)
    app.connect("env-before-read-docs", make_ready)
    app.add_directive("verified", Verified)
