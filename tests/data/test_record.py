"""The record coded by hand: the figures that the book rests on, recomputed from it, and its traps."""

import re
from pathlib import Path

import pandas as pd
import pytest

import helpers
from helpers import tables
from helpers.subjects import one_reporter, treaties

HERE = Path(__file__).resolve().parents[2]
TABLES = [
    "agreements", "arms_headlines", "assembly_ukraine", "assistance_reports", "elite_debate",
    "event_claims", "events_after", "events_before", "glossary", "israeli_strikes", "oil_exports",
    "opinion", "provisions", "russian_vetoes", "sanctions_cases", "trade_reports", "treaties",
    "treaty_afterlife", "treaty_articles", "treaty_clauses", "treaty_codes",
]  # fmt: skip


@pytest.fixture(scope="module")
def codes():
    return helpers.load("treaty_codes")


@pytest.fixture(scope="module")
def trade():
    return helpers.load("trade_reports")


@pytest.fixture(scope="module")
def strikes():
    return helpers.load("israeli_strikes")


def listed(column):
    """Return the members of a column of lists, empty cells left out."""
    return column.dropna().str.split("; ").explode()


# Every table


@pytest.mark.parametrize("name", TABLES)
def test_tables_keep_their_schema_and_say_what_a_row_is(name):
    assert not helpers.load(name).empty
    described = tables.describe(name)
    assert described["description"].startswith("One row a")
    assert all(field["title"] and field["description"] for field in described["schema"]["fields"])


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"event_claims", "glossary"}))
def test_every_row_has_a_source_and_says_how_it_is_known(name):
    rows = helpers.load(name)
    assert rows["source"].str.strip().str.len().ge(4).all()
    assert rows["how_known"].notna().all()
    text = rows.astype("str").fillna("").agg(" ".join, axis=1)
    assert not text.str.contains(r"public code repository|read_or_memory|/work/|\.csv\b| ; ").any()


def test_what_was_only_remembered_is_marked():
    assert (
        helpers.load("treaty_codes").query("how_known == 'memory'").empty
    )  # memory is no evidence for a code
    articles = helpers.load("treaty_articles").query("how_known == 'memory'")
    assert len(articles) == 9
    assert articles["confidence"].eq("low").all()
    names = helpers.load("treaties").query("name_how_known == 'memory'")["treaty_id"]
    assert set(names) == {
        "ir-tr-1926", "ru-by-1992", "ru-by-1997", "ru-cn-2001", "ru-tr-1992", "su-in-1971",
        "tripartite-1942", "us-ir-1959",
    }  # fmt: skip
    terms = helpers.load("glossary")
    general = terms["reference"].eq("General usage of the field")
    assert terms.loc[general, "how_known"].eq("memory").all()
    assert (
        terms.loc[terms["term_id"].isin(["soft-balancing", "offensive-realism"]), "how_known"]
        .eq("memory")
        .all()
    )


@pytest.mark.parametrize("name", ["events_before", "events_after"])
def test_a_date_that_was_not_read_is_marked_and_explained(name):
    events = helpers.load(name)
    unsure = events[events["note"].str.contains("from memory|inferred").eq(True)]
    shown = unsure[~unsure["note"].str.contains("Old Style")]
    assert shown["how_known"].eq("partly read").all()
    partly = events[events["how_known"].eq("partly read")]
    assert partly["note"].notna().all()


@pytest.mark.parametrize(
    ("name", "column"), [("treaties", "parties"), ("agreements", "parties"), ("elite_debate", "about"),
                         ("russian_vetoes", "vetoed_by")]
)  # fmt: skip
def test_lists_of_states_hold_known_codes_in_order(name, column):
    rows = helpers.load(name)[column]
    assert set(listed(rows)) <= set(helpers.load("states")["iso3"])
    assert all(cell.split("; ") == sorted(set(cell.split("; "))) for cell in rows)


@pytest.mark.parametrize("name", ["events_before", "events_after"])
def test_actors_that_are_states_go_by_the_names_of_the_book(name):
    others = {
        "BRICS", "Eurasian Economic Union", "European Union", "Gulf Cooperation Council", "Gulf states",
        "Hezbollah", "Houthis", "Iraqi militias", "P4+1", "P5+1", "Rosoboronexport",
        "Shanghai Cooperation Organisation", "UN Security Council", "United Nations",
    }  # fmt: skip
    assert set(listed(helpers.load(name)["actors"])) <= others | set(helpers.load("states")["name"])


@pytest.mark.parametrize(
    ("name", "start", "end"), [("events_before", "start", "end"), ("opinion", "start", "end"),
                               ("events_after", "date", "date"), ("elite_debate", "date", "date"),
                               ("oil_exports", "start", "end")]
)  # fmt: skip
def test_dates_are_as_long_as_their_precision_says_and_run_forward(name, start, end):
    rows = helpers.load(name)
    length = rows["date_precision"].map({"year": 4, "month": 7, "day": 10})
    for column in (start, end):
        assert rows[column].str.len().astype("Int64").equals(length.astype("Int64"))
    assert rows[start].le(rows[end])[rows[start].notna()].all()


# Glossary


def test_glossary_has_its_terms_and_its_keys_are_in_the_bibliography():
    terms = helpers.load("glossary")
    assert len(terms) == 61
    keys = set(re.findall(r"^@\w+\{([^,]+),", (HERE / "references.bib").read_text(encoding="utf-8"), re.M))
    assert set(listed(terms["reference_keys"])) <= keys
    assert terms["fa"].str.contains("[\u0600-\u06ff]").all()


# Events that the texts name


def test_events_point_to_claims_and_corrections_that_exist():
    events = helpers.load("events_before")
    corrections = helpers.load("corrections").set_index("correction_id")
    assert set(listed(events["claims"])) <= set(helpers.load("claims")["claim_id"])
    for _, event in events.dropna(subset=["corrections"]).iterrows():
        for correction in event["corrections"].split("; "):
            assert corrections.at[correction, "claim_id"] in event["claims"].split("; ")


def test_every_correction_of_a_dated_event_has_its_event():
    # The others correct words, printing or standing descriptions, in which nothing is dated.
    without = {
        "p2-3",
        "p2-6",
        "p2-10",
        "p2-11",
        "p4-4",
        "p5-1",
        "p5-3",
        "p5-4",
        "p5-5",
        "p6-1",
        "p6-3",
        "p7-3",
    }
    without |= {"a11-5", "a14-6"}  # which port came first, and why a sale was halted
    named = set(listed(helpers.load("events_before")["corrections"]))
    missing = set(helpers.load("corrections")["correction_id"]) - named
    assert missing == {f"correction-{claim}" for claim in without}


def test_dated_claims_of_history_have_an_event():
    claims = helpers.load("claims")
    dated = claims[claims["kind"].isin(["historical fact"]) & claims["date"].notna()]
    assert set(dated["claim_id"]) <= set(listed(helpers.load("events_before")["claims"]))


EVENTS = {
    "gulistan-1813": "1813-10-24", "turkmenchay-1828": "1828-02-22", "coup-1953": "1953-08-19",
    "baghdad-pact-1955": "1955-11-03", "us-iran-agreement-1959": "1959-03-05", "mcfarlane-1986": "1986-05-25",
    "resolution-1929-2010": "2010-06-09", "interim-accord-2013": "2013-11-24",
    "khamenei-speech-2014": "2014-01-09", "s300-ban-lifted-2015": "2015-04-13",
    "jcpoa-2015": "2015-07-14", "chabahar-2016": "2016-05-23",
    "astana-2017": "2017-01-23", "yemen-veto-2018": "2018-02-26", "us-exit-2018": "2018-05-08",
    "arms-embargo-vote-2020": "2020-08-14", "lavrov-israel-2021": "2021-01-18",
    "china-plan-2021": "2021-03-27", "vienna-talks-2021": "2021-04-06",
}  # fmt: skip


def test_days_of_the_record_and_not_of_the_texts():
    start = helpers.load("events_before").set_index("event_id")["start"]
    assert start[list(EVENTS)].to_dict() == EVENTS


def test_events_agree_with_the_other_tables():
    start = helpers.load("events_before").set_index("event_id")["start"]
    votes = helpers.load("council_votes").set_index("vote_id")["date"].dt.strftime("%Y-%m-%d")
    for number, year in (
        (1696, 2006),
        (1737, 2006),
        (1747, 2007),
        (1803, 2008),
        (1835, 2008),
        (1929, 2010),
        (2231, 2015),
    ):
        assert start[f"resolution-{number}-{year}"] == votes[f"s-res-{number}-{year}"]
    assert start["syria-veto-2011"] == votes["s-2011-612"]
    assert start["yemen-veto-2018"] == votes["s-2018-156"]
    assert start["arms-embargo-vote-2020"] == votes["s-2020-797"]
    signed = helpers.load("treaties").set_index("treaty_id")["signed"].dt.strftime("%Y-%m-%d")
    assert start["iran-russia-treaty-2001"] == signed["ir-ru-2001"]
    assert start["russo-persian-treaty-1921"] == signed["ru-ir-1921"]
    assert start["iran-russia-military-agreement-2015"] == signed["ir-ru-2015"]
    assert start["china-plan-2021"] == signed["cn-ir-2021"]


def test_the_vetoes_on_syria_before_the_texts():
    votes = helpers.load("council_votes")
    before = votes[votes["kind"].eq("syria") & votes["russia"].eq("no") & votes["date"].lt("2021-05-01")]
    assert len(before) == 16
    first = helpers.load("events_before").set_index("event_id").at["syria-veto-2011", "description"]
    assert "sixteen" in first


def test_frankfurt_is_not_told_as_a_fact():
    events = helpers.load("events_before").set_index("event_id")
    assert events.query("status == 'unverified'").index.tolist() == ["frankfurt-2021"]
    assert events.at["frankfurt-2021", "confidence"] == "low"


def test_the_memory_of_the_ceasefire_and_the_break_is_marked():
    events = helpers.load("events_before").set_index("event_id")
    for event in ("iran-iraq-ceasefire-1988", "ties-cut-1980"):
        assert (events.at[event, "how_known"], events.at[event, "confidence"]) == ("partly read", "medium")


# Events after the texts


def test_events_after_and_their_claims():
    events, links = helpers.load("events_after"), helpers.load("event_claims")
    assert len(events) == 99
    assert len(links) == 222
    assert set(links["event_id"]) == set(events["event_id"])
    assert links["direction"].value_counts().to_dict() == {
        "neutral": 141,
        "supports": 60,
        "against": 16,
        "mixed": 5,
    }
    assert events["date"].min() == "2021-04-06"
    assert events["date"].max() == "2026-09-08"


def test_the_tail_of_the_record_is_what_is_later_than_its_closing_and_rests_on_weak_sources():
    events, ends = helpers.load("events_after"), helpers.closing()
    assert (ends.day, ends.tail) == ("2026-08-22", "2026-09-09")
    tail = events[events["in_tail"]]
    assert tail["event_id"].tolist() == ["e96", "e97", "e98", "e99"]
    assert tail["confidence"].eq("low").all()
    assert events.loc[~events["in_tail"], "date"].max() <= ends.day < tail["date"].min()


def test_a_report_that_is_denied_or_unanswered_says_so_and_is_not_sure():
    events = helpers.load("events_after").set_index("event_id")
    reports = ["e45", "e50", "e60", "e61", "e66", "e67", "e71", "e74", "e77", "e79", "e82"]
    assert events.loc[reports, "denial"].notna().all()
    assert not events.loc[reports, "confidence"].eq("high").any()


def test_one_event_can_point_two_ways():
    ways = helpers.load("event_claims").set_index(["event_id", "claim_id"])["direction"]
    # That one text was let through does not refute a claim about some cases.
    assert (ways["e52", "A14.1"], ways["e52", "P4.1"]) == ("neutral", "supports")
    assert (ways["e53", "A14.1"], ways["e53", "P4.1"]) == ("supports", "neutral")
    # What the commentary itself reports tests it where others attest it too.
    assert {ways["e01", claim] for claim in ("A2.3", "A12.1")} == {"supports"}
    assert {ways[talks, "A12.1"] for talks in ("e23", "e55", "e59")} == {"supports"}


@pytest.mark.parametrize("table", ["event_claims", "event_claims_before"])
def test_claims_that_nothing_could_refute_take_no_events_unless_a_forecast_restates_them(table):
    links = helpers.load(table)
    claims = helpers.load("claims").set_index("claim_id")["scored"]
    restated = set(listed(helpers.load("predictions")["claim_ids"]))
    loose = links[~links["claim_id"].map(claims).astype("bool") & ~links["claim_id"].isin(restated)]
    assert loose.empty
    mixed = links[links["direction"].eq("mixed")]
    assert mixed["note"].str.contains("^for: .+; against: ").all(), "both halves are named"
    assert links["note"].str.len().gt(5).all()


def test_pairs_of_earlier_events_are_those_that_the_events_name():
    events, links = helpers.load("events_before"), helpers.load("event_claims_before")
    named = {
        (event, claim)
        for event, ids in zip(events["event_id"], events["claims"], strict=True)
        for claim in ids.split("; ")
    }
    paired = set(links[["event_id", "claim_id"]].itertuples(index=False, name=None))
    assert paired <= named
    claims = helpers.load("claims").set_index("claim_id")
    tested = claims.index[claims["scored"] & claims["kind"].ne("prediction")]
    assert {pair for pair in named if pair[1] in set(tested)} == paired


# Treaties

ATOP = {  # obligations of the treaty as a whole, in the order of treaties.OBLIGATIONS, begin and end
    "ir-tr-1926": (2155, "00111", "1926-04-22", "1937-07-08"),
    "su-ir-1927": (2195, "00110", "1927-10-01", "1941-08-25"),
    "saadabad-1937": (2410, "00011", "1937-07-08", "1955-02-24"),
    "tripartite-1942": (2555, "10001", "1942-01-29", "1946-03-02"),
    "us-ir-1959": (3365, "10001", "1959-03-05", "1979-02-11"),
    "cento-1955": (3275, "00011", "1955-02-24", "1979-10-09"),
    "ir-ru-2001": (4968, "00111", None, None),
}


@pytest.mark.parametrize("treaty", ATOP)
@pytest.mark.parametrize("reading", ["strict", "lenient"])
def test_iran_s_treaties_in_atop(codes, treaty, reading):
    number, obligations, begin, end = ATOP[treaty]
    row = helpers.load("treaties").set_index("treaty_id").loc[treaty]
    assert row["atop_id"] == number
    chosen = codes.query("treaty_id == @treaty and reading == @reading").set_index("provision")["code"]
    assert "".join(str(chosen[name]) for name in treaties.PROVISIONS) == obligations
    if begin:
        assert (row["in_force"], row["ended"]) == (begin, end)


def test_the_treaty_of_2001_builds_no_institutions(codes):
    chosen = codes.query("treaty_id == 'ir-ru-2001' and reading == 'strict'").set_index("provision")["code"]
    assert chosen[["milcon", "milaid", "intcom", "base"]].tolist() == [0, 0, 0, 0]
    row = helpers.load("treaties").set_index("treaty_id").loc["ir-ru-2001"]
    assert (row["term_months"], row["renewal_months"], row["renewal"]) == (120, 60, "automatic")


def test_where_the_two_readings_differ_the_lenient_one_sees_more(codes):
    wide = codes.pivot(index=["treaty_id", "provision"], columns="reading", values="code")
    differ = wide[wide["strict"].fillna(-1).ne(wide["lenient"].fillna(-1))]
    assert set(differ.index) == {
        ("ir-ru-2025", "nonagg"), ("ir-ru-2025", "consul"), ("ir-ru-2025", "milaid"),
        ("ru-by-2024", "consul"), ("ru-by-2024", "milaid"), ("ru-kp-2024", "nonagg"),
        ("ru-ir-1921", "defense"), ("ir-sy-2006", "consul"), ("ir-sy-2006", "defense"),
        ("ir-sy-2006", "milaid"), ("ir-sy-2006", "milcon"), ("cn-ir-2021", "milaid"),
        ("cn-ir-2021", "milcon"),
    }  # fmt: skip
    assert differ["strict"].fillna(-1).lt(differ["lenient"]).all()
    preferred = codes[codes["preferred"]].groupby(["treaty_id", "provision"]).size()
    assert preferred.drop(differ.index).eq(2).all()
    assert preferred[differ.index].eq(1).all()


def test_the_treaties_of_2001_and_2025_promise_the_same_when_read_leniently(codes):
    lenient = codes.query("reading == 'lenient'").pivot(index="treaty_id", columns="provision", values="code")
    same = lenient.loc["ir-ru-2025", list(treaties.PROVISIONS)].eq(
        lenient.loc["ir-ru-2001", list(treaties.PROVISIONS)]
    )
    assert same.all()


def test_an_article_that_nobody_has_read_says_nothing_and_is_counted():
    articles = helpers.load("treaty_articles")
    unread = articles["how_known"].eq("not read")
    assert len(articles) == 147 and unread.sum() == 50
    assert articles.loc[unread, ["says", "key_words", "confidence", "number_how_known"]].isna().all(axis=None)
    assert articles.loc[~unread, ["subject", "says", "confidence"]].notna().all(axis=None)
    assert articles["key_words"].isna().equals(articles["key_words_language"].isna())
    own = articles.query("treaty_id == 'ir-ru-2025'")["article"]
    assert {str(number) for number in range(7, 48)} <= set(own)  # all 47, the first six by their paragraphs


def test_the_words_quoted_from_treaties_are_few():
    words = listed(helpers.load("treaty_articles")["key_words"])
    assert words.str.split().str.len().between(1, 7).all()


def test_a_treaty_is_said_to_have_ended_by_whom_it_was_ended():
    rows = helpers.load("treaties").set_index("treaty_id")
    assert rows["ended"].isna().equals(rows["ended_basis"].isna())
    disputed = rows[rows["status"].eq("disputed")]
    assert set(disputed.index) == {"ru-ir-1921", "su-ir-1927"}
    assert disputed["ended_basis"].str.endswith(" end").all()  # of a list, and no act of a party
    later = helpers.load("treaty_afterlife").query("date > '1941-09' and holds == 'in force'")
    assert {*listed(later["treaties"])} == set(disputed.index)
    assert "Soviet Union" in set(later["actor"])


def test_treaties_came_into_force_when_instruments_were_exchanged():
    rows = helpers.load("treaties").set_index("treaty_id")
    assert rows.loc[["cst-1992", "ru-kp-2000"], "in_force"].tolist() == ["1994-04-20", "2000-10-30"]
    assert rows["in_force"].fillna("9999").ge(rows["signed"].dt.strftime("%Y")).all()


def test_every_treaty_has_every_provision_in_both_readings(codes):
    assert len(helpers.load("treaties")) == 24
    assert len(helpers.load("provisions")) == 22
    assert len(codes) == 24 * 22 * 2


def test_a_provision_that_was_not_seen_has_no_code(codes):
    assert codes["code"].isna().equals(codes["how_known"].eq("not seen"))
    secret = codes.query("treaty_id == 'ir-ru-2025' and provision == 'secrart'")
    assert secret["code"].isna().all()


WIDE = {"any obligation": (21, 19), "defence or offence": (9, 7)}


@pytest.mark.parametrize("rule", treaties.WIDE_AND_NARROW)
def test_alliances_under_the_rule(codes, rule):
    ruled = treaties.under_rule(codes, rule)
    counts = ruled.groupby("reading")["alliance"].sum()
    assert (counts["lenient"], counts["strict"]) == WIDE[rule]


def test_whether_iran_and_russia_are_allies_depends_on_the_rule(codes):
    wide = treaties.under_rule(codes, "any obligation").set_index(["treaty_id", "reading"])["alliance"]
    narrow = treaties.under_rule(codes, "defence or offence").set_index(["treaty_id", "reading"])["alliance"]
    for treaty in ("ir-ru-2001", "ir-ru-2025"):
        for reading in ("strict", "lenient"):
            assert wide[treaty, reading]
            assert not narrow[treaty, reading]
    assert narrow["ru-kp-2024", "strict"]
    assert not wide["cn-ir-2021", "lenient"]
    assert (wide["ru-ir-1921", "strict"], wide["ru-ir-1921", "lenient"]) == (False, True)


def test_what_was_not_seen_is_not_a_no(codes):
    wide = treaties.under_rule(codes, "any obligation").set_index(["treaty_id", "reading"])["alliance"]
    assert pd.isna(wide["ir-sy-2006", "strict"])
    assert wide["ir-sy-2006", "lenient"]
    # Defence is promised, so the obligations that were not seen cannot change the answer.
    assert wide["ru-by-2024", "strict"]


def test_a_lenient_reading_and_a_wide_rule_never_take_an_alliance_away(codes):
    wide = treaties.under_rule(codes, "any obligation").set_index(["treaty_id", "reading"])["alliance"]
    narrow = treaties.under_rule(codes, "defence or offence").set_index(["treaty_id", "reading"])["alliance"]
    assert wide[narrow.fillna(False)].all()
    by_reading = wide.unstack()
    assert by_reading.loc[by_reading["strict"].fillna(False), "lenient"].all()


def test_an_unknown_rule_and_a_missing_obligation_are_refused(codes):
    with pytest.raises(helpers.DataError, match="any obligation, defence or offence"):
        treaties.under_rule(codes, "friendship")
    short = codes.query("not (treaty_id == 'ir-ru-2025' and provision == 'consul' and reading == 'strict')")
    with pytest.raises(helpers.DataError, match="treaty ir-ru-2025, strict reading, has 0 rows for 'consul'"):
        treaties.under_rule(short, "any obligation")
    with pytest.raises(helpers.DataError, match="has 2 rows for 'defense'"):
        treaties.under_rule(pd.concat([codes, codes.query("provision == 'defense'")]), "defence or offence")


def test_correlates_of_war_and_atop_disagree_on_2001():
    rows = helpers.load("treaties").set_index("treaty_id")
    assert pd.notna(rows.at["ir-ru-2001", "atop_id"])
    assert rows.at["ir-ru-2001", "cow_class"] == "not listed"
    assert pd.isna(rows.at["ru-ir-1921", "atop_id"])
    assert rows.at["ru-ir-1921", "cow_class"] == "defence pact"
    assert rows.at["ir-sy-2006", "cow_class"] == "entente"


# Agreements


def test_defence_clauses_of_the_partnership_agreements():
    rows = helpers.load("agreements")
    assert len(rows) == 15
    unread = rows.set_index("agreement_id").loc["azerbaijan-iran-2002"]
    assert (
        unread["defence_clause"] == "not seen" and pd.isna(unread["status"]) and pd.isna(unread["treaty_id"])
    )
    with_clause = rows.query("defence_clause == 'yes'")
    assert with_clause["comparison"].all()
    assert set(with_clause["agreement_id"]) == {"china-north-korea-1961", "russia-north-korea-2024"}
    assert rows.set_index("agreement_id").at["china-iran-2021", "defence_clause"] == "not published"
    treaty = rows.dropna(subset=["treaty_id"]).merge(
        helpers.load("treaties"), on="treaty_id", suffixes=("", "_treaty")
    )
    assert treaty["signed"].eq(treaty["signed_treaty"].dt.strftime("%Y-%m-%d")).all()
    assert treaty["parties"].eq(treaty["parties_treaty"]).all()


# Opinion

POLLS = {
    "gallup-2011-02-approve-of-the-leadership-of-russia": 13,
    "gallup-2011-02-approve-of-the-leadership-of-china": 18,
    "gallup-2011-02-approve-of-the-leadership-of-turkiye": 24,
    "gallup-2011-02-approve-of-the-leadership-of-united-states": 9,
    "gallup-2011-02-approve-of-the-leadership-of-united-kingdom": 9,
    "gallup-2011-02-approve-of-the-leadership-of-european-union": 12,
    "gallup-2011-02-approve-of-the-leadership-of-germany": 11,
    "gallup-2021-approve-of-the-leadership-of-russia": 42,
    "gallup-2021-disapprove-of-the-leadership-of-russia": 42,
    "iranpoll-2016-favourable-to-russia": 55,
    "iranpoll-2022-06-favourable-to-russia": 40,
    "iranpoll-2022-06-unfavourable-to-russia": 57,
    "ispa-2022-02-iran-should-stay-neutral-in-russia-ukraine-war": 64.5,
    "ispa-2022-02-iran-should-support-russia": 6.6,
    "superjob-2022-07-consider-a-friendly-country-iran": 42,
    "superjob-2022-07-want-stronger-political-ties-with-iran": 54,
    "fom-2022-08-see-as-neighbours-and-friends-iran": 6,
    "vtsiom-2012-02-russia-should-side-with-in-a-war-with-the-united-states-iran": 13,
}


def test_shares_in_the_polls():
    value = helpers.load("opinion").set_index("answer_id")["value"]
    assert value[list(POLLS)].to_dict() == POLLS


def test_an_answer_without_a_figure_is_empty_and_not_zero():
    rows = helpers.load("opinion")
    assert rows["value"].isna().equals(rows["value_kind"].eq("no figure"))
    assert rows["value"].dropna().gt(0).all()


# Trade

AFTER_2014 = {
    ("CHN", "General Administration of Customs of China"): {
        2018: 35.04, 2019: 23.02, 2020: 14.91, 2021: 14.80, 2022: 15.50, 2023: 14.65,
        2024: 13.37, 2025: 9.96
    },
    ("CHN", "Associated Press"): {2014: 52.0},
    ("RUS", "Russian Foreign Ministry (TASS)"): {2018: 1.74},
    ("RUS", "Eurasian Economic Commission"): {2019: 1.59, 2020: 2.22},
    ("RUS", "Russian Federal Customs Service"): {2021: 4.0},
    ("RUS", "Russian press"): {2022: 4.6},
    ("RUS", "Russian trade mission in Tehran"): {2022: 5.0, 2023: 4.0, 2024: 4.8},
    ("TUR", "TurkStat"): {2021: 5.59, 2022: 6.42, 2023: 5.49, 2024: 1.362},
    ("IND", "Indian Ministry of Commerce"): {
        2016: 12.9, 2017: 13.8, 2018: 17.0, 2019: 4.77, 2020: 2.11, 2021: 1.94, 2022: 2.33
    },
}  # fmt: skip


@pytest.mark.parametrize(("partner", "reporter"), AFTER_2014)
def test_trade_after_2014(trade, partner, reporter):
    chosen = trade.query("partner == @partner and reporter == @reporter and flow == 'total'")
    assert chosen.set_index("year")["value"].to_dict() == AFTER_2014[partner, reporter]


def test_the_non_oil_trade_of_1401(trade):
    year = trade.query("reporter == 'Iranian customs (IRICA)' and period == '1401'")
    totals = year.query("flow == 'total'").set_index("partner")["value"]
    assert totals[["ARE", "TUR", "IRQ"]].round(1).tolist() == [24.2, 13.6, 10.5]
    exports = year.query("flow == 'exports' and partner_group.isna()").set_index("partner")["value"]
    assert exports["RUS"] == pytest.approx(0.74, abs=0.005)
    assert exports[["IRQ", "TUR", "ARE"]].round(1).tolist() == [10.2, 7.5, 5.8]
    assert exports.rank(ascending=False)["RUS"] == 7


def test_exports_and_imports_make_the_total_of_chinese_customs(trade):
    china = trade.query("reporter == 'General Administration of Customs of China'")
    wide = china.pivot(index="year", columns="flow", values="value").drop(index=2024)  # only the total read
    assert (wide["exports"] + wide["imports"]).to_numpy() == pytest.approx(
        wide["total"].to_numpy(), abs=0.021
    )


def test_periods_are_those_of_the_definition_of_the_year(trade):
    whole = trade[trade["whole_year"]]
    days = (whole["end"] - whole["start"]).dt.days + 1
    assert days.isin([365, 366]).all()
    starts = whole["start"].dt.strftime("%m-%d").groupby(whole["basis"]).unique()
    assert list(starts["calendar year"]) == ["01-01"]
    assert list(starts["Indian fiscal year"]) == ["04-01"]
    assert set(starts["Iranian year"]) == {"03-20", "03-21"}


def test_trade_is_added_up_within_one_reporter(trade):
    china = trade.query("reporter == 'General Administration of Customs of China' and flow == 'exports'")
    assert one_reporter.sum_reports(china.query("2021 <= year <= 2023")) == pytest.approx(6.5 + 6.23 + 4.58)


def test_trade_is_never_added_up_across_reporters(trade):
    with pytest.raises(helpers.DataError, match="column 'reporter' differs"):
        one_reporter.sum_reports(trade.query("partner == 'RUS' and flow == 'total'"))
    with pytest.raises(helpers.DataError, match="column 'reporter' differs"):
        one_reporter.sum_reports(trade.query("year == 2021 and flow == 'total' and basis == 'calendar year'"))


def test_trade_is_never_added_up_across_years_flows_goods_or_groups(trade):
    china = trade.query("reporter == 'General Administration of Customs of China' and year == 2020")
    with pytest.raises(helpers.DataError, match="column 'flow' differs"):
        one_reporter.sum_reports(china)
    mixed = china.query("flow == 'total'")
    with pytest.raises(helpers.DataError, match="column 'basis' differs"):
        one_reporter.sum_reports(pd.concat([mixed, mixed.assign(basis="Iranian year")]))
    with pytest.raises(helpers.DataError, match="column 'goods' differs"):
        one_reporter.sum_reports(pd.concat([mixed, mixed.assign(goods="non-oil")]))
    iran = trade.query("reporter == 'Iranian customs (IRICA)' and flow == 'exports'")
    with pytest.raises(helpers.DataError, match="contain one another"):
        one_reporter.sum_reports(iran.query("period == '1399'"))


def test_trade_of_overlapping_periods_is_never_added_up(trade):
    china = trade.query("reporter == 'Iranian customs (IRICA)' and partner == 'CHN' and flow == 'exports'")
    with pytest.raises(helpers.DataError, match="partner CHN: the period"):
        one_reporter.sum_reports(china.query("year == 2023"))
    with pytest.raises(helpers.DataError, match="no row"):
        one_reporter.sum_reports(china.query("year == 1900"))


# Strikes


def test_counts_of_strikes(strikes):
    yearly = strikes.dropna(subset=["year"]).query("count_kind == 'exact'")
    sohr = yearly.query("counted_by == 'SOHR'").set_index("year")["count"]
    assert sohr.to_dict() == {2020: 39, 2021: 29, 2023: 60, 2024: 373}
    jusoor = yearly.query("counted_by == 'Jusoor'").set_index("year")["count"]
    assert jusoor.to_dict() == {2021: 28, 2022: 28, 2023: 40}


def test_one_counter_makes_a_line(strikes):
    sohr = strikes.dropna(subset=["year"]).query("counted_by == 'SOHR'")
    assert one_reporter.order_counts(sohr)["count"].tolist() == [39, 29, 60, 373]


def test_counts_of_two_counters_are_never_one_line(strikes):
    with pytest.raises(helpers.DataError, match="column 'counted_by' differs"):
        one_reporter.order_counts(strikes.dropna(subset=["year"]).drop_duplicates("year"))


def test_running_counts_of_one_year_are_never_one_line(strikes):
    with pytest.raises(helpers.DataError, match="begins before the one ahead of it ends"):
        one_reporter.order_counts(strikes.query("counted_by == 'SOHR' and start >= '2024-01-01'"))


def test_a_year_is_counted_once_by_each_counter(strikes):
    assert not strikes.dropna(subset=["year"]).duplicated(["counted_by", "year"]).any()
    parts = strikes.dropna(subset=["by_air", "from_ground"])
    assert (parts["by_air"] + parts["from_ground"]).eq(parts["count"]).all()


# Oil, sanctions, vetoes, debate


def test_estimates_of_oil_exports():
    value = helpers.load("oil_exports").set_index("estimate_id")["value"]
    assert value["signalmap-2020"] == 0.4
    assert value["kpler-2023"] == pytest.approx(1.3, abs=0.05)
    assert value["vortexa-2024-01-05"] == 1.56
    assert value["tankertrackers-2025-10-four-weeks"] == 2.3


def test_estimates_of_oil_exports_are_not_one_series():
    rows = helpers.load("oil_exports").query("start == '2011' or start == '2023'")
    assert rows.groupby("start")["estimated_by"].nunique().eq(2).all()
    assert rows.groupby("start")["value"].nunique().eq(2).all()


IRAN = {
    2000: 3,
    2005: 3,
    2006: 5,
    2008: 9,
    2009: 9,
    2010: 12,
    2011: 15,
    2012: 18,
    2015: 18,
    2017: 3,
    2019: 7,
    2021: 9,
    2022: 9,
}
RUSSIA = {2013: 0, 2014: 8, 2015: 8, 2016: 8, 2017: 9, 2021: 12, 2022: 29}
SYRIA = {2010: 2, 2011: 8, 2022: 16}


@pytest.mark.parametrize(("target", "expected"), [("IRN", IRAN), ("RUS", RUSSIA), ("SYR", SYRIA)])
def test_sanctions_cases_in_force(target, expected):
    cases = helpers.load("sanctions_cases").query("target == @target").set_index("year")["cases"]
    assert cases[list(expected)].to_dict() == expected
    assert list(cases.index) == list(range(1979, 2023))


def test_the_lines_of_sanctions_cross_in_2017():
    cases = helpers.load("sanctions_cases").pivot(index="year", columns="target", values="cases")
    assert cases.index[(cases["RUS"] > cases["IRN"]) & (cases.index > 1991)].min() == 2017
    assert cases.loc[2000:2013, "RUS"].max() == 1


def test_russian_vetoes_after_the_data_set_ends():
    rows = helpers.load("russian_vetoes")
    assert len(rows) == 10
    assert rows["texts"].sum() == 11
    assert rows["vetoed_by"].value_counts().to_dict() == {"RUS": 7, "CHN; RUS": 3}
    counted = rows.dropna(subset=["yes"])
    assert (counted["yes"] + counted["no"] + counted["abstain"]).eq(15).all()


def test_an_event_is_as_sure_as_the_vote_it_tells_of():
    told = {
        "e34": "2025-09-19-iran-snapback",
        "e35": "2025-09-26-iran-snapback",
        "e52": "s-res-2817-2026",
        "e53": "2026-04-07-hormuz",
    }
    events = helpers.load("events_after").set_index("event_id")["confidence"]
    votes = helpers.load("council_votes").set_index("vote_id")["confidence"]
    assert events[list(told)].tolist() == votes[list(told.values())].tolist()


def test_vetoes_agree_with_the_table_of_votes():
    both = helpers.load("russian_vetoes").merge(
        helpers.load("council_votes"), on="vote_id", suffixes=("", "_vote")
    )
    assert len(both) == 2
    for column in ("date", "yes", "no", "abstain"):
        assert both[column].eq(both[f"{column}_vote"]).all()
    votes = helpers.load("council_votes")
    later = votes[votes["russia"].eq("no") & votes["outcome"].eq("vetoed") & votes["date"].ge("2022-09-09")]
    assert set(later["vote_id"]) == set(both["vote_id"])


def test_the_debate_has_voices_on_both_sides():
    rows = helpers.load("elite_debate")
    assert len(rows) == 44
    iranian = rows.query("state == 'IRN'")["stance"].value_counts()
    assert iranian.to_dict() == {"sceptical": 22, "in favour": 10, "official": 8}
    assert set(rows.query("state == 'RUS'")["speaker"]) == {
        "Andrey Rudenko",
        "Dmitry Peskov",
        "Nikolay Kozhanov",
        "Sergey Lavrov",
    }


def test_who_speaks_without_a_name_says_so():
    unnamed = helpers.load("elite_debate").query("not named")
    assert set(unnamed["speaker"]) == {
        "Petition against the China plan",
        "Senior Iranian source",
        "Iran's representative",
        "Scholar of the Islamic Azad University",
        "Scholar of Shahid Beheshti University",
    }


def test_labels_of_the_tie_are_short_and_its_moments_are_those_of_the_events():
    tie, day = helpers.load("tie_timeline"), {}
    for name, column in (("events_before", "start"), ("events_after", "date")):
        day |= helpers.load(name).set_index("event_id")[column].to_dict()
    assert tie["label"].str.split().str.len().max() <= 5
    named = tie.dropna(subset="event_id")
    apart = [
        row.moment_id for row in named.itertuples() if abs(int(day[row.event_id][:4]) - int(row.date[:4])) > 1
    ]
    assert not apart, "a moment lies in another year than its event"


def test_a_contested_moment_helps_neither_side():
    tie = helpers.load("tie_timeline")
    assert tie.loc[tie["contested"], "effect"].eq("neutral").all()
    assert tie["contested"].any()


@pytest.mark.parametrize("name", helpers.names())
def test_no_cell_holds_the_markup_of_a_page(name):
    """A role in a table would reach the reader as it is written: text from tables is text."""
    words = helpers.load(name).select_dtypes("str")
    for column in words:
        cells = words[column].dropna()
        assert not cells[cells.str.contains(r"\{\w+(?::\w+)?\}`", regex=True)].tolist(), column
