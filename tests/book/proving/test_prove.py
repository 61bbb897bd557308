"""What was tampered with is named, receipts are held to their form, and two are compared.

On a chapter as it stands, with its tables and code. ``PROVE=all`` also proves a small book, which is killed
and built again for that.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from helpers import code
from helpers.book.build import contents
from helpers.book.build.run import PROBLEMS
from helpers.book.citing import edition, publication
from helpers.book.proving import ProofError, __main__, measured, outputs, prove, receipt, second, shown, words
from tests import small
from tests.small import ROOT, change, git

pytestmark = pytest.mark.thorough

NAME = "chapters/10-home.ipynb"
TABLES = ("opinion", "survey_trends", "claims")
WAY = second.Ways("POSIX", "Asia/Tehran", 7, 1.5)
ALL = pytest.mark.skipif(os.environ.get("PROVE") != "all", reason="takes minutes: PROVE=all make test")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A clone of one chapter, with all that its outputs rest on."""
    root = tmp_path_factory.mktemp("kept") / "clone"
    noted = [line.split()[:2] for line in (ROOT / NAME).with_suffix(".made-from").read_text().splitlines()]
    named = {name.partition(".")[0] for kind, name in noted if kind in ("table", "schema", "column")}
    small.carry({*named, "claims"}, root / "data")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (
        "CITATION.cff",
        "uv.lock",
        NAME,
        *(NAME.replace("ipynb", one) for one in ("yml", "made-from")),
    ):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: {NAME.removesuffix('.ipynb')}\n")
    return root


def settle(root, monkeypatch):
    """Let the tables and the code that run be those of a clone."""
    monkeypatch.setenv("BOOK_DATA", str(root / "data"))
    monkeypatch.setattr(code, "HERE", root / "src" / "helpers")


@pytest.fixture
def clone(kept, tmp_path, monkeypatch):
    """A copy of it that may be tampered with."""
    root = shutil.copytree(kept, tmp_path / "clone")
    settle(root, monkeypatch)
    return root


@pytest.fixture(scope="module")
def whole(kept):
    """The receipt of a clone as it stands."""
    with pytest.MonkeyPatch.context() as patched:
        settle(kept, patched)
        return made(kept)


def book(root):
    return contents.read(root / NAME, root)


def made(root, now=None, files=None):
    """Return the receipt of a rerun that gave these outputs and files."""
    was = {"index.html": "1", "data/opinion.csv": "2"}
    out = prove.Out(
        {NAME: now or book(root)}, measured.files(was, files or was), "first build", "3.12.1", WAY
    )
    return prove.write_down(root, prove.look(root), out, "A reader")


def tampered(root):
    """Return the chapter with a point of a figure, a cell of a table and a number that nobody computed."""
    now = book(root)
    found = [output for cell in now.cells for output in cell.get("outputs", [])]
    figure = next(one for one in found if "application/vnd.plotly.v1+json" in one.data)
    figure.data["application/vnd.plotly.v1+json"]["layout"]["width"] = 1
    table = next(one for one in found if "tbl-" in one.data.get("text/markdown", ""))
    table.data["text/markdown"] += " 9 "
    number = next(one for one in found if "scrapbook" in one.metadata)
    number.data = {"text/plain": "9"}
    return now, number.metadata["scrapbook"]["name"]


def add_to_a_number(root):
    change(next((root / "data").rglob("opinion.csv")), ",26.9,", ",27.9,")


def test_a_clone_as_it_stands_holds(whole):
    assert whole.rerun["origins"] == whole.differs == []


def test_a_tampered_datum_is_named(clone):
    add_to_a_number(clone)
    assert f"{NAME}: table opinion" in prove.look(clone).origins
    assert all("helper" not in one for one in prove.look(clone).origins)


def test_a_tampered_helper_is_named(clone):
    change(clone / "src/helpers/words.py", "def fill(", "def fill(*_, **__): ...\n\n\ndef filled(")
    assert f"{NAME}: helper helpers.words.fill" in prove.look(clone).origins


def test_a_tampered_output_is_named_with_its_cell_and_figure_table_or_number(clone, whole):
    now, number = tampered(clone)
    found = outputs.differing(book(clone), now)
    assert len(found) == 3 and all(one.startswith("cell ") for one in found)
    assert {one.split(", ")[1].split(" ")[0] for one in found} == {"figure", "table", "number"}
    assert any(one.endswith(f"number {number}") for one in found)
    assert any("figure fig-home-" in one for one in found) and any("table tbl-home-" in one for one in found)
    after = made(clone, now)
    assert after.differs == [f"{NAME}, {one}" for one in found]
    assert after.rerun["notebooks"][NAME]["digest"] != whole.rerun["notebooks"][NAME]["digest"]
    contents.write(now, clone / NAME)
    assert prove.look(clone).origins == [f"{NAME}: notebook outputs"]
    (clone / NAME).with_suffix(".made-from").unlink()
    assert prove.look(clone).origins == [f"{NAME}: nothing is known of its run"]


def test_a_file_that_differs_is_named_and_counted(clone):
    found = made(clone, files={"index.html": "1", "data/opinion.csv": "3", "new.css": "1"})
    assert found.differs == ["new.css", "data/opinion.csv"]  # kind by kind
    assert dict(words.rows(found))["files .html"] == "1 identical"
    assert dict(words.rows(found))["files .csv"] == "0 of 1 identical; differs: data/opinion.csv"
    assert found.content["summary"] == "1 of 1 notebooks and 1 of 3 files came out the same."


def test_nothing_in_a_receipt_tells_of_a_person_or_a_path(kept, whole):
    text = whole.text()
    named = {str(kept), str(ROOT), str(Path.home()), os.uname().nodename, os.environ.get("USER")}
    assert not [one for one in named if one and one in text]


SPOILED = {
    "edited": (
        lambda one: one.update(summary="All is well."),
        r"rerun\.seal is not .* it was edited; next: ",
    ),
    "no date": (lambda one: one.update(check_time="yesterday"), r"check_time has to be a date of the form"),
    "no edition": (lambda one: one["rerun"].pop("edition"), r"rerun\.edition is missing; it is an edition"),
    "of another kind": (lambda one: one["rerun"].update(lock=3), r"rerun\.lock has to be sixteen hex"),
    "a script": (lambda one: one["rerun"]["machine"].update(system="<script>"), r"system has to be one word"),
    "no notebook": (lambda one: one["rerun"].update(notebooks={NAME: {}}), r"notebooks has to be digests by"),
    "a count": (lambda one: one["rerun"]["files"]["csv"].update(same=0), r"rerun\.files has to be counts"),
    "a field more": (lambda one: one.update(praise="much"), r"'praise' is no field of a receipt"),
    "nobody": (lambda one: one.update(codechecker=[{"ORCID": "0"}]), r"codechecker: name is missing"),
    "a line more": (lambda one: one.update(manifest=[]), r"manifest has to list the notebooks"),
    "nothing": (lambda one: one.clear(), r"rerun is missing: no receipt"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILED.values(), ids=SPOILED)
def test_a_receipt_that_is_none_or_was_edited_is_refused_in_one_sentence(whole, tmp_path, spoil, said):
    content = json.loads(whole.text())
    spoil(content)
    path = tmp_path / "proofs" / whole.name
    path.parent.mkdir()
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ProofError, match=rf"^proofs/{whole.name}: .*{said}") as stop:
        receipt.every(tmp_path)
    assert "\n" not in str(stop.value) and isinstance(stop.value, PROBLEMS)


def test_a_receipt_is_read_as_it_was_written_and_under_its_name_alone(whole, tmp_path):
    path, found = __main__.keep(tmp_path, whole), whole
    assert receipt.read(path) == found
    assert "A reader" in path.with_suffix(".md").read_text(encoding="utf-8")
    other = path.rename(path.with_name("2026.3-other.json"))
    with pytest.raises(ProofError, match=rf"its name has to be {found.name}"):
        receipt.read(other)
    other.write_text("{", encoding="utf-8")
    with pytest.raises(ProofError, match="can't be read as JSON"):
        receipt.read(other)


def test_two_receipts_are_compared_by_table_helper_cell_and_figure(clone, whole, capsys):
    one = whole
    assert __main__.compare(one, one) == 0 and "nothing came out otherwise" in capsys.readouterr().out
    add_to_a_number(clone)
    change(clone / "src/helpers/words.py", "def fill(", "def fill(*_, **__): ...\n\n\ndef filled(")
    other = made(clone, tampered(clone)[0], {"index.html": "3"})
    assert __main__.compare(one, other) == 1
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith("table ") and "opinion.csv is another" in line for line in said)
    assert "helper helpers.words is another" in said
    assert any(
        line.startswith(f"{NAME} shows something else: cell ") and "figure fig-" in line for line in said
    )
    assert said[-2:] == ["files .csv are not all the same", "files .html are not all the same"]


def test_the_foot_of_a_chapter_counts_the_receipts_that_fit_it_as_it_stands(clone, whole):
    digest, page = outputs.digest(book(clone)), NAME.replace("ipynb", "html")
    link = '<a href="proofs.html">{}</a>'
    said = f"Rerun with the same bytes: {whole.day}, Python 3.12, {whole.system}; {link.format('1 proof')}."
    assert shown.foot([whole], NAME, digest, page) == f"<p>{said}</p>"
    assert link.format("2 proofs") in shown.foot([whole, whole], NAME, digest, page)
    other = outputs.digest(tampered(clone)[0])
    none = f"<p>No {link.format('proof of a rerun')} yet of this chapter as it stands.</p>"
    assert {shown.foot(found, NAME, other, page) for found in ([], [whole])} == {none}
    assert (
        shown.foot([made(clone, tampered(clone)[0])], NAME, other, page) == none
    )  # it is no proof: it differs


def test_the_list_says_who_when_where_and_what_still_stands_as_text(clone, whole):
    named = receipt.sealed({**whole.content, "codechecker": [{"name": "<b>A reader"}]})
    listed = shown.told([named], lambda name: outputs.digest(book(clone)))
    for said in (
        f"<b>{whole.day}</b> by &lt;b&gt;A reader, on",
        "1 of its 1 notebooks are still",
        "at commit ",
    ):
        assert (said in listed) == (said != "at commit ")  # a clone of which git knows nothing has none
    assert "0 of its 1 notebooks are still" in shown.told([whole], lambda name: "")
    assert shown.told([], str) == f"<p>{shown.NONE}</p>"


def test_a_second_folder_has_what_git_knows_under_old_dates_and_no_origin(clone, tmp_path):
    git(clone, "init", "-q")
    git(clone, "add", ".")
    (clone / "stray.txt").touch()
    place = second.lay_out(clone, tmp_path / "place")
    held = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    assert NAME in held and "stray.txt" not in held and not [one for one in held if one.endswith("made-from")]
    assert {path.stat().st_mtime for path in held.values()} == {second.OLD}
    assert " " in place.name and not place.name.isascii()


def test_a_frozen_edition_is_held_against_its_manifest_and_built_with_its_settings(clone, monkeypatch):
    monkeypatch.setenv("BOOK_URL", "https://another.example")
    record = publication.read(clone)
    path = clone / "editions" / f"{record.version}.sha256"
    path.parent.mkdir()
    path.write_text(f"# built with BOOK_URL=https://a.example\n{edition.KIND}\n{'0' * 64}  index.html\n")
    files = ({"index.html": "0" * 64}, "manifest")
    assert prove._files_of_first(clone, record, print) == files
    assert os.environ["BOOK_URL"] == "https://a.example"


def test_no_python_of_a_name_is_said_with_the_way_out():
    with pytest.raises(ProofError, match=r"no Python called '9\.9' starts here\n  next: WITH="):
        prove._wanted("9.9")


PROOF = """\
import pathlib, sys
from helpers.book.proving import __main__, prove
root = pathlib.Path.cwd()
found = prove.prove(root, prove.Asked(within=8), lambda copy, wanted: pathlib.Path(sys.executable), print)
print(__main__.keep(root, found))
"""


@ALL
def test_a_small_book_comes_out_the_same_elsewhere_after_a_try_that_was_killed(tmp_path):
    root = small.make(tmp_path / "book")
    small.build(root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "all")
    path = small.python(root, "-c", PROOF, check=False).splitlines()[-1]
    found = receipt.read(root / path)
    assert found.differs == [] and "byte for byte" in found.content["summary"], words.table(found)
    assert found.rerun["commit"] == git(root, "rev-parse", "HEAD").strip()
    assert found.rerun["changed"] == found.rerun["origins"] == []
    assert "killed after" in found.rerun["ways"]["first try"]
