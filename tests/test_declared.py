"""What the package imports is declared where it is installed from."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
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
