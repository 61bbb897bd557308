"""The text of a part of a page with signs where lines and cells begin: its words, and how they were set."""

LINE, CELL = "\ue010", "\ue011"
BLOCKS = (
    *("p", "li", "tr", "td", "th", "caption", "figcaption", "section", "figure", "table", "div", "dl", "dt"),
    *("dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "script", "blockquote", "ul", "ol"),
)


def mark(element) -> None:
    """Put a sign where each line and each cell of an element of a page begins, and where a line ends."""
    for one in element.iter(*BLOCKS):
        cell = one.tag in ("td", "th")
        one.text = (CELL if cell else LINE) + (one.text or "")
        if not cell:
            one.tail = LINE + (one.tail or "")


def tidy(text: str) -> str:
    """Return a text with one space where it has several, and one sign where it has several.

    Examples
    --------
    >>> tidy(f"a  b{LINE}{LINE}c ") == f"a b{LINE}c "
    True
    """
    text = " ".join(f"{CELL}{text}{CELL}".split())[1:-1]  # the space at an end stays, as one
    while LINE * 2 in text:
        text = text.replace(LINE * 2, LINE)
    return text


def words(text: str) -> str:
    """Return what is read in a text that is tidy, without signs.

    Examples
    --------
    >>> words(f"{LINE}a {CELL}b")
    'a b'
    """
    text = text.replace(LINE, "").replace(CELL, "")
    while "  " in text:  # many times faster than to split, and the texts of all editions are read
        text = text.replace("  ", " ")
    return text.strip()


def lines(text: str) -> list[str]:
    """Return the lines of a text; the cells of a row are set apart.

    Examples
    --------
    >>> lines(f"{LINE}One.{LINE}{CELL}a{CELL}b{LINE}")
    ['One.', 'a | b']
    """
    rows = (" | ".join(filter(None, map(str.strip, line.split(CELL)))) for line in text.split(LINE))
    return [row for row in rows if row]
