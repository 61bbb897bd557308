"""Text from data is text: markup in any text field of any table reaches a page as the words it is written in.

On a small book whose tables are hostile copies of the real ones, read by a parser and in a real browser.
"""

import csv
import os
import shutil
from pathlib import Path

import nbformat
import pytest
import yaml
from lxml import html
from nbformat import v4

from helpers import inventory, order, page, tables
from helpers.book.build import run as build
from helpers.book.pages.claims import target
from helpers.tiers import TIERS
from tests.browser import _open

pytestmark = pytest.mark.thorough

ROOT = tables.data_folder().parent
MARK = "hostile-text"
HOSTILE = " ".join(
    [
        f"{MARK} </script><script>window.PWN=1</script><img src=x onerror=window.PWN=1>",
        "<svg/onload=window.PWN=1> <a href='javascript:window.PWN=1'>y</a> <!--<script>",
        "[x](javascript:window.PWN=1) ![x](data:text/html,1) *e* **b** __u__ `c` {raw}`<b>` {{title}}",
        "{eval-rst}`x` \\ | $m$ &lt;i&gt; &#60;u&#62; ~~~ ::: %",
    ]
)
# The page sets quotation marks and dashes as print does.
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "--"})
OPENING = """\
:::{question}
Is it text?
:::

:::{answer}
**It is.**

One
: of three

Two
: of three

Three
: of three
:::

"""  # a chapter begins with its question and its answer
ROWS = 3  # of each table, which are on the page
KINDS = ("texts", "record", "measures")
SHOWN = f"""
import helpers
import pandas as pd

HOSTILE = {HOSTILE!r}
helpers.glue(said=HOSTILE)
for name in helpers.names():
    frame = helpers.load(name).head({ROWS} * 4)
    said = [one for one in frame if pd.api.types.is_string_dtype(frame[one])]
    helpers.table("tbl-" + name.replace("_", "-"), frame[said].assign(n=range(len(frame))))
frame = helpers.load("events_after").head({ROWS})
shown = helpers.forecasts.publishers(frame).rename("source").to_frame().assign(fa=HOSTILE)
helpers.table("tbl-links", shown, formats={{"source": "markdown", "fa": "persian"}})
"""
DRAWN = """
import plotly.graph_objects as go

title = frame["title"].iloc[0]
fig = go.Figure(go.Scatter(x=[1, 2], y=[title, "<b>bold</b>"], mode="markers+text", name=HOSTILE,
                           text=[title, title], hovertext=[HOSTILE, HOSTILE], showlegend=True))
fig.add_annotation(x=1, y=0, text=title)
fig.update_layout(title=HOSTILE)
helpers.figure("fig-hostile", fig)
"""


def free(field):
    """Say whether a field takes any text."""
    limits = field.get("constraints", {})
    listed = field["type"] == "list" and not {"reference", "itemConstraints"} & set(field)
    return (field["type"] == "string" or listed) and not {"enum", "pattern", "maxLength"} & set(limits)


def referred_to():
    """Return the columns by which other tables name a row; hostile names would only break those tables."""
    found = set()
    for table in map(tables.describe, tables.names()):
        places = [key["reference"] for key in table["schema"].get("foreignKeys", [])]
        for field in table["schema"]["fields"]:
            place = field.get("reference", [])
            places += place if isinstance(place, list) else [place]
        found |= {
            (one["resource"], column) for one in places if "resource" in one for column in one["fields"]
        }
    return found


def spoil(name):
    """Write hostile text into every free text field of a table's first rows; return those that took it."""
    about = tables.describe(name)
    path, schema = tables.data_folder() / about["path"], about["schema"]
    bound = {one for key in schema.get("foreignKeys", []) for one in key["fields"]}
    bound |= set(schema.get("primaryKey", []))
    bound |= {column for table, column in referred_to() if table == name}
    fields = [one["name"] for one in schema["fields"] if free(one) and one["name"] not in bound]
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
    taken = []
    for field in fields:
        before = [row[field] for row in rows[:ROWS]]
        for row in rows[:ROWS]:
            row[field] = f"{row[field]} {HOSTILE}".strip()
        _write(path, rows)
        try:
            tables.load(name)
            taken.append(field)
        except tables.DataError:  # a rule of the table keeps it out
            for row, text in zip(rows, before, strict=False):
                row[field] = text
            _write(path, rows)
    return taken


def _write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def words(names):
    """Return words for every unit of the small book; one of them shows what was glued."""
    said = {f"tbl-{name.replace('_', '-')}": {"title": f"Table {name}."} for name in names}
    said["tbl-links"] = {"title": "Of {said}.", "caption": "Links: {said}", "notes": "Note: {said}"}
    alt = "What is drawn here has nothing to say but {said}."
    return said | {"fig-hostile": {"title": "Drawn from {said}.", "caption": "{said}", "alt": alt}}


def pages(root, names):
    """Write the pages: tables and a figure, and every directive that shows tables."""
    passages = tables.load("passages")["passage_id"]
    listed = "".join(
        f"({target(one)})=\n## {one}\n\n```{{passage}} {one}\n```\n```{{claims}} {one}\n```\n"
        for one in passages
    )
    made = {
        "01-two-texts": f"(texts)=\n# Texts\n\n{OPENING}{listed}",
        "13-ledger": f"(ledger)=\n# Ledger\n\n{OPENING}"
        "```{ledger} article\n```\n```{ledger} commentary\n```\n",
        "data": "(data)=\n# Data\n\n" + "".join(f"```{{dictionary}} {kind}\n```\n" for kind in KINDS),
        "fa-claims": "(fa-claims)=\n# Persian\n\n"
        + "".join(f"```{{claims-in-persian}} {one}\n```\n" for one in ("article", "commentary")),
        "glossary": "(glossary)=\n# Glossary\n\n```{terms}\n```\n",
        "corrections": "(corrections)=\n# Corrections\n\n```{corrections}\n```\n",
        "sources": "(sources)=\n# Sources\n\n" + "".join(f"```{{tiers}} {tier}\n```\n" for tier in TIERS),
        "references": "(references)=\n# References\n\n```{bibliography}\n:all:\n```\n",
    }
    (root / "chapters").mkdir()
    for name, text in made.items():
        (root / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    cells = [v4.new_markdown_cell("(home)=\n# Tables\n\nSaid: [](#n-said).")]
    cells += [v4.new_code_cell(SHOWN), v4.new_code_cell(DRAWN)]
    nbformat.write(v4.new_notebook(cells=cells), root / "index.ipynb")
    (root / "index.yml").write_text(yaml.safe_dump(words(names), allow_unicode=True), encoding="utf-8")
    chapters = [{"file": f"chapters/{name}"} for name in made]
    (root / "_toc.yml").write_text(
        yaml.safe_dump({"format": "jb-book", "root": "index", "chapters": chapters})
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book that shows every table, built once: where it lies, and the hostile fields of each table."""
    root, here = tmp_path_factory.mktemp("hostile"), Path.cwd()
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns(inventory.NAME))
    for name in ("_config.yml", "CITATION.cff", "uv.lock", "references.bib"):
        shutil.copy(ROOT / name, root)
    os.chdir(root)
    try:
        taken = {name: spoil(name) for name in tables.names()}
        pages(root, tables.names())
        build.main(root)
    finally:
        os.chdir(here)
    return root / "_build" / "html", taken


def own(element):
    """Say whether a script is one of the book's files, or data."""
    source, kind = element.get("src", ""), element.get("type", "")
    return (source and "window" not in source and not element.text) or kind.endswith("json")


def test_hostile_text_reaches_most_text_fields(book):
    _, taken = book
    assert sum(map(len, taken.values())) > 100
    fields = {field for some in taken.values() for field in some}
    assert {"topic", "text_says", "title", "paraphrase", "definition"} <= fields


def test_no_page_holds_an_element_a_handler_or_a_link_of_it(book):
    folder, _ = book
    for path in folder.rglob("*.html"):
        tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        where = path.relative_to(folder)
        assert not [one for one in tree.iter("script") if "PWN" in (one.text or "") and not own(one)], where
        assert not tree.xpath("//@onerror | //@onload | //img[@src='x'] | //article//*[local-name()='u']"), (
            where
        )
        for address in tree.xpath("//@href | //@src | //@action"):
            assert not address.strip().lower().startswith(("javascript:", "data:text")), where


def test_every_hostile_field_is_read_as_it_is_written(book):
    folder, taken = book
    text = html.document_fromstring((folder / "index.html").read_text("utf-8"))
    for name, fields in taken.items():
        rows = text.xpath(f"//table[@id='tbl-{name.replace('_', '-')}']/tbody/tr")
        cells = [cell.text_content() for row in rows for cell in row.iter("td", "th")]
        found = [said for said in cells if MARK in said]
        assert len(found) == min(ROWS, len(rows)) * len(fields), name
        shown = {said[said.index(MARK) :].strip().translate(STRAIGHT) for said in found}
        assert shown <= {HOSTILE}, name


@pytest.mark.parametrize(
    "name",
    ["index", "chapters/01-two-texts", "chapters/corrections", "chapters/glossary", "chapters/sources"],
)
def test_no_script_of_it_runs_in_a_browser(book, chrome, name):
    opened = _open(chrome, book[0] / f"{name}.html")
    for control in opened.locator("button.explore").all():
        control.click()
        opened.locator(".drawing[data-live]").wait_for(timeout=20_000)
    assert opened.evaluate("window.PWN") is None
    assert opened.locator(".plot a").count() == 0
    assert not opened.problems
    opened.context.close()


def test_a_chart_keeps_the_tags_it_sets_and_no_others():
    kept = page.TAG.sub("&lt;", "<b>Iran</b><br>1979<extra></extra> <a href='x'>y</a> <script> <b onclick=x>")
    assert kept == "<b>Iran</b><br>1979<extra></extra> &lt;a href='x'>y&lt;/a> &lt;script> &lt;b onclick=x>"
    coloured = '<span style="color:#00805e">■</span>'
    assert page.TAG.sub("&lt;", coloured) == coloured
    assert (
        page.TAG.sub("&lt;", '<span style="color:#00805e" onclick="x">')
        == '&lt;span style="color:#00805e" onclick="x">'
    )
    assert page.TAG.sub("&lt;", '<span style="color:url(x)">') == '&lt;span style="color:url(x)">'


def test_order_of_hostile_text_holds_only_numbers():
    assert order.written([[HOSTILE, "a"], [1, None]]) == "1,0;0,"
