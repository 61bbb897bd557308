"""Make a book of the pages that Sphinx has made: citable, complete and light."""

from __future__ import annotations

from pathlib import Path

from ..citing.finish import Finish
from . import archive, downloads
from .kept import Kept
from .lighten import lighten


def finish(folder: Path, root: Path, kept: Kept) -> None:
    """Finish the pages in a folder, in place, and say whether they are a draft.

    Raises
    ------
    CitingError
        When something can't be cited as it stands.
    """
    book = Finish(folder, root, kept)
    book.run()
    archive.identify(folder / "data", book.record.resolver)
    downloads.carry(folder, root, book.record)
    lighten(folder, kept)
    if parts := book.differs():
        what = f"{parts} part{'s' if parts > 1 else ''}"
        print(f"a draft: {what} not as in the frozen edition {book.record.version}")
