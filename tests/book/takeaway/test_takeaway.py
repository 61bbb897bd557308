"""The book to take away: PDF, EPUB and archive, bound from a small book, or with BIND=all from the whole."""

import os
import re
import resource
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path, PurePosixPath

import pdfplumber
import pytest
import yaml
from lxml import etree
from pdfplumber.utils.pdfinternals import resolve

from helpers.book.citing import publication
from helpers.book.pages.front import DOWNLOADS, DOWNLOADS_END
from helpers.book.takeaway import TakeawayError, epub, leaves, offer, path, pdf
from tests import small
from tests.browser import _open

pytestmark = pytest.mark.thorough

WHOLE = os.environ.get("BIND") == "all"
FIRST = """\
(home)=
# Votes

In all [](#n-total).

(home-take)=
## Take it with you

```{{take-away}}
```

(home-persian)=
## In Persian

:::{{persian}}
{said}
:::
"""
SAID = "ایران و روسیه در سوریه در یک سو بودند"
TABLE = """\
rows = votes[["date", "symbol", "subject", "yes", "no", "abstain"]]
helpers.table("tbl-votes", rows.loc[rows.index.repeat(3)])
"""
FIGURE = """\
import plotly.graph_objects as go

chart = helpers.charts.house(go.Figure(go.Bar(x=["A", "B"], y=[1, 2])))
helpers.figure("fig-bar", chart)
"""
ALT = "The first bar shows one, the second shows two."
WORDS = {
    "tbl-votes": {"title": "Votes, three times each.", "caption": "One row a vote."},
    "fig-bar": {"title": "Two is more than one.", "caption": "A bar a number.", "alt": ALT},
}
MM = 72 / 25.4
INK = 1.5  # points that a letter may stand out of its line


def bound(root, kind):
    """Make a kind to take away, as its command does, and return where it is."""
    small.python(root, "-m", "helpers.book.takeaway", kind)
    version = publication.read(root).version
    return path(root, version, "zip" if kind == "offline" else kind)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A built book: a small one that has one of each, or the whole."""
    if WHOLE:
        return small.ROOT
    root = small.make(tmp_path_factory.mktemp("book"))
    first = root / "index.ipynb"
    small.write(first, FIRST.format(said=SAID), small.NOTEBOOKS["index"][1], TABLE, FIGURE)
    first.with_suffix(".yml").write_text(yaml.safe_dump(WORDS), encoding="utf-8")
    small.build(root)
    return root


@pytest.fixture(scope="module")
def archive(root):
    _need_pango()
    return bound(root, "offline")


@pytest.fixture(scope="module")
def printed(root, archive):
    with pdfplumber.open(archive.with_suffix(".pdf")) as document:
        yield document


@pytest.fixture(scope="module")
def book(archive):
    with zipfile.ZipFile(archive.with_suffix(".epub")) as found:
        yield found


def _need_pango():
    try:
        import weasyprint  # noqa: F401
    except OSError as problem:
        pytest.skip(f"no Pango on this machine: {problem}")


def test_pdf_says_what_it_is_and_is_tagged(root, printed):
    record = publication.read(root)
    assert printed.metadata["Title"] == record.title
    assert printed.metadata["Author"] == ", ".join(record.authors)
    assert printed.metadata["CreationDate"].startswith(f"D:{record.date:%Y%m%d}")
    assert resolve(printed.doc.catalog["MarkInfo"])["Marked"]
    assert printed.doc.catalog["Lang"].decode() == record.language
    assert b'pdfuaid:part="1"' in _metadata(printed) or b"<pdfuaid:part>1<" in _metadata(printed)


def _metadata(document):
    return resolve(document.doc.catalog["Metadata"]).get_data()


def test_every_page_of_paper_but_the_first_has_its_number_edition_and_heads(root, printed):
    book = leaves.Book(root, pdf.ROOM)
    for number, page in enumerate(printed.pages[1:], start=2):
        head = page.crop((0, 0, page.width, 20 * MM)).extract_text()
        foot = page.crop((0, page.height - 20 * MM, page.width, page.height)).extract_text()
        assert foot.startswith(f"Edition {book.record.version}") and foot.split()[-1] == str(number)
        assert head.startswith(book.title)


def test_contents_and_bookmarks_lead_to_the_pages_of_the_chapters(root, printed):
    marked = [title for _, title, *_ in printed.doc.get_outlines()]
    text = "\n".join(page.extract_text() for page in printed.pages)
    for leaf in leaves.Book(root, pdf.ROOM).leaves[1:]:
        assert leaf.title in marked
        listed = re.search(rf"{re.escape(leaf.title)}\s*\d*\s*\.{{5,}}\s*(\d+)", text)
        on_it = printed.pages[int(listed[1]) - 1].extract_text()
        assert leaf.title in " ".join(on_it.splitlines()[:8])


def test_a_long_table_has_its_header_on_every_page_and_nothing_is_cut(printed):
    right = max(page.width for page in printed.pages) - 22 * MM
    cut = [
        (page.page_number, letter["text"])
        for page in printed.pages
        for letter in page.chars
        if letter["x1"] > right + INK and letter["text"].strip()
    ]
    assert cut == []
    if not WHOLE:
        head = "date symbol subject"
        rows = [page for page in printed.pages if re.search(r"S/\d{4}/\d+", page.extract_text())]
        assert len(rows) > 2
        assert all(head in page.extract_text().casefold() for page in rows)


def test_no_heading_of_paper_stands_alone_at_the_foot(printed):
    for page in printed.pages[1:]:
        body = [letter for letter in page.chars if letter["bottom"] < page.height - 24 * MM]
        last = max(body, key=lambda letter: letter["bottom"], default=None)
        assert last is None or "Display" not in last["fontname"] or page.page_number < 5, page.page_number


def test_persian_on_paper_is_in_its_own_face(printed):
    faces = {
        letter["fontname"].partition("+")[2]
        for page in printed.pages
        for letter in page.chars
        if "\u0621" <= letter["text"][0] <= "\u06cc"
    }
    assert faces and all(face.startswith("Persian") for face in faces)


@pytest.mark.complaint("paper-without-charts")
def test_every_picture_on_paper_says_what_it_shows(root, printed):
    figures = [one for page in printed.pages for one in _tagged(page.structure_tree, "Figure")]
    said = {one.get("alt_text") for one in figures}
    assert figures and all(said)
    names = {
        title.text
        for leaf in leaves.Book(root, pdf.ROOM).leaves
        for title in leaf.body.iterfind(f".//div[@class='still']//{{{leaves.SVG}}}title")
    }
    assert names and names <= said


def test_tables_on_paper_are_tagged_with_their_headers(printed):
    tags = [one["type"] for page in printed.pages for one in _tagged(page.structure_tree)]
    assert {"Table", "TH", "TD", "H1", "P"} <= set(tags)


def _tagged(tree, kind=None):
    for one in tree:
        if kind in (None, one["type"]):
            yield one
        yield from _tagged(one.get("children", ()), kind)


def test_binding_twice_gives_the_same_bytes(root, archive, monkeypatch):
    if WHOLE:
        pytest.skip("shown on the small book: the whole takes minutes")
    before = {one: archive.with_suffix(one).read_bytes() for one in (".pdf", ".epub", ".zip")}
    shutil.rmtree(root / "_build" / "html" / offer.FOLDER)
    bound(root, "offline")
    assert [one for one, then in before.items() if archive.with_suffix(one).read_bytes() != then] == []


@pytest.mark.complaint("epub")
def test_epub_is_whole(book):
    names = book.namelist()
    assert names[0] == "mimetype" and book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    package = etree.fromstring(book.read("book/package.opf"))
    listed = {item.get("href") for item in package.iter("{*}item")}
    assert {f"book/{one}" for one in listed} | {"book/package.opf"} == {
        name for name in names if name.startswith("book/")
    }
    pages = {name: etree.fromstring(book.read(name)) for name in names if name.endswith(".xhtml")}
    for name, page in pages.items():
        assert not page.xpath("//*[local-name()='script' or @onclick or @style]")
        for link in page.xpath("//@href"):
            _leads_somewhere(link, name, pages, names)


def _leads_somewhere(link, name, pages, names):
    if re.match(r"https?:|mailto:", link):
        return
    address, _, place = link.partition("#")
    goal = str(PurePosixPath(name).parent / address) if address else name
    assert goal in names, f"{name}: {link}"
    assert not place or pages[goal].xpath("//*[@id=$id]", id=place), f"{name}: {link}"


def test_epub_marks_persian_and_lists_it(book):
    front = etree.fromstring(book.read("book/index.xhtml"))
    assert front.xpath("//*[@lang='fa'][@dir='rtl']")
    assert "#home-persian" in book.read("book/nav.xhtml").decode()


def test_epubcheck_finds_nothing(archive):
    found = shutil.which("epubcheck")
    if not found or not shutil.which("java"):
        pytest.skip("no epubcheck on this machine (Debian: apt-get install epubcheck)")
    command = ["java", "-jar", os.path.realpath(found), str(archive.with_suffix(".epub"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout, done.stdout + done.stderr


@pytest.mark.complaint("offline")
def test_archive_works_in_any_folder_without_a_network(archive, chrome, tmp_path):
    assert archive.stat().st_size < 25e6
    folder = tmp_path / "کتاب من"
    with zipfile.ZipFile(archive) as found:
        found.extractall(folder)
        assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    pages = folder / archive.stem / "book"
    chapters = sorted(pages.glob("chapters/*.html"))[:8]
    for one in [pages / "index.html", pages / "search.html", *chapters]:
        page = _open(chrome, one)
        assert page.problems == []
        for link in page.locator("a[href]").evaluate_all("links => links.map(one => one.href)"):
            if link.startswith("file:"):
                assert _there(link), f"{one.name}: {link}"
        page.context.close()
    front = (pages / "index.html").read_text(encoding="utf-8")
    assert f'href="../{archive.stem}.pdf"' in front and f'href="../{archive.stem}.epub"' in front
    assert (folder / archive.stem / "README.txt").is_file()


def _there(link):
    from urllib.parse import unquote, urlsplit

    return Path(unquote(urlsplit(link).path)).exists()


def test_front_page_links_to_what_lies_beside_the_pages(root, archive):
    html = root / "_build" / "html"
    front = (html / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="(downloads/[^"]+)"', front)
    assert sorted(linked) == sorted(f"downloads/{one.name}" for one in offer.offered(html))
    assert len(linked) == 3 and all((html / one).is_file() for one in linked)


@pytest.mark.parametrize("room", [100, 1000], ids=["no room for the file", "no room for the front page"])
def test_a_file_is_beside_the_pages_and_linked_or_neither(tmp_path, room):
    html, made, other = tmp_path / "_build" / "html", tmp_path / "book.epub", tmp_path / "book.pdf"
    html.mkdir(parents=True)
    front = html / "index.html"
    front.write_text(f"{'<p>a</p>' * 200}{DOWNLOADS}{DOWNLOADS_END}", encoding="utf-8")
    made.write_bytes(bytes(500))
    other.write_bytes(bytes(10))
    offer.offer(html, other)
    before, limit = small.files(tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limit[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            offer.offer(html, made)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert small.files(tmp_path) == before
    offer.offer(html, made)
    assert [one.name for one in offer.offered(html)] == ["book.pdf", "book.epub"]
    assert re.findall(r'href="downloads/([^"]+)"', front.read_text(encoding="utf-8")) == [
        "book.pdf",
        "book.epub",
    ]


def test_links_are_those_of_the_files_and_no_others(tmp_path):
    empty = f"<p>a</p>{DOWNLOADS}{DOWNLOADS_END}<p>b</p>"
    (tmp_path / "book & 1.pdf").write_bytes(b"x" * 2_000_000)
    page = offer.linked(empty, [tmp_path / "book & 1.pdf"], "downloads")
    assert 'href="downloads/book &amp; 1.pdf"' in page and "2.0 MB" in page
    assert offer.linked(page, [tmp_path / "book & 1.pdf"], "downloads") == page
    assert offer.linked(page, [], "downloads") == empty
    assert offer.linked("<p>no place</p>", [], "downloads") == "<p>no place</p>"


def test_without_pages_there_is_nothing_to_bind(tmp_path):
    with pytest.raises(TakeawayError, match="run make book first"):
        leaves.Book(tmp_path, pdf.ROOM)


def test_without_pango_one_is_told_what_to_install(root, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    code = "from pathlib import Path; from helpers.book.takeaway import pdf; pdf.make(Path.cwd())"
    known = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{small.ROOT / 'src'}"}
    said = small.python(root, "-c", code, check=False, **known)
    assert "apt-get install libpango-1.0-0" in said.splitlines()[-1]


def test_leaves_keep_what_is_read_and_nothing_of_a_screen(root):
    for room in (pdf.ROOM, epub.ROOM):
        for leaf in leaves.Book(root, room).leaves:
            assert not leaf.body.xpath(".//script | .//button | .//nav | .//details | .//form | .//input")
            assert leaf.body.text_content().strip()
            for still in leaf.body.xpath(".//div[@class='still']"):
                widths = [int(one.get("width")) for one in still.iter(f"{{{leaves.SVG}}}svg")]
                assert len(widths) <= 1 and all(width <= room for width in widths)


def test_parts_and_chapters_stand_in_the_order_of_the_contents(root):
    numbers = [int(leaf.number) for leaf in leaves.Book(root, pdf.ROOM).leaves if leaf.number]
    assert numbers and all(one < other for one, other in pairwise(numbers))
