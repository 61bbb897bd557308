"""Key screens look as they did when someone last looked at them; `make screens` keeps how they look now."""

import pytest
from PIL import Image, ImageChops, ImageFilter

from tests import screens
from tests.built import HTML

pytestmark = pytest.mark.thorough

MOST_BYTES = 1_500_000


@pytest.mark.parametrize("name", screens.SCREENS)
def test_a_screen_looks_as_it_did(chrome, name, tmp_path):
    shown = screens.take(chrome, screens.SCREENS[name])
    share = screens.changed(Image.open(screens.kept(name)).convert("RGB"), shown)
    if share > screens.MOST:
        shown.save(tmp_path / f"{name}.png")
    assert share <= screens.MOST, (
        f"{share:.1%} of it changed; see {tmp_path}, then `make screens` if it is meant"
    )


def test_the_kept_pictures_are_those_of_the_screens_and_small():
    files = list(screens.KEPT.iterdir())
    assert {path.stem for path in files} == set(screens.SCREENS)
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES


def test_how_letters_are_drawn_makes_no_difference_and_what_moves_does():
    shown = Image.open(screens.kept("chapter")).convert("RGB")
    assert screens.changed(shown, shown.filter(ImageFilter.GaussianBlur(0.7))) <= screens.MOST / 4
    assert screens.changed(shown, ImageChops.offset(shown, 1, 0)) <= screens.MOST
    assert screens.changed(shown, ImageChops.offset(shown, 0, 24)) > 2 * screens.MOST
    bare = shown.copy()
    bare.paste(bare.getpixel((640, 60)), (180, 150, 800, 330))  # the title and the question
    assert screens.changed(shown, bare) > screens.MOST


def test_every_screen_is_of_a_page_of_the_book():
    for screen in screens.SCREENS.values():
        path, _, place = screen.page.partition("#")
        assert not place or f'id="{place}"' in (HTML / path).read_text(encoding="utf-8")
