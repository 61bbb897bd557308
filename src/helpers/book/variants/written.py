"""The folder of a variant: a page, the notebook, each picture, and the receipt."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
from jinja2 import Environment, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

from ...page import FIGURE
from ...subjects import pairs
from ..build import contents, pictures
from . import plain
from .asked import Parameter, Question, Value
from .receipt import receipt
from .running import Variant, drawn, outputs, run

FOLDER = Path("_build") / "variants"
NOTICE = """\
**This is a variant, and no chapter of the book.** It is {notebook}, run with:

{asked}

Headings, findings, sentences and the words of figures were written for the book's own values. They may be
wrong here, for they still name the states and years of the book. A number that came out otherwise is bold and
has the book's in brackets.{read_as}

Of the {all} numbers, figures and tables below {follow} follow what was asked, and {moved} came out otherwise.
All others are the book's. The Persian abstract is left out. `receipt.json` says what this was made from.
"""
PAGE = Environment(autoescape=select_autoescape(default=True), trim_blocks=True).from_string("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ title }}</title>
<link rel="stylesheet" href="variant.css">
</head>
<body>
{% for part in parts %}
{{ part }}
{% endfor %}
</body>
</html>
""")
STYLE = """\
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Georgia, serif }
aside { border: 3px double; padding: 0 1rem; margin-bottom: 2rem }
figure { margin: 2rem 0; overflow-x: auto }
figure img { max-width: 100% }
table { border-collapse: collapse; font-size: 0.9rem; display: block; overflow-x: auto }
td, th { border-bottom: 1px solid; padding: 0.2rem 0.6rem; text-align: left; vertical-align: top }
.right { text-align: right }
pre { overflow-x: auto; font-size: 0.8rem }
"""


def make(asked: Question, root: Path) -> tuple[Path, Variant, str]:
    """Run a variant and write its folder; an earlier one of the same question is replaced when it is whole.

    Returns
    -------
    tuple
        The folder, the variant, and why a figure has no picture: empty if each has one.
    """
    variant = run(asked, root)
    lacking = drawn(variant)
    new = root / FOLDER / f"{asked.name}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    fill(new, variant, lacking, root)
    folder = root / FOLDER / asked.name
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return folder, variant, lacking


def notice(variant: Variant, root: Path) -> str:
    """Return what a reader must know of a variant before reading it, in Markdown."""
    asked, own, here = variant.question, outputs(variant.book), outputs(variant.notebook)
    values = [(asked.parameters[name], value) for name, value in asked.values.items()]
    return NOTICE.format(
        notebook=contents.named(asked.path, root),
        asked="\n".join(_beside(parameter, value) for parameter, value in values),
        read_as="".join(_read_as(parameter, value) for parameter, value in values),
        all=len(here),
        follow=len(variant.follow() & here.keys()),
        moved=sum(own.get(name) != one for name, one in here.items()),
    )


def _beside(parameter: Parameter, value: Value) -> str:
    said, own = _said(parameter, value), _said(parameter, parameter.own)
    return f"- `{parameter.name}`, {parameter.means}: **{said}**; the book has {own}"


def _read_as(parameter: Parameter, value: Value) -> str:
    if parameter.kind != "state" or value == parameter.own:
        return ""
    return f" Where a sentence names {_named(parameter.own)} beside it, it is a number of {_named(value)}."


def _said(parameter: Parameter, value: Value) -> str:
    return f"{value}, {_named(value)}" if parameter.kind == "state" else str(value)


def _named(state: Value) -> str:
    return pairs.names([str(state)])[0]


def fill(folder: Path, variant: Variant, lacking: str, root: Path) -> None:
    """Write into a folder all that is kept of a variant; `lacking` says why a figure has no picture."""
    said = notice(variant, root) + (f"\n\nFigures are missing: {lacking}." if lacking else "")
    open_to_all = plain.notebook(variant, said)
    nbformat.write(open_to_all, folder / variant.question.path.name)
    (folder / "figures").mkdir()
    for output in pictures.figures(variant.notebook):
        if pictures.SVG in output.data:
            name = output.data[FIGURE]["layout"]["meta"]["id"]
            (folder / "figures" / f"{name}.svg").write_text(output.data[pictures.SVG], encoding="utf-8")
    told = json.dumps(receipt(variant, root), ensure_ascii=False, indent=1)
    (folder / "receipt.json").write_text(told + "\n", encoding="utf-8")
    (folder / "variant.css").write_text(STYLE, encoding="utf-8")
    title = f"A variant: {variant.question.name}"
    page = PAGE.render(title=title, parts=list(_parts(open_to_all)))
    (folder / "index.html").write_text(page, encoding="utf-8")


def _parts(notebook: Mapping) -> Iterator[Markup]:
    """Yield the pieces of a page: prose, pictures and tables, without the code, which the notebook has."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            box = "<aside>{}</aside>" if cell["id"] == "notice" else "{}"
            yield Markup(box).format(_text(cell["source"]))
        for output in cell.get("outputs", []):
            if about := output["metadata"].get("figure"):
                yield _figure(about, "image/svg+xml" in output["data"])
            elif "text/markdown" in output["data"]:
                yield _text(output["data"]["text/markdown"])


def _text(markdown: str) -> Markup:
    """Return Markdown as HTML, in which a policy that forbids styles in tags finds none."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return Markup(re.sub(r' style="text-align:(\w+)"', r' class="\1"', html))


def _figure(about: Mapping[str, str], drawn: bool) -> Markup:
    picture = Markup('<img src="figures/{id}.svg" alt="{alt}">').format(**about) if drawn else about["alt"]
    words = re.sub(r"\{[\w:+.-]+\}(?=`)", "", f"**{about['title']}** {about['caption']}")
    figure = Markup('<figure id="{}">{}<figcaption>{}</figcaption></figure>')
    return figure.format(about["id"], picture, _text(words))
