"""The own page of a figure or table: all that stands behind it, gathered from the finished pages.

Its citation page is that page, so that a figure has one address: the one that is cited shows the picture,
says in words what it shows, and leads to the data, to the lines that made it, and to where the book speaks
of it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

import nbformat
from lxml import html
from markupsafe import Markup

from ... import tables
from ...page import FIGURE
from ..build import pictures
from ..pages import figures
from ..trail import pages as trail
from ..trail.slicing import Cell
from . import CitingError
from .drawn import drawn
from .units import HEADINGS, NUMBER, Page, Unit, words

KINDS = ("figure", "table")
FOLDER = "cite"  # of the pages that are made here, seen from the book's
SHOWN = 40  # rows of a table that its own page shows; the file has all of them
LISTS = "chapters/figures.html"  # which names every figure, and speaks of none
OWN = "a.headerlink, a.cite, button, .erratum, svg.m"
WIDE = re.compile(r'<div class="wide">(<svg.*?</svg>)</div><div class="narrow">', re.S)
UNIT = re.compile("#(fig|tbl)-")  # an address of a figure or table
NOT_PROSE = ("nav", "aside", "figcaption", "caption", "details", "header", "footer")
NO_PLACE = ("headerlink", "cite", "how", "act")


@dataclass(frozen=True)
class Place:
    """Somewhere in the book, by its address as a citation page sees it."""

    address: str
    title: str
    more: str = ""


@dataclass(frozen=True)
class Lines:
    """Some lines of a cell, with the address of the cell."""

    cell: int
    address: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table behind a figure: its title, its file, where it is from, under which terms, the rows used."""

    title: str
    path: str
    sources: tuple[tuple[str, str], ...]
    licences: tuple[tuple[str, str], ...]
    rows: str

    @property
    def address(self) -> str:
        """Its file, as a citation page sees it."""
        return f"../data/{self.path}"


@dataclass(frozen=True)
class Passport:
    """What the page of one figure or table shows beside how to cite it."""

    unit: Unit
    how: Markup
    alt: str
    shown: Markup
    rest: int
    sources: Markup
    tables: tuple[Table, ...]
    lines: tuple[Lines, ...]
    helpers: tuple[Place, ...]
    places: tuple[Place, ...]
    claims: tuple[Place, ...]
    rows: list[list[str]]
    picture: str

    @property
    def code(self) -> str:
        """The lines that made it, as one Python file."""
        return "\n".join(part.text for part in self.lines) + "\n"


class Reader:
    """Reads passports off the finished pages of a book."""

    def __init__(self, folder: Path, pages: list[Page], root: Path):
        self.folder, self.root = folder, root
        self.drawn: dict[str, dict[str, str]] = {}
        self.trees = {page.address: _parsed(folder / page.address) for page in pages}
        self.named = {
            address: {element.get("id"): element for element in tree.iter() if element.get("id")}
            for address, tree in self.trees.items()
        }

    def read(self, unit: Unit) -> Passport:
        """Return the passport of a figure or table.

        Raises
        ------
        CitingError
            Where a figure says nothing to who can't see it, or not how it is read.
        """
        element = self.named[unit.page][unit.id]
        row, behind = _row(element), self._trail(unit)
        table, (places, claims) = element.tag == "table", self.elsewhere(unit)
        shown, rest = _table(element) if table else (_drawing(element, unit), 0)
        return Passport(
            unit=unit,
            how=self._html(_notes(element) if table else element.cssselect("div.how p"), unit),
            alt="" if table else shown.cssselect(".still")[0].get("aria-label"),
            shown=self._html([shown], unit),
            rest=rest,
            sources=self._html(row.cssselect("details.sources p") if row is not None else [], unit),
            tables=tuple(_tables(row, behind.get("rows", {}).get(unit.id, {}))),
            lines=tuple(self._lines(unit, behind)),
            helpers=tuple(self._helpers(unit, behind)),
            places=places,
            claims=claims,
            rows=_cells(element) if table else drawn(figures.specification(self.folder, unit.id)),
            picture="" if table else self._svg(unit),
        )

    def _html(self, elements: list, unit: Unit) -> Markup:
        """Return copies of elements as a citation page shows them: each link leads where it led."""
        return Markup("\n".join(_written(element, unit.page) for element in elements))

    def _svg(self, unit: Unit) -> str:
        """Return the picture as it was drawn: a page has it shortened, in the names and rules of a page."""
        drawn = self._pictures(unit.page)
        if drawn is not None:
            return drawn.get(unit.id, "")
        text = (self.folder / unit.page).read_text(encoding="utf-8")  # of a page that no notebook made
        drawing = text[text.index(f'data-figure="{unit.id}"') :]
        found = WIDE.search(drawing[: drawing.index("</figure>")])
        return found[1] if found else ""

    def _pictures(self, page: str) -> dict[str, str] | None:
        """Return the pictures of the notebook of a page, where it is made of one."""
        path = (self.root / page).with_suffix(".ipynb")
        if page not in self.drawn and path.is_file():
            outputs = pictures.figures(nbformat.read(path, as_version=4))
            named = {one["data"][FIGURE]["layout"]["meta"]["id"]: one for one in outputs}
            self.drawn[page] = {name: pictures.shown(one)[0] for name, one in named.items()}
        return self.drawn.get(page)

    # The code

    def _trail(self, unit: Unit) -> dict[str, Any]:
        known = self._trails.get(unit.page, {})
        return known if unit.id in known.get("of", {}) else {}

    @cached_property
    def _trails(self) -> dict[str, dict[str, Any]]:
        """What each page tells its script of its trails."""
        names = {page: page.removesuffix(".html") for page in self.trees}
        return {
            page: trail.told(self.folder, name)
            for page, name in names.items()
            if trail.trails_file(self.folder, name).is_file()
        }

    def _parts(self, unit: Unit, behind: Mapping) -> Iterator[list]:
        if behind:
            yield from (behind["at"][place] for place in behind["trail"][behind["of"][unit.id]])

    def _lines(self, unit: Unit, behind: Mapping) -> Iterator[Lines]:
        """Yield the lines of each cell together, as they follow each other."""
        for number, parts in groupby(self._texts(unit, behind), key=itemgetter(0)):
            text = "\n".join(text for _, text in parts)
            yield Lines(number, nearby(unit.page, f"#cell-{number}"), text)

    def _texts(self, unit: Unit, behind: Mapping) -> Iterator[tuple[int, str]]:
        for number, _, _, *spans in self._parts(unit, behind):
            cell = Cell(number, next(self.named[unit.page][f"cell-{number}"].iter("pre")).text_content())
            yield number, "".join(span if isinstance(span, str) else cell.text(span) for span in spans)

    def _helpers(self, unit: Unit, behind: Mapping) -> Iterator[Place]:
        used = dict.fromkeys(place for part in self._parts(unit, behind) for place in part[1])
        for name, _, address in (behind["helpers"][place] for place in used):
            yield Place(nearby(unit.page, address) if address else "", name)

    # Where the book speaks of it

    def elsewhere(self, unit: Unit) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """Return where the book speaks of a unit, and the claims that it names there."""
        found = (self._mentions, self._claims_beside)
        mentions, claims = (tuple(one.get(unit.address, {}).values()) for one in found)
        return mentions, claims

    @cached_property
    def _links(self) -> list[tuple[str, str, Any]]:
        """Every link in the prose of the book: the page it stands on, where it leads, itself."""
        return [
            (page, _goal(page, link.get("href")), link)
            for page, tree in self.trees.items()
            if page != LISTS
            for link in tree.xpath("//article//a[contains(@href, '#')]")
            if _is_prose(link)
        ]

    @cached_property
    def _mentions(self) -> dict[str, dict[str, Place]]:
        found: dict[str, dict[str, Place]] = {}
        for page, goal, link in self._links:
            section = next(link.iterancestors("section"), None)
            if UNIT.search(goal) and section is not None:
                place = _place(page, section, self.trees[page])
                found.setdefault(goal, {}).setdefault(place.address, place)
        return found

    @cached_property
    def _claims_beside(self) -> dict[str, dict[str, Place]]:
        """Of each address the claims that are named in a paragraph that leads to it."""
        found: dict[str, dict[str, Place]] = {}
        for page, goal, link in self._links:
            block = next(link.iterancestors("p", "li"), None) if UNIT.search(goal) else None
            for claim in block.cssselect("a.claim-ref") if block is not None else ():
                place = Place(nearby(page, claim.get("href")), words(claim), claim.get("title", ""))
                found.setdefault(goal, {}).setdefault(place.address, place)
        return found


def nearby(page: str, link: str) -> str:
    """Return a link of a page of the book as a citation page has it.

    Examples
    --------
    >>> nearby("chapters/05-syria.html", "#cell-3"), nearby("chapters/05-syria.html", "../data/a.csv")
    ('../chapters/05-syria.html#cell-3', '../data/a.csv')
    """
    if link.startswith("#"):
        return relpath(page, FOLDER) + link
    return link if "://" in link or link.startswith("mailto:") else relpath(join(dirname(page), link), FOLDER)


def _goal(page: str, link: str) -> str:
    """Return where a link of a page leads, seen from the folder of the book."""
    return page + link if link.startswith("#") else normpath(join(dirname(page), link))


def _parsed(path: Path) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    return html.document_fromstring(path.read_bytes(), parser=parser)


def _row(element: Any) -> Any:
    """Return the row of what can be done with a figure, or with the table before it."""
    if element.tag == "figure":
        return next(iter(element.cssselect(".actions")), None)
    return next(iter(element.xpath("(following::div[@class='actions'])[1]")), None)


def _drawing(figure: Any, unit: Unit) -> Any:
    """Return the pictures of a figure; refuse one that can't be described or read."""
    found = figure.cssselect(".drawing")
    still = found[0].cssselect(".still[aria-label]") if found else []
    lacks = [
        field
        for field, there in (
            ("title", unit.title),
            ("alt", still),
            ("caption", figure.cssselect("div.how p")),
        )
        if not there
    ]
    if lacks:
        raise CitingError(
            f"{unit.page}: {unit.id} has no {lacks[0]}; who meets it alone could not read it\n"
            f"  next: write {lacks[0]}: under {unit.id}: in the .yml file beside the notebook"
        )
    return found[0]


def _table(table: Any) -> tuple[Any, int]:
    """Return a table with its first rows, and how many it has in all where that is more."""
    shown = copy.deepcopy(table)
    rows = shown.xpath("./tbody/tr")
    for row in rows[SHOWN:]:
        row.drop_tree()
    for said in shown.cssselect("caption .caption-number, caption strong"):  # it is the heading of the page
        said.drop_tree()
    if len(rows) <= SHOWN:
        return shown, 0
    shown.attrib.pop("data-order", None)
    return shown, len(rows)


def _notes(table: Any) -> list:
    frame = table.getparent() if "table-frame" in table.getparent().get("class", "") else table
    after = frame.getnext()
    return after.cssselect("p") if after is not None and "table-notes" in after.get("class", "") else []


def _cells(table: Any) -> list[list[str]]:
    """Return the words of a table, its heading first; a dash says that nothing is known, and is left out."""
    rows = table.xpath("./thead/tr | ./tbody/tr")
    return [["" if (text := words(cell)) == "–" else text for cell in row] for row in rows]


def _written(element: Any, page: str) -> str:
    shown = copy.deepcopy(element)
    for one in shown.cssselect(OWN):
        one.drop_tree()
    if "drawing" not in shown.classes:
        shown.rewrite_links(lambda link: nearby(page, link), resolve_base_href=False)
    return html.tostring(shown, encoding="unicode", with_tail=False)


def _tables(row: Any, used: Mapping[str, str]) -> Iterator[Table]:
    for link in row.cssselect("details.sources a.download") if row is not None else ():
        name = Path(link.get("href")).stem
        about = tables.describe(name)
        rows = used.get(name, "").replace(",", ", ").replace("-", "–")
        yield Table(about["title"], about["path"], _named(about["sources"]), _named(about["licenses"]), rows)


def _named(listed: list[dict]) -> tuple[tuple[str, str], ...]:
    return tuple((one["title"], one.get("path", "")) for one in listed)


def _is_prose(link: Any) -> bool:
    """Say whether a link stands in a sentence, and not in what surrounds one."""
    classes = set(link.get("class", "").split())
    return not classes & set(NO_PLACE) and next(link.iterancestors(*NOT_PROSE), None) is None


def _place(page: str, section: Any, tree: Any) -> Place:
    heading = next(section.iter(*HEADINGS))
    top = next(tree.find(".//article").iter("h1"))
    title, chapter = NUMBER.sub("", words(heading)), words(top)
    return Place(nearby(page, f"#{section.get('id')}"), title, chapter if heading is not top else "")
