"""What a build made and the next one finds again: pictures as points, faces, which notebooks are fresh."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

SEAL = 32  # bytes before a kept thing that tell whether it is whole: a disk may have lost its end


class Kept:
    """A folder of made things, each under the digest of all that it was made from, and by what code.

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

    def or_made(self, kind: str, of: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """Return what the same code made before of the same, or make it and keep it; `kind` ends its name."""
        of = [*of, code(make)]
        found = self.found(kind, of)
        return self.keep(kind, of, make()) if found is None else found

    def found(self, kind: str, of: Iterable[bytes]) -> bytes | None:
        """Return what was made before of the same, if it is there and whole."""
        path = self._path(kind, of)
        self.asked.add(path.name)
        kept = path.read_bytes() if path.is_file() else b""
        seal, made = kept[:SEAL], kept[SEAL:]
        return made if seal == hashlib.sha256(made).digest() else None

    def keep(self, kind: str, of: Iterable[bytes], made: bytes) -> bytes:
        """Keep what was made, and return it."""
        path = self._path(kind, of)
        self.asked.add(path.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        begun = path.with_name(f"{path.name}.part")  # who is stopped here leaves no half of it under its name
        begun.write_bytes(hashlib.sha256(made).digest() + made)
        begun.rename(path)
        return made

    def _path(self, kind: str, of: Iterable[bytes]) -> Path:
        total = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in of))
        return self.folder / f"{total.hexdigest()}-{kind}"

    def drop_others(self) -> None:
        """Remove what nobody has asked for: it was made for a book that is no more."""
        for path in self.folder.glob("*"):
            if path.name not in self.asked:
                path.unlink()


def code(make: Callable) -> bytes:
    """Return the module in which a maker is written: with another it may make something else.

    Examples
    --------
    >>> b"What a build made" in code(partial(code, len))
    True
    """
    maker = make.func if isinstance(make, partial) else make
    path = getattr(maker, "__globals__", {}).get("__file__")
    return Path(path).read_bytes() if path else b""
