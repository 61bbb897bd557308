"""Citing on a small book: ids for ever, editions, errata, and what each failure says."""

import json
import re
import shutil

import pytest

from helpers import tables
from helpers.book.build.kept import Kept
from helpers.book.citing import CitingError, errata, finish, publication, register, units
from helpers.book.pages import figures

pytestmark = pytest.mark.thorough

ROOT = tables.data_folder().parent
SECTION = (
    '<section id="{id}"><div class="hrow"><h2>{title}</h2><span class="beside">'
    '<a class="headerlink" href="#{id}">#</a>'
    "<!--cite of {id}--></span></div><!--errata of {id}-->{text}</section>"
)
FIGURE = (
    '<figure class="chart" id="fig-votes"><figcaption><p><span class="caption-number">Figure {n} </span>'
    '<span class="caption-text"><strong>All voted.</strong> Lines.</span>'
    '<a class="headerlink" href="#fig-votes" title="Link">#</a></p></figcaption>'
    '<div class="drawing" data-figure="fig-votes"><div class="still" role="img" aria-label="All lines rise.">'
    '<div class="wide"><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"></svg>'
    '</div><div class="narrow"></div></div></div>'
    '<div class="how"><p>A line is a state.</p></div>'
    '<div class="actions"><!--cite of fig-votes--></div></figure>'
)
SPECIFICATION = {"data": [{"name": "Iran", "x": [2011], "y": [1]}], "layout": {}}


def section(name, title=None, text="<p>Words.</p>"):
    return SECTION.format(id=name, title=title or name.title(), text=text)


class Book:
    """A clone of edition 2026.1 with finished pages; `build` makes it citable and gives back the folder."""

    def __init__(self, root):
        self.root, self.pages = root, {}
        for name in ("CITATION.cff", "_config.yml", "pyproject.toml"):
            shutil.copy(ROOT / name, root)
        shutil.copytree(ROOT / "data", root / "data")
        (root / "editions").mkdir()
        self.edition = publication.read(ROOT).version
        self.version("2026.1")
        record = root / "CITATION.cff"
        record.write_text(re.sub(r"date-released: .*", "date-released: 2026-11-22", record.read_text()))
        self.page("index.html", "home", section("home-door"))

    def page(self, address, name, *sections):
        self.pages[address] = (
            "<!DOCTYPE html><html><head><title>T</title></head><body><article>"
            f'<section id="{name}"><div class="hrow"><h1>5. {name.title()}</h1><!--cite of {name}--></div>'
            f"<p>First words.</p>{''.join(sections)}</section></article></body></html>"
        )

    def build(self):
        folder = self.root / "html"
        shutil.rmtree(folder, ignore_errors=True)
        for address, text in self.pages.items():
            (folder / address).parent.mkdir(parents=True, exist_ok=True)
            (folder / address).write_text(text, encoding="utf-8")
        for name in re.findall(r'data-figure="([^"]+)"', "".join(self.pages.values())):
            drawing = figures.figure_file(folder, name)
            drawing.parent.mkdir(parents=True, exist_ok=True)
            drawing.write_text(f"{figures.CALL}({json.dumps(SPECIFICATION)});\n")
        finish.Finish(folder, self.root, Kept(self.root / "kept")).run()
        return folder

    def units(self):
        return [unit for page in units.collect(self.root / "html") for unit in page.units]

    def enter(self, edition):
        """Enter what the book now has as an edition, and go on to work at the next."""
        register.append(self.ids, register.added(register.read(self.ids), self.units(), edition))

    @property
    def ids(self):
        return self.root / register.NAME

    def line(self, **cells):
        register.append(self.ids, [dict.fromkeys(register.COLUMNS, "") | {"edition": "2026.2"} | cells])

    def version(self, new):
        for name in ("CITATION.cff", "pyproject.toml", "data/datapackage.json"):
            path = self.root / name
            path.write_text(path.read_text().replace(f'"{self.edition}"', f'"{new}"'))
        self.edition = new

    def erratum(self, **cells):
        row = {"erratum": "erratum-1", "date": "2026-12-01", "edition": "2026.2", "id": "syria-votes"}
        row |= {"was": "Ten.", "is": "Eleven.", "why": "One was missed."} | cells
        text = ",".join(errata.COLUMNS) + "\n" + ",".join(row[name] for name in errata.COLUMNS) + "\n"
        (self.root / errata.NAME).write_text(text)


@pytest.fixture
def book(tmp_path):
    """A book of which edition 2026.1 has the chapter Syria, with two sections and a figure."""
    book = Book(tmp_path)
    figure = FIGURE.format(n="5.1")
    book.page("chapters/05-syria.html", "syria", section("syria-votes"), section("syria-war", text=figure))
    book.build()
    book.enter("2026.1")
    book.version("2026.2")
    return book


def read(folder, address):
    return (folder / address).read_text(encoding="utf-8")


def test_units_have_kind_place_and_address(book):
    found = {unit.id: unit for unit in book.units()}
    assert [unit.kind for unit in found.values()] == [
        "chapter", "section", "section", "figure", "book", "section",
    ]  # fmt: skip
    assert found["syria"].address == "chapters/05-syria.html"
    assert found["syria-war"].address == "chapters/05-syria.html#syria-war"
    assert found["fig-votes"].citation == "Syria, Figure 5.1, “All voted”"
    assert found["syria-war"].pinpoint == "chapter 5, section 2"


def test_every_unit_has_its_link_its_page_and_its_records(book):
    folder = book.build()
    for unit in book.units():
        links = re.findall(rf'class="cite" href="[^"]*cite/{unit.id}\.html"', read(folder, unit.page))
        assert len(links) == 1
        for kind in ("html", "bib", "ris", "json"):
            assert (folder / "cite" / f"{unit.id}.{kind}").is_file()
    items = json.loads(read(folder, finish.INDEX))
    assert [item["title"] for item in items][1] == "Syria, section 1, “Syria-Votes”"


@pytest.mark.parametrize(
    ("lost", "named"),
    [(' aria-label="All lines rise."', "alt"), ("<p>A line is a state.</p>", "caption")],
)
def test_a_figure_that_could_not_be_read_alone_is_named(book, lost, named):
    address = "chapters/05-syria.html"
    book.pages[address] = book.pages[address].replace(lost, "")
    with pytest.raises(
        CitingError, match=rf"{address}: fig-votes has no {named};(.|\n)*next: write {named}: under"
    ):
        book.build()


def test_unchanged_book_adds_nothing_to_the_register(book):
    assert register.added(register.read(book.ids), book.units(), "2026.2") == []


def test_a_changed_word_is_told_to_who_cites_the_earlier_edition(book):
    book.page("chapters/05-syria.html", "syria", section("syria-votes", text="<p>Other words.</p>"),
              section("syria-war", text=FIGURE.format(n="5.1")))  # fmt: skip
    folder = book.build()
    assert "<td>2026.1</td><td>changed</td>" in read(folder, "cite/syria-votes.html")
    assert "<td>2026.1</td><td>unchanged</td>" in read(folder, "cite/syria-war.html")
    events = register.added(register.read(book.ids), book.units(), "2026.2")
    assert {(one["id"], one["event"]) for one in events} == {("syria", "changed"), ("syria-votes", "changed")}


def test_a_figure_that_is_only_numbered_anew_is_unchanged(book):
    book.page("chapters/05-syria.html", "syria", section("syria-votes"),
              section("syria-war", text=FIGURE.format(n="5.2")))  # fmt: skip
    state = "<td>2026.1</td><td>unchanged, now as Syria, Figure 5.2, “All voted”</td>"
    assert state in read(book.build(), "cite/fig-votes.html")


def without_votes(book, *more):
    war = section("syria-war", text=FIGURE.format(n="5.1"))
    book.page("chapters/05-syria.html", "syria", *more, war)


@pytest.mark.complaint("anchors-shift")
def test_deleted_section_fails_the_build_and_names_its_line(book):
    without_votes(book)
    with pytest.raises(
        CitingError, match=r"editions/ids\.csv, line 3: id 'syria-votes' .* has vanished"
    ) as stop:
        book.build()
    *_, moved, retired = str(stop.value).splitlines()  # as they are pasted, with what is known filled in
    with book.ids.open("a") as file:
        file.write(retired + "\n")
    assert "Retired in edition 2026.2" in read(book.build(), "cite/syria-votes.html")
    book.ids.write_text(book.ids.read_text().replace(retired, moved.replace("NEW-ID", "syria-war")))
    assert "url=../chapters/05-syria.html#syria-war" in read(book.build(), "cite/syria-votes.html")


def test_retired_section_stays_as_a_page(book):
    without_votes(book)
    book.line(id="syria-votes", kind="section", event="retired", goal="syria-war", why="Told there.")
    folder = book.build()
    gone = read(folder, "cite/syria-votes.html")
    assert "Retired in edition 2026.2" in gone
    assert "It can be read in edition 2026.1." in gone
    assert 'href="../chapters/05-syria.html#syria-war"' in gone
    assert 'http-equiv="refresh"' not in gone
    assert '<p id="syria-votes">Formerly here' in read(folder, "chapters/05-syria.html")


@pytest.mark.complaint("anchors-shift")
def test_renamed_section_leads_on(book):
    without_votes(book, section("syria-roll-calls"))
    book.line(id="syria-votes", kind="section", event="moved", goal="syria-roll-calls")
    folder = book.build()
    assert 'content="0; url=../chapters/05-syria.html#syria-roll-calls"' in read(
        folder, "cite/syria-votes.html"
    )
    note = '<p id="syria-votes" data-onward="../cite/syria-votes.html">'
    assert note in read(folder, "chapters/05-syria.html")


def test_section_that_went_to_another_page_is_found_from_the_old_address(book):
    without_votes(book)
    book.page("chapters/06-votes.html", "votes", section("syria-votes"))
    folder = book.build()
    note = '<p id="syria-votes" data-onward="06-votes.html#syria-votes">'
    assert note in read(folder, "chapters/05-syria.html")
    assert "chapters/06-votes.html#syria-votes" in read(folder, "cite/syria-votes.html")


def test_page_that_went_to_another_address_redirects(book):
    book.pages["chapters/05-levant.html"] = book.pages.pop("chapters/05-syria.html")
    left = read(book.build(), "chapters/05-syria.html")
    assert 'content="0; url=05-levant.html"' in left
    assert '<li id="syria-war"><a href="05-levant.html#syria-war">' in left


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"id": "syria-votes", "kind": "figure", "event": "changed"},
            "is of kind 'figure', but was 'section'",
        ),
        ({"id": "syria-votes", "kind": "section", "event": "new"}, "an id is used once, for ever"),
        ({"id": "syria-votes", "kind": "section", "event": "retired"}, "say why in column 'why'"),
        ({"id": "syria-votes", "kind": "section", "event": "moved"}, "name the id under which it goes on"),
        ({"id": "syria-gone", "kind": "section", "event": "retired"}, "no line with event 'new' before"),
        ({"id": "syria-votes", "kind": "section", "event": "lost"}, "has event 'lost'; one of"),
        (
            {"id": "syria-votes", "kind": "section", "event": "changed", "edition": "next"},
            "has edition 'next'",
        ),
        (
            {"id": "syria-votes", "kind": "section", "event": "changed", "address": "../x.html"},
            "is not within the book",
        ),
        (
            {"id": "syria-votes", "kind": "section", "event": "retired", "why": "Old.", "edition": "2026.7"},
            "has edition 2026.7, which does not exist; there are 2026.1, 2026.2",
        ),
    ],
)
def test_bad_line_of_the_register_is_named(book, cells, message):
    book.line(**cells)
    with pytest.raises(CitingError, match=rf"editions/ids\.csv, line 8: id '{cells['id']}' .*{message}"):
        book.build()


def test_moved_id_must_lead_somewhere(book):
    without_votes(book)
    book.line(id="syria-votes", kind="section", event="moved", goal="nowhere")
    with pytest.raises(CitingError, match=r"line 8: id 'syria-votes' .* leads to 'nowhere'"):
        book.build()


def test_goals_that_go_round_in_a_circle_are_refused(book):
    book.page("chapters/05-syria.html", "syria")
    for one, other in (("syria-votes", "syria-war"), ("syria-war", "syria-votes")):
        book.line(id=one, kind="section", event="moved", goal=other)
    book.line(id="fig-votes", kind="figure", event="retired", why="Gone.")
    with pytest.raises(CitingError, match="leads to 'syria-war' and from there back to itself"):
        book.build()


def test_editions_are_told_in_their_order(book):
    for edition, words in (("2026.9", "Nine."), ("2026.10", "Ten.")):
        book.version(edition)
        votes = section("syria-votes", text=f"<p>{words}</p>")
        book.page("chapters/05-syria.html", "syria", votes, section("syria-war", text=FIGURE.format(n="5.1")))
        book.build()
        book.enter(edition)
    (book.root / "editions" / "2026.10.sha256").write_text(register.bound(book.ids) + "\n")
    page = read(book.build(), "cite/syria-votes.html")
    rows = [f"<td>{one}</td><td>{state}</td>" for one, state in
            (("2026.1", "changed"), ("2026.9", "changed"), ("2026.10", "unchanged"))]  # fmt: skip
    assert sorted(rows, key=page.index) == rows


@pytest.mark.complaint("anchor-finds-another")
def test_retired_id_is_never_used_again(book):
    book.line(id="syria-votes", kind="section", event="retired", why="Wrong.")
    with pytest.raises(CitingError, match=r"was retired, and chapters/05-syria\.html uses it again"):
        book.build()


@pytest.mark.complaint("anchor-finds-another")
def test_id_that_became_another_thing_fails(book):
    without_votes(book, FIGURE.replace("fig-votes", "fig-other").format(n="5.1"))
    text = book.pages["chapters/05-syria.html"]
    book.pages["chapters/05-syria.html"] = text.replace('id="syria"', 'id="other"').replace(
        'section id="syria-war"', 'section class="table-entry" id="syria-war"'
    )
    with pytest.raises(CitingError, match=r"line 4: id 'syria-war' .* is now of kind 'dataset'"):
        book.build()


def test_id_on_two_pages_fails(book):
    book.page("chapters/06-votes.html", "votes", section("syria-votes"))
    with pytest.raises(
        CitingError, match=r"'syria-votes' is given twice: .*05-syria.html and .*06-votes.html"
    ):
        book.build()


def test_published_lines_of_the_register_cannot_be_altered(book):
    manifest = book.root / "editions" / "2026.1.sha256"
    manifest.write_text(register.bound(book.ids) + "\n")
    book.build()
    book.ids.write_text(book.ids.read_text().replace("Syria, section 1", "Syria, section 9", 1))
    with pytest.raises(CitingError, match=r"its first 7 lines are not those of edition 2026\.1"):
        book.build()


def test_erratum_shows_at_the_place_in_the_feed_and_in_the_citation(book):
    book.version("2026.2")
    book.erratum()
    folder = book.build()
    page = read(folder, "chapters/05-syria.html")
    places = ['<section id="syria-votes"', "Corrected in edition 2026.2", '<section id="syria-war"']
    assert sorted(places, key=page.index) == places
    cited = read(folder, "cite/syria-votes.html")
    assert "corrected: One was missed." in cited
    assert "It was: Ten. It is: Eleven." in cited
    for kind in ("bib", "ris", "json"):
        assert "Corrected in edition 2026.2 (2026-12-01): One was missed" in read(
            folder, f"cite/syria-votes.{kind}"
        )
    feed = read(folder, errata.FEED)
    assert "Syria, section 1, “Syria-Votes”: One was missed." in feed
    assert "cite/syria-votes.html" in feed


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"id": "syria-nothing"}, "no unit of the book has the id 'syria-nothing'"),
        ({"date": "1 December"}, "date '1 December' is no date"),
        ({"why": ""}, "'why' is missing"),
        ({"date": "20261201"}, "date '20261201' is no date"),
        ({"erratum": "syria-war"}, "'syria-war' is not of the form erratum-1"),
        ({"edition": "2025.4"}, "edition 2025.4 does not exist; there are 2026.1, 2026.2"),
        ({"edition": "2027.1"}, "edition 2027.1 is later than 2026.2"),
    ],
)
def test_bad_erratum_is_named(book, cells, message):
    book.erratum(**cells)
    with pytest.raises(CitingError, match=rf"editions/errata\.csv, line 2: .*{message}"):
        book.build()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("CITATION.cff", "date-released", "released", "CITATION.cff: field 'date-released' is missing"),
        ("pyproject.toml", '"2026.2"', '"2025.9"', "pyproject.toml: version is '2025.9'"),
        ("data/datapackage.json", '"2026.2"', '"2025.9"', "data/datapackage.json: version is '2025.9'"),
        ("_config.yml", "limits of friendship", "limits", "_config.yml: title is"),
        ("CITATION.cff", 'version: "2026.2"', "version: 2026.2", "put version in quotes"),
        ("CITATION.cff", "2026-11-22", "22 November", "date-released '22 November' is no date"),
        ("CITATION.cff", "CC-BY-4.0", "MIT", "licence 'MIT' is none of CC-BY-4.0"),
        ("CITATION.cff", 'title: "', 'title: "Twice" "', r"CITATION\.cff, line 4: expected <block end>"),
        (
            "CITATION.cff",
            "keywords: [Iran,",
            "keywords: Iran #",
            "keywords is 'Iran', where a list must stand",
        ),
        ("CITATION.cff", '- name: "', '- alias: "', "author .* has no name"),
        ("CITATION.cff", "preferred-citation:", "doi: 10.5\npreferred-citation:", "doi is 10.5, where text"),
    ],
)
def test_one_record_for_the_whole_publication(book, name, old, new, message):
    path = book.root / name
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CitingError, match=message):
        publication.read(book.root)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "has no fields"), (b"\xff", "can't be read: 'utf-8'"), (None, "can't be read")],
)
def test_a_record_that_is_no_record_is_named(tmp_path, content, said):
    if content is not None:
        (tmp_path / "CITATION.cff").write_bytes(content)
    with pytest.raises(CitingError, match=rf"CITATION\.cff {said}[\s\S]*next: "):
        publication.read(tmp_path)


def test_a_frozen_edition_is_cited_at_its_own_address(book, monkeypatch):
    monkeypatch.setenv("BOOK_URL", "https://example.org/book/")
    address, manifest = "chapters/05-syria.html#syria-votes", book.root / "editions" / "2026.2.sha256"
    assert f"https://example.org/book/{address}" in read(book.build(), "cite/syria-votes.ris")
    book.enter("2026.2")
    manifest.write_text(register.bound(book.ids) + "\n")
    folder = book.build()
    assert f"https://example.org/book/2026.2/{address}" in read(folder, "cite/syria-votes.ris")
    assert "draft" not in read(folder, "cite/syria-votes.html") + read(folder, "chapters/05-syria.html")
    book.page(
        "chapters/07-new.html", "new"
    )  # who goes on to work has a draft again, also without a new version
    assert "2026.2 draft" in read(book.build(), "cite/syria-votes.bib")


def test_with_a_public_address_everything_names_it(book, monkeypatch):
    monkeypatch.setenv("BOOK_URL", "https://example.org/book/")
    folder = book.build()
    address = "https://example.org/book/chapters/05-syria.html"
    page = read(folder, "chapters/05-syria.html")
    assert f'<link rel="cite-as" href="{address}" />' in page
    assert f'<meta name="citation_public_url" content="{address}" />' in page
    assert f'<meta property="og:url" content="{address}" />' in page
    for kind in ("bib", "ris", "json", "html"):
        text = read(folder, f"cite/syria-votes.{kind}")
        assert f"{address}#syria-votes" in text
        assert "Address within the book" not in text
