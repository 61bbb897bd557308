"""For the page about citing: examples, made like the citations themselves, and corrections to ourselves."""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

from ..proving import shown
from . import errata, slots


class Examples(Directive):
    """``{examples}``: one line an example, what it is and its id: ``a section: syria-conclusion``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a definition list with a place for each citation."""
        pairs = [line.split(": ") for line in self.content]
        rows = "".join(
            f"<dt>{escape(what)}</dt><dd>{slots.place(slots.EXAMPLE, name)}</dd>" for what, name in pairs
        )
        return [nodes.raw("", f'<dl class="examples">{rows}</dl>', format="html")]


class Errata(Directive):
    """``{errata}``: every correction to ourselves, or that there is none."""

    def run(self) -> list[nodes.Node]:
        """Return a list, the latest first, or a sentence."""
        env = self.state.document.settings.env
        path = Path(env.app.confdir) / errata.NAME
        env.note_dependency(str(path))
        found = sorted(errata.read(path), key=lambda one: one.date, reverse=True)
        if not found:
            return [nodes.paragraph("", "No edition has been corrected so far.")]
        return [
            nodes.bullet_list("", *(nodes.list_item("", _told(one)) for one in found), classes=["errata"])
        ]


def _told(erratum: errata.Erratum) -> nodes.paragraph:
    link = nodes.reference("", erratum.id, refuri=f"../cite/{erratum.id}.html", internal=True)
    was = f". {erratum.note} It was: {erratum.was} It is: {erratum.is_}"
    return nodes.paragraph("", "", link, nodes.Text(was))


def setup(app) -> None:
    """Register the directives, and the places that are filled when all pages are made."""
    slots.setup(app)
    shown.setup(app)
    app.add_directive("examples", Examples)
    app.add_directive("errata", Errata)
