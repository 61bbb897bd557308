"""What belongs to the units of a page, made once: it is found again where it would come out the same."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from ... import tables
from ..build import archive, render
from ..build.kept import Kept
from ..pages import figures
from ..trail.pages import trails_file
from .units import Page

KIND = "units.zip"
ABOUT = "about.json"  # no unit has it: all else lies in the folder of citations


class Made(NamedTuple):
    """The CSL-JSON of the units of a page, and all their files by name."""

    items: list[dict]
    files: dict[str, bytes]


def shared(root: Path) -> bytes:
    """Return the digest of what decides how every unit is cited: code, register, descriptions of tables."""
    data = tables.data_folder()
    described = [data / "datapackage.json", *sorted(data.rglob(f"*{tables.SCHEMA}"))]
    return f"{render.shared(root)} {render.digest(described)}".encode()


def of_page(page: Page, folder: Path, root: Path) -> Iterator[bytes]:
    """Yield what a page is made from: itself as it was rendered, its notebook, its trails, its drawings."""
    name = page.address.removesuffix(".html")
    drawn = [figures.figure_file(folder, unit.id) for unit in page.units if unit.kind == "figure"]
    for file in (folder / page.address, root / f"{name}.ipynb", trails_file(folder, name), *drawn):
        yield file.read_bytes() if file.is_file() else b""


def found_or_made(kept: Kept, of: Iterable[bytes], make: Callable[[], Made]) -> Made:
    """Return what was made of the same before, or make and keep it, with the names of what else is kept."""
    of = [*of]
    before = kept.found(KIND, of)
    if before is not None:
        made, asked = _unpacked(before)
        kept.asked |= asked
        return made
    others, kept.asked = kept.asked, set()
    made = make()
    kept.keep(KIND, of, _packed(made, kept.asked))
    kept.asked |= others
    return made


def _packed(made: Made, asked: Iterable[str]) -> bytes:
    place = io.BytesIO()
    about = json.dumps([made.items, sorted(asked)], ensure_ascii=False).encode()
    archive.store({ABOUT: about, **made.files}, place)
    return place.getvalue()


def _unpacked(packed: bytes) -> tuple[Made, set[str]]:
    with ZipFile(io.BytesIO(packed)) as files:
        content = {name: files.read(name) for name in files.namelist()}
    items, asked = json.loads(content.pop(ABOUT))
    return Made(items, content), {*asked}
