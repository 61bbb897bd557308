"""The Sphinx side of the book: from notebook outputs and tables to pages.

One module for each thing a page has; each has a ``setup`` that this one calls. Nothing here is needed to
rerun a notebook.
"""


def setup(app) -> dict:
    """Register every part of the extension with Sphinx."""
    from .citing import directives
    from .pages import (  # Sphinx: slow to import
        backlinks,
        claims,
        corrections,
        dictionary,
        figures,
        glossary,
        ledger,
        locators,
        numbers,
        persian,
        reference,
        references,
        site,
        sources,
    )

    parts = (site, figures, sources, claims, locators, numbers, persian)
    for part in (
        *parts,
        ledger,
        dictionary,
        corrections,
        glossary,
        references,
        backlinks,
        reference,
        directives,
    ):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
