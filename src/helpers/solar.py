"""Days in the calendar of Iran, Solar Hijri: a day of Persian text is given in both calendars."""

from __future__ import annotations

import datetime

from . import texts

MONTHS = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
]
WESTERN = [
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
]
FIRST = 226_894  # day before the first of a year 1 that keeps the rule below, as Python counts days
KNOWN = range(1210, 1500)  # years in which the rule of 33 years agrees with the calendar as it was kept


def solar(day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day in the calendar of Iran.

    The rule has eight leap years in 33; for the years of :data:`KNOWN` it gives the dates that Iran observed.

    Raises
    ------
    ValueError
        For a day of another year.

    Examples
    --------
    >>> solar(datetime.date(2026, 8, 22)), solar(datetime.date(1953, 8, 19))
    ((1405, 5, 31), (1332, 5, 28))
    """
    year = day.year - 621
    year -= day.toordinal() < new_year(year)
    if year not in KNOWN:
        raise ValueError(f"{day} is in {year}, outside the years {KNOWN[0]} to {KNOWN[-1]} that are known")
    passed = day.toordinal() - new_year(year)
    month = passed // 31 if passed < 186 else 6 + (passed - 186) // 30
    gone = month * 31 if month < 6 else 186 + (month - 6) * 30
    return year, month + 1, passed - gone + 1


def new_year(year: int) -> int:
    """Return the first of Farvardin as Python counts days.

    >>> datetime.date.fromordinal(new_year(1404))
    datetime.date(2025, 3, 21)
    """
    return FIRST + 365 * (year - 1) + (8 * year + 21) // 33 + 1


def both(day: datetime.date) -> str:
    """Return a day as Persian text has it, in both calendars.

    >>> both(datetime.date(2026, 8, 22))
    '۳۱ مرداد ۱۴۰۵ (۲۲ اوت ۲۰۲۶)'
    """
    year, month, date = solar(day)
    western = f"{day.day} {WESTERN[day.month - 1]} {day.year}"
    return texts.persian(f"{date} {MONTHS[month - 1]} {year} ({western})")
