"""What an archive takes: all of one frozen edition, checked, and nothing of a draft."""

import json
import subprocess
import zipfile

import pytest

from helpers.book.citing import publication
from helpers.book.publish import PublishError, deposit
from tests.book.publish.test_site import PAGE, freeze, write
from tests.small import ROOT, git

pytestmark = pytest.mark.thorough

RECORD = publication.read(ROOT)
GOOD = publication.zenodo(RECORD)


@pytest.fixture
def root(tmp_path):
    """A clone whose edition is frozen and committed."""
    root = tmp_path / "book"
    (root / "data").mkdir(parents=True)
    (root / "CITATION.cff").write_bytes((ROOT / "CITATION.cff").read_bytes())
    kept = root / "_build" / "editions" / RECORD.version
    write(kept, index_html=PAGE.format(name="Now", day=29), data__data_css="a")
    (kept / "data" / "data.css").rename(kept / "data" / "data.zip")
    freeze(root, RECORD.version, kept)
    (root / ".zenodo.json").write_text(json.dumps(GOOD))
    (root / ".gitignore").write_text("_build/\n*.pdf\n")
    (root / "on.pdf").write_bytes(b"%PDF")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "freeze")
    return root


def make(root):
    return deposit.make(root, root / "_build" / "deposit", root / "on.pdf")


def test_a_deposit_has_source_data_book_paper_manifest_and_metadata(root):
    made = make(root)
    stem = f"coalition-or-alliance-{RECORD.version}"
    names = {path.name.removeprefix(stem) for path in made.iterdir()}
    assert names == {
        "-source.zip",
        "-book.zip",
        "-data.zip",
        ".pdf",
        ".sha256",
        ".zenodo.json",
        "README.txt",
        "SHA256SUMS",
    }
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=made, check=False)
    assert checked.returncode == 0
    with zipfile.ZipFile(made / f"{stem}-source.zip") as source:
        assert f"{stem}/editions/{RECORD.version}.sha256" in source.namelist()
    with zipfile.ZipFile(made / f"{stem}-book.zip") as book:
        book.extractall(root / "unpacked")
    held = subprocess.run(
        ["sha256sum", "--check", "--quiet", made / f"{stem}.sha256"],
        cwd=root / "unpacked" / stem,
        check=False,
    )
    assert held.returncode == 0 and deposit.check(made) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda r: (r / f"editions/{RECORD.version}.sha256").unlink(), "is a draft"),
        (lambda r: write(r / f"_build/editions/{RECORD.version}", index_html="x"), "not as it was frozen"),
        (
            lambda r: (r / f"_build/editions/{RECORD.version}").rename(r / "_build/away"),
            "no build of it lies",
        ),
        (lambda r: (r / ".git").rename(r / "_build/away"), "is in no commit"),
    ],
)
def test_what_is_not_final_is_not_deposited(root, spoil, said):
    spoil(root)
    with pytest.raises(PublishError, match=said):
        make(root)
    assert not (root / "_build" / "deposit" / RECORD.version).exists()


def test_pages_that_are_not_those_of_the_edition_are_not_bound(root):
    write(root / "_build" / "html", index_html="later")
    with pytest.raises(PublishError, match="the built book is not edition"):
        deposit.require_built(root)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "title: is missing"),
        ({"upload_type": "book"}, "upload_type: 'book' is none of"),
        ({"publication_type": ""}, "publication_type: needed"),
        ({"access_right": "free"}, "access_right: 'free' is none of"),
        ({"license": ""}, "license: needed"),
        ({"creators": [{}]}, "creators: each needs a name"),
        ({"publication_date": "29 November"}, "publication_date: is no date"),
        ({"language": "en"}, "language: is no code"),
        ({"keywords": [""]}, "keywords: each"),
        ({"version": 2026.3}, "version: is text"),
        ({"doi": "https://doi.org/10.5281/zenodo.1"}, "doi: 'https"),
    ],
)
def test_metadata_against_a_rule_are_refused(change, said):
    assert deposit.faults_of(GOOD) == []
    (fault,) = deposit.faults_of(GOOD | change)
    assert fault.startswith(said)


def test_a_record_has_no_folders_and_not_too_many_files(root, monkeypatch):
    made = make(root)
    monkeypatch.setattr(deposit, "FILES", 3)
    (made / "more").mkdir()
    said = deposit.check(made)
    assert "more is a folder, and a record has none" in said and any("3 are allowed" in one for one in said)
