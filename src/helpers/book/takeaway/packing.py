"""Archives that are the same bytes whenever they are made: entries in a fixed order, none with a date."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..build import disk
from ..build.archive import EPOCH

PACKED = {".png", ".woff2", ".zip", ".pdf", ".epub"}  # what does not become smaller


def pack(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write named files into an archive, in the order given.

    Parameters
    ----------
    target
        Where the archive is written; one that is there is replaced once the new one is whole.
    files
        The name of each file in the archive, with what it holds.
    """
    with disk.replacing(target) as new, ZipFile(new, "w") as archive:
        for name, content in files:
            about = ZipInfo(name, EPOCH)
            about.compress_type = ZIP_STORED if _stored(name) else ZIP_DEFLATED
            about.external_attr, about.create_system = 0o644 << 16, 3  # as on Unix, whatever packs it
            archive.writestr(about, content)


def _stored(name: str) -> bool:
    return name == "mimetype" or Path(name).suffix in PACKED
