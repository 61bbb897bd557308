"""The voice of the chapters: limits that a count can hold, in voice.toml; what it says is read by people."""

import nbformat
import pytest

from helpers import tables
from tests import notebooks, voice
from tests.test_notebooks import CHAPTERS

SPOILED = {
    "an answer of 41 words": ("answer", ":::{answer}\n" + "word " * 41),
    "a code in an answer": ("answer", ":::{answer}\nIt holds (P6.1)."),
    "two claims in a paragraph": (
        "prose",
        "Iran signed with Moscow that winter, which the texts dispute (P6.1, A1.2).",
    ),
    "a digit below ten": ("prose", "Russia vetoed 2 of the texts that came before the Council that year."),
    "a word that is ours alone": (
        "prose",
        "The pair is watched for as long as the list of alliances can see it.",
    ),
    "a sentence of 41 words": ("prose", "It " + "is so and " * 13 + "ends."),
}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_keeps_to_the_voice(name):
    assert not (wrong := voice.faults(CHAPTERS[name], ledger="ledger" in name)), "\n".join(wrong)


@pytest.mark.parametrize("case", SPOILED)
def test_what_breaks_the_voice_is_named(case):
    where, text = SPOILED[case]
    notebook = nbformat.from_dict(CHAPTERS["05-syria"])
    before = set(voice.faults(notebook))
    cells = [nbformat.from_dict(dict(cell)) for cell in notebook.cells]
    if where == "answer":
        cells[0]["source"] = cells[0]["source"].replace(":::{answer}\n", f"{text}\n\n")
    else:
        cells.append(nbformat.v4.new_markdown_cell(text))
    assert set(voice.faults(nbformat.v4.new_notebook(cells=cells))) - before


@pytest.mark.parametrize("name", ["variants", "any-pair", "data"])
def test_a_page_without_an_answer_is_held_to_the_rest(name, capsys):
    path = tables.data_folder().parent / "chapters" / f"{name}.ipynb"
    assert voice.main([str(path)]) == 0, capsys.readouterr().out
    notebook = notebooks.opened(path)
    long = "It " + "is so and " * 13 + "ends."
    assert "words in one sentence" in "".join(voice.faults(_with(notebook, long)))


def test_a_notebook_of_code_alone_is_named():
    assert voice.faults(nbformat.v4.new_notebook()) == ["no paragraph of prose"]


def _with(notebook, text):
    return nbformat.v4.new_notebook(cells=[*notebook.cells, nbformat.v4.new_markdown_cell(text)])
