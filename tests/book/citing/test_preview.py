"""What stands for a page where its address is shared or kept: a picture with its title, and the sign."""

import re

import pytest

from helpers.book.citing import preview
from tests.book.citing.test_citing import book, read  # noqa: F401
from tests.built import CHAPTERS, HTML
from tests.built import read as page

pytestmark = pytest.mark.thorough

HEAVY = 200_000
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300" viewBox="0 0 900 300"></svg>'
HIGH = WIDE.replace("300", "800")


def size(png):
    assert png.startswith(b"\x89PNG")
    return tuple(int.from_bytes(png[at : at + 4]) for at in (16, 20))


def tags(text):
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text))


@pytest.fixture
def published(book, monkeypatch):  # noqa: F811
    monkeypatch.setenv("BOOK_URL", "https://example.org/book/")
    return book.build()


def test_a_shared_page_has_its_title_beside_its_first_picture(published):
    said = tags(read(published, "chapters/05-syria.html"))
    assert said["og:image"] == "https://example.org/book/_static/preview/syria.png"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image" and said["og:image:alt"].endswith("All lines rise.")
    made = (published / "_static/preview/syria.png").read_bytes()
    assert size(made) == (1200, 630) and len(made) <= HEAVY


def test_a_page_without_a_figure_has_the_picture_of_the_front_page_if_that_has_one(published):
    assert "og:image" not in tags(read(published, "index.html"))


def test_a_figure_that_is_shared_shows_itself(published):
    said = tags(read(published, "cite/fig-votes.html"))
    assert said["og:image"] == "https://example.org/book/cite/fig-votes.png"
    assert said["og:url"] == "https://example.org/book/cite/fig-votes.html"
    assert said["og:image:alt"] == "All lines rise."


def test_without_a_public_address_there_is_no_picture_to_share(book):  # noqa: F811
    folder = book.build()
    text = read(folder, "chapters/05-syria.html") + read(folder, "cite/fig-votes.html")
    assert "og:image" not in text and "twitter:" not in text
    assert not (folder / "_static/preview").exists()


def test_a_wide_picture_lies_below_its_title_and_another_beside_it():
    places = [
        re.findall(
            r'<svg (?:xmlns="[^"]*" )?x="(\d+)" y="(\d+)"', preview.drawn("Iran <& Russia>", "", picture)
        )
        for picture in (WIDE, HIGH)
    ]
    ((left, top),), ((right, high),) = places
    assert int(left) < int(right) and int(top) > int(high)
    assert "Iran &lt;&amp; Russia&gt;" in preview.drawn("Iran <& Russia>", "", WIDE)


@pytest.mark.parametrize("path", [HTML / "index.html", CHAPTERS[0], HTML / "cite" / "syria.html"])
def test_every_page_has_the_sign_of_the_book(path):
    signs = page(path).xpath("//link[@rel='icon' or @rel='apple-touch-icon']")
    assert signs and all((path.parent / sign.get("href")).is_file() for sign in signs)
    assert len(page(path).xpath("//meta[@name='theme-color']")) == 2


def test_the_sign_is_there_in_points():
    for pixels in (32, 180):
        assert size((HTML / "_static" / f"mark-{pixels}.png").read_bytes()) == (pixels, pixels)
