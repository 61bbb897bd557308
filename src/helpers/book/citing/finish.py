"""Make a built book citable: links and tags on its pages, a citation page for every unit, records, redirects.

Works on the finished pages in place, page by page, and needs nothing of how they were made.
"""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from pathlib import Path

import nbformat
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from ...charts import palette
from ..build.kept import Kept, code
from ..pages import policy
from ..proving import outputs, receipt
from ..proving import shown as proofs
from ..publish import linked, web
from . import (
    CitingError,
    changes,
    errata,
    formats,
    gone,
    machine,
    once,
    preview,
    publication,
    register,
    said,
    slots,
    takeaway,
    units,
)
from . import passport as passports
from .machine import nearby
from .units import Page, Unit

RECORDS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
INDEX = "citations.json"
WRITERS = 4
NOWHERE = (
    "no public address: citations name places within the book. Where this book goes to the web, build it with"
    " BOOK_URL=https://its.address"
)


class Finish:
    """What is known while one book is made citable; ``Finish(folder, root, kept).run()`` does it."""

    def __init__(self, folder: Path, root: Path, kept: Kept):
        self.folder, self.root, self.kept = folder, root, kept
        self.files: dict[str, bytes] = {}
        self.record = publication.read(root)
        found = units.collect(folder)
        self.pages = [page for page in found if page.units]
        self.others = [page for page in found if not page.units]
        self.units = {unit.id: unit for page in self.pages for unit in page.units}
        self.lives = register.read(root / register.NAME)
        self.editions = register.existing(self.lives, root / register.NAME, self.record.version)
        self.errata = errata.read(root / errata.NAME)
        self.proofs = receipt.every(root)
        if self.differs():
            self.record = replace(self.record, draft=True)
        self.changes = changes.Changes(root, self.lives, self.units, self._published, kept)
        self.passports = passports.Reader(folder, self.pages, root)
        self.templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True
        )

    def run(self) -> None:
        """Check everything first, then write."""
        register.unaltered(self.root / register.NAME)
        register.check(self.lives, list(self.units.values()), self.record.version, self.editions)
        errata.check(self.errata, {*self.units, *self.lives}, self.record.version, self.editions)
        said.require_own(self.changes.said, self.record.version, self.record.reserved)
        for lost in changes.missing(self.root, self._published):
            print(lost)
        if not self.record.address:
            print(NOWHERE)
        for page in self.pages:
            self._write(page.address, self.cited(page, self._text(page)))
        for page in self.others:
            self._write(page.address, slots.fill(self._text(page), self._marks))
        items = [item for page in self.pages for item in self.write_units(page)]
        self._write(INDEX, formats.json_of(items))
        self._write("cite/index.html", self._page("index.html", pages=self.pages))
        self.files[errata.FEED] = errata.feed(self.errata, self.units, self.record)
        self._write(publication.CRATE, publication.crate_text(self.root, self.record))
        web.complete(self.files, self.pages, self.record)
        self.lead_on()
        self._save()

    def differs(self) -> int:
        """Return in how many parts the book differs from the frozen edition whose version it bears."""
        if not (self.root / "editions" / f"{self.record.version}.sha256").is_file():
            return 0
        return len(register.added(self.lives, list(self.units.values()), self.record.version))

    def cited(self, page: Page, text: str) -> str:
        """Return the text of a page with its tags, its cite links, its errata, and what once stood on it."""
        known = self._marks | {
            slots.ENDING: partial(self._ending, page),
            slots.CITE: partial(self._cite_link, page),
            slots.ERRATA: partial(self._errata_notes, page),
            slots.EXAMPLE: partial(self._example, page),
        }
        text = slots.fill(text, known)
        formerly = gone.notes(page.address, self._stood.get(page.address, []), self.units)
        text = text.replace("</article>", f"{formerly}</article>", 1)
        persian = self.units.get("fa" if page.head.kind == "book" else f"fa-{page.head.id}")
        title = persian.title if persian else ""
        head = machine.head(page, self.record, self.preview(page), title)
        text = text.replace("</head>", f"{head}{self._for_selections(page)}\n</head>", 1)
        return text.replace("</body>", f"{machine.coins(formats.csl(page.head, self.record))}\n</body>", 1)

    @property
    def _marks(self) -> dict:
        """What is filled on every page, also on one where nothing can be cited."""
        words = {"edition": " draft", "page": " This is a draft, which may change until it is frozen."}
        return {
            slots.DRAFT: lambda name: words[name] if self.record.draft else "",
            slots.ENDING: lambda name: "",
            slots.PROOFS: lambda name: proofs.told(self.proofs, self._stands),
        }

    def _ending(self, page: Page, name: str) -> str:
        """Return whether a chapter was rerun, and how to cite it, which is seen where it is printed."""
        if page.head.kind != "chapter":
            return ""
        cited = formats.styled(formats.csl(page.head, self.record), "APA")
        notebook = page.address.removesuffix(".html") + ".ipynb"
        stands = self._stands(notebook)  # a page of text alone is nothing that one could rerun
        told = stands and (self.folder / proofs.PAGE).is_file()
        proved = proofs.foot(self.proofs, notebook, stands, page.address) if told else ""
        return f'<p class="printed"><b>To cite this {page.head.kind}:</b> {cited}</p>\n{proved}'

    def _stands(self, notebook: str) -> str:
        """Return the digest of a notebook as it lies there; nothing where it is no more."""
        path = self.root / notebook
        if not path.is_file():
            return ""
        read = path.read_bytes()
        made = partial(nbformat.reads, read.decode("utf-8"), as_version=4)
        of = [read, code(outputs.digest)]
        return self.kept.or_made("stands.txt", of, lambda: outputs.digest(made()).encode()).decode()

    def _text(self, page: Page) -> str:
        return (self.folder / page.address).read_text(encoding="utf-8")

    def preview(self, page: Page) -> machine.Picture | None:
        """Write the picture of a page; one without a figure has that of the front page, if there is any."""
        if not self.record.address:
            return None
        found = next((one for one in page.units if one.kind == "figure"), None)
        front = next(one for one in self.pages if one.head.kind == "book")
        if found is None:
            return self.preview(front) if page is not front else None
        path, passport = f"_static/preview/{page.head.id}.png", self.passports.read(found)
        if path not in self.files:
            self.files[path] = preview.of(page.head, passport.picture, self.record, self.kept)
        return machine.Picture(path, f"{page.head.title}. {passport.alt}", (preview.WIDTH, preview.HEIGHT))

    def write_units(self, page: Page) -> list[dict]:
        """Write what the units of a page have of their own, and return their CSL-JSON."""

        def made() -> once.Made:
            others, self.files = self.files, {}
            items = [self.write_unit(unit) for unit in page.units]
            made, self.files = self.files, others
            return once.Made(items, made)

        of = [*self._behind_all, *once.of_page(page, self.folder, self.root), *map(self._behind, page.units)]
        found = once.found_or_made(self.kept, of, made)
        self.files |= found.files
        return found.items

    @cached_property
    def _behind_all(self) -> list[bytes]:
        return [once.shared(self.root), repr((self.record, self.errata, self.editions)).encode()]

    def _behind(self, unit: Unit) -> bytes:
        """Return what the citation page of a unit says that does not stand on the unit's own page."""
        before = [life.id for life in self._led.get(unit.id, [])]
        changes = [self.changes.of(name) for name in [unit.id, *before]]
        claim = linked.claims()[unit.id] if unit.kind == "claim" else None
        return repr((unit, changes, self.passports.elsewhere(unit), claim)).encode()

    def write_unit(self, unit: Unit) -> dict:
        """Write the citation page of a unit and its records, and return its CSL-JSON."""
        ours = [erratum for erratum in self.errata if erratum.id == unit.id]
        item = formats.csl(unit, self.record, " ".join(erratum.note for erratum in ours))
        texts = _records(item)
        before = self._led.get(unit.id, [])
        for kind, text in texts.items():
            self._write(f"cite/{unit.id}.{kind}", text)
        passport = self.passports.read(unit) if unit.kind in passports.KINDS else None
        if passport:
            self._take_away(passport, item)
        head = machine.linked_data(unit, self.record)
        links = "".join(
            f'<link rel="describedby" href="{unit.id}.{kind}" type="{mime}" />'
            for kind, mime in machine.RECORDS.items()
        )
        tags = machine.meta(machine.highwire(unit, self.record)) + "\n"
        page = self._page(
            "unit.html",
            unit=unit,
            name=unit.id,
            passport=passport,
            head=Markup(links + "\n" + tags + self._seen(passport) + machine.script(head)),
            coins=Markup(machine.coins(item)),
            permalink=f"{self.record.cited}/{unit.address}" if self.record.address else unit.address,
            styles={style: formats.styled(item, style) for style in formats.STYLES},
            records=[(kind, RECORDS[kind], texts[kind]) for kind in texts],
            errata=ours,
            claim=linked.claims()[unit.id] if unit.kind == "claim" else None,
            history=[
                *self.history(unit),
                *(one for life in before for one in _before(life, self._published)),
            ],
            changes=[
                one for name in [unit.id, *(life.id for life in before)] for one in self.changes.of(name)
            ],
        )
        self._write(f"cite/{unit.id}.html", page)
        return item

    @cached_property
    def _stood(self) -> dict[str, list[register.Life]]:
        return gone.stood(self.lives)

    @cached_property
    def _led(self) -> dict[str, list[register.Life]]:
        """The ids that are gone, by the id that each leads to."""
        found: dict[str, list[register.Life]] = {}
        for life in self.lives.values():
            if not life.live:
                found.setdefault(life.events[-1]["goal"], []).append(life)
        return found

    def _seen(self, passport: passports.Passport | None) -> str:
        """Return what shows a figure or table where the address of its own page is shared."""
        if passport is None:
            return ""
        name = passport.unit.id
        path = f"cite/{name}.png"
        picture = machine.Picture(path, passport.alt) if path in self.files else None
        about = machine.opengraph(passport.unit, passport.alt, self.record, f"cite/{name}.html")
        return machine.meta([*about, *machine.shared(picture, self.record)])

    def _take_away(self, passport: passports.Passport, item: dict) -> None:
        """Write what can be taken away of a figure or table: its data, its picture, and all in one file."""
        name = passport.unit.id
        picture = takeaway.picture(passport, self.kept)
        content = takeaway.files(passport, picture, item, self.record)
        for kind in ("csv", "png"):
            if f"{name}.{kind}" in content:
                self.files[f"cite/{name}.{kind}"] = content[f"{name}.{kind}"]
        self.files[f"cite/{name}.zip"] = takeaway.packed(content)

    @property
    def _published(self) -> list[str]:
        """Every edition that can be cited; a draft is none yet."""
        return [one for one in self.editions if one != self.record.version or not self.record.draft]

    def history(self, unit: Unit):
        """Yield for each edition that had the unit what a citation of that edition finds now."""
        life = self.lives.get(unit.id, register.Life(unit.id, unit.kind))
        ours = [one for one in self.errata if one.id == unit.id]
        for edition in self._published:
            if then := life.in_edition(edition):
                later = [
                    one.why for one in ours if publication.edition(one.edition) > publication.edition(edition)
                ]
                yield edition, f"corrected: {'; '.join(later)}" if later else _state(then, unit)

    def _last_edition(self, life: register.Life) -> str:
        """Return the last edition in which a gone id can be read."""
        left = publication.edition(life.events[-1]["edition"])
        before = [one for one in self._published if publication.edition(one) < left]
        return before[-1] if before else life.last["edition"]

    def lead_on(self) -> None:
        """Write a page for each id that is gone, and one at each address that is no page any more."""
        for life in self.lives.values():
            if not life.live:
                self._write_gone(life)
        for address, here in self._stood.items():
            if not (self.folder / address).is_file():
                left = gone.left(address, here, self.units)
                self._write(address, self._page("address.html", **left))

    def _write_gone(self, life: register.Life) -> None:
        """Write the page of an id that is gone, with its records: they are those of its last edition."""
        moved, goal = life.events[-1]["event"] == "moved", gone.goal(life, self.units)
        ours = [erratum for erratum in self.errata if erratum.id == life.id]
        last = self._last_edition(life)
        day = self.changes.said.days.get(last)
        texts = {}
        if day:
            doi = self.changes.said.dois.get(last, "")
            then = replace(
                self.record, version=last, date=datetime.date.fromisoformat(day), draft=False, reserved=doi
            )
            texts = _records(formats.csl(gone.unit(life), then, " ".join(erratum.note for erratum in ours)))
        for kind, text in texts.items():
            self._write(f"cite/{life.id}.{kind}", text)
        page = self._page(
            "gone.html",
            life=life,
            name=life.id,
            moved=moved,
            goal=goal,
            errata=ours,
            last=last,
            records=[(kind, RECORDS[kind], texts[kind]) for kind in texts],
            history=[
                (edition, _gone(life, edition)) for edition in self._published if life.in_edition(edition)
            ],
            changes=self.changes.of(life.id),
        )
        self._write(f"cite/{life.id}.html", page)

    def _cite_link(self, page: Page, name: str) -> str:
        unit = self.units.get(name)
        if unit is None or unit.page != page.address:
            return ""
        what = f"Cite {unit.place or 'this ' + ('data set' if unit.kind == 'dataset' else unit.kind)}"
        address = nearby(page.address, f"cite/{name}.html")
        link = f'<a class="cite" href="{address}" aria-label="{what}">Cite</a>'
        if unit.kind not in passports.KINDS:
            return link
        return f'<a class="act" href="{address}">Own page</a>\n{link}'

    def _errata_notes(self, page: Page, name: str) -> str:
        unit = self.units.get(name)
        here = unit is not None and unit.page == page.address
        return "".join(_errata_note(erratum) for erratum in self.errata if here and erratum.id == name)

    def _example(self, page: Page, name: str) -> str:
        if name not in self.units:
            raise CitingError(f"{page.address}: the example {name!r} is no id of this book")
        return formats.styled(formats.csl(self.units[name], self.record), "APA")

    def _for_selections(self, page: Page) -> str:
        """Return what the script needs to cite a passage that a reader has selected."""
        known = {
            "layouts": {kind: self._layout(unit) for kind, unit in _kinds(page).items()},
            "author": f"{self.record.authors[0]} {self.record.date.year}",
            "edition": self.record.said,
            "base": f"{self.record.cited}/" if self.record.address else "",
            "page": page.address,
            "units": {unit.id: [unit.citation, unit.pinpoint, _kind(unit)] for unit in page.units},
        }
        return "\n" + machine.script(known, "application/json", "citing")

    def _layout(self, unit: Unit) -> str:
        """Return the citation of a kind of unit with marks in place of its title and address."""
        marks = {"title": formats.TITLE, "URL": f"https://{formats.ADDRESS}"}
        marks["note"] = formats.part_of(self.record)
        return formats.plain(formats.styled(formats.csl(unit, self.record) | marks, "APA"))

    def _page(self, template: str, **known) -> str:
        return self.templates.get_template(template).render(
            record=self.record, papers=palette.HUES["paper"], policy=policy.IN_PAGE, **known
        )

    def _write(self, name: str, text: str) -> None:
        self.files[name] = text.encode()

    def _save(self) -> None:
        """Write all files; several at once, since each waits for the disk."""
        for folder in {(self.folder / name).parent for name in self.files}:
            folder.mkdir(parents=True, exist_ok=True)
        names = list(self.files)
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(self._save_some, (names[place::WRITERS] for place in range(WRITERS))))

    def _save_some(self, names: list[str]) -> None:
        for name in names:
            with open(f"{self.folder}/{name}", "wb") as file:
                file.write(self.files[name])


def _records(item: dict) -> dict[str, str]:
    """Return the records of an item by their kind."""
    return {"bib": formats.bibtex(item), "ris": formats.ris(item), "json": formats.json_of([item])}


def _before(life: register.Life, editions: list[str]):
    """Yield what a citation finds that names a unit by an id which led to it."""
    for edition in editions:
        if life.in_edition(edition):
            yield f"{edition}, as {life.id}", _gone(life, edition)


def _gone(life: register.Life, edition: str) -> str:
    """Say what became of what an edition had under an id that is gone."""
    last = life.events[-1]
    became = f"moved to {last['goal']}" if last["event"] == "moved" else "retired"
    return f"{became} in edition {last['edition']}"


def _state(then: dict, unit: Unit) -> str:
    """Say how a unit is now, beside what an edition had."""
    if then["digest"] != unit.digest:
        return "changed"
    if then["address"] != unit.address:
        return f"unchanged, moved to {unit.address}"
    return "unchanged" if then["title"] == unit.citation else f"unchanged, now as {unit.citation}"


def _kind(unit: Unit) -> str:
    return formats.KINDS.get(unit.kind, "chapter")


def _kinds(page: Page) -> dict[str, Unit]:
    """Return a unit of each kind that a page has, as citations tell kinds apart."""
    return {_kind(unit): unit for unit in page.units}


def _errata_note(erratum: errata.Erratum) -> str:
    was, now, why = map(escape, (erratum.was, erratum.is_, erratum.why))
    return (
        f'<details class="erratum" id="{erratum.erratum}">'
        f"<summary>Corrected in edition {erratum.edition}</summary>"
        f"<p>{why} ({erratum.date}).</p><p><i>It was:</i> {was}</p><p><i>It is:</i> {now}</p></details>"
    )
