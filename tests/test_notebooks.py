"""Rules for every notebook, beside the re-execution of all cells by nbval."""

import re

import pytest

from helpers import page, solar, tables
from helpers.book.build import contents, freshen, marks, pictures
from tests import notebooks

ROOT = tables.data_folder().parent
BOOKS = {path.stem: notebooks.opened(path) for path in contents.notebooks(ROOT)}
CHAPTERS = {name: notebook for name, notebook in BOOKS.items() if name[0].isdigit()}

LONGEST, IN_A_ROW = 24, 3
PUBLISHES = re.compile(r"\bhelpers\.(?:figure|table|glue|markdown)\(")

# What may stand as digits in prose: years and spans of years, dates, locators, references to chapters, names
# with a number in them, symbols of documents, and all that stands between backticks or in an address.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
ALLOWED = re.compile(
    "|".join(
        [
            r"\{[a-z:]+\}`[^`]*`|`[^`]*`|\]\([^)]*\)|<[^>]*>|\((?:[a-z0-9-]+)\)=",
            r"^:.*$|[۰-۹]{4}",
            r"\b(?:1[5-9]|20)\d\d(?:s\b|[-–/]\d{2,4}\b)?",
            rf"\b\d{{1,2}} (?:{MONTHS})\b|[۰-۹]{{1,2}} (?:{'|'.join(solar.MONTHS)})\b",
            r"\b[PE]\d\+\d\b|\b[PA]\d{1,2}(?:\.\d{1,2})?\b",
            r"\bS-[34]00\b|\bSu-35S?\b|\bYak-130\b|\bTor-M1\b|\bES-11(?:/\d)?\b|\bShahed-13\d\b",
            r"\b[Cc]hapters? \d{1,2}(?:(?:, \d{1,2})* and \d{1,2})?|\bArticles? \d{1,2}\b",
            r"\b[Rr]esolutions? \d{4}(?:(?:, \d{4})* and \d{4})?|\b[AS]/(?:RES/)?[\w/.()-]+",
            r"^# \d{1,2}\. |^### [PA]\d{1,2}\. |\b95 %",
            r"\bCC BY \d\.\d|\bUCDP/PRIO v\d+\.\d|\bversion \d[\d.]*\b",
        ]
    ),
    re.MULTILINE,
)


def prose(notebook):
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            yield (
                number,
                re.sub(
                    r"^(```+|:::+)\{(?:bibliography|claims|passage|sources).*$",
                    "",
                    marks.MARK.sub(" ", cell.source),
                    flags=re.MULTILINE,
                ),
            )


def code(notebook):
    """Return the code of each cell but of that which holds the parameters alone: other rules are for it."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code" and not holds_parameters(cell)]


def holds_parameters(cell):
    return "parameters" in cell.metadata.get("tags", ())


def table_ids(notebook):
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return re.findall(
        r"^:name: (tbl-[a-z0-9-]+)$", "\n".join(out.data.get("text/markdown", "") for out in outputs), re.M
    )


@pytest.mark.thorough
@pytest.mark.parametrize("name", BOOKS)
def test_outputs_are_fresh(name):
    path = next(path for path in contents.notebooks(ROOT) if path.stem == name)
    assert not freshen.stale(path, ROOT), (
        "outputs were made from other data, code or versions: run `make book`"
    )


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.complaint("foreign-kernel")
def test_a_notebook_has_the_kernel_of_the_book_and_nothing_of_an_editor(name):
    assert not (left := contents.left_by_editors(BOOKS[name])), f"{left}: run `make book`, which mends it"


@pytest.mark.parametrize("name", BOOKS)
def test_every_picture_was_drawn_from_the_data_beside_it_by_the_present_code(name):
    for output in pictures.figures(BOOKS[name]):
        origin = pictures.origin(output.data[page.FIGURE])
        for svg in (output.data[pictures.SVG], output.metadata["narrow"]):
            assert f'data-origin="{origin}"' in svg


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.complaint("chart-without-words")
def test_figures_say_what_they_show(name):
    for output in pictures.figures(BOOKS[name]):
        about = output.data[page.FIGURE]["layout"]["meta"]
        assert about["title"].endswith("."), about["id"]
        assert len(about["alt"].split()) >= 8, about["id"]


@pytest.mark.parametrize("name", BOOKS)
def test_a_cell_is_a_thought_with_a_result(name):
    for number, source in enumerate(code(BOOKS[name])[1:], start=2):
        assert PUBLISHES.search(source), f"code cell {number} shows nothing: it belongs to the cell it is for"
        assert len(source.splitlines()) <= LONGEST, f"code cell {number} is more than a thought"


@pytest.mark.parametrize("name", BOOKS)
def test_few_cells_stand_between_two_pieces_of_prose(name):
    kinds = "".join(cell.cell_type[0] for cell in BOOKS[name].cells if not holds_parameters(cell))
    assert max(map(len, kinds.split("m"))) <= IN_A_ROW


@pytest.mark.parametrize("name", BOOKS)
def test_imports_stand_in_the_first_code_cell(name):
    for source in code(BOOKS[name])[1:]:
        assert not re.search(r"^\s*(import|from)\s", source, re.MULTILINE), source


@pytest.mark.parametrize("name", BOOKS)
def test_no_number_is_typed_in_prose(name):
    for number, text in prose(BOOKS[name]):
        rest = ALLOWED.sub(" ", text)
        assert not (found := re.findall(r".{0,40}[0-9۰-۹].{0,30}", rest)), f"cell {number}: {found}; glue it"


@pytest.mark.parametrize("name", BOOKS)
def test_every_number_in_prose_says_what_its_value_is(name):
    assert not (old := list(marks.stale(BOOKS[name], name))), f"{old}: run `make book`, which writes them"
    roles = [text for _, text in prose(BOOKS[name]) if re.search(r"\{(?:glue:\w+|holds)\}`", text)]
    assert not roles, "who opens the notebook sees no number: write [](#n-name), or [](#holds-finding)"


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.complaint("persian-headings")
def test_every_heading_has_a_label_above_it(name):
    for number, text in prose(BOOKS[name]):
        plain = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        headings = re.findall(r"^#{1,4} .*$", plain, re.MULTILINE)
        labelled = re.findall(r"^\([a-z0-9-]+\)=\n(#{1,4} .*)$", plain, re.MULTILINE)
        assert headings == labelled, f"cell {number}: put (a-label)= above each heading"


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_its_parts(name):
    text = "\n".join(source for _, source in prose(CHAPTERS[name]))
    assert re.search(r"^# \d{1,2}\. ", text, re.MULTILINE)
    assert "{persian}" in text
    assert len(list(pictures.figures(CHAPTERS[name]))) >= 3
    assert len(table_ids(CHAPTERS[name])) >= 2


@pytest.mark.parametrize("name", CHAPTERS)
def test_persian_abstract_is_in_persian(name):
    text = "\n".join(source for _, source in prose(CHAPTERS[name]))
    block = re.search(r"-persian\)=.*?:::\{persian\}\n(.*?)\n:::", text, re.DOTALL)[1]
    words = block.split()
    assert 110 <= len(words) <= 230, len(words)
    assert "\u200c" in block, "half-spaces"
    assert not re.search(r"[ىكي]", block), "Arabic letters in place of Persian ones"


def test_ids_are_used_once_in_the_book():
    ids = [
        output.data[page.FIGURE]["layout"]["meta"]["id"]
        for notebook in BOOKS.values()
        for output in pictures.figures(notebook)
    ]
    ids += [name for notebook in BOOKS.values() for name in table_ids(notebook)]
    assert len(ids) == len(set(ids))
