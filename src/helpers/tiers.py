"""The tier of a source: which web addresses a text names, and under which line of a list each falls.

A line is a site, or a site and how the path begins: ``tass.com`` holds for every page of TASS,
``docslib.org/doc/1965857`` for one document on a site that copies all kinds. The longest line wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

TIERS = {
    "primary document": "document",
    "copy of a primary document": "copy of a document",
    "agency or major paper": "press",
    "specialist press or institute": "specialist",
    "scholarly": "scholarly",
    "reference work": "reference",
    "data set": "data set",
    "government text": "government",
    "weak": "weak",
    "not judged": "not judged",
}
"""Every tier, and the few words in which a page says it beside a source."""

CARRIES = ("claims", "corrections", "events_after", "events_before", "treaty_codes")
"""The tables whose rows carry a claim or a code."""

ADDRESS = re.compile(r"https?://[^\s;,()]+(?:\([^\s;,()]*\)[^\s;,()]*)*")


def addresses(text: str) -> list[str]:
    """Return the web addresses of a text, in its order; the full stop after one is not part of it.

    Examples
    --------
    >>> addresses("TASS (https://tass.com/world/1); https://a.org/wiki/Treaty_(1921).")
    ['https://tass.com/world/1', 'https://a.org/wiki/Treaty_(1921)']
    """
    return [found.rstrip(".") for found in ADDRESS.findall(text)]


def place(address: str) -> tuple[str, str]:
    """Return the site and the path of an address, as they are compared: without scheme, port and "www.".

    Examples
    --------
    >>> place("https://www.Tass.com:443/world/1?lang=en"), place("tass.com")
    (('tass.com', 'world/1?lang=en'), ('tass.com', ''))
    """
    parts = urlsplit(address if "://" in address else f"//{address}")
    site = (parts.hostname or "").removeprefix("www.").rstrip(".")
    query = f"?{parts.query}" if parts.query else ""
    return site, re.sub("/+", "/", parts.path).strip("/") + query


def fault(tier: str | None, table: str) -> str | None:
    """Say what is wrong with the tier of a source in a row of a table.

    Examples
    --------
    >>> fault(None, "opinion"), fault("not judged", "opinion"), fault("not judged", "claims")
    ('has no tier', None, 'is not judged, and the row carries a claim or a code')
    """
    if tier is None:
        return "has no tier"
    unjudged = tier == "not judged" and table in CARRIES
    return "is not judged, and the row carries a claim or a code" if unjudged else None


class Lines:
    """Lines by site, to find the one under which an address falls.

    Parameters
    ----------
    lines
        Sites, or sites with the beginning of a path.

    Examples
    --------
    >>> known = Lines(["mehrnews.com", "docslib.org", "docslib.org/doc/1965857"])
    >>> known.longest("https://en.mehrnews.com/news/1"), known.longest("https://docslib.org/doc/1965857/a")
    ('mehrnews.com', 'docslib.org/doc/1965857')
    >>> known.longest("https://example.org") is None
    True
    """

    def __init__(self, lines: Iterable[str]):
        self._of: dict[str, list[tuple[str, str]]] = {}
        for line in lines:
            site, path = place(line)
            self._of.setdefault(site, []).append((path, line))

    def longest(self, address: str) -> str | None:
        """Return the line of the closest site whose path is longest, or None."""
        site, path = place(address)
        labels = site.split(".")
        for start in range(len(labels)):
            near = self._of.get(".".join(labels[start:]), [])
            if found := [one for one in near if path.startswith(one[0])]:
                return max(found, key=lambda one: len(one[0]))[1]
        return None
