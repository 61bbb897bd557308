"""What units have of their own is found again where nothing changed, and never where anything did."""

import json
import shutil

import pytest

from helpers.book.build.kept import Kept
from helpers.book.citing import finish, once
from tests.book.citing import test_citing
from tests.book.citing.test_citing import FIGURE, book, section  # noqa: F401

pytestmark = pytest.mark.thorough


def content(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def enter_an_erratum(it, monkeypatch):
    it.erratum()


def name_the_figure_elsewhere(it, monkeypatch):
    said = '<p>See <a href="05-syria.html#fig-votes">the votes</a>.</p>'
    it.page("chapters/06-votes.html", "votes", section("votes-all", text=said))


def publish(it, monkeypatch):
    monkeypatch.setenv("BOOK_URL", "https://book.example.org")


def enter_an_edition(it, monkeypatch):
    it.enter("2026.2")
    it.version("2026.3")


def change_a_word(it, monkeypatch):
    it.pages["chapters/05-syria.html"] = it.pages["chapters/05-syria.html"].replace("Words.", "Other words.")


def change_the_data_of_the_figure(it, monkeypatch):
    other = {"data": [{"name": "Iran", "x": [2011], "y": [2]}], "layout": {}}
    monkeypatch.setattr(test_citing, "SPECIFICATION", other)


CHANGES = [
    enter_an_erratum, name_the_figure_elsewhere, publish, enter_an_edition, change_a_word,
    change_the_data_of_the_figure,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_after_any_change_all_is_as_in_a_build_from_nothing(book, monkeypatch, change):  # noqa: F811
    before = content(book.build())
    change(book, monkeypatch)
    after = content(book.build())
    shutil.rmtree(book.root / "kept")
    assert after == content(book.build()) != before


def test_a_description_of_a_table_that_changed_is_in_the_pages_anew(tmp_path, monkeypatch):
    small = test_citing.Book(tmp_path)
    monkeypatch.setenv("BOOK_DATA", str(tmp_path / "data"))
    row = '<div class="actions"><details class="sources"><p>'
    row += '<a class="download" href="../data/record/states.csv">'
    figure = FIGURE.format(n="5.1").replace('<div class="actions">', f"{row}S</a></p></details>", 1)
    small.page("chapters/05-syria.html", "syria", section("syria-votes", text=figure))
    small.build()
    path = tmp_path / "data" / "record" / "states.schema.json"
    described = json.loads(path.read_text(encoding="utf-8")) | {"title": "States, by another name"}
    path.write_text(json.dumps(described), encoding="utf-8")
    assert "States, by another name" in (small.build() / "cite" / "fig-votes.html").read_text(
        encoding="utf-8"
    )


def test_only_the_pages_that_changed_are_cited_anew(book, monkeypatch):  # noqa: F811
    first, written, write = content(book.build()), [], finish.Finish.write_unit
    monkeypatch.setattr(
        finish.Finish, "write_unit", lambda self, unit: (written.append(unit.id), write(self, unit))[1]
    )
    assert content(book.build()) == first and written == []
    book.page("chapters/06-votes.html", "votes", section("votes-all"))
    book.build()
    assert written == ["votes", "votes-all"]


def test_what_was_kept_beside_stays_as_long_as_the_page_is_found_again(tmp_path):
    for _ in range(3):
        kept = Kept(tmp_path)
        once.found_or_made(kept, [b"a page"], lambda kept=kept: _with_a_picture(kept))
        kept.drop_others()
    assert len([*tmp_path.glob("*-picture.png")]) == 1


def _with_a_picture(kept):
    kept.or_made("picture.png", [b"drawn"], lambda: b"points")
    return once.Made([], {})
