"""Numbers in a notebook's own Markdown: written by the build, each as its place asks for."""

import shutil

import nbformat
import pytest
from nbformat import v4

from helpers.book.build import contents, freshen, marks
from tests.small import ROOT

KNOWN = {"six": "6", "many": "1,234", "share": "3%", "three": "3", "word": "eleven", "odd": "a [b] *c*"}


def notebook(*prose):
    glue = [
        v4.new_output(
            "display_data",
            {"application/papermill.record/text/plain": repr(text)},
            metadata={"scrapbook": {"name": name, "mime_prefix": "application/papermill.record/"}},
        )
        for name, text in KNOWN.items()
    ]
    cells = [v4.new_markdown_cell(text) for text in prose]
    return v4.new_notebook(cells=[*cells, v4.new_code_cell("", outputs=glue)])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("It vetoed [](#n-six) of [](#n-many).", "six 1,234"),
        ("[](#n-six) drafts fell. [](#n-three) did not.", "Six Three"),
        ("**[](#n-six)** fell.", "Six"),
        ("On [](#n-six) May, [](#n-three)–[](#n-six), +[](#n-six), [](#n-share).", "6 3 6 six 3%"),
        ("| a | b |\n|--|--|\n| x | [](#n-six) |", "6"),
        ("(a)=\n## All [](#n-six)", "6"),
        (":::{answer}\nNo [](#n-six).\n\n[](#n-six)\n: fell, [](#n-six) in all\n:::", "six 6 six"),
        (
            ":::{persian}\nدر [](#n-six) سال، [](#n-three)م، [](#n-three) بار، [](#n-share)\n:::",
            "شش سو سه سه درصد",
        ),
        ("````{note} At [](#n-six)\n:class: x\n\n:::{persian}\n[](#n-word)\n:::\n````", "six ۱۱"),
        ("[See](other) *[](#n-six)* and [](#n-odd)", "six a \\[b\\] \\*c\\*"),
        ("It vetoed [seven](#n-six), [once\nmore](#n-six).", "six six"),
    ],
)
def test_a_mark_says_its_value_as_its_place_asks_for(source, said):
    full = marks.filled(source, KNOWN)
    assert " ".join(found["said"] for found in marks.MARK.finditer(full)) == said
    assert marks.filled(full, KNOWN) == full
    assert marks.as_roles(full) == marks.as_roles(source)


def test_words_that_an_editor_broke_over_two_lines_stay():
    text = "[a \\[b\\]\n\\*c\\*](#n-odd)"
    assert marks.filled(text, KNOWN) == text


def test_a_count_of_a_finding_stands_beside_its_sentence():
    full = marks.filled("It rose ([](#holds-votes-china)).", {})
    assert marks.MARK.search(full)["said"].startswith("holds in ")
    with pytest.raises(contents.NotebookError, match="no finding is called 'nothing'"):
        marks.filled("[](#holds-nothing)", {}, "a.ipynb, cell 1")


def test_a_notebook_is_filled_and_what_is_stale_in_it_is_named():
    book = notebook("It vetoed [](#n-six).", "And [five](#n-six), [six](#n-six).")
    assert [(one.cell, one.mark, one.right) for one in marks.stale(book, "a.ipynb")] == [
        (1, "[](#n-six)", "six"),
        (2, "[five](#n-six)", "six"),
    ]
    assert marks.fill(book, "a.ipynb") and not marks.fill(book, "a.ipynb")
    assert book.cells[1].source == "And [six](#n-six), [six](#n-six)."
    assert not list(marks.stale(book, "a.ipynb"))


def test_a_mark_without_a_value_is_named_with_its_cell():
    with pytest.raises(
        contents.NotebookError, match=r"a\.ipynb, cell 1, \[x\]\(#n-none\): .*\n  next: helpers"
    ):
        marks.fill(notebook("[x](#n-none)"), "a.ipynb")


def test_a_build_fills_a_notebook_whose_outputs_are_fresh_and_does_not_run_it(tmp_path):
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    shutil.copy(ROOT / "uv.lock", tmp_path)
    book, path = notebook("It vetoed [](#n-six)."), tmp_path / "index.ipynb"
    contents.clean(book)
    contents.write(book, path)
    rests = freshen.basis.Basis(tmp_path)
    freshen.basis.store(path, rests.lines(path, book, []))
    said = []
    freshen.freshen(tmp_path, said.append)
    assert said == []
    assert nbformat.read(path, 4).cells[0].source == "It vetoed [six](#n-six)."
    assert not freshen.stale(path, tmp_path)
