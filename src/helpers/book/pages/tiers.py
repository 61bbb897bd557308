"""The tier of a source beside it, where a page shows one; and the list of all sources by tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms import SphinxTransform

from ... import tables, tiers
from ...subjects import source_tiers
from ..build import rereading
from .claims import target as claim_target
from .dictionary import target
from .links import joined, pending

TABLE = tables.TIERED
SHOWN_IN = {"claim", "note", "table-notes"}  # classes of what holds sources, beside tables


class Marks(SphinxTransform):
    """Put the tier of each source beside its link: in tables, in notes and under claims and corrections."""

    default_priority = 780  # before the lines that name the data of a figure or table

    def apply(self, **_) -> None:
        """Go through the links of one page that lead out of the book."""
        links = [link for link in self.document.findall(nodes.reference) if _is_source(link)]
        if not links or TABLE not in tables.names():
            return
        rereading.rests_on_columns(self.env, TABLE, ("prefix", "tier"))
        for link in links:
            if tier := tier_of(link["refuri"]):
                place = link.parent.index(link) + 1
                link.parent.insert(place, [nodes.Text("\N{NO-BREAK SPACE}"), mark(tier)])


def mark(tier: str) -> nodes.inline:
    """Return the few words that say a tier."""
    weak = ["weak"] if tier == source_tiers.WEAK else []
    return nodes.inline("", tiers.TIERS[tier], classes=["tier", *weak])


def _is_source(link: nodes.reference) -> bool:
    return link.get("refuri", "").startswith(("http://", "https://")) and _in_a_record(link)


def _in_a_record(node: nodes.Node) -> bool:
    while node := node.parent:
        classes = set(getattr(node, "attributes", {}).get("classes", ()))
        if isinstance(node, nodes.table) or classes & SHOWN_IN:
            return True
    return False


def tier_of(address: str) -> str | None:
    """Return the tier of an address, or None where no line of the table holds for it."""
    of, lines = _known(_path(), _path().stat().st_mtime_ns)
    return of.get(lines.longest(address) or "")


def tiers_of(text: str) -> list[str]:
    """Return the tiers of the addresses in a text, each once, in their order."""
    found = {tier_of(address) for address in tiers.addresses(text)} if TABLE in tables.names() else set()
    return [tier for tier in tiers.TIERS if tier in found]


@lru_cache(maxsize=1)
def _known(_path: Path, _changed: int) -> tuple[dict[str, str], tiers.Lines]:
    rows = tables.load(TABLE)
    of = dict(zip(rows["prefix"], rows["tier"], strict=True))
    return of, tiers.Lines(of)


def _path() -> Path:
    return tables.data_folder() / tables.describe(TABLE)["path"]


class Tiers(Directive):
    """``{tiers} weak``: every source of one tier, what it is, and what rests on it."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return a list with one entry a row of the table of sources."""
        tier = self.arguments[0]
        if tier not in tiers.TIERS:
            raise self.error(f"no tier is called {tier!r}; the tiers are {', '.join(tiers.TIERS)}")
        self.env = self.state.document.settings.env
        uses = self._named().groupby("prefix")
        rows = tables.load(TABLE).query("tier == @tier").to_dict("records")
        entries = [
            _entry(self.env, row, uses.get_group(row["prefix"]))
            for row in rows
            if row["prefix"] in uses.groups
        ]
        return [nodes.bullet_list("", *entries, classes=["tiered"])]

    def _named(self) -> pd.DataFrame:
        """Return what every row names; a page with a list for each tier asks for it once."""
        if "named sources" not in self.env.temp_data:
            self.env.note_dependency(str(_path()))  # of which every column is told
            self.env.note_dependency(str(tables.data_folder() / "datapackage.json"))
            for name in tables.names():
                self.env.note_dependency(str(tables.description(name)))
            for name, columns in source_tiers.naming().items():
                rereading.rests_on_columns(self.env, name, columns)
            self.env.temp_data["named sources"] = source_tiers.named()
        return self.env.temp_data["named sources"]


def _entry(env, row: dict, found: pd.DataFrame) -> nodes.list_item:
    shown = row["prefix"] if row["kind"] == "citation" else tiers.place(row["prefix"])[0]
    said = f": {row['what']}." + (f" {row['note']}." if isinstance(row["note"], str) else "")
    what = nodes.paragraph("", "", nodes.strong("", shown), nodes.Text(said))
    return nodes.list_item("", what, nodes.paragraph("", "", *joined(_uses(env, found)), classes=["rests"]))


def _uses(env, found: pd.DataFrame) -> Iterator[list[nodes.Node]]:
    """Yield what of each table rests on a source: claims by name, of other tables how many rows."""
    for (name, title), rows in found.groupby(["table", "title"], sort=False):
        keys = list(dict.fromkeys(rows["row"]))
        link = pending(env, target(name), title)
        if name == "claims":
            yield [link, nodes.Text(": "), *_claims(env, keys)]
        else:
            yield [link, nodes.Text(f": {len(keys)} row{'s' if len(keys) > 1 else ''}")]


def _claims(env, keys: Iterable[str]) -> list[nodes.Node]:
    return joined([[pending(env, claim_target(key), key)] for key in keys], ", ")


def setup(app) -> None:
    """Register directive and transform."""
    app.add_directive("tiers", Tiers)
    app.add_transform(Marks)
