"""Rebuilding the measures: what happens without the raw files, with wrong ones, and with the right ones."""

import hashlib
import json
import resource
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

from helpers import derive, ending
from helpers.derive import __main__ as command
from helpers.derive import raw, store

pytestmark = pytest.mark.thorough

NAME = "unga-votes/ungaVoting_003.csv"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder of raw files that is empty, on a machine without a network."""

    def offline(file):
        raise OSError("no network")

    monkeypatch.setenv("RAW_DATA", str(tmp_path))
    monkeypatch.setattr(raw, "fetch", offline)
    return tmp_path


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served(tmp_path, monkeypatch):
    """A server on this machine in place of the public address; give a file's content to serve it."""
    (tmp_path / "there").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=tmp_path / "there"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/file.csv"
    monkeypatch.setattr(raw.RawFile, "address", property(lambda file: address))
    monkeypatch.setenv("RAW_DATA", str(tmp_path / "here"))
    yield tmp_path
    server.shutdown()


def one_file(monkeypatch, content):
    file = raw.RawFile(
        "set/file.csv", "a/b", "0" * 40, "file.csv", "", len(content), hashlib.sha256(content).hexdigest()
    )
    monkeypatch.setattr(raw, "manifest", lambda: {file.name: file})
    return file


def at_hand():
    place = raw.folder()
    return place is not None and all((place / name).is_file() for name in raw.manifest())


needs_raw = pytest.mark.skipif(
    not at_hand(), reason="the raw data sets are not at hand (set RAW_DATA to their folder)"
)


def test_the_manifest_names_each_file_by_address_and_hash():
    for file in raw.manifest().values():
        assert file.address.startswith(f"https://raw.githubusercontent.com/{file.repository}/{file.commit}/")
        assert len(file.commit) == 40
        assert len(file.sha256) == 64
        assert file.bytes > 0
        same_name = Path(file.path).name == Path(file.name).name
        assert same_name or file.conversion


@pytest.mark.complaint("source-withdrawn")
def test_a_missing_raw_file_is_named_with_its_source(elsewhere):
    with pytest.raises(raw.RawDataError) as error:
        raw.read(NAME)
    file = raw.manifest()[NAME]
    for expected in (NAME, str(elsewhere), file.address, file.sha256, "RAW_DATA", "next:"):
        assert expected in str(error.value)


def test_a_missing_raw_file_is_fetched_and_kept(served, monkeypatch):
    file = one_file(monkeypatch, b"year\n2001\n")
    (served / "there" / "file.csv").write_bytes(b"year\n2001\n")
    assert raw.read(file.name).read() == b"year\n2001\n"
    assert (served / "here" / "set" / "file.csv").read_bytes() == b"year\n2001\n"


def test_a_truncated_download_is_refused_and_not_kept(served, monkeypatch):
    file = one_file(monkeypatch, b"year\n2001\n")
    (served / "there" / "file.csv").write_bytes(b"year\n20")
    with pytest.raises(raw.RawDataError, match=r"set/file\.csv.*could not be fetched") as error:
        raw.read(file.name)
    assert file.sha256 in str(error.value)
    assert not list((served / "here").rglob("*.csv"))


def test_a_disk_that_takes_no_more_is_not_laid_on_the_network(served, monkeypatch):
    file = one_file(monkeypatch, content := b"year\n2001\n" * 100)
    (served / "there" / "file.csv").write_bytes(content)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) // 2, before[1]))
    try:
        with pytest.raises(SystemExit, match=ending.FULL), ending.told(raw.RawDataError):
            raw.read(file.name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list((served / "here").rglob("*.csv"))
    assert raw.read(file.name).read() == content


def test_a_new_code_stops_before_anything_is_written(monkeypatch, capsys, tmp_path):
    spoilt = pd.DataFrame(
        {
            "year": [1950],
            "series": ["final_passage"],
            "partner": ["ATL"],
            "distance": [1.0],
            "rank": [1],
            "states": [50],
            "percentile": [2.0],
        }
    )
    monkeypatch.setattr(command, "TABLES", {"unga_closeness": lambda: spoilt})
    assert command.main([], folder=tmp_path) == 1
    assert "table 'unga_closeness', row 1" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_no_folder_at_all(elsewhere, monkeypatch, tmp_path):
    monkeypatch.delenv("RAW_DATA", raising=False)
    monkeypatch.setattr(raw, "BESIDE", tmp_path / "none")
    with pytest.raises(raw.RawDataError, match="RAW_DATA is not set"):
        raw.read(NAME)


def test_a_wrong_raw_file_is_refused(elsewhere):
    path = elsewhere / NAME
    path.parent.mkdir()
    path.write_bytes(b"something else")
    with pytest.raises(raw.RawDataError) as error:
        raw.read(NAME)
    assert raw.manifest()[NAME].sha256 in str(error.value)
    assert hashlib.sha256(b"something else").hexdigest() in str(error.value)


def test_a_conversion_says_what_it_starts_from(elsewhere):
    with pytest.raises(raw.RawDataError) as error:
        raw.read("unga-votes/un_roll_calls.csv")
    original = raw.manifest()["unga-votes/un_roll_calls.csv"].originals[0]
    for expected in ("original file 'unga-votes/un_roll_calls.rda'", "is the network closed", "next:"):
        assert expected in str(error.value)
    assert original.sha256 in str(error.value) and original.address in str(error.value)


def test_the_command_fails_in_words(elsewhere, capsys):
    assert command.main(["--check"], folder=elsewhere) == 1
    assert "RawDataError: original file 'atop/atop_alliance.rda'" in capsys.readouterr().err


def test_the_command_names_an_unknown_table(capsys):
    with pytest.raises(SystemExit):
        command.main(["unga_agrement"])
    assert "unga_agreement" in capsys.readouterr().err


@pytest.mark.thorough
@needs_raw
def test_committed_tables_are_what_the_raw_files_give(capsys):
    assert command.main(["--check"]) == 0, capsys.readouterr().err


@needs_raw
def test_a_state_without_votes_agrees_with_nobody():
    from helpers.derive import dyads
    from helpers.measures import every_dyad

    ballots, years = dyads.ballots()
    late = years.ge(2020)
    pairs = every_dyad.similarity(ballots[late], years[late])
    venezuela = pairs[pairs["state_a"].eq("VEN") | pairs["state_b"].eq("VEN")]
    assert venezuela["year"].max() == 2021, "the file has no vote of Venezuela after 2021"


# Writing and comparing, with tables of our own


def good():
    return pd.DataFrame({"year": [2001, 2002], "share": [0.123456789, None], "war": [True, False]})


def bad():
    raise RuntimeError("this table cannot be built")


def tables(monkeypatch, **made):
    monkeypatch.setattr(command, "TABLES", made)


def test_a_table_is_written_as_the_repository_keeps_it(monkeypatch, tmp_path):
    tables(monkeypatch, good=good)
    assert command.main([], folder=tmp_path) == 0
    assert (tmp_path / "good.csv").read_bytes() == b"year,share,war\n2001,0.123457,true\n2002,,false\n"
    assert command.main(["--check"], folder=tmp_path) == 0


def test_a_failing_table_leaves_the_folder_as_it_was(monkeypatch, tmp_path):
    (tmp_path / "good.csv").write_text("old\n")
    tables(monkeypatch, good=good, bad=bad)
    with pytest.raises(RuntimeError):
        command.main([], folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["good.csv"]
    assert (tmp_path / "good.csv").read_text() == "old\n"


def test_a_failing_write_leaves_no_half_table(monkeypatch, tmp_path):
    (tmp_path / "a.csv").write_text("old\n")
    with pytest.raises(UnicodeEncodeError):
        store.write({"a": "new\n", "b": "\ud800"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old\n"


def test_check_names_the_first_row_that_differs(monkeypatch, tmp_path, capsys):
    tables(monkeypatch, good=good)
    command.main([], folder=tmp_path)
    path = tmp_path / "good.csv"
    path.write_text(path.read_text().replace("0.123457", "0.2"))
    assert command.main(["--check"], folder=tmp_path) == 1
    message = capsys.readouterr().err
    assert "table 'good', row 1:" in message
    assert "committed: 2001,0.2,true" in message
    assert "rebuilt:   2001,0.123457,true" in message
    assert path.read_text().count("0.2") == 1


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        (lambda text: text + "2003,,true\n", "row 3"),
        (lambda text: text[:-1], "row 3"),
        (lambda text: text.replace("\n", "\r\n"), "header"),
        (lambda text: "", "header"),
    ],
)
def test_check_sees_every_byte(monkeypatch, tmp_path, capsys, damage, where):
    tables(monkeypatch, good=good)
    command.main([], folder=tmp_path)
    path = tmp_path / "good.csv"
    path.write_bytes(damage(path.read_text()).encode())
    assert command.main(["--check"], folder=tmp_path) == 1
    assert where in capsys.readouterr().err


def test_check_misses_a_table(monkeypatch, tmp_path, capsys):
    tables(monkeypatch, good=good)
    assert command.main(["--check"], folder=tmp_path) == 1
    assert "there is no" in capsys.readouterr().err


def test_every_table_of_the_registry_is_committed():
    assert {f"{name}.csv" for name in derive.TABLES} <= {path.name for path in command.MEASURES.glob("*.csv")}


def test_no_raw_file_is_named_twice():
    files = json.loads(raw.MANIFEST.read_text(encoding="utf-8"))
    assert len({file["name"] for file in files}) == len(files)
