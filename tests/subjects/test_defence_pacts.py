"""What became of treaties short of defence, against the table and a small hand-made one."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import defence_pacts


@pytest.fixture(scope="module")
def treaties():
    return helpers.load("treaty_class_2001")


@pytest.fixture(scope="module")
def rows(treaties):
    others = treaties[treaties["atopid"].ne(4968)]
    return pd.concat([defence_pacts.treaties_at_risk(others, pact) for pact in defence_pacts.PACTS])


def test_one_of_the_class_made_a_pact_of_its_own_and_nine_more_joined_one(rows):
    found = defence_pacts.pact_shares(rows, {"class": "in_class"}).set_index("pact")
    assert found[["n", "events"]].to_dict("index") == {
        "own": {"n": 36, "events": 1},
        "any": {"n": 36, "events": 10},
    }


def test_the_first_pact_counts_and_ends_the_watching(rows):
    belarus = rows[rows["atopid"].eq(4293)].set_index("pact")
    assert belarus["years"].to_dict() == {"own": 5, "any": 1}
    albania = rows[rows["atopid"].eq(4250)].set_index("pact")
    assert albania["years"].to_dict() == {"own": 16, "any": 16}
    assert albania["happened"].to_dict() == {"own": False, "any": True}


def test_what_was_allied_before_is_not_watched(treaties):
    assert not defence_pacts.treaties_at_risk(treaties, "own")["outcome"].eq("defence_before").any()


def test_an_unknown_pact_is_named(treaties):
    with pytest.raises(helpers.DataError, match="no kind of pact is called 'some'"):
        defence_pacts.treaties_at_risk(treaties, "some")


def test_a_choice_without_treaties_is_named(rows):
    with pytest.raises(helpers.DataError, match="'none' leaves no treaty"):
        defence_pacts.pact_shares(rows, {"none": "atopid < 0"})


def test_replaced_means_a_pact_that_ended_at_signing(rows):
    found = rows[rows["in_class"] & rows["replaced"] & rows["pact"].eq("own")]
    assert sorted(found["state_a"] + found["state_b"]) == ["BGRROU", "BGRRUS", "FINRUS", "POLRUS"]


def test_crossed_takes_every_combination():
    found = defence_pacts.cross_choices({"a": "x", "b": ""}, {"c": "y", "d": ""})
    assert found == {"a, c": "(x) and (y)", "a, d": "(x)", "b, c": "(y)", "b, d": ""}


def test_the_shares_of_the_class_are_those_of_the_curves(rows):
    curves = helpers.load("treaty_incidence").query("rule == 'own' and years == 20")
    of_class = curves[curves["promises"].eq("neutrality; consultation")].set_index("cause")["events"]
    shares = defence_pacts.pact_shares(rows, {"class": "in_class"}).set_index("pact")["events"]
    assert of_class["own_pact"] == shares["own"]
    assert of_class["own_pact"] + of_class["many_pact"] == shares["any"]


def test_steps_write_the_promises_of_both_treaties():
    treaties = pd.DataFrame(
        {"treaty_id": ["old", "new"], "signed": pd.to_datetime(["1992-07-20", "1997-04-02"])}
    )
    codes = pd.DataFrame(
        [
            ("old", "neutral", 1, True),
            ("old", "consul", 0, True),
            ("old", "consul", 1, False),
            ("new", "defense", 2, True),
            ("new", "consul", 1, True),
            ("new", "neutral", None, True),
        ],
        columns=["treaty_id", "provision", "code", "preferred"],
    ).astype({"code": "Int64", "preferred": "boolean"})
    names = {"defense": "defence", "neutral": "neutrality", "consul": "consultation"}
    row = defence_pacts.compare_promises(treaties, codes, [("old", "new")], names).iloc[0]
    assert (row["promised"], row["promised_later"]) == ("neutrality", "defence, consultation")
    assert row["years"] == 5


def test_beside_leaves_the_pair_out_of_both_groups():
    pairs = pd.DataFrame({"pact": [True, True, False, False], "km": [1.0, 5.0, 3.0, None]})
    own = pd.Series([False, False, True, False])
    row = defence_pacts.pair_beside_groups(pairs, own, {"km": "Distance"}, "pact").iloc[0]
    assert (row["own"], row["with_pact"], row["lower_with"], row["n_with"]) == (3, 3, 0.5, 2)
    assert row["n_without"] == 0 and pd.isna(row["without"])


def test_a_treaty_of_the_power_is_named_by_its_partner_and_stands_first():
    names = pd.Series({"IRN": "Iran", "RUS": "Russia", "POL": "Poland", "UKR": "Ukraine"})
    rows = pd.DataFrame(
        {
            "state_a": ["POL", "RUS", "POL"],
            "state_b": ["UKR", "UKR", "RUS"],
            "begin": pd.to_datetime(["1990-01-01", "1997-05-31", "1992-05-22"]),
        }
    )
    found = defence_pacts.name_treaties(rows, names, beside="RUS")
    assert found["name"].tolist() == ["Poland 1992", "Ukraine 1997", "Poland–Ukraine 1990"]
    assert found["with_power"].tolist() == [True, True, False]
    with pytest.raises(helpers.DataError, match="'POL' has no name"):
        defence_pacts.name_treaties(rows, names.drop("POL"), beside="RUS")


def test_a_late_tie_and_no_tie_leave_the_pair_in():
    pairs = pd.DataFrame({"years_to_defence": pd.array([10, 11, None], dtype="Int64")})
    found = defence_pacts.pairs_at_risk(pairs, within=10)
    assert found["happened"].tolist() == [True, False, False]
    shares = defence_pacts.pact_shares(found, {"all": ""})
    assert shares[["n", "events"]].to_dict("records") == [{"n": 3, "events": 1}]


NAMES = {"neutral": "neutrality", "nonagg": "nonaggression", "consul": "consultation"}


def test_whether_the_treaty_of_2025_is_of_the_type_hangs_on_one_clause(rows):
    first = defence_pacts.promises_read(helpers.load("treaty_codes"), "ir-ru-2025", NAMES)
    second = defence_pacts.promises_read(helpers.load("treaty_codes_second"), "ir-ru-2025", NAMES)
    assert first == {"strict": ("neutrality",), "lenient": ("neutrality", "nonaggression", "consultation")}
    assert second["strict"] == ("neutrality", "consultation")
    found = defence_pacts.classes_by_reading(
        curves(), {"first": first["strict"], "second": second["strict"]}, years=15
    )
    of_type = defence_pacts.pact_shares(rows, {"type": "in_class"}).set_index("pact")
    assert found["n"].tolist() == [53, of_type.at["own", "n"]]
    assert found["own"].tolist() == [1, of_type.at["own", "events"]]


def curves():
    return helpers.load("treaty_incidence").query("rule == 'own'")


def test_a_reading_without_a_promise_belongs_to_no_class():
    read = {"nothing": (), "all": ("nonaggression", "consultation")}
    found = defence_pacts.classes_by_reading(curves(), read, years=15)
    assert found["promises"].tolist() == ["nothing about war", "non-aggression, consultation"]
    assert found["n"].isna().tolist() == [True, False]
    with pytest.raises(helpers.DataError, match="no class is known that promises non-aggression;"):
        defence_pacts.classes_by_reading(curves(), {"alone": ("nonaggression",)}, years=15)
    with pytest.raises(helpers.DataError, match="no treaty 'ir-ru-2052'"):
        defence_pacts.promises_read(helpers.load("treaty_codes"), "ir-ru-2052", NAMES)


@pytest.mark.parametrize(("aid", "bases", "military"), [
    (0, 0, False), (1, 0, True), (0, 2, True), (None, 2, True), (None, 0, False), (None, None, False),
])  # fmt: skip
def test_what_is_not_known_of_military_aid_is_not_said_to_be_given(treaties, aid, bases, military):
    row = treaties.query("outcome != 'defence_before'").head(1).assign(military_aid=aid, bases=bases)
    row = row.astype({"military_aid": "Int64", "bases": "Int64"})
    assert defence_pacts.treaties_at_risk(row, "own")["military"].tolist() == [military]


def test_of_the_same_two_only_the_earliest_treaty_is_the_first(treaties):
    row = treaties.query("outcome != 'defence_before'").head(1)
    twice = pd.concat([row.assign(begin=pd.Timestamp("1999-01-01")), row], ignore_index=True)
    assert row["begin"].item().year < 1999
    assert defence_pacts.treaties_at_risk(twice, "own")["first"].tolist() == [False, True]


def test_a_pact_of_their_own_after_one_of_many_is_a_fate_only_by_the_rule_that_follows_on():
    day = pd.Timestamp
    treaties = pd.DataFrame({
        "begin": day("1990-01-01"), "first": ["many_pact", "many_pact", "none"],
        "last_day": [day("1992-01-01"), day("1992-01-01"), day("2010-01-01")],
        "own_pact": [day("2000-01-01"), pd.NaT, pd.NaT], "own_after_many": [True, False, False],
    })  # fmt: skip
    first, own = (defence_pacts.fates(treaties, rule) for rule in ("first", "own"))
    assert first["fate"].tolist() == ["many_pact", "many_pact", "none"]
    assert own["fate"].tolist() == ["own_pact", "many_pact", "none"]
    assert own["years"].tolist() == pytest.approx([10, 2, 20], abs=0.01)
    assert first["years"].tolist() == pytest.approx([2, 2, 20], abs=0.01)
    with pytest.raises(helpers.DataError, match="no rule is called 'last'; next: use one of"):
        defence_pacts.fates(treaties, "last")
