"""Citing the book and its parts: permanent ids, records for reference managers, editions, errata.

All of it is read off the finished pages, so that what is cited is what the reader sees: ``units`` finds what
can be cited, ``formats`` writes its records, ``register`` keeps the ids for ever, ``finish`` puts the rest in
place.
"""


class CitingError(ValueError):
    """Something that would break a citation; the message names file and line, and what to do."""
