"""What armed groups received, against the table and a small hand-made one."""

import pandas as pd

import helpers
from helpers.subjects import armed_groups


def support(**columns):
    rows = pd.DataFrame({"target": ["ISR", "ISR", "ISR", "TUR"], "year": [1982, 1983, 1984, 1983]})
    return rows.assign(**columns)


def test_a_year_counts_once_however_many_groups_and_forms():
    rows = support(groups=[3, 1, 1, 1], weapons=[3, 0, 0, 0], transport=[2, 1, 0, 0])
    found = armed_groups.years_by_kind(rows, {"Arms": ["weapons", "transport"]}).set_index("target")
    assert found["received"].to_dict() == {"ISR": 2, "TUR": 0}
    assert found["years"].to_dict() == {"ISR": 3, "TUR": 1}


def test_a_year_without_support_or_an_unknown_form_is_no_year_of_it():
    rows = support(groups=[0, 1, 1, 0], money=pd.array([0, None, 1, 0], dtype="Int64"))
    found = armed_groups.years_by_kind(rows, {"Money": ["money"]})
    assert found.to_dict("records") == [{"target": "ISR", "kind": "Money", "received": 1, "years": 2}]


def test_kinds_stand_in_the_order_given():
    rows = support(groups=1, money=1, troops=0)
    found = armed_groups.years_by_kind(rows, {"Troops": ["troops"], "Money": ["money"]})
    assert found["kind"].tolist() == ["Troops", "Troops", "Money", "Money"]


def test_no_target_received_a_kind_in_more_years_than_it_was_supported():
    table = helpers.load("armed_group_support")
    forms = [column for column in table if column not in ("target", "year", "groups")]
    found = armed_groups.years_by_kind(table, {form: [form] for form in forms})
    assert len(found) == 4 * len(forms)
    assert found["received"].le(found["years"]).all()
    israel = found[found["target"].eq("ISR")].set_index("kind")
    assert israel.at["weapons", "received"] == israel.at["weapons", "years"] == 29
