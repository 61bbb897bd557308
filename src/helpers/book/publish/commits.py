"""What git knows of a clone."""

from __future__ import annotations

import subprocess
from pathlib import Path


def frozen_by(root: Path, version: str) -> str:
    """Return the commit that last wrote the manifest of an edition, or nothing where git knows of none."""
    said = git(root, "log", "-1", "--format=%H", "--", f"editions/{version}.sha256")
    return said.stdout.strip() if said.returncode == 0 else ""


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run git in a clone, and return what it said; a machine without git says so."""
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return subprocess.CompletedProcess(arguments, 127, "", "there is no git on this machine")
