"""The one record of the publication, ``CITATION.cff``, and what is made from it or has to agree with it."""

from __future__ import annotations

import datetime
import json
import os
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from ...tables import package as data_package
from . import CitingError

LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
EDITION = re.compile(r"\d{4}\.\d+")
DOI = re.compile(r"10\.\d{4,9}/[A-Za-z0-9:/_;\-.()]+")
ZENODO, CRATE = ".zenodo.json", "ro-crate-metadata.json"
# What the citation that CITATION.cff prefers has in common with the record, and how that is called there.
SAME = {"title": "title", "authors": "authors", "edition": "version", "date-released": "date-released"}
SAME |= {"license": "license", "doi": "doi"}
SHAPES = {"title": str, "abstract": str, "license": str, "authors": list, "keywords": list, "doi": str}
SHAPES |= {"preferred-citation": dict}
SAID = {str: "text", list: "a list", dict: "fields of its own"}
NEEDED = ("title", "abstract", "authors", "version", "date-released", "license", "keywords")


@dataclass(frozen=True)
class Publication:
    """The book: who made it, its title, its edition, its terms, and where it is published."""

    title: str
    abstract: str
    authors: tuple[str, ...]
    version: str
    date: datetime.date
    license: str
    keywords: tuple[str, ...]
    address: str = ""
    language: str = "en"
    draft: bool = False
    reserved: str = ""

    @property
    def doi(self) -> str:
        """The DOI of the edition; what an archive has reserved for a draft leads nowhere yet."""
        return "" if self.draft else self.reserved

    @property
    def resolver(self) -> str:
        """The address of the DOI, if there is one."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def said(self) -> str:
        """The edition as pages and records name it: a draft is none yet, and says so.

        Examples
        --------
        >>> day = datetime.date(2026, 11, 29)
        >>> Publication("T", "A", ("N",), "2026.3", day, "CC-BY-4.0", ("k",), draft=True).said
        '2026.3 draft'
        """
        return f"{self.version} draft" if self.draft else self.version

    @property
    def cited(self) -> str:
        """The address that citations name: an edition has one of its own, a draft that of the book."""
        return f"{self.address}/{self.version}" if self.address and not self.draft else self.address

    @property
    def terms(self) -> str:
        """The address of the licence."""
        return LICENCES[self.license]

    @property
    def epoch(self) -> int:
        """The date of the edition in seconds, for whatever would else tell the time of a build."""
        midnight = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        return int(midnight.timestamp())

    @property
    def day(self) -> str:
        """The date of the edition as one writes it."""
        return f"{self.date.day} {self.date:%B %Y}"


def read(root: Path) -> Publication:
    """Return the record of a clone; the public address, if there is one, comes from ``BOOK_URL``.

    Raises
    ------
    CitingError
        When the file can't be read, a field is missing or of another kind, or another file of the clone names
        another title, author or version.
    """
    path = root / "CITATION.cff"
    found = _fields(path)
    if missing := [field for field in NEEDED if not found.get(field)]:
        raise CitingError(f"{path.name}: field {missing[0]!r} is missing; every citation needs it")
    for field, kind in SHAPES.items():
        if not isinstance(found.get(field, kind()), kind):
            raise CitingError(f"{path.name}: {field} is {found[field]!r}, where {SAID[kind]} must stand")
    if not isinstance(found["version"], str):
        raise CitingError(f"{path.name}: put version in quotes, else 2026.10 is read as 2026.1")
    if found["license"] not in LICENCES:
        raise CitingError(f"{path.name}: licence {found['license']!r} is none of {', '.join(LICENCES)}")
    record = Publication(
        found["title"],
        " ".join(found["abstract"].split()),
        tuple(_name(author) for author in found["authors"]),
        found["version"],
        _date(path, found["date-released"]),
        found["license"],
        tuple(found["keywords"]),
        os.environ.get("BOOK_URL", "").rstrip("/"),
        draft=not manifest(root, found["version"]).is_file(),
        reserved=found.get("doi", ""),
    )
    if record.reserved and not DOI.fullmatch(record.reserved):
        raise CitingError(f"{path.name}: doi {record.reserved!r} is not of the form 10.5281/zenodo.1234567")
    if not EDITION.fullmatch(record.version):
        raise CitingError(f"{path.name}: version {record.version!r} is not of the form 2026.1")
    _agree(root, record)
    return record


def _fields(path: Path) -> dict:
    """Return what the file says, or say where it can't be read."""
    restore = f"\n  next: mend it, or git checkout -- {path.name}"
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise CitingError(f"{path.name} can't be read: {problem}{restore}") from problem
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise CitingError(f"{path.name}, line {line}: {problem.problem}{restore}") from problem
    if not isinstance(found, dict):
        raise CitingError(f"{path.name} has no fields{restore}")
    return found


def manifest(root: Path, version: str) -> Path:
    """Return where the list of the files of an edition is; what has none is a draft."""
    return root / "editions" / f"{version}.sha256"


@cache
def edition(version: str) -> tuple[int, ...]:
    """Return an edition as something that can be compared.

    Examples
    --------
    >>> edition("2026.10") > edition("2026.9")
    True
    """
    return tuple(map(int, version.split(".")))


def zenodo(record: Publication) -> dict:
    """Return what an archive that reads ``.zenodo.json`` asks for."""
    return {
        "title": record.title,
        "description": record.abstract,
        "creators": [{"name": name} for name in record.authors],
        "version": record.said,
        "publication_date": record.date.isoformat(),
        "upload_type": "publication",
        "publication_type": "book",
        "access_right": "open",
        "license": record.license.lower(),
        "language": "eng",
        "keywords": list(record.keywords),
    } | ({"doi": record.doi} if record.doi else {})


def crate(record: Publication, package: dict) -> dict:
    """Return the RO-Crate: the book as a whole, its tables, and the terms of each."""
    tables = [_file(resource) for resource in package["resources"]]
    known = {"url": record.address} if record.address else {}
    authors = [
        {"@id": f"#author-{number}", "@type": "Organization", "name": name, **known}
        for number, name in enumerate(record.authors, start=1)
    ]
    whole = {
        "@id": "./",
        "@type": ["Dataset", "Book"],
        **({"identifier": record.resolver} if record.doi else {}),
        "name": record.title,
        "description": record.abstract,
        "author": [{"@id": author["@id"]} for author in authors],
        "version": record.said,
        "datePublished": record.date.isoformat(),
        "license": {"@id": record.terms},
        "inLanguage": record.language,
        "keywords": list(record.keywords),
        "publisher": {"@id": authors[0]["@id"]},
        "hasPart": [{"@id": table["@id"]} for table in tables],
    }
    head = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    licences = [licence for resource in package["resources"] for licence in resource["licenses"]]
    named = {one["path"]: one["title"] for one in licences if one.get("path")} | {
        record.terms: record.license
    }
    terms = [{"@id": path, "@type": "CreativeWork", "name": name} for path, name in sorted(named.items())]
    entities: list[dict] = [head, whole, *authors, *terms, *tables]
    graph = [_unpacked(entity) for entity in entities]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def made(root: Path, record: Publication) -> dict[str, str]:
    """Return the files of a clone that are made from the record: it knows of no address, a built book may."""
    record = replace(record, address="")
    return {ZENODO: _text(zenodo(record)), CRATE: crate_text(root, record)}


def crate_text(root: Path, record: Publication) -> str:
    """Return the RO-Crate as it lies in a built book."""
    return _text(crate(record, data_package(root / "data")))


def _unpacked(entity: dict) -> dict:
    """Return an entity whose single values stand alone, as a flat JSON-LD document has them."""
    alone = {name: value[0] for name, value in entity.items() if isinstance(value, list) and len(value) == 1}
    return entity | alone


def _file(resource: dict) -> dict:
    paths = [licence["path"] for licence in resource["licenses"] if licence.get("path")]
    return {
        "@id": f"data/{resource['path']}",
        "@type": "File",
        "name": resource["title"],
        "description": resource["description"],
        "encodingFormat": "text/csv",
    } | ({"license": [{"@id": path} for path in paths]} if paths else {})


def _text(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _name(author: dict) -> str:
    """Return the name of an entity or a person, as CFF has them."""
    known = author if isinstance(author, dict) else {}
    parts = (known.get(part) for part in ("name", "given-names", "family-names"))
    if not (name := " ".join(filter(None, parts))):
        raise CitingError(f"CITATION.cff: author {author!r} has no name")
    return name


def _date(path: Path, value: datetime.date | str) -> datetime.date:
    try:
        return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    except ValueError:
        message = f"{path.name}: date-released {value!r} is no date of the form 2026-11-22"
        raise CitingError(message) from None


def _agree(root: Path, record: Publication) -> None:
    """Refuse a clone whose other files call the book otherwise; a file that is not there says nothing."""
    for name, field, says, ours in _said(root, record):
        if says != ours:
            raise CitingError(f"{name}: {field} is {says!r}, but CITATION.cff says {ours!r}; make them agree")


def _said(root: Path, record: Publication):
    cff = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    preferred = cff.get("preferred-citation", {})
    for field, name in SAME.items() if preferred else ():
        yield "CITATION.cff", f"{field} of preferred-citation", preferred.get(field), cff.get(name)
    if preferred:
        yield "CITATION.cff", "year of preferred-citation", preferred.get("year"), record.date.year
    if (path := root / "_config.yml").is_file():
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield path.name, "title", config["title"], record.title
        yield path.name, "author", config["author"], "; ".join(record.authors)
    if (path := root / "pyproject.toml").is_file():
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        yield path.name, "version", project["version"], record.version
    if (path := root / "data" / "datapackage.json").is_file():
        package = json.loads(path.read_text(encoding="utf-8"))
        yield f"data/{path.name}", "version", package["version"], record.version
