"""What the package imports is declared where it is installed from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
INDEX = {"registry": "https://pypi.org/simple"}
GIVEN_BY = packages_distributions()


def declared(lines):
    return {canonicalize_name(Requirement(line).name) for line in lines}


def imported(folder):
    """Return the packages that the modules of a folder import, each with a file that does."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            found |= {name.partition(".")[0]: path.name for name in names}
    known = sys.stdlib_module_names | {"helpers", "tests"}
    return {name: path for name, path in found.items() if name not in known}


def undeclared(found, known):
    return {
        name: path
        for name, path in found.items()
        if not known & {canonicalize_name(one) for one in GIVEN_BY.get(name, [name])}
    }


def test_every_import_of_the_package_is_declared():
    book = declared(PROJECT["project"]["dependencies"])
    raw = book | declared(PROJECT["dependency-groups"]["derive"])
    models = raw | declared(PROJECT["dependency-groups"]["models"])
    package = ROOT / "src" / "helpers"
    assert undeclared(imported(package / "derive"), raw) == {}
    assert undeclared(imported(package / "models"), models) == {}
    aside = imported(package / "derive").keys() | imported(package / "models").keys()
    here = {name: path for name, path in imported(package).items() if name not in aside}
    assert undeclared(here, book) == {}
    assert {"derive", "models"} <= set(PROJECT["tool"]["uv"]["default-groups"])


def test_every_import_of_the_tests_is_declared():
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    assert undeclared(imported(ROOT / "tests"), set().union(*map(declared, groups))) == {}


def test_no_index_takes_the_package():
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


def files_of(package):
    return [*package.get("wheels", []), *filter(None, [package.get("sdist")])]


def unproven(packages):
    """Return the packages of a lock that do not come from the index, or of which a file has no digest."""
    proven = re.compile(r"sha256:[0-9a-f]{64}")
    return [
        one["name"]
        for one in packages
        if one["source"] != INDEX
        or not files_of(one)
        or not all(proven.fullmatch(file.get("hash", "")) for file in files_of(one))
    ]


def test_every_file_of_every_package_is_locked_by_its_digest():
    assert len(LOCKED) > 150 and unproven(LOCKED) == [PROJECT["project"]["name"]]
    bare = {"name": "a", "source": INDEX, "wheels": [{"url": "https://files.example/a.whl"}]}
    assert unproven([bare]) == ["a"]


def test_what_installs_them_is_held_to_the_digests_of_the_lock():
    (uv,) = (one for one in LOCKED if one["name"] == "uv")
    said = (ROOT / "requirements-uv.txt").read_text(encoding="utf-8")
    named = [line.split()[0] for line in said.splitlines() if line[0] not in "# "]
    assert named == [f"uv=={uv['version']}"]
    assert sorted(re.findall(r"sha256:\w+", said)) == sorted(file["hash"] for file in files_of(uv))
    assert PROJECT["dependency-groups"]["setup"] == [f"uv=={uv['version']}"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements-uv.txt" in makefile and "pip install" in makefile
    assert len(re.findall("pip install", makefile)) == len(re.findall("--require-hashes", makefile))


def test_what_a_package_imports_only_when_it_is_asked_is_declared_as_well():
    asked = {"cssselect": r"\.cssselect\("}  # lxml does not require it, and has no such method without it
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "helpers").rglob("*.py"))
    needed = {name for name, call in asked.items() if re.search(call, code)}
    assert needed <= declared(PROJECT["project"]["dependencies"])
