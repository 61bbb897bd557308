"""Ids that are not where they once were: what stands at their old addresses, and where each leads."""

from __future__ import annotations

import re
from html import escape

from .machine import nearby
from .register import Life
from .units import Unit

Lives = dict[str, Life]
Units = dict[str, Unit]


def now(life: Life, units: Units) -> str:
    """Return where an id is now: its place in the book, or the page that says what became of it."""
    unit = units.get(life.id)
    return unit.address if unit else f"cite/{life.id}.html"


def goal(life: Life, units: Units) -> str:
    """Return the way from the citation page of a gone id to what it became, or nothing."""
    name = life.events[-1]["goal"]
    if not name:
        return ""
    return f"../{units[name].address}" if name in units else f"{name}.html"


def unit(life: Life) -> Unit:
    """Return what an id was when it was last in the book, as something that can be cited."""
    last, page = life.last, life.last["address"].partition("#")[0]
    number = re.match(r"\d+(?=-)", page.rpartition("/")[2])
    return Past(
        life.id, life.kind, last["title"], "", page, "", int(number[0]) if number else None, last["digest"]
    )


class Past(Unit):
    """Something that was once in the book; its title is that of its citation."""

    @property
    def citation(self) -> str:
        """The title under which it was cited."""
        return self.title


def stood(lives: Lives) -> dict[str, list[Life]]:
    """Return every page that ever had an id, in alphabetical order, with the lives that were led on it."""
    found: dict[str, list[Life]] = {}
    for life in lives.values():
        for page in dict.fromkeys(address.partition("#")[0] for address in life.addresses):
            found.setdefault(page, []).append(life)
    return dict(sorted(found.items()))


def notes(page: str, here: list[Life], units: Units) -> str:
    """Return notes under the ids that once stood on a page, so that an old address still finds them."""
    old = [
        life
        for life in here
        if any(address.startswith(f"{page}#") for address in life.addresses)
        and not (life.id in units and units[life.id].page == page)
    ]
    found = "".join(_note(life, life.at(page), nearby(page, now(life, units))) for life in old)
    return f'<aside class="formerly" aria-label="Formerly on this page">{found}</aside>' if old else ""


def left(page: str, here: list[Life], units: Units) -> dict:
    """Return what once stood on a page that is gone, where each of it is now, and where the page went on."""
    found = [(life.id, life.at(page)["title"], nearby(page, now(life, units))) for life in here]
    whole = [target for life, (_, _, target) in zip(here, found, strict=True) if page in life.addresses]
    up = nearby(page, ".")
    return {"lives": found, "onward": whole[0] if len(whole) == 1 else "", "up": up}


def _note(life: Life, then: dict, target: str) -> str:
    """Return the note on an id that has left a page; unless it is retired, a script leads the reader on."""
    onward = "" if life.events[-1]["event"] == "retired" else f' data-onward="{escape(target)}"'
    return (
        f'<p id="{life.id}"{onward}>Formerly here, since edition {then["edition"]}: '
        f'<a href="{escape(target)}">{escape(then["title"])}</a></p>'
    )
