"""At the foot of the built pages: what is a notebook says whether it was rerun, and no other page does."""

from tests import built

LINE = "//footer//a[contains(@href, 'proofs.html')]"


def test_each_notebook_says_whether_it_was_rerun_and_no_page_of_text_does():
    said = {path for path in built.PAGES if built.read(path).xpath(LINE)}
    books = {path for path in built.PAGES if (built.ROOT / f"{built.name(path)}.ipynb").is_file()}
    assert said == {path for path in books if path.parent.name == "chapters"} >= {*built.CHAPTERS}


def test_the_page_of_receipts_lists_what_lies_in_the_clone():
    page = built.read("chapters/proofs.html")
    listed = page.xpath("//ul[@class='tiered']/li")
    assert len(listed) == len([*(built.ROOT / "proofs").glob("*.json")])
    assert listed or "Nobody has sent a receipt so far." in page.text_content()
