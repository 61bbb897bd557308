"""The citations of the built book: four formats that agree, tags, links, and the control in a browser."""

import gzip
import json
import re

import pytest
import rispy
from lxml import html
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from helpers import tables
from helpers.book.citing import finish, formats, machine, publication, register, said, units
from tests.accessibility import faults, faults_of_colour
from tests.browser import WIDTHS
from tests.built import HTML, REGISTER, ROOT, ids, read

RECORD = publication.read(ROOT)
PAGES = [page for page in units.collect(HTML) if page.units]
UNITS = {unit.id: unit for page in PAGES for unit in page.units}
KINDS = {unit.kind: unit for unit in UNITS.values()}  # one of each
ITEMS = {item["id"]: item for item in json.loads((HTML / finish.INDEX).read_text(encoding="utf-8"))}


def item_of(unit):
    return ITEMS[f"coalition-or-alliance-{RECORD.version}-{unit.id}"]


def records(unit):
    def text(kind):
        return (HTML / "cite" / f"{unit.id}.{kind}").read_text(encoding="utf-8")

    (item,) = json.loads(text("json"))
    (entry,) = parse_string(text("bib"), "bibtex").entries.values()
    (reference,) = rispy.loads(text("ris"))
    return item, entry, reference


def linked_data(address):
    (text,) = read(address).xpath("//script[@type='application/ld+json']/text()")
    return json.loads(text)


def test_every_kind_of_unit_is_there():
    wanted = "book chapter section figure table passage claim correction dataset"
    assert set(KINDS) == set(wanted.split())
    assert sum(unit.kind == "claim" for unit in UNITS.values()) == len(tables.load("claims"))


@pytest.mark.complaint("cite-a-chapter")
def test_every_unit_is_cited_beside_it_once():
    for page in PAGES:
        links = read(page.address).xpath("//a[@class='cite']/@href")
        wanted = [machine.nearby(page.address, f"cite/{unit.id}.html") for unit in page.units]
        assert sorted(links) == sorted(wanted), page.address


@pytest.mark.thorough
def test_formats_agree_field_by_field():
    for unit in UNITS.values():
        item, entry, reference = records(unit)
        plain = {name: re.sub(r"[{}]|\\(?=[#$%&_])", "", value) for name, value in entry.fields.items()}
        container = plain.get("booktitle") or plain.get("publisher")
        container = None if item["type"] == "book" else container  # its publishers are its authors
        people = [str(person).strip("{}") for person in entry.persons["author"]]
        assert item == ITEMS[item["id"]]
        assert item["title"] == plain["title"] == reference["title"]
        assert (formats.book(item) or None) == container
        assert container == (reference.get("secondary_title") or reference.get("publisher"))
        assert [one["literal"] for one in item["author"]] == people == reference["authors"]
        assert str(item["issued"]["date-parts"][0][0]) == plain["year"] == reference["year"]
        assert plain["date"] == reference["date"].replace("/", "-") == RECORD.date.isoformat()
        assert formats.edition(item) == (plain.get("edition") or plain["version"])
        assert formats.edition(item) == reference["edition"] == RECORD.said
        assert item.get("chapter-number") == plain.get("chapter") == reference.get("section")
        assert item.get("URL") == plain.get("url") == reference.get("urls", [None])[0]
        assert item.get("note") == plain.get("note") == reference.get("notes", [None])[0]
        assert item.get("annote") == plain.get("annote") == reference.get("research_notes")
        assert linked_data(f"cite/{unit.id}.html")["version"] == RECORD.said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.complaint("styles-lose-fields")
def test_a_bibliography_can_be_made_of_every_kind(kind):
    style, backend = (
        find_plugin("pybtex.style.formatting", "unsrt")(),
        find_plugin("pybtex.backends", "text")(),
    )
    data = parse_string((HTML / "cite" / f"{KINDS[kind].id}.bib").read_text(encoding="utf-8"), "bibtex")
    (line,) = style.format_bibliography(data)
    assert RECORD.authors[0] in line.text.render(backend)


@pytest.mark.thorough
@pytest.mark.parametrize("style", formats.STYLES)
@pytest.mark.parametrize("kind", KINDS)
def test_short_way_gives_what_the_style_itself_gives(kind, style):
    """A layout filled in is the layout run for the unit, but for the quotation marks within a title."""
    item = {
        name: value
        for name, value in ITEMS[f"coalition-or-alliance-{RECORD.version}-{KINDS[kind].id}"].items()
        if name not in ("note", "annote")
    }
    direct = formats.plain(
        re.sub(r"([?!][’”]?(?:</i>)?)\.", r"\1", formats._run(style, {**item, "id": "it"}))
    )
    quick = formats.plain(formats.styled(item, style))
    letters = str.maketrans({"“": "‘", "”": "’"})
    assert quick.translate(letters) == direct.translate(letters)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
@pytest.mark.complaint("manager-reads-page")
def test_page_speaks_to_machines(page):
    head = read(page.address).head
    tags = {}
    for tag in head.xpath("meta[@name or @property]"):
        tags.setdefault(tag.get("name") or tag.get("property"), []).append(tag.get("content"))
    item = item_of(page.head)
    assert tags["citation_title"] == [item["title"]]
    assert tags["citation_author"] == [f"{author}," for author in RECORD.authors]
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", tags["citation_publication_date"][0])
    assert tags.get("citation_inbook_title", [None]) == [item.get("container-title")]
    assert tags["og:title"] and tags["og:description"][0]
    linked = linked_data(page.address)
    assert linked["@type"] == ("Book" if page.head.kind == "book" else "Chapter")
    posts = {rel.split()[0] for rel in head.xpath("link/@rel")}
    assert {"describedby", "license", "type"} <= posts
    for goal in head.xpath("link[@rel='describedby' or @rel='item' or @rel='collection']/@href"):
        assert (HTML / page.address).parent.joinpath(goal).resolve().is_file(), goal
    if not RECORD.address:
        assert "cite-as" not in posts and "citation_public_url" not in tags


def test_a_scored_claim_is_a_review_and_a_judgement_is_not():
    kinds = {name: linked_data(f"cite/{name}.html") for name in ("claim-p5-1", "claim-p1-1")}
    assert kinds["claim-p5-1"]["reviewRating"]["alternateName"] == "contradicted"
    assert kinds["claim-p1-1"]["about"]["@type"] == "Claim"


def test_a_data_set_stands_under_its_own_terms():
    linked = linked_data("cite/table-arms-deals.html")
    licences = tables.describe("arms_deals")["licenses"]
    assert linked["license"] == [one.get("path") or one["title"] for one in licences]


def test_files_made_from_the_record_are_up_to_date():
    for name, text in publication.made(ROOT, RECORD).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, name


def test_register_knows_every_published_id():
    lives = register.read(ROOT / register.NAME)
    assert lives, "no edition has been entered"
    editions = register.existing(lives, ROOT / register.NAME, RECORD.version)
    register.check(lives, list(UNITS.values()), RECORD.version, editions)


def test_every_address_that_an_edition_has_published_still_answers():
    lives = register.read(ROOT / register.NAME)
    published = {address for life in lives.values() for address in life.addresses}
    pages = {page: set(ids(page)) for page in {address.partition("#")[0] for address in published}}
    for page, _, name in (address.partition("#") for address in published):
        assert not name or name in pages[page], f"{page}#{name}"


def test_what_every_published_edition_said_is_kept():
    lives = register.read(ROOT / register.NAME)
    published = [path.stem for path in (ROOT / "editions").glob("*.sha256")]
    texts = said.read(ROOT, published, {life.id: life.kind for life in lives.values()})
    assert published and set(texts.days) == set(published)
    for edition in published:
        events = [event for life in lives.values() if (event := life.in_edition(edition))]
        assert events and all(texts.of(event) for event in events), edition


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.head.id)
def test_what_citing_adds_to_a_page_is_small(page):
    """At most 5 KB compressed, with what leads on to units that have left the page."""
    text = (HTML / page.address).read_text(encoding="utf-8")
    bare = re.sub(r'<a class="cite".*?</a>|<meta (?:name="citation|property="og|name="desc)[^>]*>', "", text)
    bare = re.sub(r'<span class="Z3988".*?</span>|<p class="printed">.*?</p>', "", bare)
    bare = re.sub(r'<link rel="(?:describedby|item|collection|type|license)"[^>]*>', "", bare)
    bare = re.sub(r'<aside class="formerly".*?</aside>', "", bare, flags=re.DOTALL)
    bare = re.sub(r'<script type="application/(?:ld\+json|json" id="citing)".*?</script>', "", bare)
    added = len(gzip.compress(text.encode())) - len(gzip.compress(bare.encode()))
    assert 0 < added <= 5_000


@pytest.mark.parametrize("address", [unit.page for unit in KINDS.values()] + ["search.html", "genindex.html"])
def test_a_draft_says_so_on_every_page_until_it_is_frozen(address):
    said = " ".join(read(address).find(".//footer").text_content().split())
    assert f"Edition {RECORD.said}, " in said
    assert ("This is a draft" in said) == RECORD.draft
    assert " of edition-->" not in (HTML / address).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_citation_page_says_is_what_its_records_say(kind):
    page = read(f"cite/{KINDS[kind].id}.html")
    (said,) = page.xpath("//span[@class='Z3988']")
    assert said.get("title") == lxml_title(machine.coins(item_of(KINDS[kind])))
    assert page.xpath("//meta[@name='citation_title']/@content") == [item_of(KINDS[kind])["title"]]
    assert not page.xpath("//p[contains(@class, 'citation')][contains(., 'Corrected in')]")


def lxml_title(text):
    return html.fragment_fromstring(text).get("title")


@pytest.mark.thorough
def test_a_printed_chapter_ends_with_its_citation(visit):
    page = visit(HTML / "chapters" / "05-syria.html")
    assert not page.locator(".printed").is_visible()
    page.emulate_media(media="print")
    printed = page.locator(".printed")
    wanted = formats.plain(formats.styled(ITEMS[f"coalition-or-alliance-{RECORD.version}-syria"], "APA"))
    assert printed.is_visible() and printed.inner_text() == f"To cite this chapter: {wanted}"


@pytest.mark.parametrize("width", WIDTHS)
def test_citation_opens_over_the_page_and_is_copied(visit, width):
    page = visit(HTML / "chapters" / "05-syria.html", width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = page.locator("#syria-council > .hrow a.cite")
    link.focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("dialog.citing iframe")
    frame.get_by_role("button", name="Copy APA").click()
    frame.get_by_role("button", name="Copied: APA").wait_for()
    frame.get_by_role("status").get_by_text("Copied: APA").wait_for(state="attached")
    name = page.locator("dialog.citing").get_attribute("aria-label")
    assert name == f"How to cite: {UNITS['syria-council'].citation}"
    wanted = formats.plain(
        formats.styled(ITEMS[f"coalition-or-alliance-{RECORD.version}-syria-council"], "APA")
    )
    assert page.evaluate("navigator.clipboard.readText()") == wanted
    frame.locator("body").press("Escape")
    page.wait_for_function("!document.querySelector('dialog.citing').open")
    assert page.problems == []


@pytest.mark.thorough
def test_a_record_is_saved_from_disk(visit):
    page = visit(HTML / "chapters" / "05-syria.html")
    page.locator("#syria-council > .hrow a.cite").click()
    frame = page.frame_locator("dialog.citing iframe")
    frame.locator("summary", has_text="RIS").click()
    with page.expect_download() as saved:
        frame.get_by_role("link", name="Download syria-council.ris").click()
    assert saved.value.suggested_filename == "syria-council.ris"
    assert saved.value.path().read_bytes() == (HTML / "cite" / "syria-council.ris").read_bytes()


@pytest.mark.thorough
def test_selected_words_are_copied_with_their_citation(visit):
    page = visit(HTML / "chapters" / "05-syria.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """() => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector("#syria-council > p"));
          getSelection().addRange(range);
        }"""
    )
    page.locator(".cite-selection:not([hidden])").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    quoted, reference, link = page.evaluate("navigator.clipboard.readText()").strip().split("\n\n")
    unit = UNITS["syria-council"]
    assert quoted.startswith("“") and f"{unit.pinpoint}, para. 1, edition {RECORD.said})" in quoted
    assert unit.citation in reference
    assert re.search(r"#syria-council:~:text=[^ ]+,[^ ]+$", link)


@pytest.mark.complaint("anchors-shift")
def test_address_of_a_moved_id_leads_on(visit):
    page = visit(HTML / "chapters" / "05-syria.html")
    page.evaluate(
        """() => {
          const note = '<p id="syria-old" data-onward="#syria-council">Formerly</p>';
          const aside = `<aside class="formerly">${note}</aside>`;
          document.querySelector("article").insertAdjacentHTML("beforeend", aside);
          location.hash = "syria-old";
        }"""
    )
    page.wait_for_function("location.hash === '#syria-council'")


@pytest.mark.parametrize("script", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_an_old_address_of_a_claim_leads_to_the_register(visit, script):
    page = visit(HTML / "chapters" / "01-two-texts.html", script=script)
    assert not page.locator(".formerly").is_visible()
    page.goto(f"{page.url}#claim-p5-4")
    if not script:
        assert page.locator(".formerly p").filter(visible=True).count() == 1
        page.locator(".formerly a").filter(visible=True).click()
    page.wait_for_url(f"**/{REGISTER}#claim-p5-4")
    assert page.locator("#claim-p5-4").is_visible()


def test_citation_page_reads_without_script(visit):
    page = visit(HTML / "cite" / "claim-p5-4.html", "phone", script=False)
    assert page.get_by_text("claim P5.4").first.is_visible()
    assert page.locator("button").count() == 0
    page.locator("summary").first.click()
    assert page.get_by_role("link", name="Download claim-p5-4.bib").is_visible()
    assert page.problems == []


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_citation_page_is_accessible(visit, scheme):
    page = visit(HTML / "cite" / "syria-council.html", scheme=scheme)
    assert page.problems == []
    assert not faults(page)
    assert not faults_of_colour(page)[0]
