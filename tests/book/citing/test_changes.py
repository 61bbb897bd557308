"""What has become of what one cited: the words that changed, the id that moved, and what is refused."""

import gzip
import json

import pytest

from helpers.book.citing import CitingError, difference, edition, marking, publication, register, said
from tests.book.citing.test_citing import FIGURE, book, read, section  # noqa: F401

pytestmark = pytest.mark.thorough

OLD = "<p>Ten states voted. Iran stayed away.</p><table><tr><td>Iran</td><td>3</td></tr></table>"
NEW = "<p>Eleven states voted. Iran stayed away.</p><table><tr><td>Iran</td><td>4</td></tr></table>"


def shows(book, text):  # noqa: F811
    votes, war = section("syria-votes", text=text), section("syria-war", text=FIGURE.format(n="5.1"))
    book.page("chapters/05-syria.html", "syria", votes, war)
    return book.build()


def keep(book, version, doi=""):  # noqa: F811
    """Publish an edition as freezing does: its ids, its texts, its manifest."""
    book.version(version)
    book.build()
    book.enter(version)
    texts = {one.id: (one.digest, one.text) for one in book.units()}
    said.keep(book.root, version, "2026-11-22", texts, doi)
    (book.root / "editions" / f"{version}.sha256").write_text(register.bound(book.ids) + "\n")


@pytest.fixture
def published(book):  # noqa: F811
    """A book of which two editions are out, and the words of the second are known."""
    shows(book, OLD)
    keep(book, "2026.2")
    book.version("2026.3")
    return book


@pytest.mark.complaint("cite-what-was-read")
def test_who_cites_an_edition_sees_the_words_that_changed(published):
    page = read(shows(published, NEW), "cite/syria-votes.html")
    assert "<td>2026.2</td><td>changed</td>" in page
    assert "What has changed since edition 2026.2" in page
    assert "<p><del>Ten</del> <ins>Eleven</ins> states voted.</p>" in page
    assert "<p>Iran | <del>3</del> <ins>4</ins></p>" in page
    assert (
        "stayed away"
        not in page.partition("What has changed since edition 2026.2")[2].partition("</details>")[0]
    )
    assert "What it said then was not kept." in page  # of 2026.1
    assert "has changed" not in read(published.root / "html", "cite/syria-war.html")


def test_what_did_not_change_since_the_edition_before_is_kept_once(published):
    shows(published, NEW)
    keep(published, "2026.3")
    third = json.loads(gzip.decompress(said.path(published.root, "2026.3").read_bytes()))
    assert set(third["units"]) == {"syria", "syria-votes"}


def test_a_moved_id_keeps_records_history_and_difference(published):
    votes, war = section("syria-roll-calls", text=NEW), section("syria-war", text=FIGURE.format(n="5.1"))
    published.page("chapters/05-syria.html", "syria", votes, war)
    published.line(id="syria-votes", kind="section", event="moved", goal="syria-roll-calls", edition="2026.3")
    folder = published.build()
    old, new = read(folder, "cite/syria-votes.html"), read(folder, "cite/syria-roll-calls.html")
    assert "<td>2026.2</td><td>moved to syria-roll-calls in edition 2026.3</td>" in old
    assert "<td>2026.2, as syria-votes</td><td>moved to syria-roll-calls in edition 2026.3</td>" in new
    for page in (old, new):
        assert "<del>Ten</del> <ins>Eleven</ins>" in page
    (item,) = json.loads(read(folder, "cite/syria-votes.json"))
    assert item["edition"] == "2026.2" and item["issued"]["date-parts"] == [[2026, 11, 22]]
    assert item["title"] == "Syria, section 1, “Syria-Votes”" and item["chapter-number"] == "5"
    for kind in ("bib", "ris", "json"):
        assert f'href="syria-votes.{kind}"' in old


def test_a_chart_is_compared_mark_by_mark():
    then = json.dumps([["Iran", [2011, 2012], [1, 2]], [None, [0, 9], [0, 9]]])
    now = json.dumps([["Iran", [2011, 2012], [1, 3]], [None, [0, 8], [0, 8]]])
    shown = difference.shown(f"{marking.LINE}{then}{marking.LINE}", f"{marking.LINE}{now}{marking.LINE}")
    assert shown == "<p>Iran: 2012, <del>2</del> <ins>3</ins></p>"


def test_a_chapter_is_compared_whole():
    then = [f"{number % 7}" for number in range(9_000)]
    now = [*then[:4_000], "Anew.", *then[4_000:8_000], "8", *then[8_001:]]
    shown = difference.shown(*(marking.LINE.join(lines) for lines in (then, now)))
    assert shown.split("\n") == [
        "<p><ins>Anew.</ins></p>",
        "<p><del>6</del></p>",
        "<p><ins>8</ins></p>",
    ]


def test_lines_that_say_nothing_keep_no_sentence_from_its_pair():
    then = [" ", "One was counted by us.", "Code", "The same.", f"{marking.CELL} ", ""]
    now = ["Two were counted by us.", " ", "The same."]
    shown = difference.shown(*(marking.LINE.join(lines) for lines in (then, now)))
    assert shown == "<p><del>One was</del> <ins>Two were</ins> counted by us.</p>"


def test_text_of_a_page_is_shown_as_text():
    assert "<b>" not in difference.shown("Two.", "Three <b>bold</b>.")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda kept: kept["units"]["syria-votes"].__setitem__(1, "Other."), "is not what its seal says"),
        (lambda kept: kept.pop("seal"), "it cannot be read"),
        (lambda kept: (kept["units"].update({"syria-votes": ["0" * 16, "Other."]}),
                       kept.update(seal=said._seal(kept["units"]))), "the text of 'syria-votes' is not"),
        (lambda kept: (kept["units"].update({"nobody": ["0" * 16, "Other."]}),
                       kept.update(seal=said._seal(kept["units"]))), "ids.csv knows no unit 'nobody'"),
    ],
)  # fmt: skip
def test_a_tampered_file_of_texts_is_named(published, spoil, message):
    path = said.path(published.root, "2026.2")
    kept = json.loads(gzip.decompress(path.read_bytes()))
    spoil(kept)
    path.write_bytes(gzip.compress(json.dumps(kept).encode()))
    with pytest.raises(
        CitingError, match=rf"editions/2026\.2\.units\.json\.gz: .*{message}(.|\n)*git checkout"
    ):
        published.build()


def test_a_cut_file_of_texts_is_named(published):
    path = said.path(published.root, "2026.2")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CitingError, match=r"2026\.2\.units\.json\.gz: it cannot be read"):
        published.build()


def test_what_is_lost_of_an_edition_is_said(published, capsys):
    (published.root / "editions" / "2026.2.sha256").unlink()
    published.build()
    told = capsys.readouterr().out
    assert "editions/2026.2.sha256 is not there, though edition 2026.2 was published: git checkout" in told
    assert "editions/2026.1.units.json.gz is not there" in told and "citing.said 2026.1 CLONE" in told


def test_texts_that_are_not_those_of_the_edition_are_refused(published):
    units = {one.id: (one.digest, one.text) for one in published.units()}
    with pytest.raises(CitingError, match=r"2026\.2\.units\.json\.gz is there: edition 2026\.2 is frozen"):
        said.keep(published.root, "2026.2", "2026-11-22", units)
    said.path(published.root, "2026.2").unlink()
    with pytest.raises(CitingError, match=r"what is to be kept of edition 2026\.2 is not what"):
        said.keep(published.root, "2026.2", "2026-11-22", units | {"syria-war": ("0" * 16, "Other.")})


def test_an_edition_is_frozen_once_also_where_its_manifest_is_lost(published):
    published.version("2026.2")
    for lost, message in (
        (False, "2026.2.sha256 is there: edition 2026.2 is frozen"),
        (True, "is gone. Restore it"),
    ):
        if lost:
            publication.manifest(published.root, "2026.2").unlink()
        with pytest.raises(CitingError, match=message):
            edition.main(published.root)
    published.version("2025.3")
    with pytest.raises(CitingError, match=r"edition 2026\.2 is there, and 2025\.3 would come before it"):
        edition.main(published.root)
