"""What is published: the present book, and beside it every frozen edition at an address of its own.

::

    index.html, chapters/...      the present book, as built
    2026.1/chapters/...           edition 2026.1: its pages with a bar that says so (:mod:`.bar`)
    editions/2026.1/...           the same, byte for byte as frozen
    editions/2026.1.sha256        its manifest: `cd editions/2026.1 && sha256sum --check ../2026.1.sha256`
    editions/index.html           all editions, and which could not be had: their words stand in place of it
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from jinja2 import Environment, FileSystemLoader

from ...charts import palette
from ..build import disk
from ..citing import publication
from ..pages import policy
from . import PublishError, absent, bar, frozen, manifests
from .frozen import Found
from .pool import Pool

HERE = Path(__file__).parent
OWN = ("edition.css", "edition.js")
DATE = re.compile(rb'name="citation_publication_date" content="(\d{4})/(\d{2})/(\d{2})"')
# Pages of an edition that say by themselves what they may load have no style or script that this forbids.
SAYS = re.compile(rb'<meta http-equiv="' + policy.NAME.encode())


@dataclass(frozen=True)
class Edition:
    """A frozen edition whose files are at hand: its version, its day, and each file with its content."""

    version: str
    folder: Path
    names: frozenset[str]

    @property
    def date(self) -> datetime.date | None:
        """The day that its own front page names, if it names one."""
        page = self.folder / "index.html"
        found = DATE.search(page.read_bytes()) if page.is_file() else None
        return datetime.date(*map(int, found.groups())) if found else None

    @property
    def day(self) -> str:
        """That day as one writes it, after a comma."""
        return f", {self.date.day} {self.date:%B %Y}" if self.date else ""

    @property
    def strict(self) -> bool:
        """Whether its pages say what they may load: those of the first editions hold scripts, and do not."""
        page = self.folder / "index.html"
        return page.is_file() and SAYS.search(page.read_bytes()) is not None


def make(root: Path, out: Path, given: Path | None = None, rebuild: bool = True) -> Path:
    """Put together the site of a built book, and replace the one that was there.

    Parameters
    ----------
    root
        The clone, whose book is built.
    out
        The folder of the site; what it holds of frozen editions is taken again, never replaced.
    given
        A folder with frozen builds, one a version.
    rebuild
        Whether an edition that lies nowhere is built again from the commit that froze it.

    Raises
    ------
    PublishError
        When a manifest, or what is kept or published of an edition, is not as it was frozen.
    """
    record = publication.read(root)
    known = manifests.every(root)
    places = [out / manifests.FOLDER, root / "_build" / "editions", *([given] if given else [])]
    _published(known, out)
    frozen.orphans(known, places)
    found = [frozen.find(manifest, places) for manifest in known]
    if rebuild:
        found = [one if one.folder else _again(root, one.manifest) for one in found]
    new = out.with_name(f"{out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    pool = Pool(new)
    _Site(root, record, found, pool).write()
    _proved(new, found)
    disk.open_to_all(new)
    _replace(new, out)
    for one in found:
        if one.folder is None:
            print(
                f"edition {one.manifest.version} could not be had: {one.why}\n"
                f"  its addresses show what editions/{one.manifest.version}.units.json.gz kept of its words"
            )
    if not record.address:
        print("no public address (BOOK_URL): the site has no sitemap, and its links only lead within it")
    print(f"the site: {pool}")
    return out


def _again(root: Path, manifest: manifests.Manifest) -> Found:
    """Build an edition again, and keep what is as it was frozen."""
    with frozen.rebuilt(root, manifest) as found:
        return frozen.keep(found, root / "_build" / "editions")


def _published(known: list[manifests.Manifest], out: Path) -> None:
    """Refuse to replace an edition that the site has already with anything else, or with nothing."""
    ours = {manifest.path.name: manifest.path.read_bytes() for manifest in known}
    for path in sorted((out / manifests.FOLDER).glob("*.sha256")):
        if ours.get(path.name) != path.read_bytes():
            raise PublishError(
                f"{path}: edition {path.stem} is published there, and its manifest here is"
                f" {'another' if path.name in ours else 'missing'}. A frozen edition is final: restore"
                f" {manifests.FOLDER}/{path.name} from the commit that froze it"
            )


def _proved(new: Path, found: list[Found]) -> None:
    """Hold what was written against every manifest, as frozen and as served."""
    for one in found:
        if one.folder is None:
            continue
        exact, served = new / manifests.FOLDER / one.manifest.version, new / one.manifest.version
        faults = one.manifest.faults(exact)
        for name in one.manifest.files if not faults else ():
            path = exact / name
            if path.is_file() and bar.without((served / name).read_bytes()) != path.read_bytes():
                faults.append(f"{name} has more to it than the bar")
        if faults:
            raise PublishError(
                f"edition {one.manifest.version} was not written as frozen: {'; '.join(faults[:5])}"
            )


def _replace(new: Path, out: Path) -> None:
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


class _Site:
    """What is known while the files of one site are written."""

    def __init__(self, root: Path, record: publication.Publication, found: list[Found], pool: Pool):
        self.root, self.record, self.found, self.pool = root, record, found, pool
        self.html = root / "_build" / "html"
        self.present = _names(self.html)
        self.editions = [_edition(one, one.folder) for one in found if one.folder]
        self.templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
        self.frozen = any(one.manifest.version == record.version for one in found)

    def write(self) -> None:
        """Write everything."""
        taken = {one.manifest.version for one in self.found} | {manifests.FOLDER}
        if clash := taken & {name.partition("/")[0] for name in self.present}:
            raise PublishError(f"the book has a path {min(clash)!r} of its own, where the site has editions")
        for name in sorted(self.present - {policy.HEADERS}):
            content = (self.html / name).read_bytes()
            self.pool.put(name, self._living(name, content) if name.endswith(".html") else content)
        for place, edition in enumerate(self.editions):
            self._edition(place, edition)
        for one in self.found:
            if one.folder is None:
                self._absent(one)
        for name, text in self._added():
            self.pool.put(name, text.encode())

    def _edition(self, place: int, edition: Edition) -> None:
        for name in sorted(edition.names):
            content = (edition.folder / name).read_bytes()
            self.pool.put(f"{manifests.FOLDER}/{edition.version}/{name}", content)
            if name.endswith(".html"):
                content = self._kept(place, edition, name, content)
            self.pool.put(f"{edition.version}/{name}", content)

    def _absent(self, found: Found) -> None:
        """Put what was kept of the words of an edition at the addresses of its pages."""
        version, template = found.manifest.version, self.templates.get_template("absent.html")
        known = {"record": self.record, "frozen": self.frozen, "present": self.present, "version": version}
        known |= {"policy": policy.IN_PAGE}
        for name, text in absent.pages(self.root, found.manifest, template, known):
            self.pool.put(f"{version}/{name}", text.encode())

    def _kept(self, place: int, edition: Edition, name: str, page: bytes) -> bytes:
        """Return a page of a frozen edition with its bar, and links to what came before and after it."""
        up = "../" * (name.count("/") + 1)
        here = name if name in self.present else "index.html"
        before = next((one for one in reversed(self.editions[:place]) if name in one.names), None)
        after = next((one for one in self.editions[place + 1 :] if name in one.names), None)
        head = {
            "original": f"{up}{here}",
            "latest-version": f"{up}{here}",
            "predecessor-version": f"{up}{before.version}/{name}" if before else "",
            "successor-version": f"{up}{after.version}/{name}" if after else "",
            "version-history": f"{up}{manifests.FOLDER}/index.html",
        }
        if base := self.record.address:
            own = {"cite-as": f"{base}/{edition.version}/{name}", "canonical": f"{base}/{here}"}
            head |= {rel: href for rel, href in own.items() if f'rel="{rel}"'.encode() not in page}
        style = (
            f'<link rel="stylesheet" href="{up}edition.css" /><script defer src="{up}edition.js"></script>'
        )
        said = f"Edition {edition.version}{edition.day}, as it was frozen."
        now = f"This place in {'edition' if self.frozen else 'the draft of'} {self.record.version}"
        return bar.within(page, bar.links(head) + style, bar.shown(up, said, f"{up}{here}", now))

    def _living(self, name: str, page: bytes) -> bytes:
        """Return a page of the present book with links to how it was frozen last, and before that."""
        up = "../" * name.count("/")
        having = [one.version for one in reversed(self.editions) if name in one.names]
        earlier = [version for version in having if version != self.record.version]
        head = {
            "memento": f"{up}{having[0]}/{name}" if having else "",
            "predecessor-version": f"{up}{earlier[0]}/{name}" if earlier else "",
            "version-history": f"{up}{manifests.FOLDER}/index.html" if self.found else "",
        }
        return bar.within(page, bar.links(head), "")

    def _added(self) -> Iterator[tuple[str, str]]:
        """Yield what the site has of its own."""
        hues = {name.replace(" ", "_"): hue.light for name, hue in palette.HUES.items()}
        for name in OWN:
            text = (HERE / "static" / name).read_text(encoding="utf-8")
            yield name, Template(text).substitute(hues) if name.endswith(".css") else text
        for one in self.found:
            if one.folder:
                yield (
                    f"{manifests.FOLDER}/{one.manifest.path.name}",
                    one.manifest.path.read_text(encoding="utf-8"),
                )
        page = self.templates.get_template("editions.html")
        days = {one.version: one.day for one in self.editions}
        known = {"record": self.record, "frozen": self.frozen, "found": self.found, "days": days}
        yield f"{manifests.FOLDER}/index.html", page.render(policy=policy.IN_PAGE, **known)
        yield from self._headers()

    def _headers(self) -> Iterator[tuple[str, str]]:
        """Yield what servers send, as each kind reads it: the book's rules, and the day an edition shows."""
        own = {one.version for one in self.editions if one.strict}
        inline = {one.version for one in self.editions} - own
        days = {one.version: one.date for one in self.editions if one.date}
        sent = policy.headers(sorted(inline | _exact(inline)), days)
        top = {name.partition("/")[0] for name in self.present}
        top = {name for name in top if name.endswith(".html") or (self.html / name).is_dir()}
        paths = top | own | _exact({*own, "index.html"})
        yield policy.HEADERS, policy.netlify(sent, paths)
        yield policy.HTACCESS, policy.apache(sent)
        yield policy.NGINX, policy.nginx(sent)


def _exact(names: Iterable[str]) -> set[str]:
    return {f"{manifests.FOLDER}/{name}" for name in names}


def _edition(found: Found, folder: Path) -> Edition:
    return Edition(found.manifest.version, folder, frozenset(_names(folder) - found.manifest.here))


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
