"""What a build keeps for the next one: the same thing, whole, and nothing of a book that is no more."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from helpers.book.build import raster
from helpers.book.build.kept import Kept

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M1 5h6v6H1z"/></svg>'


def test_a_thing_is_made_anew_when_anything_it_is_made_of_is_another(tmp_path):
    made = iter([b"1", b"2", b"3", b"4"])
    of = [[b"ab", b"c"], [b"a", b"bc"], [b"ab", b"c"], [b"ab"]]
    assert [Kept(tmp_path).or_made("x", parts, lambda: next(made)) for parts in of] == [
        b"1",
        b"2",
        b"1",
        b"3",
    ]


def test_what_stops_in_the_middle_leaves_nothing_under_the_name(tmp_path, monkeypatch):
    def stopped(path, content):
        path.touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("pathlib.Path.write_bytes", stopped)
        Kept(tmp_path).or_made("x", [b"a"], lambda: b"whole")
    again = Kept(tmp_path)
    assert again.or_made("x", [b"a"], lambda: b"whole") == b"whole"


def test_what_no_page_asked_for_goes(tmp_path):
    Kept(tmp_path).or_made("x", [b"old"], lambda: b"old")
    now = Kept(tmp_path)
    now.or_made("x", [b"new"], lambda: b"new")
    now.drop_others()
    assert len(list(tmp_path.iterdir())) == 1
    assert now.or_made("x", [b"new"], lambda: b"again") == b"new"


@pytest.mark.parametrize("spoiled", [b"", b"half", None])
def test_what_is_not_whole_is_made_again(tmp_path, spoiled):
    Kept(tmp_path).or_made("x", [b"a"], lambda: b"whole")
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-1] if spoiled is None else spoiled)
    assert Kept(tmp_path).or_made("x", [b"a"], lambda: b"again") == b"again"
    assert Kept(tmp_path).or_made("x", [b"a"], lambda: b"whole") == b"again"


def test_other_code_makes_anew_what_it_makes_of_the_same(tmp_path):
    def maker(written):
        path = tmp_path / "maker.py"
        path.write_text(written)
        names = {"__file__": str(path)}
        exec(compile(written, path, "exec"), names)
        return names["make"]

    old = "def make():\n    return b'old'\n"
    made = [
        Kept(tmp_path / "kept").or_made("x", [b"a"], maker(one))
        for one in (old, old, old.replace("old", "new"))
    ]
    assert made == [b"old", b"old", b"new"]


def loaded(path):
    """Run the module that draws points from another file, in whose place it lies."""
    found = importlib.util.spec_from_file_location("helpers.book.build.drawn_otherwise", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_a_picture_of_points_is_drawn_again_when_the_code_that_draws_it_is_another(tmp_path):
    own, kept = Path(raster.__file__), tmp_path / "kept"
    (tmp_path / "pages").symlink_to(own.parents[1] / "pages")
    (tmp_path / "build").mkdir()
    path = Path(shutil.copy(own, tmp_path / "build"))
    first = loaded(path).png(DRAWING, kept=Kept(kept))
    assert loaded(path).png(DRAWING, kept=Kept(kept)) == first and len(list(kept.iterdir())) == 1
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("zoom=zoom,", "zoom=2 * zoom,"), encoding="utf-8")
    again = loaded(path).png(DRAWING, kept=Kept(kept))
    assert again == loaded(path).png(DRAWING) != first
