"""The bibliography says of each entry whether its data were checked: field ``verified`` of references.bib."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive
from pybtex.database import parse_file
from pybtex.plugin import register_plugin
from pybtex.richtext import Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.alpha import Style as Alpha

MARKS = {"no": "not verified", "partly": "verified in part"}
STYLE = "checked"


class Checked(Alpha):
    """The usual style, with a mark after each entry that was not, or only partly, checked."""

    def format_entry(self, label, entry, bib_data=None) -> FormattedEntry:
        """Return the entry with its mark."""
        found = super().format_entry(label, entry, bib_data)
        if words := mark(entry.fields.get("verified", "no")):
            found.text = Text(found.text, " ", Tag("strong", f"({words})"))
        return found


class Verified(Directive):
    """``{verified}``: of how many entries the data were checked."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence."""
        env = self.state.document.settings.env
        entries = [parse_file(path) for path in env.app.config.bibtex_bibfiles]
        for path in env.app.config.bibtex_bibfiles:
            env.note_dependency(path)
        states = [entry.fields.get("verified", "no") for one in entries for entry in one.entries.values()]
        words = [f"{states.count(state)} are {mark(state)}" for state in MARKS]
        return [nodes.paragraph("", f"Of {len(states)} entries, {' and '.join(words[::-1])}.")]


def mark(verified: str) -> str:
    """Return what is printed after an entry; nothing if its data were checked.

    Examples
    --------
    >>> mark("partly"), mark("yes")
    ('verified in part', '')
    """
    return MARKS.get(verified, "")


def use_style(app, config) -> None:
    """Choose the style for every bibliography of the book."""
    config.bibtex_default_style = STYLE


def setup(app) -> None:
    """Register style and directive."""
    register_plugin("pybtex.style.formatting", STYLE, Checked)
    app.connect("config-inited", use_style)
    app.add_directive("verified", Verified)
