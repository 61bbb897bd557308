"""Find or fetch a raw data file and refuse any other: ``raw.json`` names each by address, size and sha256."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pooch

MANIFEST = Path(__file__).with_name("raw.json")
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data-raw"


class RawDataError(RuntimeError):
    """A raw file is not at hand, or is not the file the tables were made from."""


@dataclass(frozen=True)
class RawFile:
    """One raw file: where it came from and how to recognise it.

    ``conversion`` is empty when the file is a verbatim copy of the one at its address; otherwise it says how
    the file was made from that one.
    """

    name: str
    repository: str
    commit: str
    path: str
    conversion: str
    bytes: int
    sha256: str

    @property
    def address(self) -> str:
        """Address of the original file, fixed to one commit."""
        return f"https://raw.githubusercontent.com/{self.repository}/{self.commit}/{self.path}"

    @property
    def origin(self) -> str:
        """The address in words: where to get the file, or what to convert."""
        return f"{self.address} ({self.conversion})" if self.conversion else self.address


@cache
def manifest() -> dict[str, RawFile]:
    """Return the raw files by name."""
    files = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {file["name"]: RawFile(**file) for file in files}


def folder() -> Path | None:
    """Return the folder of raw files: ``$RAW_DATA``, else ``shared/data-raw`` beside the clone."""
    if named := os.environ.get("RAW_DATA"):
        return Path(named)
    return BESIDE if BESIDE.is_dir() else None


def read(name: str) -> BytesIO:
    """Return the content of a raw file, after checking that it is the one the manifest names.

    Raises
    ------
    RawDataError
        If the file is not at hand or differs; the message says where to get it and how to recognise it.
    """
    file = manifest()[name]
    content = _content(file)
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        raise RawDataError(
            f"raw file {name!r} in {folder()} is not the file the tables were made from.\n"
            f"  sha256 expected: {file.sha256} ({file.bytes} bytes)\n"
            f"  sha256 found:    {found} ({len(content)} bytes)\n"
            f"  source: {file.origin}\n"
            "  next: replace it by the file at that address"
        )
    return BytesIO(content)


def _content(file: RawFile) -> bytes:
    """Return the file from the folder of raw files, else fetch it; a conversion cannot be fetched."""
    place = folder()
    if place is not None and (place / file.name).is_file():
        return (place / file.name).read_bytes()
    if file.conversion:
        raise _not_at_hand(file, place, "it is a conversion, which cannot be fetched ready made")
    try:
        return fetch(file).read_bytes()
    except (OSError, ValueError) as error:
        raise _not_at_hand(file, place, f"and could not be fetched: {error}") from None


def fetch(file: RawFile) -> Path:
    """Download a raw file into ``$RAW_DATA``, or a cache of this book, and return its path.

    Raises
    ------
    OSError
        If the address cannot be reached.
    ValueError
        If what arrives is not the file (a truncated download, a file that has changed); nothing is kept.
    """
    place = Path(os.environ.get("RAW_DATA") or pooch.os_cache("coalition-or-alliance")) / file.name
    pooch.retrieve(file.address, f"sha256:{file.sha256}", place.name, place.parent)
    return place


def _not_at_hand(file: RawFile, place: Path | None, why: str) -> RawDataError:
    return RawDataError(
        f"raw file {file.name!r} is not in {place or 'any folder (RAW_DATA is not set)'}; {why}.\n"
        f"  source: {file.origin}\n"
        f"  sha256: {file.sha256} ({file.bytes} bytes)\n"
        "  next: save it under that name in a folder of raw files, and set RAW_DATA to the folder"
    )
