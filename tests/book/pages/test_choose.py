"""Choose your rule: what the page says is what the function gives, and the rule is in the address."""

import json

import pytest

from helpers.book.pages import chooser
from helpers.subjects import rules_of_alliance as rules
from tests import accessibility
from tests.browser import WIDTHS
from tests.built import HTML, read

pytestmark = pytest.mark.thorough

PAGE = HTML / "chapters/choose.html"
TIES = "[...document.querySelectorAll('.ties .called')].map(one => one.textContent)"
TOLD = "[...document.querySelectorAll('.sentences .verdict')].map(one => one.textContent)"
DEEDS = rules.default() | {"evidence": "deeds", "groups": "yes"}


@pytest.fixture(scope="module")
def known():
    return rules.record()


@pytest.fixture
def at(visit):
    """Open the page at a rule, or at what stands in its place."""

    def open_at(rule, **kwargs):
        page = visit(PAGE, **kwargs)
        page.goto(f"{PAGE.as_uri()}#{rule}")
        page.reload()
        return page

    return open_at


def found(page):
    return page.evaluate(TIES), page.evaluate(TOLD)


def expected(state, known):
    return list(rules.classify(state, known).values()), list(rules.judge(state, known).values())


def test_the_page_holds_what_the_function_gives_for_every_rule(known):
    held = json.loads(read(PAGE).xpath("string(//script[@id='rules'])"))
    called, told = rules.every_state(known)
    for place, state in enumerate(rules.states()):
        ties = [held["classes"][_sign(row, state, held)] for row in held["ties"].values()]
        verdicts = [held["verdicts"][_sign(row, state, held)] for row in held["sentences"].values()]
        assert ties == called.reshape(-1, len(rules.TIES))[place].tolist()
        assert verdicts == told.reshape(-1, len(rules.SENTENCES))[place].tolist()


def _sign(row, state, held):
    place = 0
    for choice in row[0]:
        options = held["choices"][choice]
        place = place * len(options) + options.index(state[choice])
    return int(row[1][place])


def test_without_script_the_default_stands_there(visit, known):
    page = visit(PAGE, script=False)
    called = [one.text_content() for one in page.locator(".ties .called").all()]
    assert called == expected(rules.default(), known)[0]
    assert not page.locator(".choices input").first.is_visible()
    assert page.locator(".says").first.is_visible()
    assert page.locator("#tbl-choose-states").is_visible()


@pytest.mark.complaint("kernel-for-a-control")
def test_a_choice_by_keyboard_changes_results_and_address(visit, known):
    page = visit(PAGE)
    page.locator("#rule-evidence-promises").focus()
    page.keyboard.press("ArrowDown")
    state = rules.default() | {"evidence": "deeds"}
    assert found(page) == expected(state, known)
    assert page.evaluate("location.hash") == f"#{rules.address(state)}"
    assert "1 of 9" in page.locator(".about-rule").inner_text()
    assert not page.problems


def test_an_address_gives_its_rule_and_a_citation_that_leads_back(at, known):
    page = at(rules.address(DEEDS))
    assert found(page) == expected(DEEDS, known)
    cited = page.locator(".cite-rule output").inner_text()
    assert f"choose.html#{rules.address(DEEDS)}" in cited
    assert "Choose" in cited or "choices" in cited
    page.get_by_role("button", name="Back to this book").click()
    assert found(page) == expected(rules.default(), known)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("rule=promise-love", "has no option “love”"),
        ("rule=colour-red", "there is no choice “colour”"),
        ("rule=promise-any", "the choice “consultation” is not made"),
        ("rule=", "there is no choice"),
        ("rule=toString-x", "there is no choice “toString”"),
        (rules.address(DEEDS) + ",promise-any", "is made twice"),
        ("rule=%E0%A4%A", "cannot be read"),
    ],
)
def test_an_unknown_rule_gives_a_statement_and_no_result(at, rule, said):
    page = at(rule)
    assert said in page.locator(".about-rule").inner_text()
    assert not page.locator(".found").is_visible()
    assert page.locator(".choices :checked").count() == 0
    assert not page.problems
    page.locator("#rule-promise-any").check()
    assert page.locator(".found").is_visible()


def test_a_choice_that_changes_nothing_says_so(at):
    idle = at(rules.address(DEEDS)).locator("fieldset.idle")
    assert [one.get_attribute("data-choice") for one in idle.all()][:2] == ["promise", "consultation"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_by_everyone(at, width, scheme):
    page = at(rules.address(DEEDS), width=width, scheme=scheme)
    assert accessibility.faults(page) == []
    assert accessibility.faults_of_colour(page)[0] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_fits_a_narrow_phone(at):
    page = at(rules.address(DEEDS), width="phone")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_the_chosen_rule_stands_alone(at):
    page = at(rules.address(DEEDS))
    page.emulate_media(media="print")
    shown = [one for one in page.locator(".choices label").all() if one.is_visible()]
    assert len(shown) == len(DEEDS)
    assert page.locator(".found").is_visible()


def test_every_verdict_has_a_look():
    assert set(chooser.LOOKS) == set(rules.VERDICTS)
