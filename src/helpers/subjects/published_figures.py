"""Our numbers beside those that others have published: where they agree, and where they do not.

A published figure is here only where it can be looked up apart from the table it is held against. Some come
from the publisher of the data themselves, worked out by him and again by us; that checks our reading of his
file and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ..parts import columns
from ..tables import holds
from ..words import number

SAME = "same publisher"
REVISED = "same publisher, since revised"
OTHER = "another count"


@dataclass(frozen=True)
class Check:
    """One published figure, where it stands, and how ours is worked out."""

    quantity: str
    unit: str
    published: float
    ours: Callable[[], float]
    table: str
    basis: str
    source: str
    as_printed: str = ""


def arms_sum(first: int, last: int, supplier: str | None = None, column: str = "tiv") -> float:
    """Return Iran's imports of major arms in million TIV, from all states or from one supplier.

    Parameters
    ----------
    first
        First year.
    last
        Last year, counted too.
    supplier
        ISO 3166 alpha-3 code; all suppliers where none is given.
    column
        Column of table ``arms_transfers`` to add up.
    """
    rows = columns("arms_transfers", ["from_state", "to_state", "year", column])
    flows = rows.query("to_state == 'IRN' and @first <= year <= @last")
    return float(flows[flows["from_state"].eq(supplier) if supplier else slice(None)][column].sum())


def spending_growth(state: str, year: int) -> float:
    """Return the change of military spending at constant prices on the year before, as a share.

    Parameters
    ----------
    state
        ISO 3166 alpha-3 code of the state.
    year
        A calendar year.
    """
    rows = columns("military_spending", ["state", "year", "spending"])
    series = rows.query("state == @state").set_index("year")["spending"]
    return float(series[year] / series[year - 1] - 1)


def spending_share(state: str, year: int) -> float:
    """Return military spending as a share of product.

    Parameters
    ----------
    state
        ISO 3166 alpha-3 code of the state.
    year
        A calendar year.
    """
    rows = columns("military_spending", ["state", "year", "share_of_gdp"]).set_index(["state", "year"])
    return float(rows["share_of_gdp"][(state, year)])


def vetoes_on_syria(until: str) -> float:
    """Return how many drafts on Syria Russia vetoed from 2011 to a day.

    Parameters
    ----------
    until
        Last day, in ISO form.
    """
    rows = columns("council_vetoes", ["topic", "date", "vetoed_by"])
    vetoes = rows.query("topic == 'Syria' and '2011' <= date <= @until")
    return float(holds(vetoes["vetoed_by"], "RUS").sum())


def disputes_with_russia(data_set: str) -> float:
    """Return the number of militarised disputes of Iran with Russia in one of the two lists.

    Parameters
    ----------
    data_set
        Its name in table ``disputes``.
    """
    disputes = columns("disputes", ["dispute", "data_set", "partner", "begin"])
    rows = disputes.query("partner == 'RUS' and data_set == @data_set and begin <= 2010")
    return float(rows["dispute"].nunique())


def import_totals(column: str) -> float:
    """Return Iran's imports of major arms in million TIV, over the years that SIPRI's own table prints.

    Parameters
    ----------
    column
        Column to add up.
    """
    totals = columns("arms_import_totals", ["tiv_sipri", column])
    return float(totals[totals["tiv_sipri"].notna()][column].sum())


def _rounds() -> float:
    return float(columns("astana_rounds", ["round"])["round"].notna().sum())


SABA = "[SIPRI in Saba, 2025](https://saba.ye/en/news3472467.htm)"
HARICI = "[SIPRI in Harici, 2025](https://harici.com.tr/en/global-military-spending-hits-record-high-in-2024-sipri-reports)"
PRAVDA = "[SIPRI, summarised 1 May 2025](https://germany.news-pravda.com/en/world/2025/05/01/46326.html)"
TEHRAN = "[SIPRI in Tehran Times, 2017](https://www.tehrantimes.com/news/411331/Russia-China-main-suppliers-of-Iran-s-arms-SIPRI)"
AFP = "[AFP, 28 February 2017](http://www.dailymail.co.uk/wires/afp/article-4268694/Russian-vetoes-UN-resolutions-Syria.html?ITO=1490&ns_mchannel=rss&ns_campaign=1490)"
REUTERS = "[Reuters, 20 December 2019](https://www.reuters.com/article/us-syria-security-un-idUSKBN1YO23V)"
PONARS = "[PONARS Eurasia memo](http://www.ponarseurasia.org/memo/russian-weapons-sales-iran-why-they-are-unlikely-stop)"
ASTANA = "[Astana Times, 11 November 2024](https://astanatimes.com/2024/11/kazakh-capital-hosts-22nd-syria-peace-talks/)"
TOTALS = "{cite:t}`sipri_arms`, table of import totals"

# More than this share of Iran's imports of arms in 1995-2005 came from Russia, says the memo.
RUSSIAN_SHARE_BY_PONARS = 0.70
MILEX, ARMS = "military_spending", "arms_transfers"
CHECKS = [
    Check(
        "Iran's imports of arms, all years that SIPRI prints",
        "number",
        46892,
        lambda: import_totals("tiv"),
        "arms_import_totals",
        SAME,
        TOTALS,
    ),
    Check(
        "Iran's imports of arms, 2007–2016",
        "number",
        1135,
        lambda: arms_sum(2007, 2016),
        ARMS,
        SAME,
        TEHRAN,
    ),
    Check("the same, from Russia", "number", 804, lambda: arms_sum(2007, 2016, "RUS"), ARMS, SAME, TEHRAN),
    Check("the same, from China", "number", 316, lambda: arms_sum(2007, 2016, "CHN"), ARMS, SAME, TEHRAN),
    Check(
        "Russia's share of Iran's imports of arms, 1995–2005",
        "share",
        RUSSIAN_SHARE_BY_PONARS,
        lambda: arms_sum(1995, 2005, "RUS") / arms_sum(1995, 2005),
        ARMS,
        SAME,
        PONARS,
        "more than 70%",
    ),
    Check(
        "Growth of Iran's military spending, 2024",
        "share",
        -0.10,
        lambda: spending_growth("IRN", 2024),
        MILEX,
        REVISED,
        SABA,
    ),
    Check(
        "Growth of Russia's military spending, 2024",
        "share",
        0.38,
        lambda: spending_growth("RUS", 2024),
        MILEX,
        REVISED,
        SABA,
    ),
    Check(
        "Growth of Israel's military spending, 2024",
        "share",
        0.65,
        lambda: spending_growth("ISR", 2024),
        MILEX,
        REVISED,
        SABA,
    ),
    Check(
        "Russia's military spending in its product, 2024",
        "share, one decimal",
        0.071,
        lambda: spending_share("RUS", 2024),
        MILEX,
        REVISED,
        HARICI,
    ),
    Check(
        "Israel's military spending in its product, 2024",
        "share, one decimal",
        0.088,
        lambda: spending_share("ISR", 2024),
        MILEX,
        REVISED,
        PRAVDA,
    ),
    Check(
        "Russian vetoes on Syria by 28 February 2017",
        "number",
        7,
        lambda: vetoes_on_syria("2017-02-28"),
        "council_vetoes",
        OTHER,
        AFP,
    ),
    Check(
        "Russian vetoes on Syria by 20 December 2019",
        "number",
        14,
        lambda: vetoes_on_syria("2019-12-20"),
        "council_vetoes",
        OTHER,
        REUTERS,
    ),
    Check(
        "Rounds of the Astana process by November 2024",
        "number",
        22,
        _rounds,
        "astana_rounds",
        OTHER,
        ASTANA,
    ),
]


def compare() -> pd.DataFrame:
    """Hold each published figure against ours.

    Returns
    -------
    DataFrame
        One row a figure: ``quantity``, ``published``, ``ours`` and ``difference`` (ours less the published)
        in words of the unit, ``basis`` (:data:`SAME`, :data:`REVISED` or :data:`OTHER`),
        ``source`` (Markdown), ``table``, and ``off``, the difference as a share of the published figure.
    """
    rows = [_row(check, check.ours()) for check in CHECKS]
    cow, gml = disputes_with_russia("cow"), disputes_with_russia("gml")
    disputes = Check(
        "Militarised disputes of Iran with Russia to 2010",
        "number",
        gml,
        lambda: cow,
        "disputes",
        "a revision of the same list",
        "{cite:t}`gibler2016`",
    )
    return pd.DataFrame([*rows, _row(disputes, cow)])


def _row(check: Check, ours: float) -> dict:
    gap = ours - check.published
    return {
        "quantity": check.quantity,
        "published": check.as_printed or worded(check.published, check.unit),
        "ours": worded(ours, check.unit),
        "difference": worded(gap, check.unit, sign="+"),
        "basis": check.basis,
        "source": check.source,
        "table": check.table,
        "off": gap / check.published,
    }


def worded(value: float, unit: str, sign: str = "") -> str:
    """Return a value as the table prints it; a difference of shares (with a sign) is in percentage points.

    Parameters
    ----------
    value
        A number.
    unit
        As the table names it.
    sign
        ``+`` to print the sign of a difference.

    Examples
    --------
    >>> worded(-0.1, "share"), worded(1135, "number"), worded(0, "number", "+")
    ('−10%', '1,135', '0')
    """
    digits = 1 if "decimal" in unit else 0
    scale, unit = (100, " points" if sign else "%") if unit.startswith("share") else (1, "")
    rounded = round(value * scale, digits)
    return number(rounded, f"{sign if rounded else 'z'},.{digits}f") + unit
