"""The pages of a built book as leaves: their text and pictures, without what only a screen can do.

A leaf has no script, no code and no controls; what is folded on a page lies open on it. Its links lead to
other leaves, or out to the web; those to anything else become plain words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin

from lxml import etree, html
from markupsafe import Markup

from ...charts import palette
from ..citing import formats, publication
from ..pages.frame import slug
from ..pages.margin import SAID
from . import TakeawayError

FRONT = "index.html"
SVG = "http://www.w3.org/2000/svg"
LEFT_OUT = re.compile(r"helpers(-\w+)?$")  # the reference of the code serves who runs it, at a screen
DRAWN = re.compile(r"<svg\b.*?</svg>", re.S)
SYMBOL = re.compile(r'<symbol id="m-([\w-]+)" (viewBox="[^"]+")>(.*?)</symbol>', re.S)
MARK = re.compile(r'<svg class="m"[^>]*><use href="#m-([\w-]+)"/></svg>')
VARIABLE = re.compile(r"var\(--([\w-]+)(?:, *[^)]*)?\)")
FACE = re.compile(r"font-family: [^;\"]*")
QUOTED = re.compile(r"url\((?:'|&quot;)(#[^'&]+)(?:'|&quot;)\)")  # quotes that readers of books take as part
LABELS = "Labels"  # not Sans, which on many machines is another name for what they have
WHITE = palette.HUES["white"].light
DROPPED = (
    ".//nav | .//fieldset | .//form | .//button | .//script | .//comment() | .//aside[@class='formerly']"
    " | .//*[@class='beside' or @class='headerlink' or @class='topline' or @class='cite']"
    " | .//a[contains(@class, 'how') or contains(@class, 'act ')] | .//div[contains(@class, 'cell_input')]"
    " | .//details[contains(@class, 'code') or contains(@class, 'above-input')]"
    " | .//div[contains(@class, 'toctree-wrapper') or contains(@class, 'doors')]"
    " | .//section[@id='home-take' or @id='home-chapters'] | .//div[@class='described']/details"
    " | .//details[@class='sources']/summary | .//div[@class='citation']/span[@class='label']"
)
UNWRAPPED = ".//a[contains(@class, 'made')] | .//div[contains(@class, 'hrow')] | .//span[@class='pre']"
OF_SCRIPTS = ("data-made", "data-th", "data-order", "data-figure", "data-origin", "aria-hidden")


@dataclass(frozen=True)
class Leaf:
    """A page of the book; `number` is empty for one that is no chapter."""

    address: str
    title: str
    number: str
    part: str
    body: html.HtmlElement

    @property
    def name(self) -> str:
        """Its short name, which is its own among all leaves.

        >>> Leaf("chapters/05-syria.html", "", "5", "", None).name
        '05-syria'
        """
        return PurePosixPath(self.address).stem

    @property
    def question(self) -> str:
        """What it asks, as it stands at its beginning."""
        asked = self.body.find(".//div[@class='question box docutils container']")
        return " ".join(asked.text_content().split()) if asked is not None else ""


class Book:
    """The leaves of a built book; of a figure's pictures they have the widest that there is room for."""

    def __init__(self, root: Path, room: int):
        self.folder = root / "_build" / "html"
        if not (self.folder / FRONT).is_file():
            raise TakeawayError("there are no pages to bind; run make book first")
        self.room = room
        self.record = publication.read(root)
        title, _, self.subtitle = self.record.title.partition("? ")
        self.title = f"{title}?" if self.subtitle else title

    @cached_property
    def leaves(self) -> list[Leaf]:
        """Every page that is bound, in the order of the contents; the front page comes first."""
        front = _read(self.folder / FRONT)
        places = [Leaf(FRONT, self.title, "", "", front)]
        for part in front.iterfind(".//div[@class='contents']/section"):
            places += [_place(link, part.findtext("h2") or "") for link in part.iter("a")]
        kept = [leaf for leaf in places if not LEFT_OUT.search(leaf.name)]
        return [replace(leaf, body=self._text(leaf.address)) for leaf in kept]

    @property
    def citation(self) -> Markup:
        """How to cite the book."""
        items = json.loads((self.folder / "citations.json").read_text(encoding="utf-8"))
        return Markup(formats.styled(next(item for item in items if item["type"] == "book"), "APA"))

    @property
    def lettering(self) -> Markup:
        """The title as it is drawn in Persian, where the front page has it."""
        drawn = self.leaves[0].body.xpath(".//p[@class='lettering']/a/*")
        return Markup("".join(etree.tostring(one, encoding="unicode", with_tail=False) for one in drawn))

    @property
    def parts(self) -> list[tuple[str, list[Leaf]]]:
        """Each part of the book with its leaves."""
        names = dict.fromkeys(leaf.part for leaf in self.leaves[1:])
        return [(name, [leaf for leaf in self.leaves[1:] if leaf.part == name]) for name in names]

    def relink(self, inside: Callable[[Leaf, str], str]) -> None:
        """Turn the links from page to page into those that `inside` makes of a leaf and an id on it."""
        known = {leaf.address: leaf for leaf in self.leaves}
        ids = {leaf.address: set(leaf.body.xpath(".//@id")) for leaf in self.leaves}
        for leaf in self.leaves:
            for link in list(leaf.body.iter("a")):
                goal = urljoin(leaf.address, link.get("href", ""))
                address, place = urldefrag(goal)
                if address in known and (not place or place in ids[address]):
                    link.set("href", inside(known[address], place))
                elif not re.match(r"https?:|mailto:", goal):
                    self._lead_out(link, goal)

    def _lead_out(self, link: html.HtmlElement, goal: str) -> None:
        """Lead to the published book, where there is one."""
        if self.record.address:
            link.set("href", f"{self.record.address}/{goal}")
        else:
            link.drop_tag()

    def _text(self, address: str) -> html.HtmlElement:
        """Return what one reads on a page."""
        text = _read(self.folder / address).find(".//article")
        for one in text.xpath(DROPPED):
            _drop(one)
        for still in text.xpath(".//div[@class='still']"):
            _choose(still, self.room)
        for one in text.xpath(UNWRAPPED):
            one.drop_tag()
        for one in text.iter():
            for name in OF_SCRIPTS:
                one.attrib.pop(name, None)
        _name_marks(text)
        _unfold(text)
        return text


def _place(link: html.HtmlElement, part: str) -> Leaf:
    """Return the leaf to which an entry of the contents leads, its text not yet read."""
    number = (link.findtext("span") or "").strip()
    return Leaf(link.get("href"), link.text_content().strip().removeprefix(number), number, part, link)


def _read(path: Path) -> html.HtmlElement:
    """Return a page; its drawings are read apart, as XML: HTML would lose the case of their letters."""
    text = path.read_text(encoding="utf-8")
    marks = {found[1]: _mark(*found.groups()) for found in SYMBOL.finditer(text)}
    text = MARK.sub(lambda found: marks[found[1]], text)
    drawings = DRAWN.findall(text)
    numbers = count()
    page = html.document_fromstring(DRAWN.sub(lambda _: f'<del id="{next(numbers)}"></del>', text))
    for place in page.xpath(".//article//del"):
        drawing = _drawing(drawings[int(place.get("id"))])
        drawing.tail = place.tail
        place.getparent().replace(place, drawing)
    return page


def _mark(name: str, view: str, shape: str) -> str:
    """Return the mark of an outcome, which says its name and needs no other part of the page."""
    outcome = name.replace("-", " ")
    colour = palette.colours("outcomes")[outcome]
    shape = shape.replace("currentColor", colour)
    return f'<svg class="m" {view} fill="{colour}"><title>{SAID[outcome]}</title>{shape}</svg>'


def _drawing(source: str) -> etree._Element:
    """Return a drawing in the colours of light paper and in the face of the labels."""
    light = {slug(name): hue.light for name, hue in palette.HUES.items()} | {"paper": WHITE}
    source = VARIABLE.sub(lambda found: light[found[1]], source)
    source = QUOTED.sub(r"url(\1)", source)
    source = FACE.sub(f"font-family: {LABELS}, sans-serif", source)
    if "xmlns=" not in source.partition(">")[0]:
        source = source.replace("<svg", f'<svg xmlns="{SVG}"', 1)
    drawing = etree.fromstring(source)
    for one in drawing.iter():
        for declared in filter(None, map(str.strip, one.attrib.pop("style", "").split(";"))):
            one.set(*map(str.strip, declared.split(":", 1)))  # readers of books know no style in a drawing
    return drawing


def _drop(one: html.HtmlElement) -> None:
    """Take out an element or a comment, but not the words that follow it."""
    before, parent = one.getprevious(), one.getparent()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (one.tail or "")
    else:
        parent.text = (parent.text or "") + (one.tail or "")
    parent.remove(one)


def _choose(still: html.HtmlElement, room: int) -> None:
    """Keep one picture of a figure, which has its name from what stands beside it on the page."""
    pictures = sorted(still.iter(f"{{{SVG}}}svg"), key=_width)
    said = still.attrib.pop("aria-label")
    still.attrib.pop("role")
    if not pictures:
        return
    kept = [one for one in pictures if _width(one) <= room or one is pictures[0]][-1]
    for child in list(still):
        still.remove(child)
    _entitle(kept, said)
    still.append(kept)


def _width(picture: etree._Element) -> int:
    return int(picture.get("width", 0))


def _name_marks(text: html.HtmlElement) -> None:
    """Give a mark that stands for a claim the name of that claim, which the page only says aloud."""
    for said in text.xpath(".//a/span[@class='unseen']"):
        if (drawing := said.getparent().find(f"{{{SVG}}}svg")) is not None:
            _entitle(drawing, said.text_content())
            _drop(said)


def _entitle(drawing: etree._Element, words: str) -> None:
    for title in drawing.findall(f"{{{SVG}}}title"):
        drawing.remove(title)
    title = etree.Element(f"{{{SVG}}}title")
    title.text = words
    drawing.insert(0, title)


def _unfold(text: html.HtmlElement) -> None:
    """Lay open what is folded."""
    for summary in text.xpath(".//details/summary"):
        summary.tag = "p"
        summary.set("class", "unfolded")
    for details in text.xpath(".//details"):
        details.tag = "div"
        details.attrib.pop("open", None)
