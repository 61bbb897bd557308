"""What runs elsewhere is pinned, may do no more than it must, and calls what the house has."""

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: +[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$")
UV = re.compile(r"\buv[=~>]=")
FOREIGN = [ROOT / ".binder" / "requirements.txt", ROOT / ".binder" / "postBuild", ROOT / "Dockerfile"]

every = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def targets():
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def unpinned(text):
    return [line.strip() for line in text.splitlines() if "uses:" in line and not PINNED.search(line)]


def called(text):
    return set(re.findall(r"(?:run: |^\s*|&& )make ([a-z-]+)", text, re.M))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_are_workflows():
    assert {"pull-request.yml", "publish.yml", "rerun.yml"} <= {path.name for path in WORKFLOWS}


@every
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path):
    assert unpinned(path.read_text(encoding="utf-8")) == []


def test_a_tag_or_a_commit_without_version_is_no_pin():
    assert len(unpinned("- uses: a/b@v7\n- uses: a/b@" + "0" * 40)) == 2


@every
def test_a_job_names_what_it_may_do_and_a_workflow_grants_nothing(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        granted = job["permissions"]
        assert granted, name
        assert "write" not in granted.values() or "make " not in str(job["steps"]), (
            f"{name} runs code of ours"
        )
        assert job["timeout-minutes"] <= 120, name


@every
def test_no_step_keeps_the_key_or_puts_what_others_typed_into_a_command(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    for step in steps(workflow):
        assert "${{" not in step.get("run", ""), step["run"]
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


@every
def test_what_a_workflow_calls_exists(path):
    text = path.read_text(encoding="utf-8")
    assert called(text) <= targets()
    for module in re.findall(r"python -m (helpers[\w.]*)", text):
        place = ROOT / "src" / Path(*module.split("."))
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("pull-request", {"check", "test"}),
        ("publish", {"edition", "pdf", "epub", "offline", "site", "deposit"}),
        ("rerun", {"prove"}),
    ],
)
def test_a_workflow_calls_what_a_person_would(name, commands):
    assert called((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")) == commands


def test_everything_sets_up_with_the_same_uv_and_python():
    for path in [*WORKFLOWS, *FOREIGN]:
        assert not UV.findall(path.read_text(encoding="utf-8")), f"{path.name} names a uv of its own"
    assert (ROOT / ".binder" / "requirements.txt").read_text().strip() == "-r ../requirements-uv.txt"
    python = (ROOT / ".python-version").read_text().strip()
    assert (ROOT / ".binder" / "runtime.txt").read_text().strip() == f"python-{python}"
    assert re.search(rf"^FROM python:{re.escape(python)}-slim", (ROOT / "Dockerfile").read_text(), re.M)


def test_the_container_of_an_editor_is_built_from_our_file():
    described = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    build = described["build"]
    file = (ROOT / ".devcontainer" / build["dockerfile"]).resolve()
    assert file == ROOT / "Dockerfile"
    assert re.search(rf"^FROM .* AS {build['target']}$", file.read_text(encoding="utf-8"), re.M)
    assert called(described["postCreateCommand"]) <= targets()
