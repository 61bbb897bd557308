"""Keep what a run found of each complaint: a plugin of pytest, for ``make complaints`` alone."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime

import pytest

from helpers.book.pages.complaints import RUN
from tests import firefox
from tests.complaints import answered
from tests.small import ROOT

WORST = ("failed", "xfailed", "skipped", "passed")  # of the same test with other values
WHOLE = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
found: dict[str, dict[str, str]] = {}


def pytest_collection_modifyitems(items):
    for item in items:
        item.user_properties += [("complaint", name) for name in answered(item)]


def pytest_runtest_logreport(report):
    ended = _ended(report)
    test = report.nodeid.partition("[")[0]
    for kind, name in report.user_properties if ended else ():
        if kind == "complaint":
            known = found.setdefault(name, {})
            known[test] = min(
                known.get(test, ended), ended, key=lambda end: WORST.index(end.partition(":")[0])
            )


def _ended(report) -> str:
    """Return how a test ended, or nothing while it has not."""
    if report.skipped:
        if hasattr(report, "wasxfail"):
            return "xfailed"
        return f"skipped: {report.longrepr[2].removeprefix('Skipped: ')}"
    if report.failed:
        return "failed"
    return "passed" if report.when == "call" else ""


def pytest_sessionfinish(session, exitstatus):
    if hasattr(session.config, "workerinput") or exitstatus not in WHOLE:
        return
    path, about = ROOT / RUN, {"date": f"{datetime.now(UTC):%Y-%m-%d}", "where": _where()}
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    same = all(before.get(key) == said for key, said in about.items())  # what a day found there is one run
    known = _there(before["complaints"]) if same else {}
    ran = {name: dict(sorted((known.get(name, {}) | found.get(name, {})).items())) for name in known | found}
    about["complaints"] = dict(sorted(ran.items()))
    path.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _there(known: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return what is known of tests that are still there."""
    found = {}
    for name, tests in known.items():
        places = {test: test.partition("::") for test in tests}
        found[name] = {
            test: tests[test]
            for test, (path, _, called) in places.items()
            if (ROOT / path).is_file() and f"def {called}(" in (ROOT / path).read_text(encoding="utf-8")
        }
    return found


def _where() -> str:
    """Say on what the tests ran, in words that name no machine."""
    here = f"{platform.system()}, Python {'.'.join(platform.python_version_tuple()[:2])}"
    chrome, other = _version(os.environ.get("BOOK_BROWSER")), _version(firefox.path())
    browsers = [
        f"Chromium {chrome}" if chrome else "no Chromium",
        f"Firefox {other}" if other else "no Firefox",
    ]
    return ", ".join([here, *browsers])


def _version(path: str | None) -> str:
    """Return the first part of the version that a browser says it has; nothing where there is none."""
    if not path:
        return ""
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return next((word.partition(".")[0] for word in done.stdout.split() if word[:1].isdigit()), "")
