"""A receipt in words: a table for a terminal, a page for people, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .receipt import Receipt

SAME = "identical"
FEW = 12  # of a list in words


def summary(notebooks: Mapping[str, Mapping], files: Mapping[str, Mapping]) -> str:
    """Return one sentence on what came out."""
    total, same = (sum(kind[name] for kind in files.values()) for name in ("files", "same"))
    alike = sum(not book["differs"] for book in notebooks.values())
    if total == same and alike == len(notebooks):
        return f"All {alike} notebooks and all {total:,} files came out the same, byte for byte."
    return f"{alike} of {len(notebooks)} notebooks and {same:,} of {total:,} files came out the same."


def rows(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what was compared and how it came out: each notebook, and each kind of file."""
    books = [(name, told(book["differs"])) for name, book in receipt.rerun["notebooks"].items()]
    kinds = receipt.rerun["files"].items()
    return books + [(f"files .{name}", _counted(kind)) for name, kind in kinds]


def told(places: list[str]) -> str:
    """Return the first of many places, and how many more there are.

    >>> told([]), told(["cell 5, figure fig-syria-vetoes"])
    ('identical', 'differs: cell 5, figure fig-syria-vetoes')
    """
    return f"differs: {_first(places)}" if places else SAME


def _first(places: list[str]) -> str:
    more = f"; and {len(places) - FEW:,} more" if len(places) > FEW else ""
    return "; ".join(places[:FEW]) + more


def _counted(kind: Mapping) -> str:
    if not kind["differs"]:
        return f"{kind['files']:,} {SAME}"
    return f"{kind['same']:,} of {kind['files']:,} {SAME}; {told(kind['differs'])}"


def about(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what was rerun, on what kind of machine, and under what."""
    rerun, machine = receipt.rerun, receipt.rerun["machine"]
    pythons = f"{rerun['python']['second']}, after {rerun['python']['first']}"
    found = [
        ("edition", rerun["edition"]),
        ("commit", rerun.get("commit", "not known: no clone of git")),
        ("changed since", ", ".join(rerun["changed"]) or "nothing"),
        ("compared with", f"the committed outputs, and the {rerun['against']}"),
        ("Python", pythons),
        ("machine", f"{receipt.system}, {machine['processor']}, {machine['cores']} cores"),
        ("digests", f"lock {rerun['lock']}, data {rerun['data']}"),
    ]
    origins = [("did not hold", _first(rerun["origins"]))] if rerun["origins"] else []
    return [*found, *origins, *sorted(rerun["ways"].items())]


def table(receipt: Receipt) -> str:
    """Return the one table of a terminal."""
    lines = [*about(receipt), ("", ""), *rows(receipt)]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"  {name:<{width}}  {said}".rstrip() for name, said in lines)


def page(receipt: Receipt) -> str:
    """Return the page for people, in Markdown."""
    listed = [f"| {name} | {said} |" for name, said in [*about(receipt), *rows(receipt)]]
    by = f" by {receipt.by}" if receipt.by else ""
    head = (
        f"# {receipt.content['paper']['title']}\n\nRerun on {receipt.day}{by}. {receipt.content['summary']}"
    )
    return "\n".join([head, "", "| what | how |", "| :--- | :--- |", *listed, ""])


def between(one: Receipt, other: Receipt) -> list[str]:
    """Return what differs between two reruns, what went in first: data and code, then outputs and files."""
    return [
        line
        for lines in (_setting(one, other), _went_in(one, other), _came_out(one, other))
        for line in lines
    ]


def _setting(one: Receipt, other: Receipt) -> Iterator[str]:
    for name, before, after in zip(
        ("edition", "commit", "Python", "system", "lock"), _named(one), _named(other), strict=True
    ):
        if before != after:
            yield f"{name}: {before}, and {after}"


def _named(one: Receipt) -> tuple[str, ...]:
    rerun = one.rerun
    return rerun["edition"], rerun.get("commit", "none"), rerun["python"]["second"], one.system, rerun["lock"]


def _went_in(one: Receipt, other: Receipt) -> Iterator[str]:
    for what in ("tables", "helpers"):
        for name in _unlike(one.rerun[what], other.rerun[what]):
            yield f"{what.removesuffix('s')} {name} is another"


def _came_out(one: Receipt, other: Receipt) -> Iterator[str]:
    before, after = (
        {name: book["shows"] for name, book in receipt.rerun["notebooks"].items()} for receipt in (one, other)
    )
    for name in _unlike(before, after):
        places = _unlike(before.get(name, {}), after.get(name, {}))
        yield f"{name} shows something else: {_first(places)}"
    kinds = (
        {name: kind["digest"] for name, kind in receipt.rerun["files"].items()} for receipt in (one, other)
    )
    for name in _unlike(*kinds):
        yield f"files .{name} are not all the same"


def _unlike(one: Mapping, other: Mapping) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]
