"""The tables as a data package that stands alone, and in one file: the same bytes whenever it is made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ... import tables

NAME, DESCRIPTION = "data.zip", "datapackage.json"
SPREADSHEETS = "spreadsheets"  # beside data: copies for who opens a table by a double click
MARK = "\ufeff"  # by which a spreadsheet knows UTF-8; base R and others take it for a part of the first name
# Stored, not deflated: a library that compresses differs between machines, and a manifest hashes the bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows: when a file was packed says nothing


def carry(target: Path) -> None:
    """Put every table into a folder, with one standard description of them all, and a zip file of both.

    What lies in the package has no mark at its start, for it is read by programs. Of each table with letters
    beyond ASCII a copy with one lies in a folder beside it.
    """
    package = tables.package()
    shutil.rmtree(target.with_name(SPREADSHEETS), ignore_errors=True)
    for resource in package["resources"]:
        path = target / resource["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tables.data_folder() / resource["path"], path)
        if garbled(resource["name"]):
            copied = target.with_name(SPREADSHEETS) / path.name
            copied.parent.mkdir(exist_ok=True)
            copied.write_bytes(marked(path.read_text(encoding="utf-8")).encode())
    _describe(target, package)


def identify(target: Path, address: str) -> None:
    """Give a carried package the address of the DOI of its edition, if there is one; a draft has none."""
    if not address:
        return
    package = json.loads((target / DESCRIPTION).read_text(encoding="utf-8"))
    _describe(target, {"name": package["name"], "id": address, **package})


def _describe(target: Path, package: dict) -> None:
    described = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (target / DESCRIPTION).write_text(described, encoding="utf-8", newline="\n")
    pack(target, target / NAME)


def garbled(table: str) -> bool:
    """Return whether a spreadsheet garbles a table that it is not told to be UTF-8."""
    return not (tables.data_folder() / tables.describe(table)["path"]).read_bytes().isascii()


def marked(text: str) -> str:
    r"""Return a text with the mark of UTF-8 at its start, where a spreadsheet needs it.

    Examples
    --------
    >>> marked("state,Iran"), marked("state,Türkiye")
    ('state,Iran', '\ufeffstate,Türkiye')
    """
    return text if text.isascii() else f"{MARK}{text}"


def pack(folder: Path, target: Path) -> None:
    """Write what :func:`carry` has put into a folder, and a README, into one zip file."""
    package = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    paths = [DESCRIPTION, *(resource["path"] for resource in package["resources"])]
    files = {path: (folder / path).read_bytes() for path in paths}
    files["README.txt"] = readme(package).encode()
    store(files, target)


def store(files: Mapping[str, bytes], target: Path | BinaryIO) -> None:
    """Write files into one zip file: the same bytes for the same files, whenever and wherever."""
    with ZipFile(target, "w") as archive:
        for name, content in sorted(files.items()):
            about = ZipInfo(name, EPOCH)
            about.compress_type, about.external_attr = ZIP_STORED, 0o644 << 16
            about.create_system = 3  # as on Unix, whatever packs it: else the permissions mean nothing
            archive.writestr(about, content)


def readme(package: dict) -> str:
    """Return what the archive is, how to read it, and under which terms."""
    terms = "\n".join(
        f"{resource['path']}\n    {'; '.join(_terms(licence) for licence in resource['licenses'])}"
        for resource in package["resources"]
    )
    return f"""{package["title"]}, version {package["version"]}

{package["description"]}

{len(package["resources"])} tables as CSV files: UTF-8, comma, one header row. datapackage.json (a
Frictionless Data Package) describes each table, each column and its unit, and where the numbers come from.
An empty cell is unknown or does not apply, never zero; each table says which. A cell of type list has a
semicolon and a space between its items.

texts/     what the two texts say, in our words
record/    facts collected by hand, with a source on every row
measures/  computed from published data sets

Licences. What is ours is CC BY 4.0: https://creativecommons.org/licenses/by/4.0/
Tables computed from the data of others stand under the terms of those as well. Name the data set together
with this book. The terms, table by table:

{terms}
"""


def _terms(licence: dict) -> str:
    return f"{licence['title']} {licence.get('path', '')}".strip()
