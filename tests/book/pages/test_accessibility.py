"""The rules of accessibility find what breaks them; that no page does is tested in test_pages.py beside."""

import pytest

from tests.accessibility import faults, faults_of_colour
from tests.browser import STILL, show
from tests.built import HTML
from tests.contrast import faint

pytestmark = pytest.mark.thorough


@pytest.fixture
def cite(visit):
    page = visit(HTML / "chapters" / "cite.html")
    page.add_style_tag(content=STILL)
    return page


@pytest.mark.parametrize(("scheme", "faint"), [("light", "#999"), ("dark", "#555")])
def test_a_faint_word_is_found_among_looks_that_are_known(cite, scheme, faint):
    show(cite, scheme)
    found, looks = faults_of_colour(cite)
    assert found == [] and looks
    assert faults_of_colour(cite, looks) == ([], [])
    cite.evaluate("ink => { document.querySelectorAll('article p')[1].style.color = ink; }", faint)
    found, fresh = faults_of_colour(cite, looks)
    assert [rule for rule, _ in found] == ["color-contrast"] and fresh


def test_a_link_that_looks_almost_like_the_words_around_it_is_found(cite):
    cite.add_style_tag(content="article p a { color: #444 !important; text-decoration: none !important; }")
    found, _ = faults_of_colour(cite)
    assert [rule for rule, _ in found] == ["link-in-text-block"]


@pytest.mark.parametrize(
    ("paper", "ink", "reads"),
    [("#fff", "#777", False), ("#fff", "#767676", True), ("rgb(0 0 0 / 50%)", "#fff", False)],
)
def test_what_is_behind_a_word_is_what_one_sees(cite, paper, ink, reads):
    write = """([paper, ink]) => document.querySelector("article").insertAdjacentHTML("beforeend",
      `<p style="background: ${paper}; color: ${ink}">Word</p>`)"""
    cite.evaluate(write, [paper, ink])
    _, found = faint(cite)
    assert bool(found) != reads, found


@pytest.mark.parametrize(("under", "reads"), [("none", True), ("#333", False)])
def test_a_word_in_a_picture_is_judged_by_the_shape_under_it(cite, under, reads):
    write = """(under) => document.querySelector("article").insertAdjacentHTML("beforeend",
      `<div data-figure="fig-made"><svg width="99" height="40"><rect width="99" height="40" fill="${under}"/>
       <text x="9" y="25" fill="#111">Word</text></svg></div>`)"""
    cite.evaluate(write, under)
    _, found = faint(cite, pictures=True)
    assert bool(found) != reads, found


def test_a_control_without_a_name_is_found(cite):
    cite.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert [rule for rule, _ in faults(cite)] == ["button-name"]
