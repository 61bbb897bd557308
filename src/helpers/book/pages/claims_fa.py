"""The claims in Persian: each under ``fa-claim-p5-4``, with its verdict and the way to its evidence."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive

from ... import tables, texts
from .claims import persian_target, said, style, target
from .links import pending

UNREVIEWED = "ترجمهٔ ادعاها کار ماشین است و هنوز خوانندهٔ فارسی‌زبانی آن را با متن انگلیسی نسنجیده است."


class ClaimsInPersian(Directive):
    """``{claims-in-persian} article``: the claims of one text, in its order; right to left."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return how many there are and how they fared, and the list; an unknown text stops the build."""
        self.env = self.state.document.settings.env
        for table in ("claims", "claims_fa"):
            self.env.note_dependency(str(tables.data_folder() / tables.describe(table)["path"]))
        found = said()
        found = found[found["text"].eq(self.arguments[0])]
        if found.empty:
            raise self.error(f"no text is named {self.arguments[0]!r}; there are {', '.join(texts.NAMES)}")
        notes = [] if found["reviewed"].all() else [nodes.paragraph("", UNREVIEWED, classes=["note"])]
        items = [self._item(claim) for claim in found.to_dict("records")]
        listed = nodes.bullet_list("", *items, classes=["claims", "listed"])
        return [_counted(found["outcome"]), *notes, listed]

    def _item(self, claim: dict) -> nodes.list_item:
        link = pending(self.env, target(claim["claim_id"]), claim["claim_id"], classes=["claim-id"])
        verdict = nodes.inline("", claim["outcome_fa"], classes=["verdict"])
        head = nodes.paragraph("", "", link, nodes.Text(" "), verdict, classes=["claim-head"])
        says = nodes.paragraph("", claim["paraphrase_fa"])
        item = nodes.list_item("", head, says, classes=["claim-fa", style(claim["outcome"])])
        item["names"] = [persian_target(claim["claim_id"])]
        self.state.document.note_explicit_target(item, item)
        return item


def _counted(outcomes) -> nodes.paragraph:
    """Return the line that says how many claims there are, and how many have each verdict."""
    counts = outcomes.value_counts()
    parts = [
        f"{texts.OUTCOMES_FA[one]}: {texts.persian(counts[one], words=True)}"
        for one in texts.OUTCOMES
        if one in counts
    ]
    total = texts.persian(len(outcomes), words=True)
    return nodes.paragraph("", f"{total} ادعا. {'؛ '.join(parts)}.", classes=["tally"])


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("claims-in-persian", ClaimsInPersian)
