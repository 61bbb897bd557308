"""The site: every edition at its own address, as frozen, and nothing published is overwritten."""

import hashlib
import os
import re
import shutil
import subprocess

import pytest
from lxml import html

from helpers.book.citing import marking, register, said
from helpers.book.pages import policy
from helpers.book.publish import PublishError, bar, frozen, manifests, site
from helpers.book.publish.pool import Pool
from tests import served
from tests.small import ROOT, git

pytestmark = pytest.mark.thorough

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta name="citation_publication_date" content="2026/11/{day}" />'
    '<title>{name}</title></head><body class="chapter"><p id="claim-p5-4">Words of {name}.</p></body></html>'
)
KIND = "# manifest of the second kind: nothing in it depends on the folder or the machine of a build"


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def freeze(root, version, folder, *more):
    """Write a manifest as `make edition` does."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.relative_to(folder)}" for one in files]
    (root / "editions").mkdir(exist_ok=True)
    lines = ["# editions/ids.csv, its first 0 lines: 0", "# built with BOOK_URL=", KIND, *sums, *more]
    (root / "editions" / f"{version}.sha256").write_text("\n".join(lines) + "\n")


@pytest.fixture
def root(tmp_path):
    """A clone with a built draft of a third edition, and two editions kept."""
    root = tmp_path / "book"
    (root / "data").mkdir(parents=True)
    shutil.copy(ROOT / "CITATION.cff", root)
    kept = root / "_build" / "editions"
    page = {"chapters__05_html": PAGE.format(name="Syria", day=22), "same_css": "a {}"}
    write(kept / "2026.1", index_html=PAGE.format(name="First", day=22), **page)
    write(
        kept / "2026.2",
        index_html=PAGE.format(name="Second", day=28),
        gone_html=PAGE.format(name="G", day=28),
        **page,
    )
    for version in ("2026.1", "2026.2"):
        freeze(root, version, kept / version)
    write(root / "_build" / "html", index_html=PAGE.format(name="Now", day=29), **page)
    return root


@pytest.fixture
def out(root):
    return root / "_build" / "site"


def rels(path):
    return {one.get("rel"): one.get("href") for one in html.parse(path).iterfind(".//link")}


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edition_is_at_its_own_address_and_its_manifest_holds(root, out):
    site.make(root, out)
    served = (out / "2026.1" / "chapters" / "05.html").read_bytes()
    kept = root / "_build" / "editions" / "2026.1" / "chapters" / "05.html"
    assert b"Edition 2026.1, 22 November 2026" in served and bar.without(served) == kept.read_bytes()
    held = subprocess.run(
        ["sha256sum", "--check", "--quiet", "../2026.1.sha256"], cwd=out / "editions" / "2026.1", check=False
    )
    assert held.returncode == 0
    listed = (out / "editions" / "index.html").read_text()
    assert '"../2026.1/index.html"' in listed and "a draft of edition" in listed


@pytest.mark.complaint("versions-of-a-book")
def test_links_lead_from_edition_to_edition_and_to_the_same_page_now(root, out):
    site.make(root, out)
    first, second = (rels(out / version / "chapters" / "05.html") for version in ("2026.1", "2026.2"))
    assert first["latest-version"] == first["original"] == "../../chapters/05.html"
    assert (
        first["successor-version"] == "../../2026.2/chapters/05.html" and "predecessor-version" not in first
    )
    assert second["predecessor-version"] == "../../2026.1/chapters/05.html"
    now = rels(out / "chapters" / "05.html")
    assert now["memento"] == now["predecessor-version"] == "../2026.2/chapters/05.html"
    assert rels(out / "2026.2" / "gone.html")["latest-version"] == "../index.html"
    for path in out.rglob("*.html"):
        for link in html.parse(path).iterfind(".//link"):
            if link.get("rel") != "stylesheet":
                assert (path.parent / link.get("href")).is_file(), (path, link.get("href"))


def test_addresses_are_absolute_only_where_there_is_a_public_one(root, out, monkeypatch, capsys):
    site.make(root, out)
    assert "no public address" in capsys.readouterr().out
    assert "cite-as" not in rels(out / "2026.1" / "index.html")
    monkeypatch.setenv("BOOK_URL", "https://book.example/iran")
    site.make(root, out)
    assert (
        rels(out / "2026.1" / "chapters" / "05.html")["cite-as"]
        == "https://book.example/iran/2026.1/chapters/05.html"
    )
    assert (
        rels(out / "2026.1" / "chapters" / "05.html")["canonical"]
        == "https://book.example/iran/chapters/05.html"
    )


def test_unchanged_files_are_stored_once_and_the_size_is_printed(root, out, capsys):
    site.make(root, out)
    assert (out / "same.css").stat().st_ino == (out / "2026.1" / "same.css").stat().st_ino
    assert (root / "_build" / "html" / "same.css").stat().st_ino != (out / "same.css").stat().st_ino
    said = capsys.readouterr().out
    assert "as served" in said and "unchanged files once" in said


def test_a_web_server_may_read_the_site_whatever_its_maker_keeps_for_himself(root, out):
    before = os.umask(0o077)
    try:
        site.make(root, out)
    finally:
        os.umask(before)
    hidden = [path for path in (out, *out.rglob("*")) if not path.stat().st_mode & 0o004]
    assert not hidden


def test_a_disk_without_links_gets_copies(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    pool = Pool(tmp_path)
    pool.put("a", b"one")
    pool.put("b", b"one")
    assert (tmp_path / "b").read_bytes() == b"one" and pool.stored == pool.served == 6


def test_what_can_not_be_had_is_named_and_none_of_its_addresses_is_dead(root, out, capsys):
    """What stands there is no frozen page, and says so: it has the words that were kept of each unit."""
    then = dict.fromkeys(register.COLUMNS, "") | {"edition": "2026.1", "id": "claim-p5-4", "kind": "claim"}
    then |= {"event": "new", "title": "Syria, claim P5.4", "address": "chapters/05.html#claim-p5-4"}
    text = f"{marking.LINE}Words of First & more."
    register.append(root / register.NAME, [then | {"digest": said._digest(text)}])
    said.keep(root, "2026.1", "2026-11-22", {"claim-p5-4": (said._digest(text), text)})
    shutil.rmtree(root / "_build" / "editions" / "2026.1")
    site.make(root, out)
    assert "edition 2026.1 could not be had: git knows no commit" in capsys.readouterr().out
    assert "could not be had" in (out / "editions" / "index.html").read_text()
    page = html.parse(out / "2026.1" / "chapters" / "05.html").getroot()
    assert "Words of First & more." in page.get_element_by_id("claim-p5-4").text_content()
    assert "not the page" in page.text_content() and page.find(".//meta[@name='robots']") is not None
    assert rels(out / "2026.1" / "chapters" / "05.html")["latest-version"] == "../../chapters/05.html"
    assert (out / "2026.1" / "index.html").is_file() and not (out / "editions" / "2026.1").exists()
    assert "predecessor-version" not in rels(out / "2026.2" / "index.html")
    site.make(root, out)  # and nothing of it is taken for the edition the next time
    assert not (out / "editions" / "2026.1.sha256").exists()


def test_an_edition_is_taken_from_a_folder_that_is_given(root, out, tmp_path):
    shutil.move(root / "_build" / "editions", tmp_path / "given")
    site.make(root, out, tmp_path / "given")
    shutil.rmtree(tmp_path / "given")
    site.make(root, out)  # what is published already is at hand
    assert (out / "2026.1" / "index.html").is_file()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda r: write(r / "_build/editions/2026.1", same_css="b"),
            "2026.1 is kept, but not as it was frozen",
        ),
        (lambda r: write(r / "_build/editions/2026.1", more_css="b"), "more.css is no part of it"),
        (lambda r: (r / "_build/editions/2026.1/same.css").unlink(), "same.css is missing"),
        (lambda r: (r / "editions/2026.1.sha256").unlink(), "editions/2026.1.sha256 is missing"),
        (
            lambda r: shutil.copy(r / "editions/2026.1.sha256", r / "editions/2026.01.sha256"),
            "one edition twice",
        ),
        (lambda r: freeze(r, "2026.1", r / "_build/editions/2026.1", "0 x"), "line 7: not what"),
        (
            lambda r: freeze(r, "2026.1", r / "_build/editions/2026.1", f"{'0' * 64}  ../x"),
            "outside the book",
        ),
        (lambda r: freeze(r, "2026.1", r / "_build/editions/2026.1", f"{'0' * 64}  same.css"), "named twice"),
        (lambda r: (r / "editions/2026.1.sha256").write_text(""), "names no file"),
        (lambda r: write(r / "_build/html/2026.1", index_html="x"), "the book has a path '2026.1'"),
    ],
)
def test_what_is_wrong_is_named_and_the_site_stays(root, out, spoil, said):
    site.make(root, out)
    before = files(out)
    shutil.rmtree(out / "editions" / "2026.1")  # else the published copy would do
    (out / "editions" / "2026.1.sha256").unlink()
    spoil(root)
    with pytest.raises(PublishError, match=said.replace("(", r"\(")):
        site.make(root, out)
    assert {path: text for path, text in before.items() if path.exists()} == files(out)


def test_a_published_edition_is_never_replaced_by_another(root, out):
    site.make(root, out)
    before = files(out)
    kept = root / "_build" / "editions" / "2026.1"
    write(kept, same_css="frozen once more")
    freeze(root, "2026.1", kept)
    with pytest.raises(PublishError, match="is published there, and its manifest here is another"):
        site.make(root, out)
    (root / "editions" / "2026.1.sha256").unlink()
    with pytest.raises(PublishError, match="its manifest here is missing"):
        site.make(root, out)
    assert files(out) == before


def test_notes_of_a_machine_in_an_old_manifest_are_not_asked_for(root, out):
    manifest = root / "editions" / "2026.1.sha256"
    manifest.write_text(manifest.read_text().replace(f"{KIND}\n", "") + f"{'0' * 64}  .buildinfo\n")
    site.make(root, out)
    assert (out / "2026.1" / "index.html").is_file()


MAKEFILE = "book:\n\t@mkdir -p _build/html/chapters && cp pages/*.html _build/html/\n"


@pytest.mark.parametrize(("built", "said"), [("First", ""), ("Other", "it is not as frozen: index.html")])
def test_an_edition_is_built_again_from_the_commit_that_froze_it(root, out, capsys, built, said):
    shutil.rmtree(root / "_build" / "editions")
    write(root / "pages", index_html=PAGE.format(name=built, day=22))
    write(root / "as-frozen", index_html=PAGE.format(name="First", day=22))
    (root / "Makefile").write_text(MAKEFILE)
    freeze(root, "2026.1", root / "as-frozen")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "Makefile", "pages", "editions/2026.1.sha256")
    git(root, "commit", "-q", "-m", "freeze")
    write(root / "pages", index_html="later")
    git(root, "commit", "-qam", "later")
    (root / "editions" / "2026.2.sha256").unlink()
    site.make(root, out, rebuild=True)
    had = [one / "editions" / "2026.1" / "index.html" for one in (out, root / "_build")]
    assert all(path.is_file() is not bool(said) for path in had) and said in capsys.readouterr().out
    assert git(root, "worktree", "list").count("\n") == 1


@pytest.mark.skipif(
    not os.environ.get("REBUILD"), reason="builds whole editions again: REBUILD=1, minutes each"
)
@pytest.mark.parametrize("manifest", manifests.every(ROOT), ids=lambda one: one.version)
def test_every_frozen_edition_of_this_book_is_built_again_as_it_was(manifest):
    with frozen.rebuilt(ROOT, manifest) as found:
        assert found.folder, found.why


def headers_of(path, rules):
    """Return the headers of a path as Netlify and Cloudflare Pages send them: all rules that fit, joined."""
    found = {}
    for rule in rules:
        where, *said = rule.splitlines()
        if path == where or (where.endswith("*") and path.startswith(where[:-1])):
            for name, value in (line.strip().split(": ", 1) for line in said):
                found.setdefault(name, []).append(value)
    return found


def test_each_page_is_sent_one_policy_and_an_early_edition_one_that_lets_it_work(root, out):
    html_of_book, kept = root / "_build" / "html", root / "_build" / "editions"
    said = f'<meta http-equiv="{policy.NAME}" content="{policy.IN_PAGE}">'
    write(kept / "2026.3", index_html=PAGE.format(name="T", day=29).replace("<head>", f"<head>{said}"))
    freeze(root, "2026.3", kept / "2026.3")
    write(html_of_book, search_html="<html></html>", citations__a_html="<html></html>")
    site.make(root, out)
    rules = re.split(r"\n(?=/)", (out / policy.HEADERS).read_text())
    for page in out.rglob("*.html"):
        path = f"/{page.relative_to(out)}"
        early = re.match(r"/(editions/)?2026\.[12]/", path)
        for asked in {path, path.removesuffix(".html") if path.count("/") == 1 else path}:
            sent = headers_of(asked.removesuffix("index") if asked == "/index" else asked, rules)
            assert sent[policy.NAME] == [policy.EARLIER if early else policy.POLICY], asked
            assert sent["X-Content-Type-Options"] == ["nosniff"], asked
            assert ("Memento-Datetime" in sent) == bool(re.match(r"/2026\.", asked)), asked
    told = (out / policy.HTACCESS).read_text(), (out / policy.NGINX).read_text()
    for version in ("2026.1", "2026.2"):
        assert all(policy.EARLIER in one and f"/{re.escape(version)}/" in one for one in told)
    assert "editions/2026\\.3/" not in told[0] + told[1]


WITHIN = (
    "<script>onsecuritypolicyviolation = (e) => {{ document.title += ' ' + e.effectiveDirective }}"
    "</script><style>p {{ color: rgb(1, 2, 3) }}</style><img src='{elsewhere}/x.png'>"
)


def test_a_browser_lets_an_early_edition_work_as_it_did_and_no_page_ask_anybody_else(root, out, chrome):
    """The frozen page holds script and style of its own, and asks another site: that stays forbidden."""
    with served.serving(root) as elsewhere:
        page = PAGE.format(name="Early", day=22).replace(
            "</head>", WITHIN.format(elsewhere=elsewhere) + "</head>"
        )
        write(root / "_build" / "editions" / "2026.1", index_html=page)
        freeze(root, "2026.1", root / "_build" / "editions" / "2026.1")
        write(root / "_build" / "html", index_html=page)
        site.make(root, out)
        rules = re.split(r"\n(?=/)", (out / policy.HEADERS).read_text())
        seen = {}
        for address in ("2026.1/index.html", "index.html"):
            sent = {name: ", ".join(said) for name, said in headers_of(f"/{address}", rules).items()}
            with served.serving(out, sent) as here:
                tab = chrome.new_page()
                tab.goto(f"{here}/{address}")
                colour = "getComputedStyle(document.querySelector('p#claim-p5-4')).color"
                seen[address] = tab.title(), tab.evaluate(colour), tab.locator("aside.edition-bar a").count()
                tab.close()
    assert seen["2026.1/index.html"] == ("Early img-src", "rgb(1, 2, 3)", 2)
    assert seen["index.html"] == ("Early", "rgb(0, 0, 0)", 0)  # neither its script nor its style is let run


def test_a_book_without_early_editions_has_one_rule_for_all_paths():
    assert re.findall(r"^/.*", policy.netlify(policy.headers()), re.MULTILINE) == ["/*"]
