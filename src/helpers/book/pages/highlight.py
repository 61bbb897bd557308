"""Code on a page: a mark on what the style sheet colours, and on nothing else.

Pygments marks every name, dot and bracket; most of a chapter's bytes were marks that no rule colours.
"""

from __future__ import annotations

from pygments.formatters import HtmlFormatter
from pygments.token import STANDARD_TYPES, Comment, Keyword, Number, String, Text

COLOURED = {
    Keyword: ("k", "kn", "kc", "ow"),
    String: ("s", "s1", "s2", "sa", "si"),
    Comment: ("c1",),
    Number: ("mi", "mf"),
}
_SEEN_AS = {name: kind for kind, names in COLOURED.items() for name in names}


class Plain(HtmlFormatter):
    """Write code as HTML in which only keywords, texts, comments and numbers are marked.

    Examples
    --------
    >>> from pygments import highlight
    >>> from pygments.lexers import PythonLexer
    >>> highlight("if a.b: c(1)", PythonLexer(), Plain(nowrap=True)).strip()
    '<span class="k">if</span> a.b: c(<span class="m">1</span>)'
    """

    def format_unencoded(self, tokensource, outfile):
        """Write tokens that have a colour as what they are seen as, and the others as plain text."""
        seen = ((_SEEN_AS.get(STANDARD_TYPES.get(kind, ""), Text), text) for kind, text in tokensource)
        super().format_unencoded(seen, outfile)


def take(app) -> None:
    """Let Sphinx write its code so."""
    if app.builder.format == "html":
        app.builder.highlighter.formatter = Plain


def setup(app) -> None:
    """Register the formatter when the builder has its own."""
    app.connect("builder-inited", take)
