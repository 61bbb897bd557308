"""The Sphinx side of the book: from notebook outputs and tables to pages.

One module for each thing a page has; each has a ``setup`` that this one calls. Nothing here is needed to
rerun a notebook.
"""


def setup(app) -> dict:
    """Register every part of the extension with Sphinx."""
    from .build import plain, rereading
    from .citing import directives
    from .pages import (  # Sphinx: slow to import
        backlinks,
        boxes,
        brief,
        cards,
        cells,
        chooser,
        claims,
        claims_fa,
        complaints,
        corrections,
        dictionary,
        elsewhere,
        farsi,
        figures,
        folds,
        frame,
        front,
        glossary,
        headings,
        highlight,
        ledger,
        links,
        listing,
        locators,
        margin,
        marked,
        mutations,
        numbers,
        otherwise,
        persian,
        pictures_fa,
        policy,
        reference,
        references,
        returning,
        robustness,
        search,
        site,
        sorting,
        sources,
        spelling,
        tiers,
        values,
    )
    from .trail import pages as trail

    first = (marked, trail, frame, site, highlight, figures, sources, sorting, claims, locators, numbers)
    then = (persian, spelling, ledger, chooser, dictionary, corrections, glossary, references, tiers)
    shape = (
        backlinks,
        reference,
        boxes,
        front,
        brief,
        farsi,
        values,
        elsewhere,
        otherwise,
        links,
        listing,
        folds,
        headings,
        cells,
        margin,
        cards,
        directives,
    )
    counts = (robustness, returning, complaints, mutations)
    in_persian = (claims_fa, pictures_fa)
    last = (policy, search, links, rereading, plain)
    for part in (*first, *then, *counts, *in_persian, *shape, *last):
        part.setup(app)
    # Some parts keep in the environment what pages say of each other, which processes would not share.
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
