"""The vote measures against hand-made tables, the literature's formulas, and their own properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.measures import agreement, ideal_points

CELLS = st.lists(st.integers(0, 40), min_size=9, max_size=9)


def one(*counts, **columns):
    """Return a tally of one row; counts run yes_yes, yes_abstain, yes_no, abstain_yes, ... no_no."""
    return pd.DataFrame([dict(zip(agreement.COUNTS, counts, strict=True)) | columns])


def value(statistic, counts, column=None):
    return getattr(agreement, statistic)(one(*counts))[column or statistic].item()


def roll_calls(pairs, partner="RUS"):
    """Return dyads with one roll call a pair of votes."""
    frame = pd.DataFrame(pairs, columns=["vote_a", "vote_b"]).replace("", None)
    return frame.assign(partner=partner, roll_call=range(len(pairs)))


# From votes to counts


def ballots():
    return pd.DataFrame(
        [
            (1, 2001, "IRN", "yes"),
            (1, 2001, "RUS", "yes"),
            (1, 2001, "USA", "no"),
            (2, 2001, "IRN", "no"),
            (2, 2001, "RUS", None),
            (2, 2001, "USA", "no"),
            (3, 2002, "IRN", None),
            (3, 2002, "RUS", "abstain"),
            (3, 2002, "USA", "yes"),
        ],
        columns=["roll_call", "year", "state", "vote"],
    )


def test_dyads_puts_both_votes_in_one_row():
    rows = agreement.dyad_votes(ballots(), "IRN", ["RUS", "USA"])
    assert list(rows.columns) == ["roll_call", "year", "vote_a", "partner", "vote_b"]
    assert len(rows) == 6
    assert rows.query("roll_call == 1 and partner == 'USA'")[["vote_a", "vote_b"]].values.tolist() == [
        ["yes", "no"]
    ]


def test_dyads_names_an_unknown_state():
    with pytest.raises(agreement.DataError, match="no row for XXX"):
        agreement.dyad_votes(ballots(), "IRN", ["XXX"])


def test_dyads_refuses_a_reused_roll_call_number():
    twice = pd.concat([ballots(), ballots().head(1)])
    with pytest.raises(agreement.DataError, match="roll call 1 has two rows for IRN"):
        agreement.dyad_votes(twice, "IRN", ["RUS"])


def test_tally_leaves_absences_out():
    counts = agreement.count_votes(
        agreement.dyad_votes(ballots(), "IRN", ["RUS", "USA"]), by=["partner"]
    ).set_index("partner")
    assert counts.loc["RUS"].sum() == counts.loc["RUS", "yes_yes"] == 1
    assert counts.loc["USA", ["yes_no", "no_no"]].tolist() == [1, 1]
    assert list(counts.columns) == list(agreement.COUNTS)


def test_tally_names_a_vote_it_does_not_know():
    with pytest.raises(agreement.DataError, match="yes_absent"):
        agreement.count_votes(roll_calls([("yes", "absent")]))


# From counts to measures


def test_agreement_of_a_hand_made_table():
    row = agreement.agreement(one(6, 1, 0, 1, 1, 0, 0, 0, 1)).iloc[0]
    assert (row["n"], row["agreement"]) == (10, 0.8)


def test_kappa_of_a_hand_made_table():
    # Shares 0.7 0.2 0.1 on both sides: expected 0.49 + 0.04 + 0.01 = 0.54, kappa (0.8 - 0.54) / 0.46.
    assert value("kappa", (6, 1, 0, 1, 1, 0, 0, 0, 1)) == pytest.approx(0.26 / 0.46)
    assert value("scott_pi", (6, 1, 0, 1, 1, 0, 0, 0, 1)) == pytest.approx(0.26 / 0.46)


def test_kappa_of_cohens_example():
    # Cohen (1960), table 2, of 200 judgements: observed 0.7, expected 0.41, kappa 0.49.
    assert value("kappa", (88, 14, 18, 10, 40, 10, 2, 6, 12)) == pytest.approx(0.4915, abs=1e-4)


def test_pi_is_below_kappa_when_the_margins_differ():
    lopsided = (5, 5, 0, 0, 10, 0, 0, 0, 0)
    # kappa: expected 0.5 * 0.25 + 0.5 * 0.75 = 0.5; pi: expected 0.375 ** 2 + 0.625 ** 2.
    assert value("kappa", lopsided) == pytest.approx(0.25 / 0.5)
    assert value("scott_pi", lopsided) == pytest.approx((0.75 - 0.53125) / 0.46875)


def test_undefined_cases_are_missing():
    nothing, always_yes = (0,) * 9, (7, 0, 0, 0, 0, 0, 0, 0, 0)
    assert np.isnan(value("agreement", nothing))
    assert value("agreement", always_yes) == 1
    for statistic in ("kappa", "scott_pi"):
        assert np.isnan(value(statistic, nothing))
        assert np.isnan(value(statistic, always_yes))


def test_kappa_is_zero_beside_a_state_that_never_varies():
    assert value("kappa", (3, 2, 0, 0, 0, 0, 0, 0, 0)) == 0


def test_opposites_have_kappa_minus_one():
    assert value("kappa", (0, 0, 5, 0, 0, 0, 5, 0, 0)) == -1


@given(CELLS)
def test_measures_keep_their_bounds(counts):
    assume(sum(counts))
    assert 0 <= value("agreement", counts) <= 1
    for statistic in ("kappa", "scott_pi"):
        assert np.isnan(value(statistic, counts)) or -1 <= value(statistic, counts) <= 1


@given(CELLS)
def test_measures_do_not_care_which_state_is_first(counts):
    turned = np.array(counts).reshape(3, 3).T.ravel()
    for statistic in ("agreement", "kappa", "scott_pi"):
        assert value(statistic, counts) == pytest.approx(value(statistic, turned), nan_ok=True)


@given(CELLS, st.permutations(range(3)))
def test_measures_do_not_care_how_votes_are_called(counts, order):
    renamed = np.array(counts).reshape(3, 3)[np.ix_(order, order)].ravel()
    for statistic in ("agreement", "kappa", "scott_pi"):
        assert value(statistic, counts) == pytest.approx(value(statistic, renamed), nan_ok=True)


def test_an_abstention_lies_half_way():
    assert value("ordered_agreement", (1, 0, 0, 0, 1, 0, 0, 0, 1)) == 1
    assert value("ordered_agreement", (0, 2, 0, 1, 0, 1, 0, 0, 0)) == 0.5
    assert value("ordered_agreement", (0, 0, 3, 0, 0, 0, 1, 0, 0)) == 0
    assert value("ordered_agreement", (2, 1, 1, 0, 0, 0, 0, 0, 0)) == pytest.approx((2 + 0.5) / 4)
    assert pd.isna(value("ordered_agreement", (0,) * 9))


def test_opposition_counts_yes_against_no():
    # Counts run yes_yes, yes_abstain, yes_no, abstain_yes, abstain_abstain, abstain_no, no_yes, ...
    assert value("opposition", (1, 9, 3, 0, 0, 0, 1, 4, 2), "opposed") == pytest.approx(4 / 20)
    assert np.isnan(value("opposition", (0,) * 9, "opposed"))


@given(CELLS)
def test_agreement_and_opposition_leave_half_disagreement(counts):
    assume(sum(counts))
    halves = sum(counts[i] for i in (1, 3, 5, 7)) / sum(counts)
    assert value("agreement", counts) + value("opposition", counts, "opposed") == pytest.approx(1 - halves)


@given(CELLS)
def test_kappa_is_the_textbook_formula(counts):
    share = np.array(counts).reshape(3, 3) / max(sum(counts), 1)
    expected = share.sum(axis=0) @ share.sum(axis=1)
    assume(sum(counts) and expected < 1 - 1e-9)
    assert value("kappa", counts) == pytest.approx((np.trace(share) - expected) / (1 - expected), abs=1e-9)


VOTE = st.sampled_from(["yes", "abstain", "no", ""])


@given(st.lists(st.tuples(VOTE, VOTE), min_size=1, max_size=30), st.randoms())
def test_tally_does_not_care_about_the_order_of_roll_calls(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    assert agreement.count_votes(roll_calls(pairs)).equals(agreement.count_votes(roll_calls(shuffled)))


# Pooling


@given(st.lists(CELLS, min_size=3, max_size=3))
def test_pooled_years_are_the_years_taken_together(years):
    yearly = pd.concat([one(*counts, year=2001 + i, partner="RUS") for i, counts in enumerate(years)])
    pooled = agreement.pool_periods(yearly, {"all": (2001, 2003)})
    together = np.array(years).sum(axis=0)
    assert pooled[list(agreement.COUNTS)].to_numpy().tolist() == [together.tolist()]
    assert pooled["agreement"].item() == pytest.approx(value("agreement", together), nan_ok=True)
    assert pooled["kappa"].item() == pytest.approx(value("kappa", together), nan_ok=True)


def yearly(first, last, partner="RUS"):
    return pd.concat(
        [one(1, 0, 0, 0, 0, 0, 0, 0, 1, year=year, partner=partner) for year in range(first, last + 1)]
    )


def test_pool_keeps_periods_in_order():
    pooled = agreement.pool_periods(yearly(2001, 2006), {"late": (2004, 2006), "early": (2001, 2003)})
    assert pooled["period"].tolist() == ["late", "early"]
    assert pooled["n"].tolist() == [6, 6]


@pytest.mark.parametrize("span", [(2000, 2003), (2005, 2007)])
def test_pool_refuses_a_period_outside_the_coverage(span):
    with pytest.raises(agreement.DataError, match=rf"{span[0]}-{span[1]}.*partner RUS \(2001-2006\)"):
        agreement.pool_periods(yearly(2001, 2006), {"period": span})


def test_pool_can_drop_the_group_that_ends_early():
    both = pd.concat([yearly(2001, 2006), yearly(2001, 2004, "TUR")])
    with pytest.raises(agreement.DataError, match="partner TUR"):
        agreement.pool_periods(both, {"late": (2003, 2006)})
    assert agreement.pool_periods(both, {"late": (2003, 2006)}, partial="drop")["partner"].tolist() == ["RUS"]


def test_pool_refuses_to_count_a_roll_call_twice():
    issues = pd.concat([yearly(2001, 2003).assign(issue=issue) for issue in ("all", "nuclear")])
    with pytest.raises(agreement.DataError, match="more than one row for partner RUS, year 2001"):
        agreement.pool_periods(issues, {"all": (2001, 2003)})
    assert len(agreement.pool_periods(issues, {"all": (2001, 2003)}, by=["partner", "issue"])) == 2


# Intervals


def bounds(counts, **options):
    row = agreement.interval(one(*counts), **options).iloc[0]
    return row["low"], row["high"]


EVEN = (30, 10, 5, 5, 20, 5, 5, 5, 15)


@pytest.mark.parametrize("statistic", ["agreement", "kappa", "scott_pi"])
def test_an_interval_holds_its_estimate(statistic):
    low, high = bounds(EVEN, statistic=statistic)
    assert low < value(statistic, EVEN) < high


def test_the_interval_is_that_of_resampled_roll_calls():
    pairs = [
        (a, b)
        for (a, b), count in zip([cell.split("_") for cell in agreement.COUNTS], EVEN, strict=True)
        for _ in range(count)
    ]
    same = np.array([a == b for a, b in pairs])
    drawn = np.random.default_rng(1).integers(0, len(same), (4000, len(same)))
    expected = np.quantile(same[drawn].mean(axis=1), [0.025, 0.975])
    assert bounds(EVEN, draws=4000) == pytest.approx(expected, abs=0.011)


def test_a_higher_level_is_wider():
    low, high = bounds(EVEN)
    assert bounds(EVEN, level=0.8)[0] > low
    assert bounds(EVEN, level=0.8)[1] < high


def test_few_roll_calls_and_undefined_measures_have_no_interval():
    assert np.isnan(bounds((2, 0, 1, 0, 0, 0, 0, 0, 1))).all()
    assert not np.isnan(bounds((2, 0, 1, 0, 1, 0, 0, 0, 1))).any()
    assert np.isnan(bounds((9, 0, 0, 0, 0, 0, 0, 0, 0), statistic="kappa")).all()
    assert bounds((9, 0, 0, 0, 0, 0, 0, 0, 0)) == (1, 1)


def test_an_interval_depends_on_its_own_row_alone():
    table = pd.concat([one(*EVEN), one(1, 2, 3, 4, 5, 6, 7, 8, 9)], ignore_index=True)
    turned = agreement.interval(table.iloc[::-1]).iloc[::-1]
    assert agreement.interval(table).equals(turned)
    assert agreement.interval(table).loc[0, ["low", "high"]].tolist() == list(bounds(EVEN))


def test_an_unknown_statistic_is_named():
    with pytest.raises(ValueError, match="affinity"):
        agreement.interval(one(*EVEN), "affinity")


# Change


def two_periods(before, after):
    yearly = pd.concat([one(*before, year=2001, partner="RUS"), one(*after, year=2002, partner="RUS")])
    return agreement.pool_periods(yearly, {"war": (2001, 2001), "peace": (2002, 2002)})


def test_change_is_after_minus_before():
    pooled = two_periods((6, 0, 0, 0, 0, 0, 0, 0, 4), (2, 4, 0, 0, 0, 0, 0, 0, 4))
    row = agreement.change_between_periods(pooled, "war", "peace").iloc[0]
    assert (row["partner"], row["statistic"], row["before"], row["after"]) == ("RUS", "agreement", 1, 0.6)
    assert row["change"] == pytest.approx(-0.4)
    assert row["low"] < -0.4 < row["high"]
    back = agreement.change_between_periods(pooled, "peace", "war").iloc[0]
    assert back["change"] == pytest.approx(0.4)


@pytest.mark.parametrize("statistic", ["agreement", "kappa", "scott_pi"])
def test_no_change_lies_inside_its_interval(statistic):
    row = agreement.change_between_periods(two_periods(EVEN, EVEN), "war", "peace", statistic).iloc[0]
    assert row["change"] == 0
    assert row["low"] < 0 < row["high"]


def test_the_interval_of_a_change_is_that_of_two_independent_shares():
    before, after = (60, 0, 40, 0, 0, 0, 0, 0, 0), (30, 0, 70, 0, 0, 0, 0, 0, 0)
    row = agreement.change_between_periods(two_periods(before, after), "war", "peace", draws=4000).iloc[0]
    margin = 1.96 * np.sqrt(0.6 * 0.4 / 100 + 0.3 * 0.7 / 100)
    assert (row["low"], row["high"]) == pytest.approx((-0.3 - margin, -0.3 + margin), abs=0.015)


def test_change_leaves_out_a_group_found_in_one_period_only():
    both = pd.concat([yearly(2001, 2006), yearly(2001, 2004, "TUR")])
    pooled = agreement.pool_periods(both, {"early": (2001, 2003), "late": (2004, 2006)}, partial="drop")
    assert agreement.change_between_periods(pooled, "early", "late")["partner"].tolist() == ["RUS"]


def test_change_of_few_roll_calls_has_no_interval():
    row = agreement.change_between_periods(
        two_periods((2, 0, 1, 0, 0, 0, 0, 0, 0), EVEN), "war", "peace"
    ).iloc[0]
    assert row["change"] == pytest.approx(0.65 - 2 / 3)
    assert row[["low", "high"]].isna().all()


def test_change_names_a_period_it_does_not_know():
    with pytest.raises(agreement.DataError, match="no row for period truce"):
        agreement.change_between_periods(two_periods(EVEN, EVEN), "war", "truce")
    with pytest.raises(ValueError, match="affinity"):
        agreement.change_between_periods(two_periods(EVEN, EVEN), "war", "peace", "affinity")


def test_steps_measure_each_change_once():
    pooled = pd.concat(
        [two_periods(EVEN, EVEN), two_periods((9, 0, 0, 0, 0, 0, 0, 0, 3), EVEN).assign(partner="CHN")]
    )
    rows = agreement.changes_by_step(pooled, {"there": ("war", "peace"), "back": ("peace", "war")})
    assert len(rows) == 2 * 2 * 2
    assert rows.drop_duplicates(["step", "statistic"])["step"].tolist() == ["there", "there", "back", "back"]
    china = rows.query("partner == 'CHN' and statistic == 'agreement'").set_index("step")["change"]
    assert china["there"] == -china["back"] == pytest.approx(0.65 - 1)


# Tables


def test_in_periods_names_and_leaves_out():
    rows = agreement.in_periods(yearly(2001, 2006), {"late": (2005, 2006), "early": (2001, 2002)})
    assert rows[["period", "year"]].values.tolist() == [
        ["late", 2005],
        ["late", 2006],
        ["early", 2001],
        ["early", 2002],
    ]


@pytest.mark.parametrize("rows", [["year"], ["year", "partner"]])
def test_side_by_side_keeps_the_order_and_marks_what_is_missing(rows):
    long = pd.DataFrame(
        [(2002, "RUS", "all", 5), (2002, "RUS", "contested", 2), (2001, "RUS", "all", 7)],
        columns=["year", "partner", "subset", "n"],
    )
    wide = agreement.groups_in_columns(long, rows, "subset", ["n"])
    assert list(wide.columns) == [*rows, "n_all", "n_contested"]
    assert wide["year"].tolist() == [2002, 2001]
    assert wide["n_all"].tolist() == [5, 7]
    assert wide["n_contested"].isna().tolist() == [False, True]


def test_an_empty_table_stays_empty():
    empty = one(*EVEN).head(0)
    assert agreement.interval(agreement.kappa(agreement.agreement(empty))).empty


# Ideal points


def points():
    rows = [("IRN", -1.0, -1.5), ("RUS", 0.5, -0.5), ("CHN", -0.5, -1.0), ("USA", 2.0, 2.0)]
    return pd.DataFrame(
        [
            (state, year, "all", point)
            for state, *both in rows
            for year, point in zip((2001, 2002), both, strict=True)
        ],
        columns=["state", "year", "series", "ideal_point"],
    )


def test_distance_is_absolute_and_skips_what_is_missing():
    known = points().query("not (state == 'RUS' and year == 2002)")
    apart = ideal_points.distance(known, "IRN", ["RUS", "CHN"])
    assert apart[["year", "partner", "distance"]].values.tolist() == [
        [2001, "CHN", 0.5],
        [2001, "RUS", 1.5],
        [2002, "CHN", 0.5],
    ]


def bounded(*rows):
    columns = ["state", "ideal_point", "low", "high"]
    return pd.DataFrame(rows, columns=columns).assign(year=2001, series="all")


def test_the_interval_of_a_distance_adds_margins_as_squares():
    iran, russia = ("IRN", -2.0, -2.3, -1.6), ("RUS", 0.0, -0.4, 0.3)
    row = ideal_points.distance_interval(bounded(iran, russia), "IRN", ["RUS"]).iloc[0]
    # The lower bound rests on the margins that face each other (0.4 and 0.4), the upper on the outer ones.
    expected = (2 - np.hypot(0.4, 0.4), 2 + np.hypot(0.3, 0.3))
    assert (row["low"], row["distance"], row["high"]) == pytest.approx((expected[0], 2, expected[1]))
    mirrored = bounded(("IRN", 2.0, 1.6, 2.3), ("RUS", 0.0, -0.3, 0.4))
    row = ideal_points.distance_interval(mirrored, "IRN", ["RUS"]).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx(expected)


def test_a_distance_whose_sign_is_open_may_be_zero():
    near = bounded(("IRN", 0.0, -0.3, 0.3), ("RUS", 0.1, -0.3, 0.5))
    row = ideal_points.distance_interval(near, "IRN", ["RUS"]).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((0, 0.6))


def test_closeness_ranks_among_all_states():
    rows = ideal_points.closeness(points(), "IRN", ["RUS"]).set_index("year")
    assert rows.loc[2001, ["distance", "rank", "states"]].tolist() == [1.5, 2, 3]
    # Six dyads in 2001: 0.5 1.0 1.5 1.5 2.5 3.0, two of them closer than 1.5.
    assert rows.loc[2001, "percentile"] == pytest.approx(100 * 2 / 6)


def test_closeness_is_told_year_by_year_whatever_the_order_of_the_rows():
    assert ideal_points.closeness(points()[::-1], "IRN", ["RUS"])["year"].tolist() == [2001, 2002]


def test_movement_says_who_moved():
    moved = ideal_points.movement(points(), 2001, 2002).set_index("state")["change"]
    assert moved.to_dict() == {"IRN": -0.5, "RUS": -1.0, "CHN": -0.5, "USA": 0.0}


def test_measures_work_on_tables_as_the_book_loads_them():
    typed = pd.concat([yearly(2001, 2003), one(*EVEN, year=2004, partner="RUS")]).convert_dtypes()
    pooled = agreement.interval(agreement.pool_periods(typed, {"all": (2001, 2004)}))
    assert pooled["agreement"].item() == pytest.approx((3 * 2 + 65) / (3 * 2 + 100))
    assert ideal_points.distance(points().convert_dtypes(), "IRN", ["RUS"])["distance"].tolist() == [1.5, 1.0]
    assert ideal_points.closeness(points().convert_dtypes(), "IRN", ["RUS"])["rank"].tolist() == [2, 2]
