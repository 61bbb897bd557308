"""A clone on another machine: line ends and names of Windows, a kernel of another Python, a merge."""

import json
import re
import shutil
import sys

import pytest
from fontTools.ttLib import TTFont
from nbformat import v4

from helpers import tables
from helpers.book.build import conflicts, contents, kernels
from tests import notebooks, small
from tests.browser import apart
from tests.built import HTML, ROOT

RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
ILLEGAL = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
LONGEST = 150  # characters below the folder of a clone; Windows has 260 with it
NOTEBOOKS = contents.notebooks(ROOT)


def committed():
    return small.git(ROOT, "-c", "core.quotePath=false", "ls-files").splitlines()


def built():
    return [path.relative_to(HTML).as_posix() for path in HTML.rglob("*")]


@pytest.mark.complaint("names-of-windows")
@pytest.mark.parametrize("names", [committed, built])
def test_every_file_can_lie_on_any_system(names):
    found = names()
    assert len(found) > 100
    assert len({name.casefold() for name in found}) == len(set(found))
    for name in found:
        assert len(name) <= LONGEST, name
        for part in name.split("/"):
            assert not RESERVED.match(part) and not ILLEGAL.search(part), name


@pytest.mark.complaint("line-ends-of-windows")
def test_git_of_windows_gives_the_same_bytes(tmp_path):
    origin = tmp_path / "origin"
    origin.mkdir()
    shutil.copy(ROOT / ".gitattributes", origin)
    kinds = {".csv": "states", ".ipynb": NOTEBOOKS[0], ".made-from": NOTEBOOKS[0].with_suffix(".made-from")}
    kinds[".csv"] = tables.data_folder() / tables.describe("states")["path"]
    copied = {
        suffix: shutil.copy(path, origin / f"one{suffix}").read_bytes() for suffix, path in kinds.items()
    }
    small.git(origin, "init", "-q")
    small.git(origin, "add", ".")
    small.git(origin, "commit", "-q", "-m", "all")
    small.git(tmp_path, "-c", "core.autocrlf=true", "-c", "core.eol=crlf", "clone", "-q", str(origin), "book")
    for suffix, content in copied.items():
        assert (tmp_path / "book" / f"one{suffix}").read_bytes() == content, suffix


CODE = "import sys\nprint(sys.executable)"


@pytest.mark.thorough
@pytest.mark.complaint("kernel-of-another-python")
def test_a_kernel_of_the_same_name_does_not_run_a_chapter(tmp_path, monkeypatch):
    other = tmp_path / "kernels" / "python3"
    other.mkdir(parents=True)
    spec = {"argv": ["/bin/false", "{connection_file}"], "display_name": "Python 3", "language": "python"}
    (other / "kernel.json").write_text(json.dumps(spec))
    for setting in ("JUPYTER_PATH", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(setting, str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    notebook = v4.new_notebook(cells=[v4.new_code_cell(CODE)])
    apart(kernels.run, notebook, tmp_path, "one.ipynb")
    assert notebook.cells[0].outputs[0].text.strip() == sys.executable


@pytest.mark.complaint("data-not-found")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_fetches_its_data_from_an_address_or_a_folder(path):
    for cell in notebooks.opened(path).cells:
        if cell.cell_type == "code":
            assert not re.search(r"https?://|read_csv|\bopen\(|urlopen|requests\.", cell.source), cell.source


@pytest.mark.complaint("library-in-every-output")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_holds_a_library(path):
    for cell in notebooks.opened(path).cells:
        for output in cell.get("outputs", []):
            for kind, content in output.get("data", {}).items():
                text = content if isinstance(content, str) else json.dumps(content)
                assert len(text) < 400_000, (cell.id, kind, len(text))
                assert "<script" not in text and "plotly.js v" not in text, (cell.id, kind)


@pytest.mark.complaint("widget-breaks-page")
@pytest.mark.parametrize("kind", ["application/vnd.jupyter.widget-view+json", "application/javascript"])
def test_a_widget_is_refused_by_its_cell(kind):
    said = "draw()" if kind.endswith("javascript") else {"model_id": "1"}
    output = v4.new_output("display_data", data={kind: said, "text/plain": "FigureWidget()"})
    cells = [v4.new_markdown_cell("A"), v4.new_code_cell("1", outputs=[output])]
    with pytest.raises(contents.NotebookError, match=r"one\.ipynb, cell 2: a drawing made by a script"):
        contents.publishable(v4.new_notebook(cells=cells), "one.ipynb")


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A small book of one page, as nothing but its sources."""
    small.carry(("glossary",), tmp_path / "data")
    (tmp_path / "chapters").mkdir()
    for name in ("_config.yml", "_toc.yml", "references.bib", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copy(ROOT / "chapters" / "05-syria.yml", tmp_path / "chapters")
    shutil.copy(ROOT / "chapters" / "glossary.md", tmp_path / "chapters")
    monkeypatch.setenv("BOOK_DATA", str(tmp_path / "data"))
    return tmp_path


FILES = [
    "CITATION.cff",
    "_config.yml",
    "_toc.yml",
    "chapters/05-syria.yml",
    "chapters/glossary.md",
    "data/datapackage.json",
    "data/texts/glossary.csv",
    "data/texts/glossary.schema.json",
    "references.bib",
]


def commit(root, branch, added):
    """Put other first lines into every file, on a branch of its own."""
    small.git(root, "checkout", "-q", "-b", branch, "main")
    for name in FILES:
        path = root / name
        path.write_text(added + path.read_text(encoding="utf-8"), encoding="utf-8")
    small.git(root, "commit", "-q", "-a", "-m", branch)


@pytest.mark.complaint("merge-marks")
def test_marks_of_a_real_merge_are_named_in_any_file(clone):
    small.git(clone, "init", "-q", "-b", "main")
    small.git(clone, "add", ".")
    small.git(clone, "commit", "-q", "-m", "all")
    commit(clone, "one", "of one\n")
    conflicts.refuse(clone)
    commit(clone, "other", "of the other\n")
    with pytest.raises(AssertionError, match="CONFLICT"):
        small.git(clone, "merge", "-q", "--no-edit", "one")
    named = set()
    while len(named) < len(FILES):
        with pytest.raises(contents.NotebookError) as error:
            conflicts.refuse(clone)
        name, _, said = str(error.value).partition(", ")
        assert said.startswith("line 1: the marks of a conflict between two branches\n  next: keep")
        small.git(clone, "checkout", "-q", "--ours", name)
        named.add(name)
    assert named == set(FILES)
    conflicts.refuse(clone)


@pytest.mark.complaint("face-refused")
@pytest.mark.parametrize("path", sorted(HTML.rglob("*.woff2")), ids=lambda path: path.stem)
def test_a_face_has_every_name_that_its_tables_speak_of(path):
    face = TTFont(path)
    names = {record.nameID for record in face["name"].names}
    asked = {instance.subfamilyNameID for instance in face["fvar"].instances} if "fvar" in face else set()
    asked |= {axis.axisNameID for axis in face["fvar"].axes} if "fvar" in face else set()
    if "STAT" in face:
        style = face["STAT"].table
        asked |= {axis.AxisNameID for axis in style.DesignAxisRecord.Axis}
        asked |= {value.ValueNameID for value in getattr(style.AxisValueArray, "AxisValue", [])}
        asked |= {style.ElidedFallbackNameID}
    assert asked <= names
