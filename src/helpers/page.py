"""Put figures, tables and numbers of a notebook on the page, and leave outputs that can be compared.

A figure's output is its plotly specification as rounded plain lists, and one line of text: no script, no
random name, so that a re-run on another machine gives the same bytes. A table's output is Markdown. A number
reaches a sentence through :func:`glue`. Pages are made of these outputs by :mod:`helpers.book`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from IPython.display import publish_display_data

from . import order, trace, words

FIGURE = "application/vnd.plotly.v1+json"
GLUE = "application/papermill.record/"
CONFIG = {"displaylogo": False, "responsive": True, "showSendToCloud": False}
MARKDOWN, PERSIAN = "markdown", "persian"  # formats of columns that are not plain text
TAG = re.compile(  # what no chart of ours sets
    r"<(?!(?:/?(?:b|i|sub|sup|extra)|br|span style=\"color:#[0-9a-f]{6}\"|/span)>)"
)
LONG = 8  # rows from which a reader may want to sort

_glued: dict[str, str] = {}  # what this notebook has glued so far, for the words of its figures


def figure(name: str, fig: go.Figure, **gone: object) -> None:
    """Publish a chart as a numbered figure, with the words that stand beside the notebook.

    Parameters
    ----------
    name
        Its permanent id, ``fig-...``: the address of the figure and the name by which prose refers to it.
        Its title, caption and alt text are read from the file of words; see :mod:`helpers.words`.
    fig
        A figure of :mod:`helpers.charts`.
    **gone
        What is not taken any more: it is refused with the reason.

    Raises
    ------
    ValueError
        If the id is not of the form ``fig-...``, or its words are missing or can't be used
        (:class:`helpers.words.WordsError`).
    TypeError
        If words or sources are given here.
    """
    _require(name, "fig", gone)
    said = words.fill(name, _glued)
    spec = specification(fig)
    spec["layout"]["meta"] = spec["layout"].get("meta", {}) | {"id": name} | said
    publish_display_data(
        {FIGURE: spec, "text/plain": f"{name} [{digest(spec)}]: {said['alt']}"}, metadata=trace.about(name)
    )


def specification(fig: go.Figure) -> dict:
    """Return a figure as plain lists and dictionaries, numbers rounded to six significant digits.

    Of what looks like HTML in its texts only the tags that charts set are kept (bold, a colour, new line): a
    chart would make links of others, and a datum is text.

    Parameters
    ----------
    fig
        A chart.
    """
    plain = _plain(json.loads(fig.to_json(validate=False)))
    plain["layout"].pop("template", None)
    return {"data": plain["data"], "layout": plain["layout"], "config": CONFIG}


def digest(spec: Mapping) -> str:
    """Return twelve hexadecimal digits that identify what a figure draws; its words are not drawn.

    Parameters
    ----------
    spec
        What plotly draws, as :func:`specification` gives it.
    """
    meta = spec["layout"].get("meta", {})
    drawn = {key: value for key, value in meta.items() if key not in words.FIELDS["fig"]}
    layout = {**spec["layout"], "meta": drawn}
    text = json.dumps({**spec, "layout": layout}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def table(
    name: str,
    frame: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    formats: Mapping[str, str] | None = None,
    sort_by: Mapping[str, str] | None = None,
    **gone: object,
) -> None:
    """Publish a table as a numbered table of the page, with the words that stand beside the notebook.

    Parameters
    ----------
    name
        Its permanent id, ``tbl-...``. Its title, caption and notes are read from the file of words.
    frame
        One row of the table a row. Cells and headings are text: what would be Markdown or HTML is shown as
        it is written.
    columns
        Column -> heading, in the order to show; all columns under their own names if not given.
    formats
        Column -> format specification, such as ``.0%`` or ``+.2f``; ``markdown`` for a column whose cells
        are Markdown on purpose (links, citations: see :func:`helpers.words.escape`), ``persian`` for one in
        Persian. Missing values are shown as a dash.
    sort_by
        Column -> the column of `frame` whose values order it, where its own words don't: for a column of
        links to chapters, the column with their numbers. A table of more than eight rows can be sorted.
    **gone
        What is not taken any more: it is refused with the reason.

    Raises
    ------
    ValueError
        If the id is not of the form ``tbl-...``, its words are missing or can't be used
        (:class:`helpers.words.WordsError`), or a column does not exist.
    TypeError
        If words or sources are given here.
    """
    _require(name, "tbl", gone)
    said = words.fill(name, _glued)
    columns = dict(columns or {column: str(column) for column in frame.columns})
    formats, sort_by = dict(formats or {}), dict(sort_by or {})
    if unknown := {*columns, *formats, *sort_by, *sort_by.values()} - set(frame.columns):
        raise ValueError(f"{name}: no column {sorted(unknown)} in the frame; it has {list(frame.columns)}")
    options = f":name: {name}\n:class: {'sortable' if len(frame) > LONG else 'short'}\n"
    if len(frame) > LONG:
        options += (
            f":order: {order.written(_orderly(frame, sort_by.get(one, one), formats) for one in columns)}\n"
        )
    caption = " ".join(f"**{said['title']}** {said['caption']}".split())
    notes = f"\n:::{{div}} table-notes\n{said['notes']}\n:::\n" if said["notes"] else ""
    text = _markdown(frame[list(columns)], columns, formats)
    _publish(f":::{{table}} {caption}\n{options}\n{text}\n:::\n{notes}", trace.about(name, frame))


def markdown(text: str) -> None:
    """Publish MyST Markdown as part of the page.

    Parameters
    ----------
    text
        MyST Markdown.
    """
    _publish(text, {})


def _publish(text: str, metadata: Mapping) -> None:
    publish_display_data({"text/markdown": text, "text/plain": text}, metadata=metadata)


def glue(**values: object) -> None:
    """Make values available to the chapter's prose as ``[](#n-name)``, and to the words of its figures.

    Whole numbers are written with thousands separators (12,345), text as it is given, but for the hyphen
    before a number below zero, which becomes a minus sign. Neither is put into words: glue ``"three"`` where
    the page should say so.

    Parameters
    ----------
    **values
        What the prose names, each by its name: whole numbers, or text in the form in which it shall be read.

    Raises
    ------
    TypeError
        For any other value: only who glues a share knows how many of its digits are meant.
    """
    for name, value in values.items():
        text = _glued[name] = _said(name, value)
        # Quoted, because the page would read 1,370 as a pair and 0.10 as 0.1.
        metadata = {"scrapbook": {"name": name, "mime_prefix": GLUE}} | trace.about(name, keyword=name)
        publish_display_data({GLUE + "text/plain": repr(text)}, metadata=metadata)


def _said(name: str, value: object) -> str:
    if isinstance(value, str):
        return words.minus(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return words.number(value, ",")
    raise TypeError(
        f"glue({name}=...): {value!r} is a {type(value).__name__}, not text or a whole number\n"
        f"  next: format it, such as {name}=f'{{x:.0%}}' or {name}=int(x)"
    )


def _require(name: str, kind: str, gone: Mapping[str, object] = MappingProxyType({})) -> None:
    """Refuse what is no id, and what is not said in the call."""
    if not isinstance(name, str):
        raise TypeError(f"the id comes first, such as {kind}-words-like-this; got a {type(name).__name__}")
    if not words.ID.fullmatch(name) or not name.startswith(f"{kind}-"):
        shown = name if isinstance(name, str) else type(name).__name__
        raise ValueError(
            f"{shown!r} is no id of a {kind}: use {kind}-words-like-this, which stay its address"
        )
    if "sources" in gone:
        raise TypeError(
            f"{name}: sources= is not said: the source line follows from the tables that the cells load\n"
            "  next: remove it"
        )
    if said := [field for field in words.FIELDS[kind] if field in gone]:
        raise TypeError(
            f"{name}: {said[0]}= stands beside the notebook\n  next: move it to the .yml file, under {name}:"
        )
    if gone:
        raise TypeError(f"{name}: there is no argument {sorted(gone)[0]!r}")


def _plain(value):
    """Plotly's binary arrays become lists; floats are rounded, so that processors' last bits don't show."""
    if isinstance(value, dict):
        if {"bdata", "dtype"} <= value.keys():
            array = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
            shape = [int(n) for n in str(value.get("shape", array.size)).split(",")]
            return _plain(array.reshape(shape).tolist())
        return {key: _plain(item) for key, item in value.items() if key != "uid"}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return TAG.sub("&lt;", value)
    if isinstance(value, float):
        return None if np.isnan(value) else float(f"{value:.6g}")
    return value


def _markdown(frame: pd.DataFrame, headings: Mapping[str, str], formats: Mapping[str, str]) -> str:
    right = {
        column
        for column in frame
        if formats.get(column) not in (MARKDOWN, PERSIAN)
        and (pd.api.types.is_numeric_dtype(frame[column]) or column in formats)
    }
    rule = ["---:" if column in right else ":---" for column in frame]
    lines = [_line(map(words.escape, headings.values())), _line(rule)]
    for row in frame.itertuples(index=False):
        lines.append(
            _line(_cell(value, formats.get(column, "")) for column, value in zip(frame, row, strict=True))
        )
    return "\n".join(lines)


def _orderly(frame: pd.DataFrame, column: str, formats: Mapping[str, str]) -> pd.Series:
    """Return the values by which a column is sorted: of Markdown, the words that are seen."""
    values = frame[column]
    return values.map(words.seen, na_action="ignore") if formats.get(column) == MARKDOWN else values


def _cell(value: object, spec: str) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if spec == MARKDOWN:
        return words.cell(str(value))
    if spec == PERSIAN:
        return words.bars(words.role("persian", str(value)))
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return words.escape(words.minus(value))
    return words.escape(words.number(value, spec))


def _line(cells) -> str:
    return "| " + " | ".join(cells) + " |"
