"""The variants most worth trying, computed once and kept as table ``variants``: ``make variants``.

A chapter's variants are fresh as long as its cells, the tables and the code behind its numbers are those that
they were computed with, and the book's numbers beside them are those of its notebook. How a figure is drawn
or worded is no part of that.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pandas as pd

from ... import ending, page, tables
from ...subjects import pairs
from ...subjects import variants as told
from ..build import basis, contents, marks
from . import asked

TABLE, STATE = "variants", Path("data") / "variants.json"
DRAWING = ("helpers.charts.", "helpers.page.", "helpers.words.", "helpers.trace.")
COUNTED = ("helper", "table", "schema", "column", "extent", "list", "notebook")


def compute(question: asked.Question, root: Path) -> dict[str, str]:
    """Return what a notebook glues with the values of a question, without pictures and without a kernel.

    Parameters
    ----------
    question
        A notebook and what it is asked.
    root
        The clone, in whose folder this runs.
    """
    first, *others = basis.sources(contents.read(question.path, root))
    given = "\n".join(f"{name} = {value!r}" for name, value in question.variables.items())
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()), _alone() as glued:
        for number, source in enumerate([first, given, *others]):
            exec(compile(source, f"<{question.path.stem}, cell {number}>", "exec"), names)
        return dict(glued)


def rows(root: Path, name: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a notebook's variants: one a variant and number that the page tells of it."""
    rule = asked.declared(root)[name]
    own = marks.values(contents.read(asked.notebook(root, name), root))
    wanted = list(dict.fromkeys([*rule["numbers"], *told.compared(rule["finding"]["holds"])]))
    for text in rule.get("variants", ()):
        question = asked.question(root, name, text)
        here = compute(question, root)
        words = told.filled(rule["finding"]["says"], _named(question))
        for number in wanted:
            yield {
                "variant": question.name, "notebook": name, "asked": text, "number": number,
                "label": rule["numbers"].get(number), "book": own[number], "here": here[number],
                "means": _means(question), "finding": words, "holds": rule["finding"]["holds"],
            }  # fmt: skip


def states(root: Path) -> dict[str, str]:
    """Return of each notebook with variants the digest of all that their numbers rest on, as it is now."""
    found = {}
    for name, rule in _told(root).items():
        lines = basis.read(asked.notebook(root, name).with_suffix(basis.SUFFIX))
        rests = [" ".join(one) for one in lines if one[0] in COUNTED and not _is_drawing(one)]
        shown = [rule[part] for part in ("variants", "numbers", "finding")]
        found[name] = sha256(json.dumps([shown, sorted(rests)], sort_keys=True).encode()).hexdigest()[:16]
    return found


def stale(root: Path) -> list[str]:
    """Return the notebooks whose variants were computed from something else than what lies here now."""
    path = root / STATE
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return [name for name, state in states(root).items() if known.get(name) != state]


def renew(root: Path) -> list[str]:
    """Compute what is stale, keep the rest, write the table; return the notebooks that were asked anew."""
    old = stale(root)
    path = tables.data_folder() / tables.describe(TABLE)["path"]
    columns = [field["name"] for field in tables.describe(TABLE)["schema"]["fields"]]
    kept = (
        pd.read_csv(path, dtype=str, keep_default_na=False)
        if path.is_file()
        else pd.DataFrame(columns=columns)
    )
    parts = []
    for name in _told(root):
        if name in old:
            print(f"  {name}", flush=True)
        parts.append(pd.DataFrame(rows(root, name)) if name in old else kept[kept["notebook"].eq(name)])
    whole = pd.concat(parts, ignore_index=True)[columns].fillna("")
    path.write_text(whole.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    lines = [f"{json.dumps(name)}: {json.dumps(state)}" for name, state in states(root).items()]
    (root / STATE).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return old


@contextlib.contextmanager
def _alone() -> Iterator[Mapping[str, str]]:
    """Give what is glued within, and nothing else."""
    before = dict(page._glued)
    page._glued.clear()
    try:
        yield page._glued
    finally:
        page._glued.clear()
        page._glued.update(before)


def _told(root: Path) -> dict[str, dict]:
    """Return what is declared of the notebooks that have variants."""
    return {name: rule for name, rule in asked.declared(root).items() if "variants" in rule}


def _is_drawing(line: list[str]) -> bool:
    kind, name, _ = line
    return name.startswith(DRAWING) or (kind, name) == ("notebook", "outputs")


def _means(question: asked.Question) -> str:
    """Return what was asked in words, beside the book's own values."""
    known = question.parameters
    return "; ".join(f"{known[name].means} (the book has {known[name].own})" for name in question.values)


def _named(question: asked.Question) -> Mapping[str, str]:
    """Return what stands for each parameter in a sentence: a state's name, any other value as it is."""
    whole = {name: question.values.get(name, one.own) for name, one in question.parameters.items()}
    return {
        name: pairs.names([str(value)])[0] if question.parameters[name].kind == "state" else str(value)
        for name, value in whole.items()
    }


def command(root: Path, check: bool) -> None:
    """Compute the variants that are not fresh; or only say which."""
    if check:
        if old := stale(root):
            sys.exit(f"not fresh: the variants of {', '.join(old)}\n  next: run `make variants`")
        print("all variants are fresh")
        return
    os.chdir(root)
    done = renew(root)
    print(f"asked anew: {', '.join(done) or 'none'}" + ("; now run `make tables`" if done else ""))


if __name__ == "__main__":
    with ending.told(asked.VariantError, tables.DataError, contents.NotebookError):
        command(Path.cwd(), "--check" in sys.argv)
