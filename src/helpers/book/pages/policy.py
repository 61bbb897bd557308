"""What a page may load: files of its own book alone. Each page says so, and servers in their own forms.

A page says it by itself because some hosts send no headers, and a file on a disk has none. Servers add what
only they can: that no other site may frame a page, and what a page never asks of its reader's machine.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAME = "Content-Security-Policy"
# Browsers may yet say that a file on a disk shares its origin with no other; its scheme they all know.
IN_PAGE = "default-src 'self' file:; base-uri 'none'"
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'self'"
# The pages of the first two editions hold styles and scripts of their own, and are final.
EARLIER = "default-src 'self' 'unsafe-inline' data:; object-src 'none'; frame-ancestors 'self'"
NEVER = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
USUAL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{one}=()" for one in NEVER),
}
HEADERS, HTACCESS, NGINX = "_headers", ".htaccess", "headers.nginx"


@dataclass(frozen=True)
class Header:
    """A header: its value, empty where it is not sent, and another value under some folders."""

    name: str
    value: str
    under: Mapping[str, str] = field(default_factory=dict)


def headers(
    inline: Collection[str] = (), days: Mapping[str, datetime.date] | None = None
) -> tuple[Header, ...]:
    """Return what a server should send with the files of the book.

    Parameters
    ----------
    inline
        Folders whose pages hold styles and scripts of their own.
    days
        Folders of frozen editions, each with the day that its pages show (RFC 7089).
    """
    usual = [Header(name, value) for name, value in USUAL.items()]
    shown = {folder: f"{day:%a, %d %b %Y} 00:00:00 GMT" for folder, day in (days or {}).items()}
    dated = [Header("Memento-Datetime", "", shown)] if shown else []
    return (Header(NAME, POLICY, dict.fromkeys(inline, EARLIER)), *usual, *dated)


def netlify(sent: Collection[Header], paths: Collection[str] = ()) -> str:
    """Return headers as Netlify and Cloudflare Pages read them, from a file ``_headers``.

    Parameters
    ----------
    sent
        The headers.
    paths
        What lies at the top of the site. Both hosts join the values of two rules for one path, and browsers
        hold a page to both; so a header with another value somewhere is given to each of these by its name.

    Examples
    --------
    >>> print(netlify([Header("A", "1"), Header("B", "2", {"old": "3"})], ["search.html"]))
    /*
      A: 1
    /search.html
      B: 2
    /search
      B: 2
    /old/*
      B: 3
    <BLANKLINE>
    """
    rules: dict[str, list[str]] = {}
    for one in sent:
        everywhere = [found for name in sorted(paths) for found in _patterns(name)] if one.under else ["/*"]
        values = dict.fromkeys(everywhere if one.value else [], one.value)
        for where, value in (values | {f"/{name}/*": value for name, value in one.under.items()}).items():
            rules.setdefault(where, []).append(f"  {one.name}: {value}\n")
    return "".join(f"{where}\n{''.join(lines)}" for where, lines in rules.items())


def _patterns(name: str) -> Iterator[str]:
    """Yield the paths of a page as hosts shorten them, or of all that a folder holds."""
    if name.endswith(".html"):
        yield from (f"/{name}", f"/{name.removesuffix('.html').removesuffix('index')}")
    else:
        yield f"/{name}/*"


def apache(sent: Collection[Header]) -> str:
    """Return headers as Apache reads them, from a file ``.htaccess``, where it is allowed ``FileInfo``.

    Examples
    --------
    >>> print(apache([Header("B", "2", {"old": "3"})]))
    <IfModule mod_headers.c>
    Header always set B "2"
    Header always set B "3" "expr=%{REQUEST_URI} =~ m#/old/#"
    </IfModule>
    <BLANKLINE>
    """
    lines = []
    for one in sent:
        lines += [f'Header always set {one.name} "{one.value}"'] if one.value else []
        for folder, value in one.under.items():
            where = f"%{{REQUEST_URI}} =~ m#/{re.escape(folder)}/#"
            lines.append(f'Header always set {one.name} "{value}" "expr={where}"')
    return "\n".join(["<IfModule mod_headers.c>", *lines, "</IfModule>", ""])


def nginx(sent: Collection[Header]) -> str:
    """Return headers as nginx reads them, by an ``include`` within ``server``.

    Examples
    --------
    >>> print(nginx([Header("B-C", "2", {"old": "3"})]))
    set $book_b_c "2";
    if ($uri ~ "/old/") { set $book_b_c "3"; }
    add_header B-C $book_b_c always;
    <BLANKLINE>
    """
    lines = []
    for one in sent:
        name = f"$book_{one.name.lower().replace('-', '_')}"
        lines.append(f'set {name} "{one.value}";')
        for folder, value in one.under.items():
            lines.append(f'if ($uri ~ "/{re.escape(folder)}/") {{ set {name} "{value}"; }}')
        lines.append(f"add_header {one.name} {name} always;")
    return "\n".join([*lines, ""])


def say(app, pagename, templatename, context, doctree) -> None:
    """Give the templates what a page says of itself."""
    context["policy"] = IN_PAGE


def carry(app, error) -> None:
    """Write what servers send, as most hosts of built pages read it."""
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / HEADERS).write_text(netlify(headers()), encoding="utf-8")


def setup(app) -> None:
    """Register the parts."""
    app.connect("html-page-context", say)
    app.connect("build-finished", carry)
