"""Real clients read the records of units: a sample of each kind, or of all with ``CLIENTS=all``.

It prints a table, field by client. What a client cannot hold is named beside it, in words; all else is whole.
"""

import os
import re
import shutil
import subprocess
from dataclasses import replace

import pypandoc
import pytest

from helpers.book.citing import formats, machine, publication, units
from tests.book.citing.clients import CLIENTS, FIELDS, NotHereError, wanted
from tests.built import HTML, ROOT

pytestmark = pytest.mark.thorough

ADDRESS = "https://example.org/book"
SAMPLE = 3  # units of each kind
RECORD = replace(publication.read(ROOT), address=ADDRESS)
# What no record of ours can mend: (client, field): why.
LOSSES = {
    (
        "pandoc RIS",
        "author",
    ): "it takes every author of RIS for a person; its readers of BibTeX and CSL do not",
    ("pandoc RIS", "date"): "it reads the year (PY) and passes over the day (DA)",
}


def items():
    found = [unit for page in units.collect(HTML) for unit in page.units]
    if os.environ.get("CLIENTS") != "all":
        kinds = dict.fromkeys(unit.kind for unit in found)
        found = [one for kind in kinds for one in [unit for unit in found if unit.kind == kind][:SAMPLE]]
    return [formats.csl(unit, RECORD, "Corrected in edition 2026.2: 5 % & more") for unit in found]


@pytest.fixture(scope="module")
def cited():
    return items()


@pytest.fixture(scope="module")
def table():
    rows: dict[str, list[str]] = {}
    yield rows
    width = max(map(len, rows), default=0)
    print("\n" + " " * width, *(f"{name:>9}" for name in FIELDS))
    for client, cells in rows.items():
        print(f"{client:{width}}", *(f"{cell:>9}" for cell in cells))
    for (client, field), why in LOSSES.items():
        print(f"  {client}, {field}: {why}")


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.complaint("body-split-in-names", "styles-lose-fields")
def test_client_understands_every_field(client, cited, table):
    try:
        read = list(CLIENTS[client](cited))
    except NotHereError as why:
        table[client] = ["not here"]
        pytest.skip(f"{client} is not here: {why}")
    assert len(read) == len(cited)
    pairs = [(wanted(item), found) for item, found in zip(cited, read, strict=True)]
    kept = {field: sum(one[field] == other[field] for one, other in pairs) for field in FIELDS}
    table[client] = [f"{count}/{len(pairs)}" for count in kept.values()]
    for field in FIELDS:
        wrong = [(one[field], other[field]) for one, other in pairs if one[field] != other[field]]
        assert not wrong or (client, field) in LOSSES, (field, wrong[:2])
        assert wrong or (client, field) not in LOSSES, f"{client} keeps {field} now: take it from the losses"


def test_printed_citation_has_the_title_as_it_is_and_no_erratum(cited, tmp_path):
    """By pandoc's own citeproc, from BibTeX: its style changes the case of what is not held."""
    source = "---\nnocite: '@*'\n---\n"
    path = tmp_path / "all.bib"
    path.write_text("".join(map(formats.bibtex, cited)), encoding="utf-8")
    arguments = ["--citeproc", f"--bibliography={path}", "--wrap=none"]
    printed = pypandoc.convert_text(source, "plain", format="markdown", extra_args=arguments)
    lines = [line for line in printed.splitlines() if line.strip()]
    assert len(lines) == len(cited)
    assert all(re.search(re.escape(RECORD.title), line, re.IGNORECASE) for line in lines)
    assert all("Iran, Russia" in line for line in lines)
    assert "Corrected in" not in printed
    for item in cited:
        for style in formats.STYLES:
            assert "Corrected in" not in formats.styled(item, style)


@pytest.mark.complaint("body-split-in-names")
def test_contributors_are_one_body_in_the_tags_that_zotero_splits():
    """Its reader of Highwire tags splits a name at its last space, unless a comma says that it is whole."""
    unit = next(unit for page in units.collect(HTML) for unit in page.units if unit.kind == "chapter")
    (author,) = [text for _, name, text in machine.highwire(unit, RECORD) if name == "citation_author"]
    last, _, first = author.partition(",")
    assert (last, first.strip()) == (RECORD.authors[0], "")


def test_citation_file_is_valid_to_its_own_program():
    if os.environ.get("CLIENTS") != "all" or not shutil.which("uvx", path=str(ROOT / ".venv" / "bin")):
        pytest.skip("cffconvert wants an older jsonschema than we have: CLIENTS=all fetches it on its own")
    uvx = ROOT / ".venv" / "bin" / "uvx"
    done = subprocess.run(
        [uvx, "--from", "cffconvert==2.0.0", "cffconvert", "--validate", "-i", ROOT / "CITATION.cff"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
