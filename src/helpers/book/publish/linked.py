"""What schema.org has for a claim, a data set, a figure, and for the catalogue of all data sets.

Addresses are absolute where the book has a public one, and lead from the page of the unit where it has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ... import tables, texts
from ..citing.publication import Publication
from ..citing.units import Unit
from ..pages.backlinks import TEXTS
from ..pages.claims import target

SITES = {"article": "Central Eurasia Studies", "commentary": "The Arab Wall"}
UNNAMED = "not named in the copy that was read"
# How far a claim holds, as a reader of ratings needs it: 4 is the best. What is not checkable has no rank.
RANKS = {verdict: 4 - place for place, verdict in enumerate(texts.VERDICTS[:4])}


@cache
def claims() -> dict[str, dict]:
    """Return the claims by the id that each has on the page."""
    return {target(row["claim_id"]): row for row in tables.load("claims").to_dict("records")}


def review(unit: Unit) -> dict:
    """Return a claim of one of the texts and our review of it; what is not scored is a claim only."""
    row = claims()[unit.id]
    said = {
        "@type": "Claim",
        "name": f"Claim {row['claim_id']}",
        "text": row["paraphrase"],
        "author": {"@type": "Person", "description": f"the author of the {row['text']}, {UNNAMED}"},
        "appearance": _appearance(row["text"], row["passage_id"]),
    }
    if not row["scored"]:
        return {"@type": "CreativeWork", "name": unit.citation, "about": said}
    verdict = {"@type": "Rating", "alternateName": row["verdict"]}
    if row["verdict"] in RANKS:
        verdict |= {"ratingValue": RANKS[row["verdict"]], "bestRating": 4, "worstRating": 1}
    reviewed = {"claimReviewed": row["paraphrase"], "itemReviewed": said, "reviewRating": verdict}
    return {"@type": "ClaimReview", "name": unit.citation, **reviewed}


def _appearance(text: str, passage: str) -> dict:
    """Return where a claim was made: the paragraph, the text and its address, and who published it."""
    sources = {TEXTS.get(source.get("key")): source for source in tables.describe("claims")["sources"]}
    whole = {
        "@type": "CreativeWork",
        "name": sources[text]["title"],
        "url": sources[text]["path"],
        "publisher": {"@type": "Organization", "name": SITES[text]},
    }
    part = {"@type": "CreativeWork", "name": f"The {text}, paragraph {passage}", "url": whole["url"]}
    return {**part, "isPartOf": whole}


def figure(unit: Unit, record: Publication) -> dict:
    """Return a figure, with the address of its picture."""
    file = f"{unit.id}.png"
    content = f"{record.address}/cite/{file}" if record.address else file
    return {
        "@type": "ImageObject",
        "name": unit.citation,
        "contentUrl": content,
        "encodingFormat": "image/png",
    }


def dataset(unit: Unit, record: Publication) -> dict:
    """Return a data set: who made it, what each column says, the years it covers, its file, its terms."""
    about = tables.describe(unit.id.removeprefix("table-").replace("-", "_"))
    where = f"{record.address}/data" if record.address else "../data"
    file = {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"{where}/{about['path']}",
    }
    columns = about["schema"]["fields"]
    return {
        "@type": "Dataset",
        "name": about["title"],
        "description": about["description"],
        "creator": _authors(record),
        "keywords": list(record.keywords),
        "isAccessibleForFree": True,
        **_years(about.get("coverage", {})),
        "variableMeasured": [_column(column) for column in columns],
        "distribution": file,
        "license": [licence.get("path") or licence["title"] for licence in about["licenses"]],
        "isBasedOn": [source.get("path") or source["title"] for source in about["sources"]],
    }


def catalog(units: Iterable[Unit], record: Publication) -> dict:
    """Return the catalogue of the data sets of a page; without them, or a public address, nothing.

    Search engines read it where the book is published, and no relative address means anything to them.
    """
    found = [unit for unit in units if unit.kind == "dataset"]
    if not found or not record.address:
        return {}
    sets = [
        dataset(unit, record)
        | {
            "@id": f"{record.address}/{unit.address}",
            "url": f"{record.address}/{unit.address}",
            "version": record.said,
            "datePublished": record.date.isoformat(),
        }
        for unit in found
    ]
    whole = {
        "@type": "DataCatalog",
        "name": f"{record.title}: {found[0].chapter}",
        "url": f"{record.address}/{found[0].page}",
        "creator": _authors(record),
        "license": record.terms,
        "dataset": [_short(one) for one in sets],
    }
    return {"mainEntity": whole}


def _short(one: dict) -> dict:
    """Return a data set with the names of its columns alone: what each says stands on the same page."""
    return one | {"variableMeasured": [column["name"] for column in one["variableMeasured"]]}


def _authors(record: Publication) -> list[dict]:
    return [{"@type": "Organization", "name": name} for name in record.authors]


def _years(coverage: dict) -> dict:
    """Return the years that a table covers, as ISO 8601 writes a span."""
    years = [str(coverage[end]) for end in ("from", "to") if coverage.get(end)]
    return {"temporalCoverage": "/".join(dict.fromkeys(years))} if years else {}


def _column(column: dict) -> dict:
    found = {"@type": "PropertyValue", "name": column["name"], "description": column["description"]}
    return found | ({"unitText": column["unit"]} if column.get("unit") else {})
