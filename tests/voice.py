"""``python -m tests.voice chapters/08-friends.ipynb``: hold the prose of a chapter to voice.toml.

What is measured is what a reader reads: numbers stand where they are glued, references as words, and code,
tables, captions, sources and Persian are left out. A count finds chopped and glued sentences; whether a
sentence is true, fair or worth its place it does not find.
"""

import re
import statistics
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import nbformat

RULES = tomllib.loads(Path(__file__).with_name("voice.toml").read_text(encoding="utf-8"))
LIMITS, WARNINGS = RULES["limits"], RULES["warnings"]

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LOCATOR = re.compile(r"\b[PA]\d{1,2}(?:\.\d{1,2})?\b")
NUMERAL = re.compile(r"(?<![\w.–-])\d[\d,.]*(?<![,.])")
NAMED = re.compile(
    r"\b(?:[Cc]hapters?|[Ff]igures?|[Tt]ables?|[Aa]rticles?|[Rr]esolutions?) [\d.]+(?:\(\d\))?"
)
EXEMPT = re.compile(
    rf"\b\d{{1,2}} (?:{MONTHS})\b|\b(?:{MONTHS}) \d{{1,2}}\b|\d+(?:–\d+)+|\d[\d.]*(?:%| per cent)"
    r"|(?<![\d.])\d+ (?:for|against|abstaining)\b|\b\d+ \(\d+\)"
)
SMALL = re.compile(r"(?<![\w.,–-])(?:\d|10)(?![\w,:%–-]|\.\d)")
CLOSING = re.compile(r"^\*?This chapter (?:\*?bears|is about|concerns)")
ABSTRACT = re.compile(
    r"^(?:The (?:record|table|count|rule|reading|figure|data|share|number|measure|list|selection|comparison"
    r"|answer|premise|row|case|evidence|text|first|second|last)s?|That|What|Of the|Of them|By (?:the|this)"
    r"|None|One|Which|It is|There (?:is|are|was)|This)\b"
)
CONCESSION = re.compile(
    r"\b(?:though|although|unless|except|however|nevertheless|even if|as far as|at least|at most|apart from"
    r"|only if|that is)\b",
    re.IGNORECASE,
)


def read(source: str) -> str:
    """Return the Markdown of a cell as a page prints it; its numbers stand in it."""
    text = re.sub(r"\{numref\}`fig-[^`]*`", "The figure", source)
    text = re.sub(r"\{numref\}`tbl-[^`]*`", "The table", text)
    text = re.sub(r"\{cite:t\}`[^`]*`", "Author", text)
    text = re.sub(r"\s*\{(?:cite:?\w*|record)\}`[^`]*`|\s*\(?\[[^\]]*\]\(#holds-[^)]*\)\)?", "", text)
    text = re.sub(r"\{\w+(?::\w+)?\}`([^`<]*?)\s*(?:<[^`>]*>)?`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]{1,2}", "", text)


def paragraphs(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of prose, each with the id of its cell."""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        source = re.sub(
            r"^:::+\{(?:question|answer|sure|persian)\}.*?^:::+\s*$", "", cell.source, flags=re.M | re.S
        )
        source = re.sub(r"^(?:\(\S+\)=|:::.*|```.*|:\w+:.*)$", "\n", source, flags=re.M)
        for block in re.split(r"\n\s*\n", source):
            block = " ".join(read(block).split())
            if len(block.split()) > 8 and not block.startswith(("#", "|", "- ")):
                yield cell.id, block


def sentences(text: str) -> list[str]:
    """Cut a paragraph into its sentences."""
    cut = re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[“‘(]?[A-Z\d])", text)
    return [sentence for sentence in cut if len(sentence.split()) > 1]


def answer(notebook: nbformat.NotebookNode) -> str:
    """Return the answer above the three numbers of a chapter's opening; nothing of a page without one."""
    boxes = (re.search(r"^:::\{answer\}\n(.*?)^:::\s*$", cell.source, re.M | re.S) for cell in notebook.cells)
    body = next((found[1] for found in boxes if found), "")
    return " ".join(read(body.split("\n\n")[0]).split())


def summaries(notebook: nbformat.NotebookNode) -> dict[str, int]:
    """Return how many words each summary of a text has, by the label of its section."""
    found: dict[str, int] = {}
    label = ""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for part in re.split(r"^(?=\(\S+\)=$)", cell.source, flags=re.M):
            label = named[1] if (named := re.match(r"\((\S+)\)=", part)) else label
            if label.endswith(("-article", "-commentary")):
                prose = re.sub(r"^(?:\(\S+\)=|#.*|:::.*\n(?:.*\n)*?:::)$", "", part, flags=re.M)
                found[label] = found.get(label, 0) + len(LOCATOR.sub("", read(prose)).split())
    return found


def _numerals(text: str) -> list[str]:
    return NUMERAL.findall(NAMED.sub("", LOCATOR.sub("", text)))


def faults(notebook: nbformat.NotebookNode, *, ledger: bool = False) -> list[str]:
    """Return what breaks a limit, each with its place and number; a ledger may name all its claims.

    A page of the appendix, which has no answer at its head, may be as short or long as it needs to be.
    """
    prose, answered = list(paragraphs(notebook)), answer(notebook)
    if not prose:
        return ["no paragraph of prose"]
    found = [*_of_answer(answered), *_of_sentences(prose), *_of_paragraphs(prose, ledger)]
    for label, length in summaries(notebook).items():
        if length > LIMITS["summary_words"] and not ledger:
            found.append(f"{label}: {length} words sum up a text, at most {LIMITS['summary_words']}")
    length = sum(len(text.split()) for _, text in prose)
    low, high = LIMITS["chapter_words"]
    return (
        found
        if not answered or low <= length <= high
        else [*found, f"{length} words, asked are {low} to {high}"]
    )


def _of_answer(text: str) -> Iterator[str]:
    if (length := len(text.split())) > LIMITS["answer_words"]:
        yield f"answer: {length} words, at most {LIMITS['answer_words']}"
    if (many := len(_numerals(text))) > LIMITS["answer_numerals"]:
        yield f"answer: {many} numerals, at most {LIMITS['answer_numerals']}"
    if codes := LOCATOR.findall(text):
        yield f"answer: names {codes[0]}; a stranger knows no codes"


def _of_sentences(prose: list[tuple[str, str]]) -> Iterator[str]:
    lengths = {
        (cell, sentence): len(LOCATOR.sub("", sentence).split())
        for cell, text in prose
        for sentence in sentences(text)
    }
    longest = LIMITS["sentence_longest"]
    for (cell, sentence), length in lengths.items():
        if length > longest:
            yield f"{cell}: {length} words in one sentence, at most {longest}: {sentence[:70]}…"
    if (mean := statistics.mean(lengths.values())) > LIMITS["sentence_mean"]:
        yield f"sentences have {mean:.1f} words at the mean, at most {LIMITS['sentence_mean']}"
    if (decile := sorted(lengths.values())[int(0.9 * len(lengths))]) > LIMITS["sentence_ninth_decile"]:
        yield f"one sentence in ten has {decile} words or more, at most {LIMITS['sentence_ninth_decile']}"


def _of_paragraphs(prose: list[tuple[str, str]], ledger: bool) -> Iterator[str]:
    length = sum(len(text.split()) for _, text in prose)
    numerals = 100 * sum(len(_numerals(text)) for _, text in prose) / length
    if numerals > LIMITS["numerals_per_hundred_words"]:
        yield f"{numerals:.1f} numerals in a hundred words, at most {LIMITS['numerals_per_hundred_words']}"
    for cell, text in prose:
        codes = set(LOCATOR.findall(text))
        if len(codes) > LIMITS["locators_in_a_paragraph"] and not ledger and not CLOSING.match(text):
            yield f"{cell}: {len(codes)} claims in a paragraph, one is enough: {text[:60]}…"
        if small := SMALL.search(EXEMPT.sub("", NAMED.sub("", LOCATOR.sub("", text)))):
            yield f"{cell}: {small[0]!r} as a digit, numbers to ten are words: {text[:60]}…"
        for said, instead in RULES["instead"].items():
            if bad := re.search(rf"\b(?:{said})\b", text, 0 if said[0].isupper() else re.IGNORECASE):
                yield f"{cell}: {bad[0]!r}; say {instead}"


def warnings(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what an editor should look at: counts that can be right or wrong."""
    all_sentences = [sentence for _, text in paragraphs(notebook) for sentence in sentences(text)]
    text = " ".join(all_sentences)
    length, many = max(1, len(text.split())), max(1, len(all_sentences))
    measured = {
        "commas_a_sentence": text.count(",") / many,
        "abstract_openers": sum(bool(ABSTRACT.match(sentence)) for sentence in all_sentences) / many,
        "concessions_per_hundred_words": 100 * len(CONCESSION.findall(text)) / length,
    }
    found = [
        f"{name.replace('_', ' ')}: {value:.2f}" for name, value in measured.items() if value > WARNINGS[name]
    ]
    mean = length / many
    return (
        [*found, f"sentences of {mean:.1f} words at the mean: telegraphic"]
        if mean < WARNINGS["sentence_mean_below"]
        else found
    )


def main(paths: list[str]) -> int:
    """Print the faults of notebooks, and what an editor should look at; return 1 if there is a fault."""
    failed = False
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        wrong = faults(notebook, ledger="ledger" in path)
        failed |= bool(wrong)
        print(
            path,
            *(f"  {fault}" for fault in wrong),
            *(f"  (look at: {it})" for it in warnings(notebook)),
            sep="\n",
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
