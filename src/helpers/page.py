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
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from IPython.display import publish_display_data

from . import tables, trace

FIGURE = "application/vnd.plotly.v1+json"
GLUE = "application/papermill.record/"
CONFIG = {"displaylogo": False, "responsive": True, "showSendToCloud": False}
LONG = 8  # rows from which a reader may want to sort
ID = re.compile(r"(fig|tbl)-[a-z0-9]+(-[a-z0-9]+)*")


def figure(fig: go.Figure, name: str, *, caption: str, alt: str, sources: Sequence[str]) -> None:
    """Publish a chart as a numbered figure.

    Parameters
    ----------
    fig
        A figure of :mod:`helpers.charts`.
    name
        Its permanent id, ``fig-...``: the address of the figure and the name by which prose refers to it.
    caption
        Markdown; its first sentence, in bold, says what the chart shows.
    alt
        One or two plain sentences that tell a reader who cannot see the chart what it shows.
    sources
        Names of the tables it is drawn from: they become the source line and the download links.

    Raises
    ------
    ValueError
        If the id is not of the form ``fig-...``, the alt text is missing or too short to say anything, or a
        table does not exist.
    """
    _require(name, "fig")
    if len(alt.split()) < 8 or not alt.rstrip().endswith("."):
        raise ValueError(f"{name}: alt text must say in a sentence what the chart shows, got {alt!r}")
    for table_name in sources:
        tables.describe(table_name)
    spec = specification(fig)
    about = {"id": name, "caption": caption, "alt": alt, "sources": list(sources)}
    spec["layout"]["meta"] = spec["layout"].get("meta", {}) | about
    publish_display_data(
        {FIGURE: spec, "text/plain": f"{name} [{digest(spec)}]: {alt}"}, metadata=trace.about(name)
    )


def specification(fig: go.Figure) -> dict:
    """Return a figure as plain lists and dictionaries, numbers rounded to six significant digits."""
    plain = _plain(json.loads(fig.to_json(validate=False)))
    plain["layout"].pop("template", None)
    return {"data": plain["data"], "layout": plain["layout"], "config": CONFIG}


def digest(spec: Mapping) -> str:
    """Return twelve hexadecimal digits that identify a figure's specification."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def table(
    frame: pd.DataFrame,
    name: str,
    *,
    caption: str,
    sources: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    formats: Mapping[str, str] | None = None,
    notes: str = "",
) -> None:
    """Publish a table as a numbered table of the page.

    Parameters
    ----------
    frame
        One row of the table a row. Cells may hold Markdown.
    name
        Its permanent id, ``tbl-...``.
    caption
        Markdown; says what a row is and in which units.
    sources
        Names of the tables it was made from: they become the source line and the download links.
    columns
        Column -> heading, in the order to show; all columns under their own names if not given.
    formats
        Column -> format specification, such as ``.0%`` or ``+.2f``. Missing values are shown as a dash.
    notes
        Markdown under the table.

    Raises
    ------
    ValueError
        If the id is not of the form ``tbl-...``, or a column does not exist.
    """
    _require(name, "tbl")
    columns = dict(columns or {column: column for column in frame.columns})
    if unknown := set(columns) - set(frame.columns):
        raise ValueError(f"{name}: no column {sorted(unknown)} in the frame; it has {list(frame.columns)}")
    text = _markdown(frame[list(columns)], columns, dict(formats or {}))
    kind = "sortable" if len(frame) > LONG else "short"
    source_line = f"\n```{{sources}} {' '.join(sources)}\n```\n" if sources else ""
    note_line = f"\n:::{{div}} table-notes\n{notes}\n:::\n" if notes else ""
    _publish(
        f":::{{table}} {caption}\n:name: {name}\n:class: {kind}\n\n{text}\n:::\n{note_line}{source_line}",
        trace.about(name, frame),
    )


def markdown(text: str) -> None:
    """Publish MyST Markdown as part of the page."""
    _publish(text, {})


def _publish(text: str, metadata: Mapping) -> None:
    publish_display_data({"text/markdown": text, "text/plain": text}, metadata=metadata)


def glue(**values: object) -> None:
    """Make values available to the chapter's prose as ``{glue:text}`name```.

    Whole numbers up to nine become words of digits with thousands separators; other values are shown as
    ``str`` gives them, so format shares and decimals here: ``glue(share=f"{share:.0%}")``.
    """
    for name, value in values.items():
        text = f"{value:,}" if isinstance(value, (int, np.integer)) else str(value)
        # Quoted, because the page would read 1,370 as a pair and 0.10 as 0.1.
        metadata = {"scrapbook": {"name": name, "mime_prefix": GLUE}} | trace.about(name, keyword=name)
        publish_display_data({GLUE + "text/plain": repr(text)}, metadata=metadata)


def _require(name: str, kind: str) -> None:
    if not ID.fullmatch(name) or not name.startswith(f"{kind}-"):
        raise ValueError(f"{name!r} is no id of a {kind}: use {kind}-words-like-this, which stay its address")


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
    if isinstance(value, float):
        return None if np.isnan(value) else float(f"{value:.6g}")
    return value


def _markdown(frame: pd.DataFrame, headings: Mapping[str, str], formats: Mapping[str, str]) -> str:
    numeric = [
        column for column in frame if pd.api.types.is_numeric_dtype(frame[column]) or column in formats
    ]
    rule = ["---:" if column in numeric else ":---" for column in frame]
    lines = [_line(headings.values()), _line(rule)]
    for row in frame.itertuples(index=False):
        lines.append(
            _line(_cell(value, formats.get(column, "")) for column, value in zip(frame, row, strict=True))
        )
    return "\n".join(lines)


def _cell(value: object, spec: str) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if not isinstance(value, str):
        return format(value, spec).replace("-", "−")
    return value.replace("|", "\\|").replace("\n", " ")


def _line(cells) -> str:
    return "| " + " | ".join(cells) + " |"
