"""The Persian of the book: its abstracts, its glossary, its page, as an editor would read them."""

import datetime
import re

import pytest

from helpers import solar, tables, texts
from helpers.book.build import marks
from helpers.book.pages import farsi
from helpers.book.pages.persian import spelled
from tests import notebooks
from tests.built import ROOT

CHAPTERS = sorted((ROOT / "chapters").glob("[01]*.ipynb"))
BLOCK = re.compile(r":::\{persian\}\n(.*?)\n:::", re.DOTALL)
VALUE = re.compile(r"\[[^\]]*\]\(#n-([^)]*)\)")
LENGTH = range(120, 201)
PAGE = (ROOT / "chapters" / "fa.md").read_text(encoding="utf-8")
# A word that is written joined, with a half-space or apart, and how this book has it.
SPELLINGS = {
    r"این‌که|این که\b": "اینکه",
    r"آن‌که|\bآن که\b": "آنکه",
    r"\b(ن?می) (?=[آ-ی])": "می‌",
    r"[آ-ی] (ها|های|هایی|هایش|هایشان)\b": "‌ها",
    r"پیش‌گیری": "پیشگیری",
    r"بی طرف|بیطرف": "بی‌طرف",
    r"هم پیمان|همپیمان": "هم‌پیمان",
    r"به ویژه|بویژه": "به‌ویژه",
    r"گفتگو|گفت و گو": "گفت‌وگو",
    r"جنگ افزار": "جنگ‌افزار",
    r"قطع نامه|قطع‌نامه": "قطعنامه",
    r"پیش نویس|پیشنویس": "پیش‌نویس",
    r"نظر سنجی|نظر‌سنجی": "نظرسنجی",
    r"حزب الله": "حزب‌الله",
    r"(?<=[آ-ی]ه) ی\b": "هٔ",
    r"از آب در|از کار در|جلوی": "no colloquial",
}
CLAIM_PAGES = ("claims.py", "claims_fa.py", "farsi.py")  # what writes of claims in Persian
ARABIC = re.compile("[يىكۀ٠-٩]")


def name(path):
    return path.stem


def abstract(path):
    """Return the abstract of a chapter as it is written, and the values of the chapter."""
    notebook = notebooks.opened(path)
    (cell,) = [one for one in notebook.cells if "-persian)=" in one.source]
    after = notebook.cells[notebook.cells.index(cell) :]
    block = next(found[1] for one in after if (found := BLOCK.search(one.source)))
    return block, marks.values(notebook)


def rendered(path):
    block, values = abstract(path)
    block = block.replace("{of-book}`day`", solar.both(datetime.date.fromisoformat(tables.closing().day)))
    return VALUE.sub(lambda found: spelled(values[found[1]], path.stem), block)


def prose():
    """Yield every piece of Persian of the book: abstracts, glossary, claims, the page."""
    for path in CHAPTERS:
        yield path.stem, abstract(path)[0]
    for row in tables.load("glossary").to_dict("records"):
        for column in ("fa", "definition_fa", "variants_fa"):
            if isinstance(row[column], str):
                yield f"glossary, {row['term_id']}, {column}", row[column]
    yield "fa.md", PAGE


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_an_abstract_has_the_length_that_its_reader_reads(path):
    assert len(rendered(path).split()) in LENGTH


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_number_of_an_abstract_stands_in_its_chapter(path):
    block, values = abstract(path)
    notebook = notebooks.opened(path)
    english = " ".join(one.source for one in notebook.cells if one.cell_type == "markdown").replace(block, "")
    code = " ".join(one.source for one in notebook.cells if one.cell_type == "code")
    used = VALUE.findall(block)
    assert used and set(used) <= set(values)
    for one in used:
        same = [other for other, value in values.items() if value == values[one]]
        assert any(f"#n-{other})" in english for other in same) or f'"{one}"' in code, one


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_one_value_is_glued_once_for_both_languages(path):
    values = abstract(path)[1]
    assert not [one for one in values if one.startswith("fa_")]
    assert not any(re.search("[۰-۹]", value) for value in values.values())


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_an_abstract_writes_numbers_as_persian_prose_does(path):
    said = rendered(path)
    assert "٪" not in said and "%" not in said
    assert not re.search(r"[0-9]", said)
    assert not re.search(r"(?<![۰-۹٫٬–])[۰-۹](?![۰-۹٫٬–])|(?<![۰-۹٫٬])۱۰(?![۰-۹٫٬])", said)
    assert not re.search(r"[A-Za-z]", re.sub(r"\bATOP\b|\bTIV\b", "", said))


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_an_abstract_begins_with_its_question_in_words_of_its_own(path):
    first = rendered(path).partition("؟")
    assert first[1] and not first[0].startswith("پرسش این فصل")


@pytest.mark.parametrize("where, text", [pytest.param(*one, id=one[0]) for one in prose()])
def test_persian_is_spelled_as_the_book_spells_it(where, text):
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|^titles:.*?^---$", "", text, flags=re.M | re.S)
    assert not ARABIC.search(text)
    for wrong, right in SPELLINGS.items():
        assert not (found := re.search(wrong, text)), f"{found[0]!r}: write {right}"


def test_each_verdict_has_one_name_and_one_meaning_in_persian():
    assert list(texts.OUTCOMES_FA) == list(texts.MEANINGS_FA) == list(texts.OUTCOMES)
    assert len(set(texts.OUTCOMES_FA.values())) == len(texts.OUTCOMES)
    for number in ("01", "13"):
        (path,) = (one for one in CHAPTERS if one.stem.startswith(number))
        said = abstract(path)[0]
        assert [one for one in list(texts.OUTCOMES_FA)[:4] if texts.OUTCOMES_FA[one] not in said] == []


def test_the_data_package_has_the_title_of_the_book_in_persian():
    title = re.search(r"^# (.*)$", PAGE, re.MULTILINE)[1]
    assert tables.package()["title_fa"] == f"{title}: جدول‌ها"


def test_a_claim_has_one_name_in_persian_as_the_glossary_has_it():
    """A forecast of chapter 12 is no claim: there a statement that is scored has another name."""
    (term,) = tables.load("glossary").query("term_id == 'claim'").to_dict("records")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "chapters").glob("fa*.md")}
    pages |= {path.stem: abstract(path)[0] for path in CHAPTERS if not path.stem.startswith("12")}
    pages |= {code: (ROOT / "src/helpers/book/pages" / code).read_text("utf-8") for code in CLAIM_PAGES}
    assert [page for page, text in pages.items() if re.search(term["variants_fa"], text)] == []
    assert term["fa"] in pages["fa-claims.md"] and term["fa"] in pages["01-two-texts"]


def test_a_value_that_stays_english_is_named(caplog):
    assert spelled("twelve", None) == "۱۲" and spelled("three", None) == "سه"
    with caplog.at_level("WARNING"):
        assert spelled("one of seven", None) == "one of seven"
    assert "stands in Persian text" in caplog.text


def test_terms_are_in_the_order_of_the_persian_alphabet():
    words = ["اتحاد", "ائتلاف", "آستانه", "وتو", "هژمونی", "نیروی نیابتی", "پیمان", "گذار", "کارت", "چین"]
    assert sorted(words, key=farsi.by_alphabet) == [
        *("آستانه", "ائتلاف", "اتحاد", "پیمان", "چین"),
        *("کارت", "گذار", "نیروی نیابتی", "وتو", "هژمونی"),
    ]


def test_every_chapter_has_a_persian_title_and_only_chapters_have():
    head = farsi.read_titles(ROOT / "chapters" / "fa.md")
    labels = [re.search(r"^\(([a-z-]+)\)=\n# ", _source(path), re.M)[1] for path in CHAPTERS]
    assert list(head) == labels and len(set(head.values())) == len(labels)


def _source(path):
    return notebooks.opened(path).cells[0].source
