"""The reference of the helpers: what a chapter calls can be looked up there, and is fully described."""

import ast
import gzip
import inspect
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from numpydoc.docscrape import FunctionDoc

import helpers
from helpers.book.build import contents
from helpers.book.pages import calls
from tests import notebooks
from tests.built import HTML, ROOT, ids, name, read

PAGES = sorted((HTML / "chapters").glob("helpers*.html"))
FUNCTIONS = [helper for helper in calls.helpers().values() if helper.kind == "function"]
NOTEBOOKS = contents.notebooks(ROOT)


def thing(helper):
    found = helpers
    for part in helper.name.split(".")[1:]:
        found = getattr(found, part)
    return found


def used(path):
    cells = [cell.source for cell in notebooks.opened(path).cells if cell.cell_type == "code"]
    trees = [ast.parse(source) for source in cells]
    names = calls.Names(trees)
    return set().union(*map(names.used, trees)), names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_helper_that_a_chapter_names_has_an_entry_that_its_code_leads_to(path):
    entries = {f"{page.name}#{one}" for page in PAGES for one in ids(page)}
    page = path.relative_to(ROOT).with_suffix(".html")
    links = {link.get("href") for link in read(page).cssselect(".cell_input a.helper")}
    goals = {f"{Path(urldefrag(link)[0]).name}#{urldefrag(link)[1]}" for link in links}
    assert goals <= entries
    assert {goal.partition("#")[2] for goal in goals} == used(path)[0]


@pytest.mark.thorough
def test_entries_lead_back_to_the_sections_that_call_them():
    for path in NOTEBOOKS:
        page = path.relative_to(ROOT).with_suffix(".html")
        places = {}
        for link in read(page).cssselect(".cell_input a.helper"):
            section = link.xpath("ancestor::section[@id][1]/@id")[0]
            places.setdefault(urldefrag(link.get("href"))[1], set()).add(section)
        for helper, sections in places.items():
            entry = next(found for one in PAGES for found in read(one).xpath(f"//*[@id='{helper}']"))
            links = entry.getparent().cssselect("p.called a")
            there = {
                urldefrag(link.get("href"))[1] for link in links if Path(path.stem).name in link.get("href")
            }
            assert sections == there, helper


@pytest.mark.parametrize("helper", FUNCTIONS, ids=lambda helper: helper.name)
def test_function_says_what_it_takes_and_gives(helper):
    function = thing(helper)
    doc = FunctionDoc(function)
    assert doc["Summary"], f"{helper.name} has no docstring"
    named = {one.strip(" *") for entry in doc["Parameters"] for one in entry.name.split(",")}
    taken = {one for one in inspect.signature(function).parameters if not one.startswith("_")}
    assert named <= taken, f"{helper.name} describes {sorted(named - taken)}, which it does not take"
    unsaid = {one for one in taken if one not in named and f"`{one}`" not in inspect.getdoc(function)}
    assert not unsaid, f"{helper.name} does not say what {', '.join(sorted(unsaid))} is"


def test_notes_of_docstrings_are_notes_of_the_page():
    for page in PAGES:
        text = read(page)
        for link in text.cssselect("a.footnote-reference"):
            assert link.get("href")[1:] in ids(page)
        assert "]_" not in text.find(".//article").text_content(), name(page)


def test_source_stands_under_its_entry_with_its_comment_and_without_its_docstring():
    needed = calls.helpers()["helpers.council.NEEDED"]
    vetoed = calls.helpers()["helpers.council.vetoed"]
    assert needed.source.splitlines()[-1] == "NEEDED = 9"
    assert vetoed.source.startswith("def vetoed(") and '"""' not in vetoed.source
    entry = read("chapters/helpers-subjects.html").xpath("//*[@id='helpers.council.vetoed']")[0].getparent()
    assert entry.cssselect(".folded .highlight pre")[0].text_content().strip() == vetoed.source


def test_tests_are_found_through_fixtures_functions_and_aliases(tmp_path):
    (tmp_path / "test_small.py").write_text(
        "import pytest\nfrom helpers.subjects import council as body\n"
        "CAST = body.vetoes\n"
        "@pytest.fixture\ndef failed(): return body.contested_syria(1)\n"
        "def pairs(frame): return body.pair_counter_drafts(frame)\n"
        "def test_direct(): body.vetoed(2)\n"
        "def test_by_fixture(failed): assert pairs(failed)\n"
        "def test_by_alias(): CAST(1)\n"
        "def test_of_nothing(): council = 1\n"
    )
    found = {helper: tests["test_small.py"] for helper, tests in calls.tests(tmp_path).items()}
    assert found == {
        "helpers.council.vetoed": ["test_direct"],
        "helpers.council.contested_syria": ["test_by_fixture"],
        "helpers.council.pair_counter_drafts": ["test_by_fixture"],
        "helpers.council.vetoes": ["test_by_alias"],
    }


def test_page_is_light_and_names_no_place_of_this_machine():
    for page in PAGES:
        text = page.read_bytes()
        assert len(gzip.compress(text)) <= 130_000, name(page)
        assert str(ROOT).encode() not in text and b"0x7f" not in text
