"""What people complain of in public of books like this one, and which of it was found to hold here, and when.

``tests/complaints/complaints.yml`` says what they complain of; ``make complaints`` runs the tests that answer
and writes ``last-run.json`` beside it. What no run has shown is never said to hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd
import yaml
from docutils import nodes
from docutils.parsers.rst import Directive

from ... import words
from .claims import folded
from .links import joined, outside

FOLDER = Path("tests") / "complaints"
LISTED, RUN = FOLDER / "complaints.yml", FOLDER / "last-run.json"
State = Literal["holds", "fails", "untried"]
HEADS = {
    "fails": "True of us",
    "untried": "Not tried in that run",
    "holds": "Found not to be true of us",
}


class Complaint(NamedTuple):
    """One complaint, and how it stands after the last run; `why` is said of all that does not hold."""

    name: str
    said: str
    threads: tuple[str, ...]
    state: State
    why: str


def read(root: Path) -> list[Complaint]:
    """Return the complaints in their order, each as the last run of its tests left it."""
    listed = yaml.safe_load((root / LISTED).read_text(encoding="utf-8"))
    ran = _run(root).get("complaints", {})
    return [_complaint(name, about, ran.get(name, {})) for name, about in listed.items()]


def _run(root: Path) -> dict:
    path = root / RUN
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _complaint(name: str, about: Mapping, tests: Mapping[str, str]) -> Complaint:
    state, why = judged(about, tests)
    return Complaint(name, about["complaint"], tuple(about["threads"]), state, why)


def judged(about: Mapping, tests: Mapping[str, str]) -> tuple[State, str]:
    """Say how a complaint stands, and why it does not hold where that is so.

    Parameters
    ----------
    about
        What is written of the complaint by hand.
    tests
        Test -> how it ended in the last run: ``passed``, ``failed``, ``xfailed`` or ``skipped: why``.

    Examples
    --------
    >>> judged({}, {"test_a": "passed", "test_b": "skipped: no Firefox"})
    ('holds', '')
    >>> judged({}, {})
    ('untried', 'no run of its tests is kept')
    """
    ends = set(tests.values())
    if ends & {"failed", "xfailed"}:
        return "fails", about.get("fails", "its test failed in the last run")
    if "passed" in ends and not about.get("untried"):
        return "holds", ""
    skipped = next((end.partition(": ")[2] for end in sorted(ends)), "no run of its tests is kept")
    return "untried", about.get("untried", skipped)


def address(thread: str) -> str:
    """Return where a thread can be read.

    Examples
    --------
    >>> address("jupyter/help#67")
    'https://github.com/jupyter/help/issues/67'
    """
    if thread.startswith("https://"):
        return thread
    return f"https://github.com/{thread.replace('#', '/issues/')}"


class Complaints(Directive):
    """``{complaints}``: how many hold, which do not and why, and all of them in a fold."""

    def run(self) -> list[nodes.Node]:
        """Return the count, the list of what does not hold, and the rest folded."""
        env = self.state.document.settings.env
        root = Path(env.srcdir)
        for path in (LISTED, RUN):
            env.note_dependency(str(root / path))
        found = read(root)
        lists = {state: [one for one in found if one.state == state] for state in HEADS}
        shown: list[nodes.Node] = [
            nodes.paragraph("", counted({state: len(some) for state, some in lists.items()}, _run(root)))
        ]
        for state in ("fails", "untried"):
            if lists[state]:
                shown += [nodes.paragraph("", "", nodes.strong("", f"{HEADS[state]}:")), _list(lists[state])]
        if held := lists["holds"]:
            shown.append(
                folded("", _list(held), summary=f"{HEADS['holds']} ({len(held)})", classes=["complaints"])
            )
        return shown


def counted(counts: Mapping[str, int], run: Mapping) -> str:
    """Say in a sentence what the last run found.

    Examples
    --------
    >>> run = {"date": "2026-11-29", "where": "Linux"}
    >>> said = counted({"holds": 80, "fails": 1, "untried": 2}, run)
    >>> said.partition(": ")[2]
    '80 are not true of us, one is, two could not be tried.'
    >>> counted({"holds": 80, "fails": 0, "untried": 0}, run).partition(": ")[2]
    '80 are not true of us, none is, all could be tried.'
    """
    total = sum(counts.values())
    if "date" not in run:
        return f"No run of the tests of these {total} complaints is kept, so none is said to hold."
    day, tried, held = f"{pd.Timestamp(run['date']):%-d %B %Y}", counts["untried"], counts["holds"]
    true = counts["fails"]
    fails = f"{words.spelled(true)} {'is' if true == 1 else 'are'}" if true else "none is"
    end = f"{words.spelled(tried)} could not be tried" if tried else "all could be tried"
    ran = f"The tests of {total} complaints were last run on {day} ({run['where']})"
    return f"{ran}: {held} are not true of us, {fails}, {end}."


def _list(some: list[Complaint]) -> nodes.bullet_list:
    return nodes.bullet_list("", *map(_entry, some))


def _entry(one: Complaint) -> nodes.list_item:
    links = joined([[outside(_short(thread), address(thread))] for thread in one.threads], ", ")
    why = f" Here: {one.why}." if one.why else ""
    said = nodes.Text(f"{one.said}{why} (")
    return nodes.list_item("", nodes.paragraph("", "", said, *links, nodes.Text(")")))


def _short(thread: str) -> str:
    return thread.rpartition("/")[2]


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("complaints", Complaints)
