"""The bibliography as a source of citations: what cannot be printed whole is refused before the build.

Reference managers write what BibTeX never knew: ``@report``, ``@thesis``, ``date``, ``journaltitle``, a raw
``%``. :func:`ready` says the same in the words that pybtex prints; :func:`check` prints every entry once.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from pybtex.database import BibliographyData, Entry
from pybtex.database.input.bibtex import LowLevelParser, Parser, month_names
from pybtex.exceptions import PybtexError
from pybtex.richtext import Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.alpha import Style as Alpha
from pybtex.style.template import FieldIsMissing, field, href, join
from pybtex.utils import CaseInsensitiveDict

from ...rules import ARABIC, PERSIAN
from . import CitingError

YEAR = re.compile(r"[0-9]{4}|n\.d\.")
NO_ADDRESS = re.compile(r'[\s<>"{}|\\^`]')  # what the standard of addresses allows only as codes
MARKS = {"no": "not verified", "partly": "verified in part"}
NEXT = "next: correct the entry, then run the command again"

# Types of biblatex, Zotero and JabRef, and the type of BibTeX that prints them whole.
TYPES = {
    **dict.fromkeys(("mvbook", "collection", "mvcollection", "reference", "mvreference"), "book"),
    **dict.fromkeys(("bookinbook", "suppbook"), "inbook"),
    **dict.fromkeys(("inreference", "suppcollection"), "incollection"),
    **dict.fromkeys(("electronic", "www", "webpage", "web_page"), "online"),
    **dict.fromkeys(("artwork", "audio", "image", "jurisdiction", "legal", "legislation", "letter"), "misc"),
    **dict.fromkeys(("movie", "music", "performance", "standard", "video"), "misc"),
    "conference": "inproceedings",
    **dict.fromkeys(("mvproceedings", "periodical"), "proceedings"),
    "report": "techreport",
    "suppperiodical": "article",
    "thesis": "phdthesis",
}
KINDS = {
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "mathesis": "Master's thesis",
    "phdthesis": "PhD thesis",
    "resreport": "Research report",
    "techreport": "Technical report",
}
FIELDS = {"journaltitle": "journal", "location": "address", "issue": "number"}
MAKERS = ("publisher", "organization", "institution", "school")
LOOSE = ("dataset", "misc", "online", "patent", "software")
INHERITED = (
    "address", "booktitle", "date", "edition", "editor", "isbn", "journal", "journaltitle", "location",
    "number", "organization", "publisher", "series", "volume", "year",
)  # fmt: skip
AS_WRITTEN = ("url", "doi", "eprint", "pubmed", "file", "crossref")
PRINTED = ("title", "booktitle", "journal")
ESCAPED = re.compile(r"\{?\\([_%&#$~^{}])(?:\{\})?\}?")  # signs of an address as LaTeX needs them
RESOLVER = re.compile(r"(?i)^(https?://(dx\.)?doi\.org/|doi:\s*)")
# What a style would print as it stands: commands of LaTeX, tags of a web page, a formula.
RAW = re.compile(r"\\[A-Za-z]+|</?(?:i|b|em|strong|span|sub|sup|scp)\b[^<>]*>|\$[^$\s]+\$")
SUFFIX = re.compile(r"(?i)(jr|sr|junior|senior)\.?|[ivx]+\.?")


class Checked(Alpha):
    """The usual style, with a mark after each entry that was not, or only partly, checked."""

    def format_entry(self, label, entry, bib_data=None) -> FormattedEntry:
        """Return the entry with its mark."""
        found = super().format_entry(label, entry, bib_data)
        if words := mark(entry.fields.get("verified", "no")):
            found.text = Text(found.text, " ", Tag("strong", f"({words})"))
        return found

    def format_doi(self, e):
        """Return a link to the DOI; what stands in a DOI but in no address, such as ``<``, becomes a code."""
        address = field("doi", raw=True, apply_func=lambda doi: quote(doi, safe="/:;()"))
        return href(join["https://doi.org/", address])[join["doi:", field("doi", raw=True)]]


def mark(verified: str) -> str:
    """Return what is printed after an entry; nothing if its data were checked.

    Examples
    --------
    >>> mark("partly"), mark("yes")
    ('verified in part', '')
    """
    return MARKS.get(verified, "")


def check(path: Path) -> None:
    """Print every entry of a bibliography once, and refuse what is not printed whole.

    Raises
    ------
    CitingError
        Naming file, line and entry: it cannot be read, its type is not known, it lacks what its type needs,
        or part of its title would be lost. A year that nobody knows is written ``n.d.``.
    """
    lines, style, data = _lines(path), Checked(), read(path)
    for key, entry in data.entries.items():
        if wrong := _leads_nowhere(entry, data) or _fault(entry, style):
            raise CitingError(f"{path.name}, line {lines[key.lower()]}: entry {key!r} {wrong}\n  {NEXT}")


def read(path: Path) -> BibliographyData:
    """Return the entries of a bibliography, :func:`ready` to be printed.

    Raises
    ------
    CitingError
        Naming file and line, of what is no BibTeX, stands twice or leads to an entry that is not there.
    """
    parser = _Located(path, _lines(path))
    return ready(parser.parse_string(path.read_text(encoding="utf-8")))


def ready(data: BibliographyData) -> BibliographyData:
    """Put entries as reference managers write them into the words that pybtex prints; return the same data.

    Type and fields of biblatex get their names in BibTeX, the subtitle joins its title, what ``crossref``
    leads to is copied, and a raw ``%`` is kept from hiding the rest of its line. Twice is as once.
    """
    for entry in data.entries.values():
        _inherit(entry, data)
    for entry in data.entries.values():
        _name(entry)
        _complete(entry)
        for name, value in entry.fields.items():
            if name.lower() not in AS_WRITTEN:
                entry.fields[name] = re.sub(r"(?<!\\)%", r"\\%", value)
        _address(entry)
    return data


class _Located(Parser):
    """The parser of pybtex, which says of each entry in which line it stands."""

    def __init__(self, path: Path, lines: dict[str, int]):
        super().__init__()
        self.path, self.lines = path, lines

    def process_entry(self, entry_type, key, fields) -> None:
        try:
            super().process_entry(entry_type, key, fields)
        except PybtexError as error:
            where = f"{self.path.name}, line {self.lines[key.lower()]}: entry {key!r}"
            raise CitingError(f"{where}: {error}\n  {NEXT}") from None


def _lines(path: Path) -> dict[str, int]:
    """Return in which line each entry begins, by its key in small letters; none may stand twice."""
    found: dict[str, int] = {}
    try:
        text = path.read_text(encoding="utf-8")
        parser = LowLevelParser(text, macros=CaseInsensitiveDict(month_names))
        for command, content in parser:
            if command.lower() in ("string", "preamble"):
                continue
            key, line = content[0].lower(), text.count("\n", 0, parser.command_start) + 1
            if key in found:
                again = f"lines {found[key]} and {line}: repeated bibliography entry: {content[0]}"
                raise CitingError(f"{path.name}, {again}\n  {NEXT}")
            found[key] = line
    except UnicodeDecodeError as error:
        raise CitingError(
            f"{path.name}: {error}\n  next: save it as UTF-8, then run the command again"
        ) from None
    except PybtexError as error:
        begins = text.count("\n", 0, parser.command_start) + 1
        raise CitingError(f"{path.name}: {error}, in what begins in line {begins}\n  {NEXT}") from None
    return found


def _inherit(entry: Entry, data: BibliographyData, below: tuple[str, ...] = ()) -> None:
    """Copy what an entry takes from the one that its ``crossref`` names; a book's title is the book's."""
    goal = entry.fields.get("crossref")
    if goal is None or goal not in data.entries or goal.lower() in below:
        return
    parent = data.entries[goal]
    _inherit(parent, data, (*below, entry.key.lower()))
    for name in INHERITED:
        if name in parent.fields:
            entry.fields.setdefault(name, parent.fields[name])
    if "editor" in parent.persons and "editor" not in entry.persons:
        entry.persons["editor"] = parent.persons["editor"]
    if "title" in parent.fields and entry.type.startswith("in"):
        entry.fields.setdefault("booktitle", _whole(parent, "title", "subtitle"))


def _name(entry: Entry) -> None:
    """Call type and fields as BibTeX does."""
    kind = entry.fields.get("type", "")
    if entry.type in ("report", "thesis"):
        entry.fields["type"] = KINDS.get(kind, kind or entry.type.title())
    entry.type = TYPES.get(entry.type, entry.type)
    if entry.type == "inbook" and {"booktitle", "crossref"} & set(entry.fields):
        entry.type = "incollection"  # biblatex: a chapter by an author of its own
    for new, old in FIELDS.items():
        if new in entry.fields:
            entry.fields.setdefault(old, entry.fields[new])
    if dated := re.match(r"[0-9]{4}", entry.fields.get("date", "")):
        entry.fields.setdefault("year", dated[0])


def _complete(entry: Entry) -> None:
    """Put what pybtex would leave out, or miss, where it looks for it."""
    for name, rest in (("title", "subtitle"), ("booktitle", "booksubtitle")):
        if name in entry.fields:
            entry.fields[name] = _whole(entry, name, rest)
            entry.fields.pop(rest, None)
    made = next((entry.fields[name] for name in MAKERS if name in entry.fields), "")
    if entry.type in LOOSE and "howpublished" not in entry.fields:
        version = f"version {entry.fields['version']}" if "version" in entry.fields else ""
        number = entry.fields.get("number") if entry.type == "patent" else ""
        if words := ", ".join(filter(None, [made, number, version])):
            entry.fields["howpublished"] = words
    needed = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}.get(entry.type)
    if needed and made:
        entry.fields.setdefault(needed, made)


def _address(entry: Entry) -> None:
    """Write addresses as they are followed: no escapes of LaTeX in them, a DOI without the site before it."""
    for name in ("url", "doi"):
        if name in entry.fields:
            entry.fields[name] = ESCAPED.sub(r"\1", entry.fields[name])
    if "doi" in entry.fields:
        entry.fields["doi"] = RESOLVER.sub("", entry.fields["doi"])


def _whole(entry: Entry, name: str, rest: str) -> str:
    """Return a title with its subtitle."""
    title, more = entry.fields[name], entry.fields.get(rest, "")
    return f"{title}{' ' if title.endswith(('?', '!', ':')) else ': '}{more}" if more else title


def _leads_nowhere(entry: Entry, data: BibliographyData) -> str | None:
    """Say that an entry takes its fields from one that is not there, or in the end from itself."""
    seen, goal = [entry.key.lower()], entry.fields.get("crossref")
    while goal is not None:
        if goal not in data.entries:
            return f"takes its fields from {goal!r}, which is not there: correct crossref"
        if goal.lower() in seen:
            return "takes its fields from itself: correct crossref"
        seen.append(goal.lower())
        goal = data.entries[goal].fields.get("crossref")
    return None


def _fault(entry: Entry, style: Checked) -> str | None:
    """Say why an entry cannot be printed whole, or nothing."""
    if not hasattr(style, f"get_{entry.type}_template"):
        return f"has type @{entry.type}, which is not known: use one of BibTeX or biblatex, or @misc"
    if entry.type in LOOSE and "editor" in entry.persons and "author" not in entry.persons:
        return f"has an editor, whom @{entry.original_type} does not print: name an author, or use @book"
    if not entry.fields.get("title"):
        return "has no title"
    if sign := NO_ADDRESS.search(url := entry.fields.get("url", "")):
        return f"has url {url!r}: {sign[0]!r} stands in no address, write {quote(sign[0])}"
    if wrong := _person(entry) or _letters(entry):
        return wrong
    if not YEAR.fullmatch(year := entry.fields.get("year", "")):
        return f"has year {year!r}: write four digits, or n.d. if nobody knows"
    try:
        text = str(style.format_entry("", entry).text)
    except FieldIsMissing as error:
        name = "author (a body in double braces)" if error.field_name == "author" else error.field_name
        return f"has no {name}, which @{entry.original_type} needs"
    except (PybtexError, ValueError) as error:
        return f"cannot be printed: {error}"
    if sign := RAW.search(text):
        return f"would print {sign[0]}: write the letters themselves instead of {_language(sign[0])}"
    return next(
        (wrong for name in PRINTED if (wrong := _lost(entry, name, text) or _low(entry, name, text))), None
    )


def _language(sign: str) -> str:
    return "HTML" if sign.startswith("<") else "LaTeX"


def _person(entry: Entry) -> str | None:
    """Say that persons are not parted by ``and``: a name would be made of all of them."""
    for persons in entry.persons.values():
        for person in persons:
            lineage = " ".join(person.lineage_names)
            outside = re.sub(r"\{.*\}", "", str(person))  # the name of a body may have any sign
            if re.search("[;؛]", outside) or (lineage and not SUFFIX.fullmatch(lineage)):
                return (
                    f"has the person {str(person)!r}: write 'and' between persons, not a comma or semicolon"
                )
    return None


def _letters(entry: Entry) -> str | None:
    """Say that Persian is written with the letters of an Arabic keyboard, which no search would find."""
    said = [entry.fields.get(name, "") for name in PRINTED]
    said += [str(person) for persons in entry.persons.values() for person in persons]
    persian = entry.fields.get("langid", entry.fields.get("language", "")).lower() in (
        "persian",
        "fa",
        "farsi",
    )
    if (persian or PERSIAN.search(" ".join(said))) and (found := ARABIC.search(" ".join(said))):
        return f"has the Arabic {found[0]!r} in Persian words: write ی, ک and ۰ to ۹"
    return None


def _lost(entry: Entry, name: str, text: str) -> str | None:
    """Say which words of a field are not in the text, whatever hid them."""
    # A word with a sign of LaTeX in it, such as an accent, is printed as another word.
    plain = [word for word in re.sub("[{}]", "", entry.fields.get(name, "")).split() if "\\" not in word]
    lost = [word for word in re.findall("[A-Za-z]{3,}", " ".join(plain)) if word.lower() not in text.lower()]
    return f"loses the words {' '.join(lost)!r} of its {name}: is a sign of LaTeX in it?" if lost else None


def _low(entry: Entry, name: str, text: str) -> str | None:
    """Say which short forms the style has put into small letters, as it does with all that has no braces."""
    said = re.sub("[{}]", "", entry.fields.get(name, ""))
    low = [word for word in re.findall(r"\b[A-Z]{2,}\b", said) if word not in text]
    return f"prints {low[0].lower()!r}: write {{{low[0]}}} in its {name}" if low else None
