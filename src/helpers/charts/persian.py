"""Charts in Persian: the words and digits of a drawn picture are said in Persian, the drawing stays.

Time goes on running from left to right, as in the drawing. A label's own words run from right to left, where
the start of a text is its right end: what was anchored at its start is now at its end, and stands where it
stood.
"""

from __future__ import annotations

import re

from .. import texts

# What a chart says, its numbers as {}: in Persian, with a break where its second line begins.
LABELS = {
    "PROMISED": "تعهد",
    "FOUGHT": "نبرد",
    "no data": "بی‌داده",
    "Friendship": "مودت",
    "Neutral": "بی‌طرفی",
    "Alliance, {}–{}": "اتحاد، {}–{}",
    "Stay out, consult": "بی‌طرفی، مشورت",
    "no promise to fight since {}": "از {} تعهدی به جنگیدن نیست",
    "{} conflict-years of its own: no state beside it in any of them": (
        "{} درگیری–سال خود ایران:\nدر هیچ‌یک دولتی در کنارش نبود"
    ),
    "Soviet forces against it": "نیروهای شوروی در برابرش",
    "{} and {}: attacked; Russia does not fight": "{} و {}: حمله به ایران؛ روسیه نمی‌جنگد",
    "Side by side: ten years, in Syria": "دوشادوش:\nده سال، در سوریه",
    "{}–{}": "{}–{}",
    "Votes in favour, of fifteen members": "رأی موافق، از پانزده عضو",
    "nine needed": "نه رأی لازم است",
    "{} vetoed by Russia and China": "{} وتوی روسیه و چین",
    "{} vetoed by Russia alone": "{} وتوی روسیه به‌تنهایی",
    "{} Russian drafts": "{} پیش‌نویس روسیه",
    "Iran: {} of {}": "ایران: رتبهٔ {} از {}",
    "Similarity of votes with Russia": "شباهت رأی‌ها با روسیه",
    "Russia to Iran": "از روسیه به ایران",
    "Iran to Russia": "از ایران به روسیه",
    "Million TIV a year": "میلیون واحد سیپری در سال",
    "sceptical": "بدبین",
    "in favour": "موافق",
    "official": "رسمی",
    "Years since signing": "سال از زمان امضا",
    "pact of their own": "پیمان دوجانبه",
    "treaty ended": "پایان معاهده",
    "both in NATO": "هر دو در ناتو",
    "Share of the pairs to which it has come": "سهم زوج‌هایی که به آن رسیده‌اند",
    "Iran and Russia, {}": "ایران و روسیه، {}",
}
TEXT = re.compile(r"(<text\b[^>]*>)(.*?)(</text>)", re.DOTALL)
LEAF = re.compile(r"(?<=>)[^<]+(?=<)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
ALONE = re.compile(r"[−-]?\d+(?:[.,]\d+)*%?")
ANCHOR = re.compile(r'text-anchor="(start|end)"')
OTHER = {"start": "end", "end": "start"}


class Untranslated(KeyError):
    """A chart says something that has no Persian yet."""


def in_persian(svg: str) -> str:
    """Return a picture with its words and digits in Persian.

    Raises
    ------
    Untranslated
        If one of its labels is not in :data:`LABELS`.

    Examples
    --------
    >>> print(in_persian('<svg text-anchor="start"><text x="1">official</text><text>50%</text></svg>'))
    <svg lang="fa" direction="rtl" text-anchor="end"><text x="1">رسمی</text><text>۵۰٪</text></svg>
    """
    said = ANCHOR.sub(lambda found: f'text-anchor="{OTHER[found[1]]}"', TEXT.sub(_text, svg))
    return said.replace("<svg", '<svg lang="fa" direction="rtl"', 1)


def label(said: str) -> str:
    """Return a label in Persian: a number by its digits, other words by the list.

    >>> label("−0.5"), label("Iran and Russia, 2016")
    ('\u200e−۰٫۵', 'ایران و روسیه، ۲۰۱۶')
    """
    if ALONE.fullmatch(said):
        return texts.persian(said.replace("−", "-"))
    if (known := LABELS.get(NUMBER.sub("{}", said))) is None:
        raise Untranslated(f"{said!r} has no Persian; add it to LABELS")
    return known.format(*map(texts.persian, NUMBER.findall(said)))


def _text(found: re.Match) -> str:
    """Put a label's lines in Persian where its lines are; one line takes the place of the last."""
    start, inner, end = found.groups()
    inner = f">{inner}<"  # so that each piece stands between two tags
    pieces = [one for one in LEAF.findall(inner) if one.strip()]
    lines = label(" ".join(" ".join(pieces).split())).split("\n")
    said = iter([*[""] * (len(pieces) - len(lines)), *lines])
    inner = LEAF.sub(lambda piece: next(said) if piece[0].strip() else "", inner)
    return f"{start}{inner[1:-1]}{end}"
