"""The two texts as this book reads them: passages, claims, corrections, and where they meet.

Passage ``P5`` is the fifth paragraph of the article's abstract, ``A13`` the thirteenth of the commentary;
``P5.4`` is the fourth claim of ``P5``. These names never change: a claim that is cut in two keeps its name
for the half that came first, and the other half gets a new one.
"""

from __future__ import annotations

import re
import textwrap
from urllib.parse import urlsplit

import pandas as pd

from .tables import items, load
from .tiers import addresses

NAMES = {"article": "The article", "commentary": "The commentary"}
VERDICTS = ["confirmed", "confirmed with correction", "partly", "contradicted", "not checkable"]
OUTCOMES = {
    "confirmed": "The record bears it out as written.",
    "confirmed with correction": "The core holds; a detail is wrong.",
    "partly": "One part holds and another does not, or the evidence reaches only part of it.",
    "contradicted": "The record says the opposite.",
    "nothing found": "The record could settle it, and we found nothing that does.",
    "theory or judgement": "A premise, a reading of motives or causes, or advice: no record settles it.",
}
OUTCOMES_FA = {  # one wording each, wherever a verdict is said in Persian
    "confirmed": "تأیید شده",
    "confirmed with correction": "با اصلاح جزئیات تأیید شده",
    "partly": "تا حدی درست",
    "contradicted": "خلاف واقع",
    "nothing found": "چیزی یافت نشد",
    "theory or judgement": "نظریه یا داوری",
}
MEANINGS_FA = {
    "confirmed": "اسناد ادعا را همان‌گونه که نوشته شده تأیید می‌کند.",
    "confirmed with correction": "اصل ادعا درست است و جزئی از آن نادرست.",
    "partly": "بخشی از ادعا درست است و بخشی نه، یا شواهد تنها به بخشی از ادعا می‌رسد.",
    "contradicted": "اسناد خلاف ادعا را نشان می‌دهد.",
    "nothing found": "سند می‌توانست ادعا را روشن کند و سندی نیافتیم.",
    "theory or judgement": "فرض، برداشت از انگیزه یا علت، یا توصیه است و هیچ سندی تکلیفش را روشن نمی‌کند.",
}
LETTERS = {
    "confirmed": "C",
    "confirmed with correction": "D",
    "partly": "P",
    "contradicted": "X",
    "nothing found": "?",
    "theory or judgement": "–",
}
KINDS = ["historical fact", "policy fact", "prediction", "definition", "interpretation", "normative"]
PERSIAN_WORDS = ("صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده")
RELATIONS = ["agree", "differ", "contradict", "article only", "commentary only"]


def claims_of(passage: str) -> pd.DataFrame:
    """Return the claims of one passage, in their order.

    Parameters
    ----------
    passage
        Its id, such as P5.

    Raises
    ------
    KeyError
        If the passage makes no claim, or does not exist.
    """
    claims = load("claims")
    found = claims[claims["passage_id"].eq(passage)]
    if found.empty:
        raise KeyError(f"no claims in passage {passage!r}; passages are P1 to P7, A1 to A3 and A5 to A15")
    return found.sort_values("claim_id", key=_order)


def locators() -> dict[str, str]:
    """Return what each locator stands for: passage or claim id -> what it says, in our words."""
    passages, claims = load("passages"), load("claims")
    return {
        **dict(zip(passages["passage_id"], passages["topic"], strict=True)),
        **dict(zip(claims["claim_id"], claims["paraphrase"], strict=True)),
    }


def graded(claims: pd.DataFrame) -> pd.DataFrame:
    """Tell apart the two reasons for which a claim is not checkable.

    Parameters
    ----------
    claims
        Table ``claims``: one row a claim.

    Returns
    -------
    DataFrame
        The claims with `outcome`, one of :data:`OUTCOMES`: the verdict, or in place of "not checkable" either
        "nothing found" (the record could have settled it) or "theory or judgement" (no record could). Column
        `kind` is ordered as :data:`KINDS`, from reported fact to advice.
    """
    reason = claims["scored"].map({True: "nothing found", False: "theory or judgement"})
    outcome = claims["verdict"].mask(claims["verdict"].eq("not checkable"), reason)
    return claims.assign(outcome=outcome, kind=pd.Categorical(claims["kind"], KINDS, ordered=True))


def in_persian(claims: pd.DataFrame, translations: pd.DataFrame) -> pd.DataFrame:
    """Say every claim, and its verdict, in Persian.

    Parameters
    ----------
    claims
        :func:`graded` claims.
    translations
        Table ``claims_fa``: one row a claim.

    Returns
    -------
    DataFrame
        The claims with ``paraphrase_fa``, ``reviewed`` (whether a person has checked it) and ``outcome_fa``.

    Raises
    ------
    KeyError
        If a claim has no Persian.
    """
    missing = sorted(set(claims["claim_id"]) - set(translations["claim_id"]))
    if missing:
        raise KeyError(f"no Persian for claim {missing[0]}: add a row to claims_fa")
    both = claims.merge(translations, on="claim_id", validate="one_to_one")
    return both.assign(outcome_fa=both["outcome"].map(OUTCOMES_FA))


def placed(claims: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Give each claim its place in its text.

    Parameters
    ----------
    claims
        Table ``claims``: one row a claim.
    passages
        Table ``passages``: one row a paragraph.

    Returns
    -------
    DataFrame
        The claims with ``number`` (its place in its paragraph), ``paragraph`` (locator and topic) and
        ``words`` (locator and paraphrase, in lines of at most 60 characters, broken by ``<br>``).
    """
    topics = claims["passage_id"].map(passages.set_index("passage_id")["topic"])
    words = claims["claim_id"] + ": " + claims["paraphrase"]
    return claims.assign(
        number=_order(claims["claim_id"]),
        paragraph=claims["passage_id"] + " " + topics,
        words=["<br>".join(textwrap.wrap(line, 60)) for line in words],
    )


def count_verdicts(claims: pd.DataFrame, by: str | list[str] = "text", of: str = "verdict") -> pd.DataFrame:
    """Count claims by verdict, or by outcome.

    Parameters
    ----------
    claims
        Table ``claims``, or :func:`graded` claims.
    by
        Column or columns to group by.
    of
        ``verdict`` or ``outcome``.

    Returns
    -------
    DataFrame
        One row a group, one column a verdict in the order of :data:`VERDICTS` (or :data:`OUTCOMES`): counts
        of claims, 0 where a group has none.
    """
    keys = [by] if isinstance(by, str) else by
    order = {"verdict": VERDICTS, "outcome": list(OUTCOMES)}[of]
    counts = pd.crosstab([claims[key] for key in keys], claims[of])
    return counts.reindex(columns=order, fill_value=0).reset_index().rename_axis(columns=None)


def standing(claims: pd.DataFrame, by: str | list[str] = "text") -> pd.DataFrame:
    """Say how the claims fared that could be graded, by a strict, a middle and a generous rule.

    Returns
    -------
    DataFrame
        One row a group of `by`, in claims: ``claims``; ``testable`` (the record could settle them);
        ``graded`` (it gave a verdict); ``as_written`` (confirmed outright), ``core`` (or with a correction)
        and ``in_part`` (or partly), each including the one before. The columns ``share_...`` are these last
        three as shares of the graded claims, missing where none was graded.
    """
    held = {"as_written": VERDICTS[:1], "core": VERDICTS[:2], "in_part": VERDICTS[:3]}
    marks = claims.assign(
        claims=1,
        testable=claims["scored"].astype(int),
        graded=claims["verdict"].ne("not checkable").astype(int),
        **{name: claims["verdict"].isin(enough).astype(int) for name, enough in held.items()},
    )
    counts = marks.groupby(by)[["claims", "testable", "graded", *held]].sum()
    shares = {f"share_{name}": counts[name] / counts["graded"].mask(counts["graded"].eq(0)) for name in held}
    return counts.assign(**shares).reset_index()


def rules(claims: pd.DataFrame) -> pd.DataFrame:
    """Say how the share of graded claims that hold moves with the rule and with the way of counting.

    Parameters
    ----------
    claims
        Table ``claims``: one row a claim.

    Returns
    -------
    DataFrame
        One row a ``rule``, in words; columns ``article`` and ``commentary`` with shares of graded claims. The
        last row has the mean over paragraphs of the share in each, those without graded claims left out.
    """
    every = standing(claims).set_index("text")
    read = standing(claims[claims["how_known"].eq("read")]).set_index("text")
    paragraphs = standing(claims, ["text", "passage_id"]).groupby("text").mean(numeric_only=True)
    shares = {
        "A claim must stand as written": every["share_as_written"],
        "A wrong detail is forgiven": every["share_core"],
        "It is enough that a part holds": every["share_in_part"],
        "A wrong detail is forgiven; only evidence that was read": read["share_core"],
        "A wrong detail is forgiven; every paragraph counts alike": paragraphs["share_core"],
    }
    return pd.DataFrame(shares).T.rename_axis(index="rule", columns=None).reset_index()


def meanings(claims: pd.DataFrame) -> pd.DataFrame:
    """Say what each outcome means and how often it was given.

    Parameters
    ----------
    claims
        Table ``claims``: one row a claim.

    Returns
    -------
    DataFrame
        One row one of :data:`OUTCOMES`: ``outcome``, ``means``, and the number of claims in ``article`` and
        ``commentary``.
    """
    counts = (
        count_verdicts(claims, of="outcome").set_index("text").T.reindex(columns=list(NAMES), fill_value=0)
    )
    rows = counts.rename_axis(index="outcome", columns=None).reset_index()
    return rows.assign(means=list(OUTCOMES.values()))


def numbers_of_texts(
    passages: pd.DataFrame, claims: pd.DataFrame, comparisons: pd.DataFrame, corrections: pd.DataFrame
) -> dict[str, object]:
    """Return the numbers of which sentences about the texts are made.

    Parameters
    ----------
    passages, comparisons, corrections
        The tables of these names.
    claims
        :func:`graded` claims.

    Returns
    -------
    dict
        Counts: ``n_claims``, ``n_passages``, ``n_topics``, ``n_corrections``, ``n_testable``, ``n_graded``,
        and ``n_`` with each outcome, relation and way of knowing. For each text, as ``article_...`` and
        ``commentary_...``: ``passages``, ``words``, ``corrections`` and ``claims``; of these the ``facts``
        (of history or policy), ``facts_share``, and ``judgement_share``, that of theory or judgement.
    """
    counts = {"claims": len(claims), "passages": len(passages), "topics": len(comparisons)}
    counts |= {"corrections": len(corrections), "testable": claims["scored"].sum()}
    counts |= {"graded": claims["verdict"].ne("not checkable").sum()}
    for column in (claims["outcome"], comparisons["relation"], claims["how_known"]):
        counts |= column.value_counts().to_dict()
    found: dict[str, object] = {f"n_{name.replace(' ', '_')}": int(count) for name, count in counts.items()}
    for text in NAMES:
        said, claimed = (table[table["text"].eq(text)] for table in (passages, claims))
        found |= {f"{text}_{name}": value for name, value in _numbers_of(said, claimed, corrections).items()}
    return found


def _numbers_of(passages: pd.DataFrame, claims: pd.DataFrame, corrections: pd.DataFrame) -> dict[str, object]:
    facts, judgement = claims["kind"].isin(KINDS[:2]), claims["outcome"].eq("theory or judgement")
    return {
        "passages": len(passages),
        "words": f"{passages['words'].sum():,} words",
        "corrections": int(corrections["passage_id"].isin(passages["passage_id"]).sum()),
        "claims": len(claims),
        "facts": int(facts.sum()),
        "facts_share": f"{facts.mean():.0%}",
        "judgement_share": f"{judgement.mean():.0%}",
    }


def substantial(corrections: pd.DataFrame) -> pd.DataFrame:
    """Return the corrections of substance: a sense reversed, then wrong facts, in reading order.

    Parameters
    ----------
    corrections
        Table ``corrections``: one row a slip of a text.

    Examples
    --------
    >>> substantial(pd.DataFrame({"claim_id": ["A1.1", "P2.1"], "weight": ["detail", "wrong fact"]}))
      claim_id      weight
    0     P2.1  wrong fact
    """
    found = corrections[corrections["weight"].isin(["reverses the sense", "wrong fact"])]
    return found.sort_values(["weight", "claim_id"], key=_by_place, ignore_index=True)


def sites(evidence: pd.Series) -> pd.Series:
    """Name the web sites on which each piece of evidence rests.

    Parameters
    ----------
    evidence
        Evidence in words, with its addresses; missing where none is offered.

    Returns
    -------
    Series
        For each, the list of different sites in the order of their first mention, without "www."; empty where
        the evidence is missing, or is a data set or a text named without an address.
    """
    found = evidence.fillna("").map(addresses)
    names = found.map(lambda each: [urlsplit(address).netloc.removeprefix("www.") for address in each])
    return names.map(lambda listed: list(dict.fromkeys(listed)))


def regraded(claims: pd.DataFrame, readings: pd.DataFrame, rules: str) -> pd.DataFrame:
    """Return the claims whose verdict is another than the one that an earlier edition printed.

    Parameters
    ----------
    claims
        Table ``claims``: one row a claim.
    readings
        Table ``claim_readings``: one row a claim, a set of rules and a reader.
    rules
        The edition whose verdicts, those of its first reader, are held against those of today.

    Returns
    -------
    DataFrame
        One row a claim of both, with ``verdict_before`` beside ``verdict``.
    """
    printed = readings[readings["rules"].eq(rules) & readings["reader"].eq("first")]
    printed = printed.set_index("claim_id")["verdict"].rename("verdict_before")
    both = claims.join(printed, on="claim_id", how="inner")
    return both[both["verdict_before"].ne(both["verdict"])]


def contents(passages: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the paragraphs of each text and their topics, in reading order: text -> passage id -> topic.

    Parameters
    ----------
    passages
        Table ``passages``: one row a paragraph.
    """
    texts = passages.sort_values("position").groupby("text")
    return {text: dict(zip(part["passage_id"], part["topic"], strict=True)) for text, part in texts}


def positions(comparisons: pd.DataFrame) -> dict[str, str]:
    """Return what the texts say on each topic, in one line: topic -> words.

    Parameters
    ----------
    comparisons
        Table ``comparisons``: one row a topic.
    """
    words = comparisons["article_says"] + " " + comparisons["commentary_says"]
    return dict(zip(comparisons["topic"], words, strict=True))


def meetings(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Spread the topics over the claims that speak to them.

    Parameters
    ----------
    comparisons
        Table ``comparisons``: one row a topic, with two lists of claims.

    Returns
    -------
    DataFrame
        One row a topic and claim: ``comparison_id``, ``topic``, ``relation``, ``text``, ``passage_id`` and
        ``claim_id``; topics in the order of :data:`RELATIONS`. A claim may speak to more than one topic; a
        text that is silent on a topic has no row there.
    """
    lists = comparisons.melt(
        id_vars=["comparison_id", "topic", "relation"],
        value_vars=["article_claims", "commentary_claims"],
        var_name="text",
        value_name="claim_id",
    ).dropna()
    lists["text"] = lists["text"].str.removesuffix("_claims")
    rows = lists.assign(claim_id=items(lists["claim_id"])).explode("claim_id")
    rows["passage_id"] = rows["claim_id"].str.split(".").str[0]
    return rows.sort_values(["relation", "topic"], key=_by_relation, kind="stable", ignore_index=True)


def tested(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Say which chapter tests which topics, and so which claims.

    Parameters
    ----------
    comparisons
        Table ``comparisons``: one row a topic.

    Returns
    -------
    DataFrame
        One row a chapter that tests a topic: ``chapter`` (its number), ``topics`` and ``claims``, lists in
        words; claims in reading order, each once. A claim on two topics may stand under two chapters.
    """
    rows = meetings(comparisons).merge(comparisons[["comparison_id", "tested_in"]], on="comparison_id")
    rows = rows.sort_values(["claim_id"], key=_by_place, kind="stable")
    groups = rows.rename(columns={"tested_in": "chapter"}).groupby("chapter")
    lists = {
        "topics": groups["topic"].agg(lambda names: "; ".join(sorted(set(names)))),
        "claims": groups["claim_id"].agg(lambda names: ", ".join(dict.fromkeys(names))),
    }
    return pd.DataFrame(lists).reset_index()


def reach(comparisons: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Count, topic by topic, how many of the claims on either side the evidence could grade.

    Parameters
    ----------
    claims
        Table ``claims``: one row a claim.

    Returns
    -------
    DataFrame
        One row a topic, in the order of :data:`RELATIONS`: the columns of `comparisons` and, in claims,
        ``article``, ``article_graded``, ``commentary`` and ``commentary_graded``, 0 where a text is silent;
        ``article_of`` and ``commentary_of`` say the same in words ("2 of 3"); ``both`` is true where either
        text has a graded claim.
    """
    rows = meetings(comparisons).merge(claims[["claim_id", "verdict"]], on="claim_id", validate="many_to_one")
    rows["graded"] = rows["verdict"].ne("not checkable").astype(int)
    sides = rows.groupby(["comparison_id", "text"])["graded"].agg(["size", "sum"]).unstack(fill_value=0)
    sides.columns = [text if count == "size" else f"{text}_graded" for count, text in sides.columns]
    found = comparisons.merge(sides, left_on="comparison_id", right_index=True)
    for text in NAMES:
        found[f"{text}_of"] = found[f"{text}_graded"].astype(str) + " of " + found[text].astype(str)
    found["both"] = found["article_graded"].gt(0) & found["commentary_graded"].gt(0)
    return found.sort_values(["relation", "topic"], key=_by_relation, kind="stable", ignore_index=True)


def persian(value: object, *, words: bool = False) -> str:
    """Return a number as written in Persian text.

    Parameters
    ----------
    value
        A number, or text with digits.
    words
        As prose has it: whole numbers to ten and the sign for per cent in words. The minus of a number stands
        before it also where lines run from right to left.

    Examples
    --------
    >>> persian(18), persian("0.67"), persian("41%")
    ('۱۸', '۰٫۶۷', '۴۱٪')
    >>> persian(2, words=True), persian("3%", words=True), persian("0.1 to 15%", words=True)
    ('دو', 'سه درصد', '۰٫۱ تا ۱۵ درصد')
    """
    said = str(value)
    if words and (small := re.fullmatch(r"(\d|10)(%?)", said)):
        return PERSIAN_WORDS[int(small[1])] + (" درصد" if small[2] else "")
    if words:
        said = said.replace(" to ", " تا ").replace("%", " درصد")
    return re.sub(r"^-", "\u200e-", said).translate(str.maketrans("0123456789.%,-", "۰۱۲۳۴۵۶۷۸۹٫٪٬−"))


def _order(ids: pd.Series) -> pd.Series:
    """Sort P5.10 after P5.9."""
    return ids.str.split(".").str[1].astype(int)


def _by_place(column: pd.Series) -> pd.Series:
    """Sort claims by text, the article first, then paragraph and place; other columns by value."""
    if column.name != "claim_id":
        return column
    parts = column.str.extract(r"([PA])(\d+)\.(\d+)")
    return parts[0].map({"P": 0, "A": 1}) * 10_000 + parts[1].astype(int) * 100 + parts[2].astype(int)


def _by_relation(column: pd.Series) -> pd.Series:
    """Sort relations in their order, and topics by name."""
    return column.map(RELATIONS.index) if column.name == "relation" else column
