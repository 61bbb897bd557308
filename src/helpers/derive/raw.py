"""Find, fetch or make a raw data file and refuse any other: ``raw.json`` names each by address and sha256.

A raw file is a copy of the one at its address, or was made from it. What was made can be made again: the
originals are found or fetched, held against *their* digests, and converted (:mod:`helpers.derive.convert`).
What was compiled by hand has no converter; it must be at hand.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pooch

from .. import ending, trace
from . import convert

MANIFEST = Path(__file__).with_name("raw.json")
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data-raw"


class RawDataError(RuntimeError):
    """A raw file is not at hand, or is not the file the tables were made from."""


@dataclass(frozen=True)
class Original:
    """A file that a raw file is made from, under the name it has in the folder of raw files."""

    name: str
    address: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class RawFile:
    """One raw file: where it came from and how to recognise it.

    ``conversion`` is empty when the file is a verbatim copy of the one at its address; otherwise it says how
    the file was made from that one. ``converter`` names the function that does so again from ``parts`` (path,
    bytes and sha256 of each original); it is ``copy`` where only the name differs, and empty where no
    function can. The path of an original from another commit begins with it, as Git writes it:
    ``<commit>:<path>``. Where there are very many, ``raw.json`` names a file beside it that lists them.
    """

    name: str
    repository: str
    commit: str
    path: str
    conversion: str
    bytes: int
    sha256: str
    converter: str = ""
    parts: tuple[tuple[str, int, str], ...] = ()

    @property
    def address(self) -> str:
        """Address of the original file, fixed to one commit."""
        return self._at(self.path)

    @property
    def origin(self) -> str:
        """The address in words: where to get the file, or what to convert."""
        return f"{self.address} ({self.conversion})" if self.conversion else self.address

    @property
    def originals(self) -> list[Original]:
        """The files that this one is made from; each lies beside it, under its own name."""
        folder = PurePosixPath(self.name).parent
        return [
            Original(str(folder / _own_name(path)), self._at(path), size, digest)
            for path, size, digest in self.parts
        ]

    def _at(self, path: str) -> str:
        commit, _, within = path.rpartition(":")
        return f"https://raw.githubusercontent.com/{self.repository}/{commit or self.commit}/{quote(within)}"


def _own_name(path: str) -> str:
    """Name a file as it is named there; a version of it also by its commit."""
    commit, _, within = path.rpartition(":")
    file = PurePosixPath(within)
    return f"{file.stem}-{commit[:8]}{file.suffix}" if commit else file.name


@cache
def manifest() -> dict[str, RawFile]:
    """Return the raw files by name."""
    files = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {file["name"]: RawFile(**{**file, "parts": _parts(file.get("parts", ()))}) for file in files}


def _parts(named: list | str) -> tuple[tuple[str, int, str], ...]:
    """Return path, bytes and sha256 of each original, from the manifest or from the list that it names."""
    if isinstance(named, str):
        with MANIFEST.with_name(named).open(encoding="utf-8", newline="") as lines:
            named = [(path, int(size), digest) for path, size, digest in csv.reader(lines)]
    return tuple(map(tuple, named))


def folder() -> Path | None:
    """Return the folder of raw files: ``$RAW_DATA``, else ``shared/data-raw`` beside the clone."""
    if named := os.environ.get("RAW_DATA"):
        return Path(named)
    return BESIDE if BESIDE.is_dir() else None


def read(name: str) -> BytesIO:
    """Return the content of a raw file: that at hand, else fetched, else made from its originals.

    Raises
    ------
    RawDataError
        If the file, or an original of it, is not at hand or differs; the message says where to get it and how
        to recognise it.
    OSError
        If the disk does not take what is fetched.
    """
    trace.note("raw", name)
    file = manifest()[name]
    if (content := _at_hand(file)) is not None:
        return BytesIO(_verified(file, content))
    if file.parts:
        return BytesIO(convert.convert(name, file.converter, *map(_original, file.originals)))
    if file.conversion and file.converter != "copy":
        raise _missing(file, "it was compiled by hand and cannot be made again")
    return BytesIO(_fetched(file))


def _at_hand(wanted: RawFile | Original) -> bytes | None:
    place = folder()
    path = None if place is None else place / wanted.name
    return path.read_bytes() if path is not None and path.is_file() else None


def _original(wanted: Original) -> bytes:
    """Return an original: the contract of a conversion is its digest, and not that of what comes out."""
    content = _at_hand(wanted)
    return _fetched(wanted) if content is None else _verified(wanted, content)


def _verified(wanted: RawFile | Original, content: bytes) -> bytes:
    found = hashlib.sha256(content).hexdigest()
    if found == wanted.sha256:
        return content
    kind, cure = (
        ("original file", "or, if that has changed, compare what it gives before you change raw.json")
        if isinstance(wanted, Original)
        else ("raw file", "or take it away, and it is fetched or made again")
    )
    raise RawDataError(
        f"{kind} {wanted.name!r} in {folder()} is not the file the tables were made from.\n"
        f"  sha256 expected: {wanted.sha256} ({wanted.bytes} bytes)\n"
        f"  sha256 found:    {found} ({len(content)} bytes)\n"
        f"  source: {_source(wanted)}\n"
        f"  next: replace it by the file at that address, {cure}"
    )


def _fetched(wanted: RawFile | Original) -> bytes:
    try:
        return fetch(wanted).read_bytes()
    except ValueError as error:
        raise _missing(
            wanted, f"and could not be fetched: its address serves another file: {error}"
        ) from None
    except OSError as error:
        if ending.refused(error):  # a disk that is full is no matter of the network: the command says it
            raise
        raise _missing(wanted, f"and could not be fetched (is the network closed?): {error}") from None


def fetch(wanted: RawFile | Original) -> Path:
    """Download a raw file or an original into ``$RAW_DATA``, or a cache of this book, and return its path.

    Raises
    ------
    OSError
        If the address cannot be reached.
    ValueError
        If what arrives is not the file (a truncated download, a file that has changed); nothing is kept.
    """
    place = Path(os.environ.get("RAW_DATA") or pooch.os_cache("coalition-or-alliance")) / wanted.name
    pooch.retrieve(wanted.address, f"sha256:{wanted.sha256}", place.name, place.parent)
    return place


def _source(wanted: RawFile | Original) -> str:
    return wanted.origin if isinstance(wanted, RawFile) else wanted.address


def _missing(wanted: RawFile | Original, why: str) -> RawDataError:
    kind = "original file" if isinstance(wanted, Original) else "raw file"
    return RawDataError(
        f"{kind} {wanted.name!r} is not in {folder() or 'any folder (RAW_DATA is not set)'}; {why}.\n"
        f"  source: {_source(wanted)}\n"
        f"  sha256: {wanted.sha256} ({wanted.bytes} bytes)\n"
        "  next: save it under that name in a folder of raw files, and set RAW_DATA to the folder"
    )
