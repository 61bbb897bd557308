"""What an archive takes of one frozen edition, in one folder, ready to be uploaded by hand; nothing is sent.

The rules are those that Zenodo publishes: "Deposit metadata" at developers.zenodo.org for the record, and
"Quota" at help.zenodo.org for the files, which lie beside each other, since a record has no folders.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..citing import publication
from ..takeaway import offer, packing
from ..takeaway import path as takeaway_path
from . import PublishError, frozen, manifests
from .commits import frozen_by, git
from .manifests import FOLDER, Manifest

METADATA = publication.ZENODO
SUMS = "SHA256SUMS"
FILES, BYTES = 100, 50_000_000_000  # that one record may have
REQUIRED = ("title", "creators", "description", "upload_type", "publication_date", "access_right")
TYPES = {"publication", "poster", "presentation", "dataset", "image", "video", "software", "lesson", "other"}
TYPES |= {"physicalobject"}
ACCESS = {"open", "embargoed", "restricted", "closed"}
KINDS = {"publication": "publication_type", "image": "image_type"}
LANGUAGE = re.compile(r"[a-z]{3}")


def make(root: Path, out: Path, pdf: Path) -> Path:
    """Put together what an archive takes of the edition that CITATION.cff names, and return the folder.

    Parameters
    ----------
    root
        The clone; its edition is frozen and committed, and a build of it is kept.
    out
        Where the folder is made.
    pdf
        The edition on paper.

    Raises
    ------
    PublishError
        When the edition is a draft, when anything is not as it was frozen, or against a rule of the archive.
    """
    record = publication.read(root)
    manifest = _manifest(root, record.version)
    commit = frozen_by(root, record.version)
    if not commit:
        raise PublishError(f"{FOLDER}/{manifest.path.name} is in no commit: commit it, then run this again")
    found = frozen.find(manifest, [root / "_build" / "editions"])
    if found.folder is None:
        raise PublishError(f"edition {record.version}: {found.why}. next: make site, then this again")
    target, new = out / record.version, out / f"{record.version}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, content in _files(root, record, manifest, found.folder, commit, pdf):
        (new / name).write_bytes(content)
    (new / SUMS).write_text(_sums(new), encoding="utf-8", newline="\n")
    if faults := check(new):
        raise PublishError("the archive would refuse this deposit:\n  " + "\n  ".join(faults))
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)
    return target


def require_built(root: Path) -> None:
    """Refuse to bind pages that are not those of the frozen edition.

    Raises
    ------
    PublishError
        Naming the first files that differ.
    """
    html, manifest = root / "_build" / "html", _manifest(root, publication.read(root).version)
    ours = {f"{offer.FOLDER}/{path.name}" for path in offer.offered(html)}
    offering = {f"{name} is no part of it" for name in ours} | (
        {"index.html is not as frozen"} if ours else set()
    )
    if faults := [one for one in manifest.faults(html) if one not in offering]:
        said = "; ".join(faults[: frozen.SHOWN])
        raise PublishError(
            f"the built book is not edition {manifest.version} as frozen ({len(faults)} files: {said})\n"
            "  next: check out the commit that froze it, then run this there"
        )


def check(folder: Path) -> list[str]:
    """Return what the archive would refuse of a folder: its metadata, the number and size of its files."""
    files = list(folder.iterdir())
    faults = [f"{path.name} is a folder, and a record has none" for path in files if path.is_dir()]
    if len(files) > FILES:
        faults.append(f"{len(files)} files, {FILES} are allowed")
    if (size := sum(path.stat().st_size for path in files)) > BYTES:
        faults.append(f"{size / 1e9:.1f} GB, {BYTES / 1e9:.0f} GB are allowed")
    if not (folder / METADATA).is_file():
        return [*faults, f"{METADATA} is missing"]
    return [*faults, *faults_of(json.loads((folder / METADATA).read_text(encoding="utf-8")))]


def faults_of(metadata: Mapping) -> list[str]:
    """Return what is against the rules in the metadata of a record.

    Examples
    --------
    >>> one = {"title": "T", "creators": [{"name": "We"}], "description": "D", "upload_type": "dataset"}
    >>> faults_of(one | {"publication_date": "2026-11-29", "access_right": "open"})
    ["license: needed where access_right is 'open'"]
    """
    return [f"{field}: {what}" for field, what in _faults(metadata)]


def _faults(metadata: Mapping) -> Iterator[tuple[str, str]]:
    yield from ((field, "is missing") for field in REQUIRED if not metadata.get(field))
    kind, access = metadata.get("upload_type"), metadata.get("access_right")
    if kind and kind not in TYPES:
        yield "upload_type", f"{kind!r} is none of {', '.join(sorted(TYPES))}"
    if (needed := KINDS.get(kind or "")) and not metadata.get(needed):
        yield needed, f"needed where upload_type is {kind!r}"
    if access and access not in ACCESS:
        yield "access_right", f"{access!r} is none of {', '.join(sorted(ACCESS))}"
    if access in ("open", "embargoed") and not metadata.get("license"):
        yield "license", f"needed where access_right is {access!r}"
    if not all(creator.get("name") for creator in metadata.get("creators", ())):
        yield "creators", "each needs a name"
    if not _is_date(metadata.get("publication_date", "")):
        yield "publication_date", "is no date of the form 2026-11-22"
    if not LANGUAGE.fullmatch(metadata.get("language", "eng")):
        yield "language", "is no code of three letters"
    if not all(isinstance(word, str) and word for word in metadata.get("keywords", ())):
        yield "keywords", "each is a word or several"
    if (doi := metadata.get("doi")) and not publication.DOI.fullmatch(doi):
        yield "doi", f"{doi!r} is not of the form 10.5281/zenodo.1234567"
    if not isinstance(metadata.get("version", ""), str):
        yield "version", "is text, in quotes"


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _manifest(root: Path, version: str) -> Manifest:
    path = root / FOLDER / f"{version}.sha256"
    if not path.is_file():
        raise PublishError(
            f"edition {version} is a draft: {FOLDER}/{path.name} is missing, and an archive takes what is"
            " final. next: make edition, commit what it says, then run this again"
        )
    return manifests.read(path)


def _files(
    root: Path, record: publication.Publication, manifest: Manifest, folder: Path, commit: str, pdf: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield what is deposited: source, book, tables, PDF, manifest, metadata, and what all this is."""
    stem = takeaway_path(root, record.version, "pdf").stem
    archived = root / "_build" / f"{stem}-deposit.zip"
    try:
        said = git(root, "archive", "--format=zip", f"--prefix={stem}/", "-o", str(archived), commit)
        if said.returncode:
            raise PublishError(f"git can't pack commit {commit[:7]}: {said.stderr.strip()}")
        yield f"{stem}-source.zip", archived.read_bytes()
        names = sorted(manifest.files.keys() - manifest.here)
        packing.pack(archived, ((f"{stem}/{name}", (folder / name).read_bytes()) for name in names))
        yield f"{stem}-book.zip", archived.read_bytes()
    finally:
        archived.unlink(missing_ok=True)
    yield f"{stem}-data.zip", (folder / "data" / "data.zip").read_bytes()
    yield f"{stem}.pdf", pdf.read_bytes()
    yield f"{stem}.sha256", manifest.path.read_bytes()
    metadata = git(root, "show", f"{commit}:{METADATA}")
    if metadata.returncode:
        raise PublishError(f"{METADATA} is not in commit {commit[:7]}, which froze edition {record.version}")
    yield METADATA, metadata.stdout.encode()
    yield "README.txt", readme(record, stem, commit).encode()


def readme(record: publication.Publication, stem: str, commit: str) -> str:
    """Return what the files are, and how to prove them."""
    where = f"On the web: {record.address}/{record.version}/index.html\n" if record.address else ""
    doi = f"{record.resolver}\n" if record.doi else ""
    return f"""{record.title}
Edition {record.version}, {record.day}
{doi}
{stem}-source.zip
    the repository at commit {commit}, which froze the edition; `make book` builds it
{stem}-book.zip
    the built edition: unpack it, then open index.html; nothing in it needs a network
{stem}-data.zip
    the tables as CSV, with datapackage.json
{stem}.pdf
    the edition on paper
{stem}.sha256
    the manifest: in the unpacked book, sha256sum --check ../{stem}.sha256
{METADATA}
    the record, as Zenodo reads it
{SUMS}
    the digests of these files: sha256sum --check {SUMS}

{where}Text and tables: {record.license}, {record.terms}. Code: MIT.
Other people's data stand under their own terms: see README.txt in {stem}-data.zip.
"""


def _sums(folder: Path) -> str:
    files = sorted(folder.iterdir())
    return "".join(f"{manifests.digest(path.read_bytes())}  {path.name}\n" for path in files)
