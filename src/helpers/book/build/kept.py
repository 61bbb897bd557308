"""What a build made and the next one finds again: pictures as points, faces with the letters that occur."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path


class Kept:
    """A folder of made things, each under the digest of all that it was made from.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     first = Kept(Path(folder)).or_made("sign.txt", [b"Iran"], lambda: b"made once")
    ...     again = Kept(Path(folder)).or_made("sign.txt", [b"Iran"], lambda: b"made again")
    >>> first, again
    (b'made once', b'made once')
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.asked: set[str] = set()

    def or_made(self, kind: str, of: list[bytes], make: Callable[[], bytes]) -> bytes:
        """Return what was made before of the same, or make it and keep it; `kind` ends its name."""
        total = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in of))
        path = self.folder / f"{total.hexdigest()}-{kind}"
        self.asked.add(path.name)
        if path.is_file():
            return path.read_bytes()
        made = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        begun = path.with_name(f"{path.name}.part")  # who is stopped here leaves no half of it under its name
        begun.write_bytes(made)
        begun.rename(path)
        return made

    def drop_others(self) -> None:
        """Remove what nobody has asked for: it was made for a book that is no more."""
        for path in self.folder.glob("*"):
            if path.name not in self.asked:
                path.unlink()
