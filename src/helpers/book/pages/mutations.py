"""``{mutations}``: how many small errors, put into the analysis, its tests find; and each that they do not.

``make mutants`` tries them and writes ``tests/mutations.csv``, a row a module, and ``tests/survivors.csv``,
a row an error that no test finds, with the reason why none can. What changed since is said to have changed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import Directive

from ... import words
from .claims import folded

RESULTS, SURVIVORS = Path("tests") / "mutations.csv", Path("tests") / "survivors.csv"
COLUMNS = {
    "module": "Module",
    "day": "Tried on",
    "tried": "Errors",
    "found": "Found",
    "equivalent": "Change nothing",
    "missed": "Missed",
}


def read(root: Path) -> pd.DataFrame:
    """Return a row a module that was tried.

    Returns
    -------
    DataFrame
        Those of ``tests/mutations.csv``, and ``found`` (by a test, or by the time it took), ``missed`` (by
        every test, though it changes something) and ``changed`` (whether the module has, since).
    """
    results = pd.read_csv(root / RESULTS, parse_dates=["day"])
    return results.assign(
        found=results["killed"] + results["timeouts"],
        missed=results["survived"] - results["equivalent"],
        changed=results["module"].map(lambda module: _digest(root / _path(module))).ne(results["digest"]),
    )


def _path(module: str) -> Path:
    return Path("src") / "helpers" / f"{module.replace('.', '/')}.py"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def told(results: pd.DataFrame) -> str:
    """Say in two sentences what was tried, and what became of it.

    Examples
    --------
    >>> day = pd.Timestamp("2026-11-30")
    >>> row = {"day": day, "tool": "cosmic-ray 8.7.0", "mutants": 90, "tried": 21, "found": 18}
    >>> told(pd.DataFrame([row | {"equivalent": 1, "missed": 2, "changed": False}])).partition(": ")[2]
    '18 were found, one changes nothing, two were missed. That is 90 % of those that change something.'
    """
    total = results[["mutants", "tried", "found", "equivalent", "missed"]].sum()
    days = sorted({f"{day:%-d %B %Y}": day for day in results["day"]}.items(), key=lambda one: one[1])
    on = " to ".join(dict.fromkeys((days[0][0], days[-1][0])))
    spread = f"{total['tried']:,} of {total['mutants']:,} possible errors, drawn by lot"
    first = f"We put {spread}, into {len(results)} modules, one at a time ({on}, {results['tool'].iloc[-1]})"
    same = (
        f"{words.spelled(total['equivalent'])} {'changes' if total['equivalent'] == 1 else 'change'} nothing"
    )
    number = words.spelled(total["missed"]) if total["missed"] else "none"
    missed = f"{number} {'was' if total['missed'] == 1 else 'were'} missed"
    part = total["found"] / (total["tried"] - total["equivalent"])
    share = f"That is {part:.0%}".replace("%", " %") + " of those that change something"
    changed = int(results["changed"].sum())
    since = f"; {words.spelled(changed)} of the modules changed since" if changed else ""
    return f"{first}: {total['found']} were found, {same}, {missed}. {share}{since}."


class Mutations(Directive):
    """What became of the errors, in two sentences; the modules and the errors not found in folds."""

    def run(self) -> list[nodes.Node]:
        """Return the sentences, and the folds."""
        env = self.state.document.settings.env
        root = Path(env.srcdir)
        if not (root / RESULTS).is_file():
            return [nodes.paragraph("", "No run of it is kept.")]
        results, left = read(root), pd.read_csv(root / SURVIVORS, keep_default_na=False)
        for path in (RESULTS, SURVIVORS, *(_path(module) for module in results["module"])):
            env.note_dependency(str(root / path))
        shown: list[nodes.Node] = [nodes.paragraph("", told(results))]
        shown.append(folded("", _table(results), summary=f"Module by module ({len(results)})"))
        if len(left):
            summary = f"What no test finds, and why ({len(left)})"
            shown.append(folded("", nodes.bullet_list("", *map(_entry, left.itertuples())), summary=summary))
        return shown


def _table(results: pd.DataFrame) -> nodes.table:
    cells = results.assign(day=results["day"].dt.strftime("%Y-%m-%d"))[list(COLUMNS)].astype("str")
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in COLUMNS), cols=len(COLUMNS))
    group += nodes.thead("", _row(COLUMNS.values()))
    group += nodes.tbody("", *map(_row, cells.itertuples(index=False)))
    return nodes.table("", group, classes=["short"])


def _row(cells) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))


def _entry(left) -> nodes.list_item:
    was, mutant = (nodes.literal("", code) for code in (left.was, left.mutant))
    why = f": {left.why}." if left.why else ": no test finds it yet."
    said = [nodes.Text(f"{left.module}, "), was, nodes.Text(" made "), mutant, nodes.Text(why)]
    return nodes.list_item("", nodes.paragraph("", "", *said))


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("mutations", Mutations)
