"""Rebuild ``data/measures`` from published data sets.

``python -m helpers.derive`` rebuilds every table, ``python -m helpers.derive --check`` proves that the
committed tables are what the raw files give. No chapter imports this package: the book stands on the
committed tables alone.
"""

from . import conflict, unga

TABLES = {**unga.TABLES, **conflict.TABLES}
