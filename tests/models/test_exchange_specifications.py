"""Trade, suppliers and talk under every choice: worked out by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import exchange_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough

YEARS = range(1990, 2015)


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def traded(year, **values):
    """Return trade with some partners: two numbers, imports and exports, each."""
    return [{"partner": one, "year": year, "imports": a, "exports": b} for one, (a, b) in values.items()]


@pytest.fixture(scope="module")
def trade():
    early = {"CHN": (0, 0), "ARE": (1000, 0), "RUS": (0, 1000), "DEU": (1000, 1000), "TUR": (0, 0)}
    late = {"CHN": (3000, 3000), "ARE": (0, 0), "RUS": (1000, 0), "DEU": (0, 500), "TUR": (0, 500)}
    rows = [one for year in YEARS for one in traded(year, **(late if year == 2014 else early))]
    return specs.trade_specifications(pd.DataFrame(rows).astype({"imports": "Int64", "exports": "Int64"}))


def test_a_measure_is_taken_of_each_flow_with_and_without_partners(trade):
    one = row(trade, flow="total", measure="top_1", without="nobody", start=1990, end=2014)
    assert one[["value_start", "value_end"]].tolist() == [0.5, 0.75]
    assert row(trade, flow="exports", measure="top_1", without="nobody", start=1990, end=2014)[
        ["value_start", "value_end"]
    ].tolist() == [0.5, 0.75]
    other = row(trade, flow="total", measure="hhi", without="China", start=1990, end=2014)
    assert other["value_end"] == pytest.approx(0.25 + 2 * 0.0625)
    assert other["whole_end"] == pytest.approx(0.75**2 + (1000**2 + 2 * 500**2) / 8000**2, abs=1e-4)
    assert other["value_start"] == other["whole_start"], "China had nothing in 1990"


def test_partners_have_shares_of_the_whole_flow_whoever_is_left_out(trade):
    for without in specs.WITHOUT:
        one = row(trade, flow="imports", measure="hhi", without=without, start=2011, end=2014)
        assert one[["china_start", "china_end", "russia_most"]].tolist() == [0, 0.75, 0.25]
        assert one[["west_start", "west_end"]].tolist() == [1, 0], "in billions"


def test_two_years_lie_three_years_apart_or_more(trade):
    assert (trade["end"] - trade["start"]).min() == specs.SHORTEST
    assert not trade.duplicated(["flow", "measure", "without", "start", "end"]).any()


def test_the_book_s_own_choice_is_among_them():
    ours = specs.trade_specifications(helpers.load("trade"))
    index = helpers.load("trade_concentration").query("flow == 'total'").set_index("year")["hhi"]
    one = row(ours, flow="total", measure="hhi", without="nobody", start=1996, end=2014)
    assert one["value_start"] == pytest.approx(index[1996], abs=1e-4)
    assert one["value_end"] == pytest.approx(index[2014], abs=1e-4)


def delivered(year, **tiv):
    return [{"from_state": one, "to_state": "IRN", "year": year, "tiv": value} for one, value in tiv.items()]


def test_suppliers_are_counted_in_three_ways():
    years = [*range(1980, 1990), *range(1990, 2020, 5)]
    rows = [one for year in years for one in delivered(year, RUS=48.0, CHN=48.0, PRK=4.0)]
    rows += [
        *delivered(2021, RUS=5.0),
        *delivered(1999, CHN=900.0),
        delivered(2024, USA=9.0)[0] | {"to_state": "ISR"},
    ]
    found = specs.supplier_specifications(pd.DataFrame(rows))

    def after(counted, years, start):
        return row(found, counted=counted, years=years, before=1980, after=start)

    assert after("any", 10, 2000)[["suppliers_before", "suppliers_after"]].tolist() == [3, 3]
    assert after("a twentieth", 10, 2000)["suppliers_after"] == 2
    assert after("equal", 10, 2000)["suppliers_after"] == pytest.approx(1 / 0.4624, abs=1e-3)
    assert after("a twentieth", 5, 1995)["suppliers_after"] == 1
    assert after("any", 5, 2020)[["suppliers_after", "russia", "other"]].tolist() == [1, 1, 0]
    assert after("any", 10, 1990)[["russia", "other"]].tolist() == pytest.approx([0.087, 0.905], abs=1e-3)


def test_talk_is_set_beside_the_trade_of_the_same_years():
    kinds = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    own = {"RUS": (8, 2, 5, 5), "CHN": (1, 1, 0, 0), "USA": (6, 2, 1, 7)}
    events = pd.DataFrame([
        {"partner": one, "year": year}
        | {f"{way}{kind}": number * times
           for way, times in (("", 3), ("from_iran_", 1), ("to_iran_", 2))
           for kind, number in zip(kinds, numbers, strict=True)}
        for one, numbers in own.items() for year in range(2002, 2015)
    ])  # fmt: skip
    flows = [one for year in range(2002, 2015)
             for one in traded(year, RUS=(1, 0), CHN=(3, 6), USA=(0, 0))]  # fmt: skip
    rows = specs.talk_specifications(events, pd.DataFrame(flows))
    whole = {"direction": "both ways", "cooperation": "words and deeds", "flow": "total", "start": 2002}
    one = row(rows, **whole)
    assert one[["russia_talk", "russia_trade"]].tolist() == [0.5, 0.1]
    assert one[["china_talk", "china_trade"]].tolist() == [0.1, 0.9]
    assert one["usa_cooperative"] == 0.5
    assert row(rows, **(whole | {"cooperation": "deeds"}))["russia_talk"] == 0.4
    assert row(rows, **(whole | {"cooperation": "words"}))["usa_cooperative"] == pytest.approx(
        6 / 7, abs=1e-4
    )
    assert row(rows, **(whole | {"flow": "exports"}))["russia_trade"] == 0
    for way in specs.DIRECTIONS:
        assert row(rows, **(whole | {"direction": way}))["russia_talk"] == 0.5


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
