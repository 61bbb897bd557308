"""The receipt of a variant: what it was made from, what was asked, and what came out otherwise."""

from __future__ import annotations

import platform
import subprocess
from hashlib import sha256
from pathlib import Path

from ...inventory import NAME
from ..build import basis, contents, marks
from ..citing import publication
from .running import Variant, outputs


def receipt(variant: Variant, root: Path) -> dict:
    """Return a receipt, to be written as JSON.

    Returns
    -------
    dict
        ``edition``, ``commit`` and whether ``changed`` since, ``python``, digests of the ``lock`` and the
        ``data``, the ``notebook`` and the digest of its ``cells``; ``parameters``: each value asked for,
        beside the book's; ``outputs``: of each number, figure and table its kind, its digest, and whether it
        is the book's; ``differs``: of each number that is not, both values.
    """
    asked, known = variant.question.values, variant.question.parameters
    own, here = outputs(variant.book), outputs(variant.notebook)
    return {
        "what": "a variant of a chapter, which is no part of the edition",
        "edition": publication.read(root).version,
        **_commit(root),
        "python": platform.python_version(),
        "lock": _digest(root / "uv.lock"),
        "data": _digest(root / "data" / NAME),
        "notebook": contents.named(variant.question.path, root),
        "cells": sha256("\0".join(basis.sources(variant.book)).encode()).hexdigest(),
        "parameters": {name: {"asked": value, "book": known[name].own} for name, value in asked.items()},
        "outputs": {
            name: {"kind": kind, "sha256": digest, "as in the book": own.get(name) == (kind, digest)}
            for name, (kind, digest) in here.items()
        },
        "differs": {name: {"book": old, "here": new} for name, (old, new) in variant.apart().items()},
        "numbers": len(marks.values(variant.notebook)),
    }


def _commit(root: Path) -> dict[str, object]:
    """Return the commit of a clone, and whether its files have changed since; nothing is known of a copy."""
    try:
        commit, changed = (_git(root, *words) for words in (["rev-parse", "HEAD"], ["status", "--porcelain"]))
    except (OSError, subprocess.CalledProcessError):
        return {"commit": None, "changed": None}
    return {"commit": commit, "changed": bool(changed)}


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
