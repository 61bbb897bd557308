"""What a helper rests on: enough that nothing is missed, and no more than is used."""

import pytest

from helpers import code
from tests.book.trail.slices import FOLDER

FILES = {
    "__init__.py": "from . import subject\nfrom .page import show\nfrom .tables import load\n",
    "tables.py": "def load(name):\n    return name\n",
    "parts.py": "from .tables import load\n\ndef columns(name, chosen):\n    return load(name)\n",
    "page.py": "LONG = 8\n\ndef show():\n    return LONG\n\ndef other():\n    return 1\n",
    "subject.py": (
        "import numpy as np\nfrom . import measures as m\n"
        "from .parts import columns\nfrom .tables import load\n\n"
        'TABLE = "claims"\n\n'
        'def few():\n    """Say."""\n    return m.share(load("votes"))  # why\n\n'
        "def many(name):\n    return load(name)\n\n"
        "def listed():\n    a, b = map(load, ['one', 'two'])\n    return np.sum(a)\n\n"
        "def some(name):\n    return [columns('three', ['a']), columns(name, ['a'])]\n\n"
        "def inside():\n    from .page import other\n    return other()\n\n"
        "def whole():\n    return getattr(m, 'share')\n"
    ),
    "measures.py": (
        "K = {}\nK['a'] = 1\n\ndef share(x):\n    return _half(x)\n\n"
        "def _half(x):\n    return x\n\ndef no():\n    pass\n"
    ),
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def names(folder, *asked):
    return {name.removeprefix("helpers.") for name in code.closure(asked, folder)}


def test_closure_holds_what_is_used_and_no_more(folder):
    assert names(folder, "helpers.show") == {"page.show", "page.LONG"}
    assert names(folder, "helpers.subject.inside") == {"subject.inside", "page.other"}


def test_effects_of_a_module_count_for_who_uses_it(folder):
    found = names(folder, "helpers.subject.few")
    assert found == {
        "subject.few",
        "tables.load",
        "measures.share",
        "measures._half",
        "measures.<effects>",
        "measures.K",
    }


def test_module_that_is_handed_on_counts_whole(folder):
    assert {"measures.no", "measures.share"} <= names(folder, "helpers.subject.whole")
    assert {"measures.no"} <= names(folder, "helpers.measures")


def test_tables_are_those_that_are_named_or_all(folder):
    def tables(name):
        return code.tables(code.closure([name], folder).values())

    assert tables("helpers.subject.few") == {"votes"}
    assert tables("helpers.subject.listed") == {"one", "two"}
    assert tables("helpers.subject.many") == {code.ALL}
    assert tables("helpers.subject.some") == {"three", code.ALL}
    assert tables("helpers.load") == set()


def test_unknown_name_is_refused(folder):
    with pytest.raises(LookupError, match=r"helpers\.subject\.nobody"):
        code.closure(["helpers.subject.nobody"], folder)


def digests(folder):
    found = code.closure(["helpers.subject.few", "helpers.subject.listed"], folder)
    return {name: one.digest for name, one in found.items()}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("subject.py", "  # why", ""),
        ("subject.py", '"""Say."""', '"""Say\n    more."""'),
        ("measures.py", "def no():\n    pass", "def no():\n    return 3"),
        ("page.py", "LONG = 8", "LONG = 9"),
    ],
)
def test_digest_does_not_change_with_words_and_with_other_code(folder, file, old, new):
    before, text = digests(folder), (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    assert digests(folder) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("measures.py", "def _half(x):\n    return x", "def _half(x):\n    return x / 2"),
        ("measures.py", "K['a'] = 1", "K['a'] = 2"),
        ("subject.py", "import numpy as np", "import pandas as np"),
        ("subject.py", "measures as m", "page as m"),
    ],
)
def test_digest_changes_with_what_is_used(folder, file, old, new):
    before, text = digests(folder), (folder / file).read_text()
    assert old in text
    (folder / file).write_text(
        text.replace(old, new).replace("m.share", "m.show" if "page as m" in new else "m.share")
    )
    assert digests(folder) != before


def test_every_public_helper_resolves():
    import helpers

    known = code.read(FOLDER)
    for name in helpers.__all__:
        assert known.closure([f"helpers.{name}"])
