"""What a card says of a claim, term, reference, figure or section: a file fetched with the first card."""

from __future__ import annotations

import json
import re
import textwrap
from calendar import month_name
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from docutils import nodes
from lxml import html

from ... import tables
from .claims import linked, said, target
from .folds import is_unit
from .frame import plain
from .front import openings
from .glossary import target as term_target
from .ledger import CONFIDENCE, spoken_of
from .locators import inside
from .margin import SAID
from .numbers import chapter
from .tiers import tiers_of

NAME = "cards.js"
LENGTH = 220  # letters of what stands first in a section
KINDS = {"figure": "Figure", "table": "Table"}
SAID_BY_ITS_ID = ("ref-", "correction-")
BEARS = {"supports": "for it", "against": "against it", "mixed": "for and against it"}


def noted(env) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Return of each page what can have a card: id -> kind, title and first words."""
    env.cards = getattr(env, "cards", {})
    return env.cards


def note(app, doctree) -> None:
    """Note the sections, figures and tables of a page."""
    found = {}
    for section in doctree.findall(nodes.section):
        first = next((one for one in section.children if isinstance(one, nodes.paragraph)), None)
        title = plain(section.next_node(nodes.title).astext())
        found[section["ids"][0]] = ("section", title, shortened(first.astext() if first else ""))
    for unit in doctree.findall(is_unit):
        kind = "table" if isinstance(unit, nodes.table) else "figure"
        words = next(iter(unit.findall(nodes.title if kind == "table" else nodes.caption)))
        strong = next(iter(words.findall(nodes.strong)), words)
        found[unit["ids"][0]] = (kind, strong.astext(), "")
    noted(app.env)[app.env.docname] = found


def forget(app, env, docname) -> None:
    """Forget what was noted of a page that is read again or gone."""
    noted(env).pop(docname, None)


def shortened(text: str) -> str:
    """Return the first words of a text.

    >>> len(shortened("word " * 100)), shortened("few words")
    (220, 'few words')
    """
    return textwrap.shorten(" ".join(text.split()), LENGTH, placeholder="…")


def lead(app, doctree, docname) -> None:
    """Mark the links to what has a card; claims and terms have marks of their own.

    The front page is a list of doors: its links lead on at the first touch.
    """
    if docname == app.config.root_doc:
        return
    known = {name for found in noted(app.env).values() for name in found}
    for link in doctree.findall(nodes.reference):
        name = link.get("refid") or link.get("refuri", "").partition("#")[2]
        own = {"claim-ref", "term-link", "claim-id", "door"} & set(link["classes"])
        has_one = name in known or name.startswith(SAID_BY_ITS_ID)
        if has_one and not own and not inside(link, (nodes.title,)):
            link["classes"].append("said")


def write(app, error) -> None:
    """Write the file."""
    if error is None and app.builder.name == "html":
        found = dict([*_units(app), *_references(app), *_terms(), *_corrections(), *_claims(app)])
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        (Path(app.outdir) / "_static" / NAME).write_text(f"window.bookCards = {text};\n", encoding="utf-8")


def _units(app) -> Iterator[tuple[str, dict]]:
    asked = openings(app.env)
    for docname, found in sorted(noted(app.env).items()):  # in whatever order pages were read
        numbers = app.env.toc_fignumbers.get(docname, {})
        first = next(iter(found), "") if docname in asked else ""
        for name, (kind, title, words) in found.items():
            place = numbers.get(kind, {}).get(name)
            if place:
                yield name, {"name": f"{KINDS[kind]} {'.'.join(map(str, place))}", "words": title}
            elif name == first:
                answer = {"words": asked[docname].question, "more": [asked[docname].answer]}
                yield name, {"name": f"Chapter {chapter(docname)}: {title}", **answer}
            elif kind == "section":
                where = f"Chapter {chapter(docname)}: " if chapter(docname) else ""
                yield name, {"name": f"{where}{title}", "words": words}


def _references(app) -> Iterator[tuple[str, dict]]:
    page = next((name for name in app.env.found_docs if name.endswith("/references")), None)
    path = Path(app.outdir) / f"{page}.html"
    if page and path.is_file():
        tree = html.document_fromstring(path.read_text(encoding="utf-8"))
        for entry in tree.xpath("//*[starts-with(@id, 'ref-')]"):
            first = next(entry.iter("p"), None)
            if first is not None:
                yield entry.get("id"), {"name": "Reference", "words": " ".join(first.text_content().split())}


def _terms() -> Iterator[tuple[str, dict]]:
    if "glossary" in tables.names():
        for row in tables.load("glossary").itertuples():
            yield term_target(row.term_id), {"name": row.en, "words": row.definition}


def _corrections() -> Iterator[tuple[str, dict]]:
    if "corrections" in tables.names():
        for row in tables.load("corrections").itertuples():
            more = [f"The text: {shortened(row.text_says)}", f"Confidence: {row.confidence}"]
            said = {"words": shortened(without_addresses(row.record_says)), "more": more}
            yield row.correction_id, {"name": f"Correction to {row.claim_id}: {row.weight}", **said}


def without_addresses(text: str) -> str:
    """Return a text without web addresses and the brackets that held them: on a card one can't follow them.

    >>> without_addresses("Seen (https://a.org/b); said by TASS. https://c.org")
    'Seen; said by TASS.'
    """
    said = " ".join("".join(part.astext() for part in linked(text) if isinstance(part, nodes.Text)).split())
    return re.sub(r" ?\([ ;,]*\)", "", said).strip(" ;,:")


def last_events() -> pd.Series:
    """Return of each claim the last event on record that bears on it, in a line."""
    if not {"events_after", "event_claims"} <= set(tables.names()):
        return pd.Series(dtype=str)
    events = tables.load("events_after").query("not in_tail")
    both = tables.load("event_claims").merge(events, on="event_id")
    last = both[both["direction"].isin(list(BEARS))].sort_values("date", kind="stable")
    last = last.drop_duplicates("claim_id", keep="last").set_index("claim_id")
    return last["title"] + " (" + last["date"].map(day) + ", " + last["direction"].map(BEARS) + ")"


def day(date: str) -> str:
    """Return a day, month or year as it is read.

    >>> day("2026-03-05"), day("2026-02"), day("2021")
    ('5 March 2026', 'February 2026', '2021')
    """
    year, *month = date.split("-")
    return " ".join(
        [*(str(int(one)) for one in month[1:]), *(month_name[int(one)] for one in month[:1]), year]
    )


def _claims(app) -> Iterator[tuple[str, dict]]:
    if "claims" not in tables.names():
        return
    known, events = spoken_of(app.env), last_events()
    for claim in said().itertuples():
        pages = known.get(claim.claim_id, ())
        chapters = sorted({number for page in pages if (number := chapter(page))})
        more = [f"Confidence: {CONFIDENCE[claim.how_known]}", *_decided(claim), *_rests_on(claim)]
        if claim.claim_id in events:
            more.append(f"Last event: {events[claim.claim_id]}")
        if chapters:
            more.append(f"Discussed in chapter{'s' * (len(chapters) > 1)} {', '.join(map(str, chapters))}")
        yield (
            target(claim.claim_id),
            {
                "name": claim.claim_id,
                "verdict": SAID[claim.outcome],
                "words": claim.paraphrase,
                **({"fa": claim.paraphrase_fa} if hasattr(claim, "paraphrase_fa") else {}),
                "more": more,
            },
        )


def _decided(claim) -> Iterator[str]:
    """Yield what decided a verdict: what should be read instead or beside the claim, or else its evidence."""
    for label, text in {"Our note": claim.correction, "Evidence": claim.evidence}.items():
        if isinstance(text, str) and (said := without_addresses(text)):
            yield f"{label}: {shortened(said)}"
            return


def _rests_on(claim) -> Iterator[str]:
    """Yield of which tiers the sources are that its evidence names by address."""
    if isinstance(claim.evidence, str) and (found := tiers_of(claim.evidence)):
        yield f"Sources: {', '.join(found)}"


def setup(app) -> None:
    """Note what pages hold, mark links, and write the file at the end."""
    app.connect("doctree-read", note, priority=600)  # when sections have their labels
    app.connect("env-purge-doc", forget)
    app.connect("doctree-resolved", lead, priority=960)
    app.connect("build-finished", write)
