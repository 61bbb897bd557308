"""What takes longer than a page can wait, kept as tables: the comparison, the hazards, the specifications.

A job makes one table of ``data/measures``. To register one, a module of this package names it in ``JOBS``::

    from ..derive import raw
    from . import runs
    from .jobs import Job

    def turns() -> pd.DataFrame:
        pairs = pd.read_csv(raw.read("atop/pairs.csv"))  # raw files only through helpers.derive.raw
        return pd.DataFrame(runs.over(one_turn, list(range(1946, 2019)), pairs))

    JOBS = {"comparison_turns": Job(turns, raw=["atop/pairs.csv"], tables=["states"])}

``one_turn(year, rng, pairs)`` returns one row and draws from `rng` alone. Describe the table as any
other (``"made_by": "helpers.models"`` in its schema), run ``make models`` and ``make tables``, and commit it
with its line in ``data/models.json``. Chapters load the table; nothing here knows the book.
"""
