"""Every page is HTML as the standard has it: the Nu checker, which browsers' makers use, finds no error."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.built import HTML, ROOT

pytestmark = pytest.mark.thorough

# Put there by .ci/run; another one is named by the variable.
CHECKER = Path(os.environ.get("NU_CHECKER", ROOT / ".venv/checker/node_modules/vnu-jar/build/dist/vnu.jar"))


@pytest.fixture(scope="module")
def checker():
    if not shutil.which("java"):
        pytest.skip("the checker of HTML needs Java")
    if not CHECKER.is_file():
        pytest.skip("npm install --prefix .venv/checker vnu-jar brings the checker of HTML")
    return [
        "java",
        "-Xss8m",
        "-jar",
        str(CHECKER),
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
    ]


def errors(checker, path):
    """Return what breaks the standard: page, line, rule, and the words around."""
    done = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=True)
    found = json.loads(done.stderr)["messages"]
    return [
        f"{Path(one['url']).name}:{one['lastLine']} {one['message']} {one.get('extract', '')!r}"
        for one in found
        if one["type"] != "info"
    ]


def test_the_checker_finds_what_breaks_the_standard(checker, tmp_path):
    page = "<!DOCTYPE html><html lang=en><title>A page</title>{}"
    (tmp_path / "good.html").write_text(page.format("<p>One</p>"))
    assert errors(checker, tmp_path) == []
    (tmp_path / "bad.html").write_text(page.format("<details><summary><p>One</p></summary></details>"))
    (found,) = errors(checker, tmp_path)
    assert "bad.html:1" in found and "not allowed" in found


def test_no_page_breaks_the_standard(checker):
    assert errors(checker, HTML) == []
