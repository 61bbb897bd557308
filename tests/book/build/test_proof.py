"""A frozen edition builds again in any clone: another folder, locale, time zone and seed, the same bytes."""

import shutil
import zipfile

import pytest

from helpers import tables
from helpers.book.build import archive
from tests import small
from tests.small import git, python

pytestmark = pytest.mark.thorough

EDITION = ("-m", "helpers.book.citing.edition")
ELSEWHERE = {"TZ": "Asia/Tehran", "PYTHONHASHSEED": "11", "LC_ALL": "C.UTF-8", "LANG": "fa_IR.UTF-8"}


@pytest.mark.complaint("zone-in-the-bytes", "path-with-blanks")
def test_an_edition_frozen_in_one_folder_is_proved_in_another(tmp_path):
    book = small.make(tmp_path / "one" / "book")
    git(book, "init", "-q", "-b", "main")
    python(book, *EDITION, PYTHONHASHSEED="1", TZ="America/Lima")
    git(book, "add", ".")
    git(book, "commit", "-q", "-m", "all")
    other = tmp_path / "کتاب من" / "derive" / "two"
    git(tmp_path, "clone", "-q", str(book), str(other))
    assert "lines of its manifest hold" in python(other, *EDITION, "--check", **ELSEWHERE)
    small.change(other / "chapters" / "glossary.md", "words", "WORDS")
    said = python(other, *EDITION, "--check", check=False, **ELSEWHERE)
    assert "do not hold: " in said and "chapters/glossary.html" in said and "Traceback" not in said


def test_the_archive_of_tables_is_stored_so_that_no_library_shows_in_its_bytes(tmp_path, monkeypatch):
    folder, again = tmp_path / "data", tmp_path / "again"
    small.carry(small.NEEDED, folder)
    shutil.copytree(folder, again)
    for path in again.rglob("*.csv"):
        path.chmod(0o600)
    for place in (folder, again):
        monkeypatch.setenv("BOOK_DATA", str(place))
        archive.carry(tmp_path / f"{place.name}-carried")
    one, two = (tmp_path / f"{place.name}-carried" / archive.NAME for place in (folder, again))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        kinds = {(one.compress_type, one.date_time, one.create_system) for one in packed.infolist()}
        assert kinds == {(zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 3)}
        claims = tables.describe("claims")["path"]
        assert packed.read(claims) == (folder / claims).read_bytes()
