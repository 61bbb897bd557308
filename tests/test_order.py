"""The order in which a reader expects rows: by what a value is, not by how it is printed."""

import random

import pandas as pd
import pytest

from helpers import order

IN_ORDER = {
    "dates of any precision": ["1991", "2016-02", "2016-02-11", "2016‑03", "2017"],
    "numbers with their signs": ["−12", "−3.5", "+0.4", "7", "1,370", "12,000.5"],
    "shares": ["−3%", "0%", "9.5%", "50%"],
    "points": ["−0.9 points", "+0.35 points", "+0.4 points"],
    "votes": ["9–1–5", "9–2–4", "10–0–5", "13–2–0"],
    "codes of claims": ["A13.5", "P4.2", "P4.10", "P5"],
    "text without case and accents": ["alpha", "Beta", "Çelik", "Délit", "Türkiye", "Zarif"],
    "numbers before text": ["3", "12", "not read"],
    "Persian": ["آلمان", "ایران", "پاکستان", "چین", "روسیه", "ژاپن", "کره", "گرجستان", "هند", "یمن"],
    "Persian with half-spaces": ["هم‌پیمان", "همراه"],
    "dates": [pd.Timestamp("1991-12-01"), pd.Timestamp("2016-02-11"), pd.Timestamp("2016-02-12")],
    "quotation marks aside": ["“Alpha”", "Beta", "(gamma)"],
}


@pytest.mark.parametrize("values", IN_ORDER.values(), ids=IN_ORDER)
def test_values_stand_in_the_order_a_reader_expects(values):
    mixed = random.Random(5).sample(values, len(values))
    assert [values[rank] for rank in order.ranks(mixed)] == mixed


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT, "", "–"])
def test_what_is_missing_has_no_rank(missing):
    assert order.ranks([2, missing, 1]) == [1, None, 0]


def test_steps_of_a_scale_are_told_from_words():
    assert order.ranks(["high", pd.NA, "low", "none", "medium"]) == [3, None, 1, 0, 2]
    assert order.ranks(["high", "low", "middling"]) == [0, 1, 2]


def test_equal_values_share_a_rank():
    assert order.ranks(["Iran", "iran", "Russia"]) == [0, 0, 1]


def test_arabic_and_persian_letters_are_one():
    assert order.key("يمن ك") == order.key("یمن ک")
