"""The rules of accessibility find what breaks them; that no page does is tested in test_pages.py beside."""

import pytest

from tests.accessibility import faults, faults_of_colour
from tests.browser import STILL, show
from tests.built import HTML


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


def test_a_control_without_a_name_is_found(cite):
    cite.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert [rule for rule, _ in faults(cite)] == ["button-name"]
