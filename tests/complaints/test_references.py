"""Whole files as reference managers export them, in the forms in which they come."""

import re
from pathlib import Path

import pytest
from pybtex.richtext import Text

from helpers.book.citing import CitingError, bibliography
from tests.small import ROOT

pytestmark = pytest.mark.thorough

EXPORTS = Path(__file__).parent / "exports"
FORMS = {
    "as it is": lambda content: content,
    "with a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "with line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
}
ENTRY = "@article{x, author={%s}, title={%s}, journal={J}, year={2021}, %s}\n"


@pytest.fixture
def printed(tmp_path):
    """Return a way to print every entry of a file, as the page of references does."""

    def of(content):
        path = tmp_path / "references.bib"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        bibliography.check(path)
        entries, style = bibliography.read(path).entries, bibliography.Checked()
        said = {key: str(Text(style.format_entry("", one).text)) for key, one in entries.items()}
        return {key: re.sub("<newblock>|<nbsp>", " ", text) for key, text in said.items()}

    return of


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        pytest.param(
            "zotero.bib",
            "doe_tea_2021",
            "A Study of 50% of Households – Part 1. Journal of Tea & Coffee, 12(3):1–12, March 2021.",
            marks=pytest.mark.complaint("zotero-export"),
        ),
        pytest.param(
            "better-bibtex.bib",
            "doe2021",
            "Tea in the Middle East. Working Paper 7, Tea Institute, Tehran, 2021.",
            marks=pytest.mark.complaint("zotero-export", "manager-entry-types"),
        ),
        pytest.param(
            "jabref.bib",
            "Doe2021",
            "Jane Doe and Richard Roe. Tea time. Journal of Tea, 2021.",
            marks=pytest.mark.complaint("jabref-export"),
        ),
        pytest.param(
            "mendeley.bib",
            "Doe2021",
            "Tea and sympathy: 50% of Households & more. Journal of Tea & Coffee, 12(3):1–12,",
            marks=pytest.mark.complaint("mendeley-export"),
        ),
    ],
)
def test_an_export_is_read_and_printed_whole(printed, name, key, words, form):
    said = printed(FORMS[form]((EXPORTS / name).read_bytes()))
    assert words in said[key]
    assert not [text for text in said.values() if re.search(r"[\\{}]", text)]


@pytest.mark.complaint("mendeley-export")
def test_an_entry_without_a_key_is_named_by_its_line(printed):
    with pytest.raises(CitingError, match=r"references\.bib: syntax error in line 2: entry key expected"):
        printed("% a comment\n@article{,\n author = {D},\n title = {T}}\n")


@pytest.mark.complaint("escapes-in-links")
@pytest.mark.parametrize(
    ("field", "found"),
    [
        (r"doi={10.1000/a{\_}b}", "doi:10.1000/a_b"),
        (r"doi={10.1000/a\_b\#c}", "doi:10.1000/a_b#c"),
        ("doi={https://doi.org/10.1000/a_b}", "doi:10.1000/a_b"),
        ("doi={http://dx.doi.org/10.1000/a_b}", "doi:10.1000/a_b"),
        ("doi={DOI: 10.1000/a_b}", "doi:10.1000/a_b"),
        (r"url={https://a.org/x\_y\%20z\&q=1}", "URL: https://a.org/x_y%20z&q=1"),
        (r"url={https://a.org/{\~{}}doe}", "URL: https://a.org/~doe"),
        ("url={https://a.org/x_y%20z}", "URL: https://a.org/x_y%20z"),
    ],
)
def test_a_link_leads_where_it_should(printed, field, found):
    assert f"{found}." in printed(ENTRY % ("Doe, Jane", "Tea", field))["x"]


@pytest.mark.complaint("capitals-lost")
def test_a_short_form_that_would_lose_its_capitals_is_refused(printed):
    with pytest.raises(CitingError, match=r"entry 'x' prints 'nato': write \{NATO\} in its title"):
        printed(ENTRY % ("Doe, Jane", "Tea in NATO", ""))
    assert "Tea in NATO" in printed(ENTRY % ("Doe, Jane", "Tea in {NATO}", ""))["x"]


@pytest.mark.complaint("capitals-lost")
def test_a_name_that_has_its_capital_in_one_title_has_it_in_all():
    path = ROOT / "references.bib"
    names = set(re.findall(r"\{([A-Z][a-z]{3,})\}", path.read_text(encoding="utf-8")))
    assert {"Iran", "Russia", "Syria"} <= names
    style = bibliography.Checked()
    for key, entry in bibliography.read(path).entries.items():
        said = set(re.findall(r"\b[A-Z]\w+", re.sub("[{}]", "", entry.fields["title"])))
        text = str(style.format_entry("", entry).text)
        assert not [name for name in said & names if not re.search(rf"\b{name}\b", text)], key


@pytest.mark.complaint("persons-run-together")
@pytest.mark.parametrize("persons", ["Doe, J.; Roe, R.", "Doe J., Roe R., Poe P.", "دو، علی؛ رو، رضا"])
def test_persons_that_are_not_parted_are_refused(printed, persons):
    with pytest.raises(CitingError, match=r"entry 'x' has the person .*: write 'and' between persons"):
        printed(ENTRY % (persons, "Tea", ""))


@pytest.mark.complaint("persons-run-together")
@pytest.mark.parametrize(
    ("persons", "found"),
    [
        ("Doe, Jr., Jane", "Jane Doe, Jr."),
        ("{Body; of Two}", "Body; of Two"),
        ("van Doe, Jane and Roe, III, R.", "van Doe and R. Roe, III"),
    ],
)
def test_what_is_one_person_stays_one(printed, persons, found):
    assert found in printed(ENTRY % (persons, "Tea", ""))["x"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.complaint("zotero-export")
@pytest.mark.parametrize("sign", ["<i>Camellia</i>", "H<sub>2</sub>O", "$x^2$", r"\url{a}"])
def test_what_would_be_printed_as_it_is_written_is_refused(printed, sign):
    with pytest.raises(CitingError, match=r"entry 'x' would print .*: write the letters themselves"):
        printed(ENTRY % ("Doe, Jane", f"On {sign}", ""))


@pytest.mark.complaint("arabic-keyboard")
@pytest.mark.parametrize(
    ("persons", "title", "more"),
    [
        ("کريمی, علی", "چای", ""),
        ("Doe, Jane", "گفت‌وگوي ایران", ""),
        ("Doe, Jane", "ايران", "langid={persian}"),
    ],
)
def test_persian_of_an_arabic_keyboard_is_refused_in_references(printed, persons, title, more):
    with pytest.raises(CitingError, match="entry 'x' has the Arabic 'ي' in Persian words: write"):
        printed(ENTRY % (persons, title, more))
    assert printed(ENTRY % ("محمود", "مناورات عسكرية مشتركة", "langid={arabic}"))["x"]
