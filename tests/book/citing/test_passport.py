"""The own page of every figure and table: picture, words, data, lines, and all of it in one file."""

import csv
import hashlib
import io
import zipfile

import pytest

from helpers import page as publishing
from helpers.book.build import contents, pictures, raster
from helpers.book.build.kept import Kept
from helpers.book.citing import takeaway
from helpers.book.citing.drawn import drawn, of_the_page
from helpers.book.trail import slicing
from helpers.book.trail import units as trail
from tests import accessibility, browser, notebooks
from tests.built import CHAPTERS, HTML, ROOT, ids, read

pytestmark = pytest.mark.thorough

NOTEBOOKS = {path: notebooks.opened(path) for path in contents.notebooks(ROOT)}
SPECIFICATIONS = {
    output.data[publishing.FIGURE]["layout"]["meta"]["id"]: output.data[publishing.FIGURE]
    for notebook in NOTEBOOKS.values()
    for output in pictures.figures(notebook)
}
TABLES = [
    name
    for path in [HTML / "index.html", *sorted((HTML / "chapters").glob("*.html"))]
    for name in ids(path)
    if name.startswith("tbl-") and read(path).get_element_by_id(name).tag != "p"  # of one that is gone
]
FIGURE, TABLE = "fig-syria-drafts", "tbl-syria-vetoes"


def own(name):
    return HTML / "cite" / f"{name}.html"


def packed(name):
    return zipfile.ZipFile(HTML / "cite" / f"{name}.zip")


def rows(name):
    text = packed(name).read(f"{name}.csv").decode("utf-8-sig")
    assert text == (HTML / "cite" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_figure_and_table_has_a_page_of_its_own_and_each_link_on_it_leads_somewhere():
    assert len(SPECIFICATIONS) > 40 and len(TABLES) > 40
    for name in [*SPECIFICATIONS, *TABLES]:
        shown = read(own(name))
        assert shown.cssselect(
            ".passport .drawing svg" if name.startswith("fig") else ".passport tbody td"
        ), name
        for goal in shown.xpath("//*[@class='passport']//@href"):
            address, _, place = goal.partition("#")
            if "://" in address:
                continue
            path = (HTML / "cite" / address).resolve() if address else own(name)
            assert path.is_file(), f"{name}: {goal}"
            assert not place or path.suffix != ".html" or place in ids(path), f"{name}: {goal}"


def test_a_figure_says_in_words_what_its_picture_shows():
    for name, specification in SPECIFICATIONS.items():
        text = " ".join(read(own(name)).text_content().split())
        assert " ".join(specification["layout"]["meta"]["alt"].split()) in text


def test_the_data_of_a_figure_are_what_it_draws():
    for name, specification in SPECIFICATIONS.items():
        marks = [
            (trace.get("name") or "", *place)
            for trace in of_the_page(specification["data"])
            for place in zip(trace["x"], trace["y"], strict=True)
        ]
        found = rows(name)
        assert len(found) == len(marks), name
        for row, (series, *place) in zip(found, marks, strict=True):
            assert row.get("series", "") == " ".join(series.split()) or "<" in series
            for axis, value in zip("xy", place, strict=True):
                if isinstance(value, int | float):
                    assert float(row[axis]) == value, name
                else:
                    assert (row[axis] == "") is (value is None), name


def test_the_data_of_a_table_are_the_table():
    texts = [
        output["data"]["text/markdown"]
        for notebook in NOTEBOOKS.values()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/markdown" in output.get("data", {})
    ]
    published = {name: text for text in texts for name in TABLES if f":name: {name}\n" in text}
    assert len(published) > 40
    for name, text in published.items():
        lines = [line for line in text.splitlines() if line.startswith("| ")]
        assert len(rows(name)) == len(lines) - 2, name
    (first, *_) = rows(TABLE)
    assert list(first.values()) == [
        "2011‑10‑04",
        "S/2011/612",
        "Condemns crackdown",
        "9–⁠2–⁠4",
        "Russia and China",
    ]


def test_the_lines_are_those_that_the_trail_proves():
    for path, notebook in NOTEBOOKS.items():
        known = slicing.read(notebook, path.name)
        for name in known.of:
            if name in SPECIFICATIONS or name in TABLES:
                assert packed(name).read(f"{name}.py").decode() == slicing.script(trail.parts(known, name)), (
                    name
                )


def test_a_file_to_take_away_is_small_and_the_same_whenever_it_is_made():
    for name in [*SPECIFICATIONS, *TABLES]:
        about = packed(name).infolist()
        assert {one.compress_type for one in about} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in about} == {(1980, 1, 1, 0, 0, 0)}
        kinds = {one.filename.removeprefix(name) for one in about}
        assert kinds - {".py"} == (
            {".csv", ".svg", ".png", "README.txt"} if name in SPECIFICATIONS else {".csv", "README.txt"}
        )
        assert sum(one.file_size for one in about) < 400_000, name
    held = {one: packed(FIGURE).read(one) for one in packed(FIGURE).namelist()}
    assert takeaway.packed(held) == (HTML / "cite" / f"{FIGURE}.zip").read_bytes()


@pytest.mark.complaint("download-without-terms")
def test_what_is_taken_away_says_how_to_cite_it_and_what_may_be_done_with_it():
    for name in (FIGURE, TABLE):
        said = packed(name).read("README.txt").decode()
        assert "In Coalition or Alliance?" in said and "https://creativecommons.org/licenses/by/4.0/" in said
        assert "data/record/council_votes.csv" in said


def test_where_the_book_speaks_of_a_figure_is_listed():
    page = read(CHAPTERS[4])
    link = page.cssselect(f'p a[href="#{FIGURE}"]')[0]
    section = next(link.iterancestors("section")).get("id")
    assert f"../chapters/{CHAPTERS[4].name}#{section}" in read(own(FIGURE)).xpath(
        "//*[@class='passport']//li/a/@href"
    )


# As a picture of points


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text y="15" style="font-family: Noto;'
    ' font-weight: {}; fill: var(--ink, #1c1b19)">{}</text></svg>'
)


def test_points_are_drawn_in_the_faces_of_the_book_and_kept(tmp_path):
    plain, bold = (raster.png(SVG.format(weight, "Iran")) for weight in (400, 700))
    assert plain.startswith(b"\x89PNG") and len({plain, bold, raster.png(SVG.format(400, ""))}) == 3
    assert int.from_bytes(raster.png(SVG.format(400, "Iran"), zoom=2)[16:20]) == 120
    assert raster.png(SVG.format(400, "Iran"), kept=Kept(tmp_path)) == plain
    (path,) = tmp_path.iterdir()
    path.write_bytes(hashlib.sha256(b"kept").digest() + b"kept")
    assert raster.png(SVG.format(400, "Iran"), kept=Kept(tmp_path)) == b"kept"


def test_a_drawing_that_stands_alone_is_the_one_that_was_drawn_in_colours_of_its_own():
    for notebook in NOTEBOOKS.values():
        for output in pictures.figures(notebook):
            name = output.data[publishing.FIGURE]["layout"]["meta"]["id"]
            svg = packed(name).read(f"{name}.svg").decode()
            assert svg == raster.on_paper(output.data[pictures.SVG])
            assert "var(" not in svg and "viewBox" in svg and "font-family: Sans, sans-serif" in svg


# What a chart draws


def test_an_interval_has_both_ends_and_a_mark_beside_a_name_has_the_name():
    trace = {"x": [1.5], "y": [0.7], "error_x": {"array": [0.5], "arrayminus": [1.0], "symmetric": False}}
    layout = {"yaxis": {"tickvals": [0, 1], "ticktext": ["Iran", "<b>Russia</b>"]}}
    assert drawn({"data": [trace], "layout": layout}) == [
        ["x", "y", "y_label", "low", "high"],
        ["1.5", "0.7", "Russia", "0.5", "2"],
    ]


def test_numbers_of_an_axis_are_no_names():
    layout = {"yaxis": {"tickvals": [0, 5], "ticktext": ["0", "5"]}}
    assert drawn({"data": [{"x": [1], "y": [5.2]}], "layout": layout}) == [["x", "y"], ["1", "5.2"]]


# As readers meet it


def test_without_script_the_page_is_whole(visit):
    page = visit(own(FIGURE), script=False)
    assert page.locator(".still svg").filter(visible=True).count() == 1
    for heading in ("In words", "What it is made of", "The lines that made it", "How to cite it"):
        assert page.get_by_role("heading", name=heading).is_visible()
    assert page.locator(".lines pre").first.is_visible()


@pytest.mark.complaint("chart-alone")
def test_the_picture_can_be_explored_and_left_again(visit):
    page = visit(own(FIGURE))
    page.locator(".explore").click()
    page.locator(".drawing[data-live] .main-svg").first.wait_for(timeout=15_000)
    page.keyboard.press("Escape")
    page.locator(".still").wait_for()
    assert page.problems == []


def test_over_a_page_only_the_citation_is_shown_and_leads_to_the_whole(visit):
    page = visit(CHAPTERS[4])
    page.locator(f"#{FIGURE} a.cite").click()
    frame = page.frame_locator("dialog iframe")
    frame.get_by_role("heading", name="Suggested citation").wait_for()
    assert not frame.locator(".passport").is_visible()
    frame.locator(".whole a").click()
    page.wait_for_url(f"**/cite/{FIGURE}.html")
    assert page.locator(".passport").is_visible() and not page.locator(".whole").is_visible()


def test_on_paper_the_page_has_all_but_its_controls(visit):
    page = visit(own(FIGURE))
    page.emulate_media(media="print")
    assert page.locator(".lines pre").first.is_visible() and page.locator(".citation").first.is_visible()
    assert page.locator("button").filter(visible=True).count() == 0


@pytest.mark.parametrize("name", [FIGURE, TABLE])
def test_the_page_is_open_to_everyone(visit, name):
    page = visit(own(name))
    for width in browser.WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            browser.show(page, scheme)
            assert not accessibility.faults(page)
    assert page.problems == []
