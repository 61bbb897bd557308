"""What programs that are no libraries of ours make of the records: each says how to have it.

``make clients`` asks all that are there, of all units.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import urllib.request
from datetime import datetime
from pathlib import Path

from lxml import etree
from pybtex.database import parse_string

from helpers.book.citing import formats
from tests.book.citing.clients import FIELDS, ZOTERO_TYPES, of_csl, of_entry, wanted

MODS = {"m": "http://www.loc.gov/mods/v3"}
GENRES = {"book chapter": "chapter", "collection": "chapter", "book": "book"}
PLUGINS = "@citation-js/core @citation-js/plugin-bibtex @citation-js/plugin-ris"
READ = (
    "const {Cite} = require('@citation-js/core'); require('@citation-js/plugin-bibtex');"
    "require('@citation-js/plugin-ris'); let t = '';"
    "process.stdin.on('data', d => t += d).on('end', () =>"
    "console.log(JSON.stringify(new Cite(t, {generateGraph: false}).data)))"
)


class NotHereError(Exception):
    """A client that this machine has not; the message says how to have it."""


def bibtex(items):
    return "".join(map(formats.bibtex, items))


def ris(items):
    return "\n".join(map(formats.ris, items))


def run(program, *arguments, text="", folder=None, have=""):
    """Run a program that reads the records, and return what it writes."""
    if not shutil.which(program):
        raise NotHereError(have)
    done = subprocess.run(
        [program, *arguments], input=text, cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def of_citation_js(items, text):
    """A format, read by citation-js."""
    folder = os.environ.get("CITATION_JS", ".venv/checker")
    have = f"npm install --prefix .venv/checker {PLUGINS}"
    if not os.path.isdir(f"{folder}/node_modules/@citation-js/plugin-ris"):
        raise NotHereError(have)
    read = json.loads(run("node", "-e", READ, text=text, folder=folder, have=have))
    found = {one["id"]: one for one in read}
    return [of_csl(found[item["id"]] | {"author": _people(found[item["id"]])}) for item in items]


def _people(item):
    """It has a body as somebody without a first name."""
    return [{"literal": one["family"]} if set(one) == {"family"} else one for one in item["author"]]


def of_biber(items):
    """BibTeX, read by biber as it is for biblatex, and written again."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "in.bib").write_text(bibtex(items), encoding="utf-8")
        asked = ("--tool", "--quiet", "--output-format=bibtex", "--output-file=out.bib", "in.bib")
        run("biber", *asked, folder=place, have="apt-get install biber")
        read = parse_string(Path(place, "out.bib").read_text(encoding="utf-8"), "bibtex").entries
    for item in items:
        one = read[item["id"]]
        people = [str(person).strip("{}") for person in one.persons["author"]]
        fields = {name.lower(): str(value) for name, value in one.fields.items()}
        fields["langid"] = {"english": "en"}.get(fields["langid"], fields["langid"])  # its name for it
        yield of_entry(one.type.lower(), fields, people)


def of_bibtex(items):
    """BibTeX, printed by BibTeX itself in its first style: a field is there if its words are."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "in.bib").write_text(bibtex(items), encoding="utf-8")
        Path(place, "in.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{in}\n")
        run("bibtex", "-terse", "in", folder=place, have="apt-get install texlive-binaries texlive-base")
        printed = Path(place, "in.bbl").read_text(encoding="utf-8")
    entries = dict(part.split("}", 1) for part in printed.split("\\bibitem{")[1:])
    for item in items:
        words = " ".join(entries[item["id"]].translate(str.maketrans("", "", "{}\\")).split())
        asked = wanted(item)
        texts = asked | {"author": asked["author"][0], "type": ""}
        found = {name: asked[name] if text in words else "" for name, text in texts.items()}
        yield found | {"language": ""}  # two letters stand in any text


def of_bibutils(items, program, text):
    """A format, turned into MODS by bibutils."""
    read = etree.fromstring(run(program, text=text, have="apt-get install bibutils").encode())
    found = {one.get("ID"): one for one in read.iterfind("m:mods", MODS)}
    return [_of_mods(found[item["id"]]) for item in items]


def _of_mods(one):
    def text(path):
        return "".join(one.xpath(f"string({path})", namespaces=MODS)).strip()

    host = "m:relatedItem[@type='host']"
    people = one.xpath("m:name/m:namePart[not(@type)]/text()", namespaces=MODS)
    kind = GENRES.get(text("m:genre") or text(f"{host}/m:genre"), "")
    whole = _title(one.find(host, MODS)) or text("m:originInfo/m:publisher")
    return {
        "type": kind,
        "title": _title(one),
        "author": people,
        "book": "" if kind == "book" else whole,
        "date": text("m:originInfo/m:dateIssued"),
        "edition": text(".//m:edition"),
        "address": text("m:location/m:url"),
        "language": text("m:language/m:languageTerm"),
        "doi": text("m:identifier[@type='doi']"),
    }


def _title(element):
    """It takes what follows a question mark or a colon for a subtitle."""
    if element is None:
        return ""
    said = [element.findtext(f"m:titleInfo/m:{name}", "", MODS) for name in ("title", "subTitle")]
    return (" " if said[0].endswith("?") else ": ").join(filter(None, said))


def zotero(end, text):
    """Return the items that Zotero makes of a text: its translation server has the translators of Zotero."""
    server = os.environ.get("ZOTERO")
    if not server:
        raise NotHereError("ZOTERO=http://127.0.0.1:1969, where Zotero's translation server answers")
    asked = urllib.request.Request(f"{server}/{end}", text.encode(), {"Content-Type": "text/plain"})
    with urllib.request.urlopen(asked, timeout=300) as answer:
        return [one for one in json.load(answer) if one["itemType"] not in ("note", "attachment")]


def of_zotero(items, text):
    """A format, imported by Zotero."""
    read = zotero("import", text)
    found = {(one["title"], one.get("url", "")): of_saved(one) for one in read}
    discarded = dict.fromkeys(FIELDS, "")
    return [found.get((item["title"], item.get("URL", "")), discarded) for item in items]


def of_saved(one):
    """Return the fields of an item that Zotero has saved."""
    said = one.get("abstractNote", "")
    version = said.removeprefix("Version ") if said.startswith("Version ") else ""
    date = one.get("date", "")
    return {
        "type": ZOTERO_TYPES.get(one["itemType"], one["itemType"]),
        "title": one["title"],
        "author": [who.get("name") or f"{who['firstName']} / {who['lastName']}" for who in one["creators"]],
        "book": one.get("bookTitle") or one.get("repository") or "",
        "date": datetime.strptime(date, "%B %d, %Y").date().isoformat() if "," in date else date,
        "edition": one.get("edition") or one.get("versionNumber") or version,
        "address": one.get("url", ""),
        "language": one.get("language", ""),
        "doi": one.get("DOI") or "".join(re.findall(r"(?m)^DOI: (\S+)$", one.get("extra", ""))),
    }


PROGRAMS = {
    "citation-js BibTeX": lambda items: of_citation_js(items, bibtex(items)),
    "citation-js RIS": lambda items: of_citation_js(items, ris(items)),
    "citation-js CSL": lambda items: of_citation_js(items, formats.json_of(items)),
    "biber": of_biber,
    "BibTeX plain.bst": of_bibtex,
    "bibutils BibTeX": lambda items: of_bibutils(items, "bib2xml", bibtex(items)),
    "bibutils RIS": lambda items: of_bibutils(items, "ris2xml", ris(items)),
    "Zotero BibTeX": lambda items: of_zotero(items, bibtex(items)),
    "Zotero RIS": lambda items: of_zotero(items, ris(items)),
    "Zotero CSL": lambda items: of_zotero(items, formats.json_of(items)),
}
