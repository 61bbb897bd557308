"""What is put to a page of the site that its book did not have: which edition this is, and where others are.

The bytes of a frozen page are final, and a cited address has to say which edition it shows. So the page that
is served has two additions, each between marks of its own: links for machines in the head, a bar for readers
at the top. Without what stands between the marks it is the frozen page again, byte for byte
(:func:`without`), and that is held against the manifest. The pages as frozen also stand, untouched, under
``editions/<version>/``. A frame around each page would have hidden the cited address, and the place in the
page, from readers, from Zotero and from search engines; a script can't be added to pages that load none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

BEGIN, END = b"<!--edition-->", b"<!--/edition-->"
ADDED = re.compile(re.escape(BEGIN) + b".*?" + re.escape(END), re.DOTALL)
BODY = re.compile(rb"<body\b[^>]*>")


def within(page: bytes, head: str, body: str) -> bytes:
    """Return a page with additions to its head and at the top of its body.

    Examples
    --------
    >>> page = b"<html><head></head><body class='a'>Words</body></html>"
    >>> without(within(page, "<link rel='memento' href='/2026.1/'>", "<p>Edition 2026.1</p>")) == page
    True
    """
    for mark in (BEGIN, END):
        if mark in page:
            raise ValueError(f"a page already has {mark.decode()}")
    start = BODY.search(page)
    if start and body:
        page = page[: start.end()] + _marked(body) + page[start.end() :]
    return page.replace(b"</head>", _marked(head) + b"</head>", 1) if head else page


def without(page: bytes) -> bytes:
    """Return a page as it was before anything was put to it."""
    return ADDED.sub(b"", page)


def links(targets: Mapping[str, str]) -> str:
    """Return typed links for a head; a relation without a target has none."""
    return "".join(f'<link rel="{rel}" href="{escape(href)}" />' for rel, href in targets.items() if href)


def shown(up: str, said: str, here: str, where: str) -> str:
    """Return the bar: what it says, the way to the same place in the present book, and to all editions.

    `up` leads from the page to the top of the site, `here` to the same page of the present book.
    """
    return (
        f'<aside class="edition-bar" aria-label="Edition"><p>{escape(said)} '
        f'<a data-same href="{escape(here)}">{escape(where)}</a> '
        f'<a href="{up}editions/index.html">All editions</a></p></aside>'
    )


def _marked(text: str) -> bytes:
    return BEGIN + text.encode() + END
