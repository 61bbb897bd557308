"""What programs make of the records: each client gives back, of every unit, the fields that it understood."""

import json
from urllib.parse import unquote

import pypandoc
import rispy
from bibtexparser import Library, parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from lxml import html
from pybtex.database import parse_string as pybtex_parse

from helpers.book.citing import formats, machine

FIELDS = ("type", "title", "author", "book", "date", "edition", "address", "language", "doi")
BIBTEX_TYPES = {"book": "book", "dataset": "dataset", "incollection": "chapter"}
RIS_TYPES = {"BOOK": "book", "DATA": "dataset", "CHAP": "chapter"}
ZOTERO_TYPES = {"book": "book", "dataset": "dataset", "bookSection": "chapter"}


def wanted(item):
    """Return the fields of a CSL-JSON item."""
    return {
        "type": item["type"],
        "title": item["title"],
        "author": [author["literal"] for author in item["author"]],
        "book": formats.book(item),
        "date": "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0]),
        "edition": formats.edition(item),
        "address": item.get("URL", ""),
        "language": item["language"],
        "doi": item.get("DOI", ""),
    }


def of_rispy(items):
    """RIS, read by rispy."""
    for one in rispy.loads("\n".join(map(formats.ris, items))):
        yield {
            "type": RIS_TYPES[one["type_of_reference"]],
            "title": one["title"],
            "author": one["authors"],
            "book": one.get("secondary_title") or one.get("publisher", ""),
            "date": one["date"].replace("/", "-"),
            "edition": one["edition"],
            "address": "".join(one.get("urls", [])),
            "language": one["language"],
            "doi": one.get("doi", ""),
        }


def of_pybtex(items):
    """BibTeX, read by pybtex."""
    for one in pybtex_parse("".join(map(formats.bibtex, items)), "bibtex").entries.values():
        people = [str(person).strip("{}") for person in one.persons["author"]]
        yield of_entry(one.type, {name: str(value) for name, value in one.fields.items()}, people)


def of_bibtexparser(items):
    """BibTeX, read by bibtexparser, which also turns its LaTeX into letters."""
    library: Library = parse_string("".join(map(formats.bibtex, items)))
    library = LatexDecodingMiddleware().transform(library)
    assert not library.failed_blocks
    for one in library.entries:
        fields = {name: field.value for name, field in one.fields_dict.items()}
        yield of_entry(one.entry_type, fields, [fields["author"].strip("{}")])


def of_entry(kind, fields, people):
    """Return the fields of an entry of BibTeX, however it was read."""
    plain = {name: value.replace("\\", "").strip("{}") for name, value in fields.items()}
    return {
        "type": BIBTEX_TYPES[kind],
        "title": plain["title"],
        "author": people,
        "book": "" if kind == "book" else plain.get("booktitle") or plain["publisher"],
        "date": plain["date"],
        "edition": plain.get("edition") or plain["version"],
        "address": fields.get("url", ""),
        "language": plain["langid"],
        "doi": plain.get("doi", ""),
    }


def of_pandoc(items, write, kind):
    """Records of a kind, read by pandoc."""
    found = {one["id"]: one for one in json.loads(pypandoc.convert_text(write, "csljson", format=kind))}
    return [of_csl(found[item["id"]]) for item in items]


def of_csl(item):
    """Return the fields of an item of CSL-JSON, however it was made."""
    people = [author.get("literal") or f"{author['given']} / {author['family']}" for author in item["author"]]
    return {
        "type": item["type"],
        "title": _plain(item["title"]),
        "author": people,
        "book": "" if item["type"] == "book" else _plain(item.get("container-title") or item["publisher"]),
        "date": "-".join(f"{int(part):02}" for part in item["issued"]["date-parts"][0]),
        "edition": str(item.get("edition") or item.get("version", "")),
        "address": item.get("URL", ""),
        "language": item.get("language", ""),
        "doi": item.get("DOI", ""),
    }


def _plain(text):
    return html.fragment_fromstring(text, create_parent="p").text_content()


def of_openurl(items):
    """A page, read as Zotero reads its OpenURL: the rules of ``openurl.js`` as they stood in November 2026.

    Its rules: the genre makes the item; a body (``aucorp``) has no first name; a plus sign is a space; of
    Dublin Core the type is the name of an item. :mod:`.programs` asks Zotero itself, where it answers.
    """
    for item in items:
        element = html.fragment_fromstring(machine.coins(item))
        pairs = [part.partition("=")[::2] for part in element.get("title").split("&")]
        read = [(name, unquote(value.replace("+", " ").replace("%2B", " "))) for name, value in pairs]
        said, names = dict(read), [value for name, value in read if name == "rft_id"]
        book = said["rft_val_fmt"].endswith(":book")
        kind = {"bookitem": "bookSection", "book": "book"}[said["rft.genre"]] if book else said["rft.type"]
        part = kind == "bookSection"
        yield {
            "type": ZOTERO_TYPES[kind],
            "title": said["rft.atitle" if part else "rft.btitle" if book else "rft.title"],
            "author": [said["rft.aucorp"]],
            "book": said["rft.btitle"] if part else said.get("rft.publisher", ""),
            "date": said["rft.date"],
            "edition": said["rft.edition"] if book else said["rft.description"].removeprefix("Version "),
            "address": "".join(name for name in names if name.startswith("http")),
            "language": said["rft.language"],
            "doi": "".join(name.removeprefix("info:doi/") for name in names if name.startswith("info:doi/")),
        }


CLIENTS = {
    "rispy": of_rispy,
    "pybtex": of_pybtex,
    "bibtexparser": of_bibtexparser,
    "pandoc BibTeX": lambda items: of_pandoc(items, "".join(map(formats.bibtex, items)), "bibtex"),
    "pandoc biblatex": lambda items: of_pandoc(items, "".join(map(formats.bibtex, items)), "biblatex"),
    "pandoc RIS": lambda items: of_pandoc(items, "\n".join(map(formats.ris, items)), "ris"),
    "pandoc CSL": lambda items: of_pandoc(items, formats.json_of(items), "csljson"),
    "OpenURL": of_openurl,
}
