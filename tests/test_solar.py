"""Days in the calendar of Iran: known days of its history, and what is outside."""

import datetime

import pytest

from helpers import solar

KNOWN = {
    (1881, 9, 21): (1260, 6, 30),
    (1921, 2, 26): (1299, 12, 7),
    (1941, 8, 25): (1320, 6, 3),
    (1953, 8, 19): (1332, 5, 28),
    (1979, 2, 11): (1357, 11, 22),
    (2021, 3, 20): (1399, 12, 30),
    (2024, 12, 7): (1403, 9, 17),
    (2025, 1, 17): (1403, 10, 28),
    (2026, 2, 28): (1404, 12, 9),
    (2026, 3, 20): (1404, 12, 29),
    (2026, 3, 21): (1405, 1, 1),
}


@pytest.mark.parametrize("day", KNOWN)
def test_days_that_iranians_know_by_their_own_date(day):
    assert solar.solar(datetime.date(*day)) == KNOWN[day]


def test_every_day_follows_the_one_before():
    start = datetime.date(1900, 1, 1)
    days = [solar.solar(start + datetime.timedelta(days=number)) for number in range(200 * 365)]
    assert days == sorted(set(days))
    assert {month: max(day[2] for day in days if day[1] == month) for month in range(1, 13)} == {
        **dict.fromkeys(range(1, 7), 31),
        **dict.fromkeys(range(7, 13), 30),
    }


def test_a_day_long_ago_is_refused():
    with pytest.raises(ValueError, match="outside the years"):
        solar.solar(datetime.date(1804, 1, 1))
