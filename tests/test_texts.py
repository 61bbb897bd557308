"""The two texts: passages, claims, verdicts, and where the texts meet."""

import re

import pandas as pd
import pytest
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from helpers import charts, tables, texts
from helpers.book.pages import claims as claims_page

ROOT = tables.data_folder().parent
CLAIMS = texts.graded(tables.load("claims"))
PASSAGES = tables.load("passages")
COMPARISONS = tables.load("comparisons")
CORRECTIONS = tables.load("corrections")


def claim(claim_id, verdict="confirmed", scored=True, how_known="read", kind="policy fact"):
    text = {"P": "article", "A": "commentary"}[claim_id[0]]
    return {
        "claim_id": claim_id,
        "passage_id": claim_id.split(".")[0],
        "text": text,
        "verdict": verdict,
        "scored": scored,
        "how_known": how_known,
        "kind": kind,
    }


FEW = pd.DataFrame(
    [
        claim("P1.1"),
        claim("P1.2", "partly"),
        claim("P2.1", "confirmed with correction", how_known="memory"),
        claim("P3.1", "not checkable", scored=False),
        claim("A1.1", "not checkable", scored=True),
        claim("A1.2", "not checkable", scored=False),
    ]
)


# -- passages and claims


def test_claims_of_a_passage_come_in_its_order():
    assert texts.claims_of("P2")["claim_id"].tolist() == [f"P2.{number}" for number in range(1, 18)]


def test_every_claim_belongs_to_one_passage():
    found = [name for passage in PASSAGES["passage_id"] for name in texts.claims_of(passage)["claim_id"]]
    assert sorted(found) == sorted(CLAIMS["claim_id"])


@pytest.mark.parametrize("passage", ["A4", "P8", "A16", "p5", ""])
def test_a_passage_without_claims_is_refused_with_the_names_there_are(passage):
    with pytest.raises(KeyError, match="A1 to A3 and A5 to A15"):
        texts.claims_of(passage)


def test_a_claim_is_named_after_its_passage_and_text():
    assert CLAIMS["claim_id"].str.split(".").str[0].eq(CLAIMS["passage_id"]).all()
    assert CLAIMS["claim_id"].str[0].map({"P": "article", "A": "commentary"}).eq(CLAIMS["text"]).all()


def test_claims_of_a_passage_are_numbered_without_gaps():
    for passage, part in texts.placed(CLAIMS, PASSAGES).groupby("passage_id"):
        assert sorted(part["number"]) == list(range(1, len(part) + 1)), passage


def test_locators_name_every_passage_and_claim_once():
    assert list(texts.locators()) == [*PASSAGES["passage_id"], *CLAIMS["claim_id"]]


def test_placed_keeps_words_in_short_lines():
    placed = texts.placed(CLAIMS, PASSAGES)
    assert max(len(line) for words in placed["words"] for line in words.split("<br>")) <= 60
    assert "P5 Israel and the armed movements" in set(placed["paragraph"])


def test_contents_come_in_reading_order():
    contents = texts.contents(PASSAGES)
    assert list(contents) == ["article", "commentary"]
    assert list(contents["commentary"])[:4] == ["A1", "A2", "A3", "A5"]
    assert list(contents["commentary"])[-1] == "A15"


# -- verdicts


@pytest.mark.parametrize("by", ["text", "kind", "passage_id", ["text", "kind"]])
@pytest.mark.parametrize("of", ["verdict", "outcome"])
def test_verdicts_count_every_claim_once(by, of):
    counts = texts.count_verdicts(CLAIMS, by, of)
    numbers = counts.drop(columns=by)
    assert list(numbers) == {"verdict": texts.VERDICTS, "outcome": list(texts.OUTCOMES)}[of]
    assert numbers.to_numpy().sum() == len(CLAIMS)
    sizes = CLAIMS.groupby(by, observed=True).size()
    assert numbers.sum(axis=1).tolist() == sizes.tolist()


def test_verdicts_show_zero_for_a_verdict_that_was_not_given():
    assert texts.count_verdicts(FEW).set_index("text").at["article", "contradicted"] == 0


def test_outcomes_tell_the_two_ways_of_not_checkable_apart():
    outcome = texts.graded(FEW).set_index("claim_id")["outcome"]
    assert outcome[["P3.1", "A1.2"]].eq("theory or judgement").all()
    assert outcome["A1.1"] == "nothing found"
    assert outcome["P1.2"] == "partly"


def test_what_no_record_can_settle_has_no_verdict():
    """A claim outside the score that is confirmed or contradicted would be a contradiction in the table."""
    unscored = CLAIMS[~CLAIMS["scored"]]
    assert unscored["verdict"].eq("not checkable").all()


def test_every_outcome_has_meaning_letter_and_colour():
    assert list(texts.OUTCOMES) == list(texts.LETTERS) == list(charts.OUTCOMES)
    assert len(set(texts.LETTERS.values())) == len(texts.LETTERS)
    assert set(CLAIMS["outcome"]) <= set(texts.OUTCOMES)
    assert set(CLAIMS["kind"].astype("str")) <= set(texts.KINDS)


def test_standing_by_three_rules():
    found = texts.standing(FEW).set_index("text")
    article = found.loc["article"]
    assert article[["claims", "testable", "graded", "as_written", "core", "in_part"]].tolist() == [
        4,
        3,
        3,
        1,
        2,
        3,
    ]
    assert article["share_core"] == pytest.approx(2 / 3)
    assert found.at["commentary", "graded"] == 0
    assert pd.isna(found.at["commentary", "share_core"])


def test_rules_read_the_same_claims_in_five_ways():
    few = pd.concat([FEW, pd.DataFrame([claim("A1.3")])], ignore_index=True)
    shares = texts.rules(few)["article"].tolist()
    # of three graded claims; of the two whose evidence was read; the mean of P1 (1 of 2) and P2 (1 of 1)
    assert shares == pytest.approx([1 / 3, 2 / 3, 1, 1 / 2, 3 / 4])


def test_meanings_add_up_to_all_claims():
    meanings = texts.meanings(CLAIMS)
    assert meanings["outcome"].tolist() == list(texts.OUTCOMES)
    assert meanings[["article", "commentary"]].to_numpy().sum() == len(CLAIMS)


def test_numbers_agree_with_the_tables():
    numbers = texts.numbers_of_texts(PASSAGES, CLAIMS, COMPARISONS, CORRECTIONS)
    assert numbers["n_claims"] == numbers["article_claims"] + numbers["commentary_claims"] == len(CLAIMS)
    assert numbers["n_passages"] == numbers["article_passages"] + numbers["commentary_passages"]
    assert numbers["n_corrections"] == numbers["article_corrections"] + numbers["commentary_corrections"]
    assert sum(numbers[f"n_{name.replace(' ', '_')}"] for name in texts.OUTCOMES) == len(CLAIMS)
    assert sum(numbers[f"n_{name.replace(' ', '_')}"] for name in texts.RELATIONS) == len(COMPARISONS)
    assert numbers["n_testable"] == numbers["n_graded"] + numbers["n_nothing_found"]


def test_corrections_of_substance_begin_with_the_reversed_sense():
    found = texts.substantial(CORRECTIONS)
    assert found["weight"].tolist() == sorted(found["weight"])
    assert found.at[0, "weight"] == "reverses the sense"
    facts = found.loc[found["weight"].eq("wrong fact"), "passage_id"].tolist()
    assert facts == sorted(facts, key=lambda name: ("PA".index(name[0]), int(name[1:])))


# -- where the texts meet


def test_meetings_keep_every_claim_of_every_topic():
    meetings = texts.meetings(COMPARISONS)
    for side in ("article", "commentary"):
        for topic in COMPARISONS.dropna(subset=[f"{side}_claims"]).to_dict("records"):
            rows = meetings[meetings["comparison_id"].eq(topic["comparison_id"]) & meetings["text"].eq(side)]
            assert "; ".join(rows["claim_id"]) == topic[f"{side}_claims"]


def test_meetings_name_claims_that_exist_and_leave_none_out():
    meetings = texts.meetings(COMPARISONS)
    assert set(meetings["claim_id"]) == set(CLAIMS["claim_id"])
    assert meetings["claim_id"].str[0].map({"P": "article", "A": "commentary"}).eq(meetings["text"]).all()
    assert meetings["relation"].map(texts.RELATIONS.index).is_monotonic_increasing


def test_a_relation_fits_who_speaks():
    silent = {"article only": "commentary_claims", "commentary only": "article_claims"}
    for topic in COMPARISONS.to_dict("records"):
        for side in ("article_claims", "commentary_claims"):
            assert pd.isna(topic[side]) == (silent.get(topic["relation"]) == side), topic["comparison_id"]


def test_reach_counts_graded_claims_topic_by_topic():
    reach = texts.reach(COMPARISONS, CLAIMS).set_index("comparison_id")
    assert len(reach) == len(COMPARISONS)
    for topic in COMPARISONS.set_index("comparison_id").itertuples():
        for side in ("article", "commentary"):
            listed = getattr(topic, f"{side}_claims")
            ids = [] if pd.isna(listed) else listed.split("; ")
            graded = CLAIMS[CLAIMS["claim_id"].isin(ids)]["verdict"].ne("not checkable").sum()
            assert reach.at[topic.Index, f"{side}_of"] == f"{graded} of {len(ids)}"
    assert not reach.loc[reach["relation"].str.endswith("only"), "both"].any()


# -- numbers in Persian


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (18, "۱۸"),
        (0, "۰"),
        ("0.67", "۰٫۶۷"),
        ("41%", "۴۱٪"),
        (f"{1370:,}", "۱٬۳۷۰"),
        (-5, "\u200e−۵"),
        ("1234567890", "۱۲۳۴۵۶۷۸۹۰"),
    ],
)
def test_numbers_in_persian(value, written):
    assert texts.persian(value) == written


@given(st.integers(min_value=0))
def test_persian_digits_are_the_same_number(value):
    written = texts.persian(value)
    assert int(written) == value
    assert not re.search("[0-9]", written)


# -- claims in Persian

TRANSLATED = texts.in_persian(CLAIMS, tables.load("claims_fa")).set_index("claim_id")
KEPT_APART = {"alliance|allies": "اتحاد|متحد", "coalition": "ائتلاف", "friend": "دوست"}
NAMED_BEFORE = {"P2.15"}  # its English says "they" of coalitions
ENGLISH = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
COUNTED = dict(zip(ENGLISH, texts.PERSIAN_WORDS[2:], strict=True))
HALF_SPACE = re.compile(r"(?<!\S)(?:ن?می) \S|\S (?:ها|های|هایی|ترین|اند)(?!\w)|ه ای(?!\w)")
SILENT = "دوره|دهه|همه|برنامه|عهدنامه|قطعنامه|توپخانه|ژانویه|فوریه|ژوئیه|مه|معاهده|وزیر خارجه"
NO_EZAFE = re.compile(rf"(?<!\w)(?:{SILENT}) (?!(?:را|و|از|در|به|که|با|است)(?!\w))\w")


def test_every_claim_is_said_in_persian():
    assert list(TRANSLATED.index) == list(CLAIMS["claim_id"])
    assert set(texts.OUTCOMES_FA) == set(texts.OUTCOMES) and TRANSLATED["outcome_fa"].notna().all()


def test_a_claim_without_persian_is_named():
    with pytest.raises(KeyError, match=re.escape("claim P1.4: add a row to claims_fa")):
        texts.in_persian(CLAIMS, tables.load("claims_fa").query("claim_id != 'P1.4'"))


@pytest.mark.parametrize(("english", "persian"), KEPT_APART.items())
def test_alliance_coalition_and_friendship_are_kept_apart_in_persian(english, persian):
    here = TRANSLATED.drop(NAMED_BEFORE)
    named = here["paraphrase"].str.contains(english, case=False)
    assert named.sum() >= 2
    assert list(here.index[named]) == list(here.index[here["paraphrase_fa"].str.contains(persian)])


def numbers(text):
    return sorted(re.findall(r"[0-9]+", text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))))


@pytest.mark.parametrize("code", TRANSLATED.index)
def test_a_claim_has_the_same_numbers_in_both_languages(code):
    english, persian = TRANSLATED.loc[code, ["paraphrase", "paraphrase_fa"]]
    solar = r"(\d{4}) \((?=\d{4}\))"  # a year of the Iranian calendar before ours
    for year in re.findall(solar, persian):
        after = re.search(rf"{year} \((\d+)", persian)[1]
        assert int(after) - int(year) in (621, 622)
    assert numbers(re.sub(solar, "(", persian)) == numbers(english)
    for word, said in COUNTED.items():
        if re.search(rf"\b{word}\b", english):
            assert re.search(rf"(?<!\w){said}(?!\w)", persian), f"{code} does not say {word}"


def test_persian_claims_have_half_spaces_ezafe_and_persian_marks():
    for code, said in TRANSLATED["paraphrase_fa"].items():
        assert not HALF_SPACE.search(said), (code, HALF_SPACE.search(said))
        assert not NO_EZAFE.search(said), (code, NO_EZAFE.search(said))
        assert not re.search(r"[0-9A-Za-z?,;%]|  | [،؛.:]|ۀ|ه‌ی ", said), code


@pytest.mark.parametrize("wrong", ["می کند", "کشور ها", "بزرگ ترین", "رفته اند", "خانه ای"])
def test_a_missing_half_space_is_found(wrong):
    assert HALF_SPACE.search(f"او {wrong}.")


def test_a_missing_ezafe_is_found():
    assert NO_EZAFE.search("در دوره قاجار") and not NO_EZAFE.search("این دوره را")


def test_every_claim_is_tested_in_a_chapter():
    found = texts.tested(COMPARISONS)
    named = {name for listed in found["claims"] for name in listed.split(", ")}
    assert named == set(CLAIMS["claim_id"])
    assert found["chapter"].is_unique


def test_sites_of_evidence_are_named_once_and_in_order():
    evidence = pd.Series(
        ["A (https://www.b.org/1); https://a.com/x; http://b.org/2).", "The text itself.", None]
    )
    assert texts.sites(evidence).tolist() == [["b.org", "a.com"], [], []]


def test_regraded_claims_are_those_that_an_edition_printed_otherwise():
    claims = pd.DataFrame(
        {"claim_id": ["P1.1", "P1.2", "P1.3"], "verdict": ["partly", "partly", "confirmed"]}
    )
    rows = [
        ("P1.1", "2026.2", "first", "confirmed"),
        ("P1.2", "2026.2", "first", "partly"),
        ("P1.2", "2026.2", "second", "confirmed"),
        ("P1.2", "2026.3", "first", "confirmed"),
    ]
    readings = pd.DataFrame(rows, columns=["claim_id", "rules", "reader", "verdict"])
    found = texts.regraded(claims, readings, "2026.2")
    assert found[["claim_id", "verdict_before"]].to_numpy().tolist() == [["P1.1", "confirmed"]]


# -- the rules of cutting and grading


def test_a_claim_is_scored_where_something_could_make_it_false_and_nowhere_else():
    assert CLAIMS["scored"].eq(CLAIMS["would_be_false_if"].notna()).all()


def test_definitions_that_are_scored_have_a_narrow_and_a_wide_verdict():
    two = CLAIMS["verdict_narrow"].notna()
    assert two.eq(CLAIMS["verdict_wide"].notna()).all()
    assert two.eq(CLAIMS["kind"].eq("definition") & CLAIMS["scored"]).all()
    apart = CLAIMS[two & CLAIMS["verdict_narrow"].ne(CLAIMS["verdict_wide"])]
    assert apart["verdict"].eq("partly").all(), "no rounding to one side"


def test_the_page_shows_both_verdicts_of_a_definition_and_what_would_refute_a_claim():
    rows = CLAIMS.set_index("claim_id", drop=False)
    both = rows[rows["verdict_narrow"].notna()].iloc[0]
    head = claims_page._head(both.to_dict(), "x").astext()
    assert f"(narrow: {both['verdict_narrow']}; wide: {both['verdict_wide']})" in head
    assert "narrow" not in claims_page._head(rows.loc["P5.1"].to_dict(), "x").astext()
    entry = claims_page._entry(new_document("x"), rows.loc["P5.1"].to_dict() | {"evidence": None}).astext()
    assert f"Would be false if: {rows.at['P5.1', 'would_be_false_if']}" in entry
    assert (
        "Would be false"
        not in claims_page._entry(new_document("x"), rows.loc["P1.1"].to_dict() | {"evidence": None}).astext()
    )


def test_every_claim_that_an_edition_printed_still_answers():
    ids = pd.read_csv(ROOT / "editions" / "ids.csv", dtype="str")
    printed = ids[ids["kind"].eq("claim") & ids["event"].eq("new")]["id"]
    assert set(printed) <= {claims_page.target(name) for name in CLAIMS["claim_id"]}
    older = CLAIMS[CLAIMS["since"].eq("2026.1")]
    assert {claims_page.target(name) for name in older["claim_id"]} == set(printed)


def test_a_claim_cut_from_another_is_of_its_paragraph():
    cut = CLAIMS.dropna(subset=["cut_from"])
    assert cut["cut_from"].str.split(".").str[0].eq(cut["passage_id"]).all()
    assert cut["since"].eq("2026.3").all()


def test_only_forecasts_rest_on_what_came_after_the_texts():
    rest = CLAIMS[CLAIMS["kind"].ne("prediction")]
    after = rest["evidence"].str.contains(r"\b202[2-6]\b|/202[2-6]", na=False)
    assert rest[after & rest["scored"]].empty


# -- on the page and in charts


def test_register_names_each_passage_by_the_topic_of_the_table():
    prose = (ROOT / "chapters" / "claims.md").read_text(encoding="utf-8")
    entry = r"^\(passage-(\w+)\)=\n### (\w+)\. (.+)\n\n```\{passage\} (\w+)\n```\n\n```\{claims\} (\w+)\n```"
    found = re.findall(entry, prose, re.MULTILINE)
    wanted = [(name, topic) for side in texts.contents(PASSAGES).values() for name, topic in side.items()]
    assert [(name.upper(), shown, topic, one, two) for name, shown, topic, one, two in found] == [
        (name, name, topic, name, name) for name, topic in wanted
    ]


def test_addresses_in_evidence_become_links_that_show_their_site():
    nodes = claims_page.linked("Reuters (https://www.example.org/a_(b)); TASS: https://example.net/c.")
    assert "".join(node.astext() for node in nodes) == "Reuters (example.org); TASS: example.net."
    assert [node["refuri"] for node in nodes if "refuri" in node] == [
        "https://www.example.org/a_(b)",
        "https://example.net/c",
    ]


def test_every_meeting_of_passage_and_topic_has_a_mark():
    meetings = texts.meetings(COMPARISONS)
    kinds = dict.fromkeys(texts.RELATIONS, "They meet")
    figure = charts.meetings(
        meetings,
        sides=texts.contents(PASSAGES),
        heads=texts.NAMES,
        kinds=kinds,
        hover=texts.positions(COMPARISONS),
    )
    for narrow in (False, True):
        drawn = charts.traces(figure.to_plotly_json()["data"], narrow=narrow)
        marks = sum(len(one["x"]) for one in drawn if one["mode"] == "markers")
        assert marks == len(meetings.drop_duplicates(["comparison_id", "passage_id"]))
        layout = figure.layout.to_plotly_json()
        notes = (charts.narrowed(layout) if narrow else layout)["annotations"]
        assert set(COMPARISONS["topic"]) <= {note["text"] for note in notes}
