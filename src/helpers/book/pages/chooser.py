"""Choose your rule: the choices, and what each tie of Iran is called under them.

Without script the page shows the choices, with who reads each so, and what holds by default. All words that a
script puts in their place were computed before (:mod:`helpers.subjects.rules_of_alliance`); it looks them up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby

from docutils import nodes
from docutils.parsers.rst import Directive

from ... import tables
from ...subjects import rules_of_alliance as rules
from .claims import style
from .links import citation, joined, pending

# The two texts are named by their paragraphs.
TEXTS = ("arabwall_friendly", "jcep83524")
# A judgement of a sentence looks like that of a claim.
LOOKS = dict(zip(rules.VERDICTS, ("confirmed", "partly", "contradicted", "nothing found"), strict=True))


class Chooser(Directive):
    """``{chooser}``: the choices and their results."""

    def run(self) -> list[nodes.Node]:
        """Return the form, the results of the default, and what the script looks up."""
        self.env = self.state.document.settings.env
        for name in ("rule_choices", "sentence_counts"):
            self.env.note_dependency(str(tables.data_folder() / tables.describe(name)["path"]))
        said = json.dumps(lookups(), ensure_ascii=False, separators=(",", ":"))
        data = f'<script type="application/json" id="rules">{said}</script>'
        status = _raw('<p class="about-rule" role="status"></p>')
        parts = [status, *self._form(), *self._results(), _raw(data)]
        return [nodes.container("", *parts, classes=["chooser"])]

    def _form(self) -> Iterator[nodes.Node]:
        options = tables.load("rule_choices").to_dict("records")
        yield _raw('<form class="choices" aria-label="Your rule">')
        for choice, rows in groupby(options, key=lambda row: row["choice"]):
            found = list(rows)
            yield _raw(f'<fieldset data-choice="{choice}"><legend>{escape(found[0]["question"])}</legend>')
            for row in found:
                yield from self._option(row)
            yield _raw("</fieldset>")
        yield _raw("</form>")

    def _option(self, row: dict) -> Iterator[nodes.Node]:
        name, value = row["choice"], row["option"]
        ticked = " checked" if row["default"] else ""
        yield _raw(
            f'<div class="option"><input type="radio" id="rule-{name}-{value}" name="{name}" value="{value}"'
            f'{ticked} disabled><label for="rule-{name}-{value}">{escape(row["label"])}</label>'
        )
        keys = [key for key in row["references"].split(tables.LISTED) if key not in TEXTS]
        cited = joined([[citation(self.env, key)] for key in keys])
        said = [nodes.Text(row["says"] + " "), nodes.inline("", "", *cited)]
        yield nodes.paragraph("", "", *said, classes=["says"])
        yield _raw("</div>")

    def _results(self) -> Iterator[nodes.Node]:
        yield _raw('<div class="results"><div class="found">')
        called = rules.classify(rules.default(), _known())
        for block, ties in groupby(rules.TIES.items(), key=lambda tie: tie[1].block):
            yield nodes.paragraph("", block, classes=["block"])
            rows = [_row(tie.name, called[key]) for key, tie in ties]
            yield nodes.bullet_list("", *rows, classes=["ties"])
        yield nodes.paragraph("", "Which sentences stand", classes=["block"])
        counts = tables.load("sentence_counts").to_dict("records")
        yield nodes.bullet_list("", *map(self._sentence, counts), classes=["sentences"])
        yield _raw("</div></div>")

    def _sentence(self, row: dict) -> nodes.list_item:
        verdict = nodes.inline("", row["by_default"], classes=["verdict", style(LOOKS[row["by_default"]])])
        count = f"stands in {row['stands']:,} of {row['states']:,} rules"
        if row["half"]:
            count = f"stands in half in {row['half']:,} of {row['states']:,} rules, whole in none"
        where = pending(
            self.env, row["chapter"], row["claim"] if isinstance(row["claim"], str) else "The chapter"
        )
        about = nodes.inline("", "", where, nodes.Text(f" · {count}"), classes=["count"])
        line = nodes.paragraph("", "", nodes.inline("", row["words"]), verdict, about)
        return nodes.list_item("", line)


@cache
def _known() -> rules.Record:
    return rules.record()


@cache
def lookups() -> dict:
    """Return what the script looks up: all that is said under every rule."""
    looks = [style(LOOKS[verdict]) for verdict in rules.VERDICTS]
    told = rules.lookups(_known())
    return told | {"looks": looks, "called": {word: _look(word) for word in told["classes"]}}


def _row(name: str, called: str) -> nodes.list_item:
    word = nodes.inline("", called, classes=_look(called).split())
    return nodes.list_item("", nodes.paragraph("", "", nodes.inline("", name), word))


def _look(called: str) -> str:
    """Return the classes of what a tie is called: none has no bar, and what cannot be said is pale."""
    kind = {"none": "", "cannot be said": "left out"}.get(called, called)
    return f"called called-{kind.replace(' ', '-')}" if kind else "called"


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("chooser", Chooser)
