"""Rebuild ``data/measures`` from published data sets.

``python -m helpers.derive`` rebuilds every table, ``python -m helpers.derive --check`` proves that the
committed tables are what the raw files give. No chapter imports this package: the book stands on the
committed tables alone.
"""

from . import (
    alliances,
    arms,
    assembly,
    capabilities,
    conflict,
    disputes,
    dyads,
    events,
    groups,
    maps,
    rules,
    ties,
    trade,
    treaty_outcomes,
    two_states,
    unga,
    vetoes,
)

TABLES = {
    **alliances.TABLES,
    **arms.TABLES,
    **assembly.TABLES,
    **capabilities.TABLES,
    **conflict.TABLES,
    **disputes.TABLES,
    **dyads.TABLES,
    **events.TABLES,
    **groups.TABLES,
    **maps.TABLES,
    **rules.TABLES,
    **ties.TABLES,
    **trade.TABLES,
    **two_states.TABLES,
    **treaty_outcomes.TABLES,
    **unga.TABLES,
    **vetoes.TABLES,
}
