"""Reading a notebook: what is sliced rightly, and what is refused because no reading is sure of it."""

import pytest

from helpers.book.trail import slicing


def sliced(*sources, unit="x", published=(), reads=lambda unit: ()):
    notebook = slicing.Notebook(["import helpers", *sources], published)
    return slicing.script(notebook.slice(unit, reads)).splitlines()[1:]


GLUE = "helpers.glue(x=a)"
KEPT = {
    "only the needed name of several": ("a, b = 1, 2", GLUE, ["a = 1", GLUE]),
    "only the needed table of a map": (
        "b, a = map(helpers.load, ['claims', 'passages'])",
        GLUE,
        ["a = helpers.load('passages')", GLUE],
    ),
    "a swap as a whole": ("a, b = 1, 2\na, b = b, a", GLUE, ["a = 1", "b = 2", "a, b = b, a", GLUE]),
    "the value of the last time": ("a = 1\na = 2", GLUE, ["a = 2", GLUE]),
    "a column put in": ("a = {}\na['c'] = 1", GLUE, ["a = {}", "a['c'] = 1", GLUE]),
    "an attribute set": ("a = helpers.load('claims')\na.name = 1", GLUE, 3),
    "a method that changes": ("a = []\nb = 2\na.append(1)", GLUE, ["a = []", "a.append(1)", GLUE]),
    "what is added to it": ("a = 1\na += 1", GLUE, ["a = 1", "a += 1", GLUE]),
    "an alias that changes it": ("a = {}\nb = a\nb['c'] = 1", GLUE, 4),
    "the alias of an alias": ("a = {}\nb = a\nc = b\nb = 3\nc['c'] = 1", GLUE, 5),
    "a container that changes it": ("a = {}\nbox = [a]\nbox[0]['c'] = 1", GLUE, 4),
    "a change of what a container holds": ("b = {}\na = {'b': b}\nb['c'] = 1", GLUE, 4),
    "what a loop changes": ("a, b = {}, {}\nfor one in (a, b):\n    one['c'] = 1", GLUE, 5),
    "a loop that may never run": ("a = 1\nfor one in []:\n    a = 2", GLUE, 4),
    "a name in a query": ("b = 1\nrows = helpers.load('claims')\na = rows.query('n in @b')", GLUE, 4),
    "a function and what it reads": ("b = 1\ndef f():\n    return b\na = f()", GLUE, 5),
    "no name of a comprehension": ("b = 1\na = [b for b in (1, 2)]", GLUE, ["a = [b for b in (1, 2)]", GLUE]),
    "no name of a lambda": ("b = 1\na = (lambda b: b)(2)", GLUE, ["a = (lambda b: b)(2)", GLUE]),
    "only the published value": ("a = b = 1", "helpers.glue(y=b, x=a)", ["a = b = 1", "helpers.glue(x=a)"]),
    "a line in brackets": ("a, b = (1 +\n2), 3", GLUE, ["a = (1 +", "2)", GLUE]),
    "letters of two bytes": ("a, b = 'ایران', 2", GLUE, ["a = 'ایران'", GLUE]),
    "letters beyond the first plane": ("b, a = '𝒜', 2", GLUE, ["a = 2", GLUE]),
}


@pytest.mark.parametrize(("source", "last", "kept"), KEPT.values(), ids=KEPT)
def test_slice_keeps(source, last, kept):
    found = sliced(source, last)
    assert found == kept if isinstance(kept, list) else len(found) == kept


REFUSED = {
    "globals()": "a = globals()",
    "setattr": "a = {}\nsetattr(a, 'b', 1)",
    "next": "b = [1]\na = next(b)",
    "a stored iterator": "a = map(str, [1])",
    "a stored generator": "a = (b for b in [1])",
    "a function that changes what it is given": "def f(t):\n    t['c'] = 1",
    "a function that changes it under another name": "def f(t):\n    u = t\n    u['c'] = 1",
    "a function that changes a global": "a = []\ndef f():\n    a.append(1)",
    "a global statement": "a = 1\ndef f():\n    global a\n    a = 2",
    "a name that a function reads, bound again": "b = 1\ndef f():\n    return b\nb = 2",
    "a name that a stored lambda reads": "b = 1\nf = {'g': lambda: b}\nb = 2",
    "a name that a function reads, changed": "b = {}\ndef f():\n    return b\nb['c'] = 2",
    "random numbers": "import numpy as np\na = np.random.default_rng(1)",
    "a change within an expression": "b = [1]\na = b.pop()",
    "inplace": "b = helpers.load('claims')\na = b.dropna(inplace=True)",
    "a figure changed within an expression": "fig = helpers.charts.lines()\na = fig.update_layout(height=1)",
    "a module changed": "import pandas as pd\npd.options.x = 1",
    "a setting of a module": "import pandas as pd\npd.set_option('x', 1)",
    "a query that is not written out": "b = 'x in @c'\na = helpers.load('claims').query(b)",
    "if": "if True:\n    a = 1",
    "with": "with open('x') as file:\n    a = 1",
    "while": "while False:\n    a = 1",
    "del": "a = 1\ndel a",
    ":=": "a = (b := 1)",
    "import *": "from helpers.texts import *",
    "a late import": "def f():\n    import os",
    "a call for nothing": "len([1])",
    "a magic command": "%matplotlib inline",
    "a positional glue": "helpers.glue({'a': 1})",
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED)
def test_what_no_reading_can_follow_is_refused(source):
    with pytest.raises(slicing.TrailError, match=r"notebook, code cell 2, line \d: "):
        sliced(source)


def test_message_names_file_cell_line_and_shows_the_line():
    with pytest.raises(slicing.TrailError) as error:
        slicing.Notebook(["import helpers", "a = 1\nif a:\n    a = 2"], name="chapters/05-syria.ipynb")
    assert str(error.value).splitlines() == [
        "chapters/05-syria.ipynb, code cell 2, line 2: "
        "no if at the top of a cell: make it a function, or an expression",
        "  if a:",
    ]


def test_names_that_only_a_run_knows_are_placed_by_the_line_it_noted():
    cell = "a, b = {'x': 1}, {'y': 2}\nhelpers.glue(**a)\nhelpers.glue(**b)"
    assert sliced(cell, published=[{}, {"x": 2, "y": 3}]) == ["a = {'x': 1}", "helpers.glue(**a)"]
    with pytest.raises(slicing.TrailError, match="which statement published 'x' is not known"):
        sliced(cell, published=[{}, {"x": None}])


def test_figure_rests_on_the_values_in_its_words():
    cells = ["a, b = 1, 2\nhelpers.glue(n=a)\nhelpers.glue(m=b)", "helpers.figure('fig-x', b)"]
    assert "helpers.glue(n=a)" not in sliced(*cells, unit="fig-x")
    assert sliced(*cells, unit="fig-x", reads=lambda unit: {"n"}) == [
        "a = 1",
        "b = 2",
        "helpers.glue(n=a)",
        "helpers.figure('fig-x', b)",
    ]


def test_helpers_are_found_under_their_short_names():
    notebook = slicing.Notebook(["import helpers", "words = helpers.texts\nhelpers.glue(x=words.persian(3))"])
    used = {name for part in notebook.slice("x") for name in part.helpers}
    assert used == {"helpers.glue", "helpers.texts.persian"}


def test_tables_are_found_where_their_names_are_written():
    notebook = slicing.Notebook(
        [
            "import helpers",
            "names = ['claims', 'passages']\na, b = map(helpers.load, names)\nhelpers.glue(x=a)",
        ]
    )
    assert set().union(*(part.tables for part in notebook.slice("x"))) == {"claims", "passages"}
