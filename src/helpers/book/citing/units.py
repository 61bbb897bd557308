"""What can be cited: every chapter, section, figure, table, passage, claim, correction and data set.

They are read off the finished pages. A unit's digest is that of its words and data as the reader sees them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html

from ..pages import figures
from . import CitingError, drawn, marking

NUMBER = re.compile(r"^\d+\. ")
FRONT = "index.html"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INTERNAL = ("_static", "_sources", "_downloads", "_images", "cite")
UNITS = (
    ".//section[@id] | .//figure[starts-with(@id, 'fig-')] | .//table[starts-with(@id, 'tbl-')]"
    " | .//li[@id and contains(concat(' ', @class, ' '), ' claim ')]"
)
# What stands on a page without being what one cites: signs beside headings, code, and what `finish` adds.
MARKS = (
    ".//details[contains(@class, 'code')] | .//a[contains(@class, 'headerlink') or @class = 'cite']"
    " | .//a[contains(@class, 'how')] | .//a[contains(@class, 'act')] | .//details/summary"
    " | .//button | .//div[contains(@class, 'still')] | .//div[@class = 'topline'] | .//nav | .//aside"
    " | .//details[@class = 'erratum'] | .//dl[@class = 'examples'] | .//ul[@id = 'downloads']"
)
# What a chapter says in Persian in a section of its own.
PERSIAN = ".//section[contains(@id, '-persian')]/div[@lang = 'fa']"
# One figure more changes no other, nor a sentence that refers to it.
NUMBERS = ".//span[contains(@class, 'caption-number') or contains(@class, 'std-numref')]"
DATA = ("name", "x", "y", "z", "base", "text", "error_x", "error_y")  # of a chart, apart from its looks


@dataclass(frozen=True)
class Unit:
    """One thing that can be cited.

    `place` says where in its page it stands ('section 3'), `chapter` what the page is called, `number` the
    chapter's number where it has one, `text` what one reads in it, line by line (see :mod:`.marking`).
    """

    id: str
    kind: str
    title: str
    place: str
    page: str
    chapter: str
    number: int | None
    digest: str
    text: str = field(default="", repr=False, compare=False)

    @property
    def address(self) -> str:
        """Its permanent address within the book."""
        return self.page if self.kind in ("chapter", "book") else f"{self.page}#{self.id}"

    @property
    def citation(self) -> str:
        """The title under which it is cited: that of its chapter, and where in it.

        Examples
        --------
        >>> Unit("a", "section", "Votes", "section 2", "a.html", "Syria", 5, "").citation
        'Syria, section 2, “Votes”'
        """
        if self.kind in ("chapter", "book", "dataset"):
            return self.title
        named = f", “{self.title}”" if self.title else ""
        return f"{self.chapter}, {self.place}{named}"

    @property
    def pinpoint(self) -> str:
        """Where it stands, for a citation in running text."""
        chapter = f"chapter {self.number}" if self.number else self.chapter
        return ", ".join(filter(None, [chapter if self.kind != "book" else "", self.place]))


@dataclass(frozen=True)
class Page:
    """A page of the book: its address, its units, its first paragraph, and the data files it leads to.

    `lang` is the language that it is in, `persian` its abstract in Persian, empty where it has none.
    """

    address: str
    units: tuple[Unit, ...]
    summary: str
    data: tuple[str, ...]
    lang: str = "en"
    persian: str = ""

    @property
    def head(self) -> Unit:
        """The chapter itself, or the book on its front page; a page without an article has none."""
        return self.units[0]


def collect(folder: Path) -> list[Page]:
    """Return every page of a built book with its units.

    Raises
    ------
    CitingError
        When two units have the same id.
    """
    found = [read(path, folder) for path in pages(folder)]
    units = [unit for page in found for unit in page.units]
    for name, count in Counter(unit.id for unit in units).items():
        if count > 1:
            where = " and ".join(unit.page for unit in units if unit.id == name)
            raise CitingError(f"the id {name!r} is given twice: {where}; an id is for one thing, for ever")
        if name == "index":
            raise CitingError("no unit can have the id 'index': cite/index.html lists them all")
    return found


def pages(folder: Path) -> list[Path]:
    """Return the pages of a built book that readers read."""
    return sorted(
        path for path in folder.rglob("*.html") if not set(INTERNAL) & set(path.relative_to(folder).parts)
    )


def read(path: Path, folder: Path) -> Page:
    """Return one page; one without an article, such as the search page, has no units."""
    tree = html.document_fromstring(path.read_text(encoding="utf-8"))
    address, article = path.relative_to(folder).as_posix(), tree.find(".//article")
    top = None if article is None else article.find(".//section[@id]//h1")
    if top is None:
        return Page(address, (), "", ())
    _drop(article, MARKS)
    number = re.match(r"\d+(?=-)", path.stem)
    named = "Front page" if address == FRONT else NUMBER.sub("", words(top))
    chapter = named, int(number[0]) if number else None
    found = [(element, _about(element, address)) for element in article.xpath(UNITS)]
    summary = words(top.xpath("following::p[1]")[0]) if top.xpath("following::p[1]") else ""
    data = tuple(dict.fromkeys(article.xpath(".//a[contains(@class, 'download')]/@href")))
    _drop(article, NUMBERS)
    _add_data(article, folder)
    digests = [_digest(element, path.parent) for element, _ in found]
    marking.mark(article)
    units = tuple(
        Unit(element.get("id"), *about, address, *chapter, digest, marking.tidy(element.text_content()))
        for digest, (element, about) in zip(digests, found, strict=True)
    )
    abstract = " ".join(words(one) for one in article.xpath(PERSIAN))
    return Page(address, units, summary, data, tree.get("lang", "en"), abstract)


def _about(element, page: str) -> tuple[str, str, str]:
    """Return kind, title and place."""
    name = element.get("id")
    if element.tag == "section":
        return _section(element, page)
    if element.tag == "li":
        kind = name.partition("-")[0]
        label = words(element.xpath(".//a[contains(@class, 'claim-id')]")[0])
        return kind, "", f"{kind} {label}"
    caption = element.find(".//caption") if element.tag == "table" else element.find(".//figcaption")
    if caption is None:
        raise CitingError(f"{page}: {name} has no caption; it could not be cited")
    number = caption.xpath(".//span[contains(@class, 'caption-number')]")
    strong = caption.xpath(".//span[contains(@class, 'caption-text')]//strong[1]")
    title = words((strong or caption.xpath(".//span[contains(@class, 'caption-text')]"))[0])
    kind = "table" if element.tag == "table" else "figure"
    return kind, title.split(". ")[0].rstrip("."), words(number[0]) if number else kind


def _section(element, page: str) -> tuple[str, str, str]:
    heading = next(element.iter(*HEADINGS))
    title = NUMBER.sub("", words(heading))
    if heading.tag == "h1":
        return ("book" if page == FRONT else "chapter"), title, ""
    if element.get("id").startswith("passage-"):
        return "passage", "", f"paragraph {element.get('id').removeprefix('passage-').upper()}"
    if "table-entry" in element.get("class", ""):
        return "dataset", title, ""
    return "section", title, f"section {_count(element)}"


def _count(element) -> str:
    """Return the place of a section among its sisters: 3, or 3.1 for the first one within the third."""
    parts = []
    while element is not None and (element.tag != "section" or next(element.iter(*HEADINGS)).tag != "h1"):
        if element.tag == "section":
            parts.append(1 + len(element.xpath("preceding-sibling::section")))
        element = element.getparent()
    return ".".join(map(str, reversed(parts)))


def words(element) -> str:
    """Return what a reader reads in an element."""
    return " ".join(element.text_content().split())


def _add_data(article, folder: Path) -> None:
    """Put to each chart its data: other colours make no other chart."""
    for drawing in article.xpath(".//div[@data-figure]"):
        traces = drawn.of_the_page(figures.specification(folder, drawing.get("data-figure"))["data"])
        script = html.Element("script")
        script.text = json.dumps([[trace.get(name) for name in DATA] for trace in traces])
        drawing.append(script)


def _drop(article, path: str) -> None:
    for element in article.xpath(path):
        element.drop_tree()


def _digest(element, folder: Path) -> str:
    """Return the digest of the words and data of a unit; of a data set, also of its file."""
    total = hashlib.sha256(words(element).encode())
    if "table-entry" in element.get("class", ""):
        for link in element.xpath(".//a[contains(@class, 'download')]/@href")[:1]:
            total.update((folder / link).read_bytes())
    return total.hexdigest()[:16]
