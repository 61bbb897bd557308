"""How alike two states vote: agreement, and agreement beyond chance.

Everything rests on one sufficient statistic: for a dyad and a set of roll calls, the nine counts of a 3 x 3
table (what one state voted by what the other voted). :func:`count_votes` makes it, :func:`pool_periods` adds
it up over years, :func:`agreement`, :func:`ordered_agreement`, :func:`kappa` and :func:`scott_pi` read it,
and :func:`interval` says how sure we can be.

References
----------
.. [1] Voeten, E. (2013). Data and analyses of voting in the United Nations General Assembly. In B. Reinalda
   (Ed.), Routledge Handbook of International Organization.
.. [2] Häge, F. M. (2011). Choice or circumstance? Adjusting measures of foreign policy similarity for chance
   agreement. Political Analysis 19(3), 287-305.

"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..tables import DataError

VOTES = ("yes", "abstain", "no")
COUNTS = tuple(f"{a}_{b}" for a in VOTES for b in VOTES)
SMALLEST = 5
SEED = 2021


def dyad_votes(votes: pd.DataFrame, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Put the votes of one state beside those of its partners.

    Parameters
    ----------
    votes
        One row a roll call and state: ``roll_call``, ``state``, ``vote`` (yes, abstain, no, or missing when
        the state was absent or not a member); every other column describes the roll call.
    state, partners
        ISO 3166 alpha-3 codes.

    Returns
    -------
    DataFrame
        One row a roll call and dyad: the columns of the roll call, ``partner``, ``vote_a`` (the state's),
        ``vote_b`` (the partner's).

    Raises
    ------
    DataError
        If a state is not in `votes`, or has two votes in one roll call.

    Examples
    --------
    >>> votes = pd.DataFrame({
    ...     "roll_call": [1, 1, 2], "state": ["IRN", "RUS", "IRN"], "vote": ["yes", "no", "yes"]
    ... })
    >>> dyad_votes(votes, "IRN", ["RUS"])
       roll_call vote_a partner vote_b
    0          1    yes     RUS     no
    """
    if unknown := sorted({state, *partners} - set(votes["state"])):
        raise DataError(f"votes: no row for {', '.join(unknown)}; next: use ISO alpha-3 codes of the table")
    if (repeated := votes.duplicated(["roll_call", "state"])).any():
        row = votes[repeated].iloc[0]
        raise DataError(
            f"votes: roll call {row['roll_call']} has two rows for {row['state']}; "
            "next: identify roll calls by number and date, since numbers are reused"
        )
    own = votes[votes["state"].eq(state)].drop(columns="state").rename(columns={"vote": "vote_a"})
    other = votes.loc[votes["state"].isin(partners), ["roll_call", "state", "vote"]]
    other = other.rename(columns={"state": "partner", "vote": "vote_b"})
    return own.merge(other, on="roll_call")


def count_votes(dyads: pd.DataFrame, by: Sequence[str] = ("partner",)) -> pd.DataFrame:
    """Count roll calls by what each state of the dyad voted.

    Parameters
    ----------
    dyads
        One row a roll call and dyad, as :func:`dyad_votes` returns it.
    by
        Columns to group by, at least one.

    Returns
    -------
    DataFrame
        One row a group in which both states voted at least once: the columns `by`, then nine counts (roll
        calls) ``yes_yes``, ``yes_abstain``, ... ``no_no``, the state's vote first, the partner's second.

    Raises
    ------
    DataError
        If a vote is none of yes, abstain, no, missing.

    Notes
    -----
    An absence is not a vote: a roll call that either state missed leaves the table.
    """
    both = dyads.dropna(subset=["vote_a", "vote_b"])
    cell = both["vote_a"].astype("str") + "_" + both["vote_b"].astype("str")
    if not (known := cell.isin(COUNTS)).all():
        raise DataError(f"votes: {cell[~known].iloc[0]!r} is no pair of {', '.join(VOTES)}; next: recode it")
    counts = both.assign(cell=cell).groupby([*by, "cell"]).size().unstack("cell", fill_value=0)
    return counts.reindex(columns=list(COUNTS), fill_value=0).rename_axis(columns=None).reset_index()


def agreement(tally: pd.DataFrame) -> pd.DataFrame:
    """Add the share of roll calls on which the two states cast the same vote.

    Returns
    -------
    DataFrame
        `tally` with ``n`` (roll calls in which both voted) and ``agreement`` (0 to 1; missing where ``n``
        is 0).

    Notes
    -----
    Abstention counts as a position of its own [1]_. Chance agreement is not removed: see :func:`kappa`.

    Examples
    --------
    >>> counts = pd.DataFrame([[0] * 9], columns=COUNTS).assign(yes_yes=2, no_no=1, yes_no=1)
    >>> agreement(counts)[["n", "agreement"]]
       n  agreement
    0  4       0.75
    """
    cells = _cells(tally)
    return tally.assign(n=cells.sum(axis=(1, 2)), agreement=_agreement(cells))


def kappa(tally: pd.DataFrame) -> pd.DataFrame:
    """Add Cohen's kappa: agreement beyond what the two states' own vote shares would give by chance.

    Returns
    -------
    DataFrame
        `tally` with ``kappa`` (-1 to 1; 0 is chance). Missing where it is undefined: no common roll call, or
        both states cast one and the same vote throughout, so that chance alone explains all agreement.

    Notes
    -----
    Expected agreement is the sum over votes of the product of both states' shares. A state that never varies
    gives kappa 0 beside a partner that does. Häge [2]_ prefers :func:`scott_pi` where the two states should
    share one baseline.

    Examples
    --------
    >>> counts = pd.DataFrame([[0] * 9], columns=COUNTS).assign(yes_yes=2, no_no=1, yes_no=1)
    >>> kappa(counts)["kappa"].tolist()
    [0.5]
    """
    return tally.assign(kappa=_kappa(_cells(tally)))


def scott_pi(tally: pd.DataFrame) -> pd.DataFrame:
    """Add Scott's pi: agreement beyond chance, with one vote distribution shared by both states.

    Returns
    -------
    DataFrame
        `tally` with ``scott_pi`` (-1 to 1; 0 is chance). Missing where :func:`kappa` is.

    Examples
    --------
    >>> counts = pd.DataFrame([[0] * 9], columns=COUNTS).assign(yes_yes=2, no_no=1, yes_no=1)
    >>> scott_pi(counts)["scott_pi"].round(2).tolist()
    [0.47]
    """
    return tally.assign(scott_pi=_scott_pi(_cells(tally)))


def ordered_agreement(tally: pd.DataFrame) -> pd.DataFrame:
    """Add agreement with half credit for one step: an abstention lies between yes and no.

    Parameters
    ----------
    tally
        One row a group, with the nine counts of :func:`count_votes`.

    Returns
    -------
    DataFrame
        The rows with ``ordered_agreement`` (0 to 1; missing where both never voted): 1 for the same vote,
        a half for yes or no beside an abstention, 0 for yes against no [1]_.

    References
    ----------
    .. [1] Häge, F. M. (2011). Choice or circumstance? Adjusting measures of foreign policy similarity for
       chance agreement. Political Analysis 19(3), 287-305.

    Examples
    --------
    >>> votes = pd.DataFrame({"vote_a": ["yes", "yes"], "vote_b": ["abstain", "no"], "partner": "RUS"})
    >>> float(ordered_agreement(count_votes(votes))["ordered_agreement"].item())
    0.25
    """
    return tally.assign(ordered_agreement=_ordered(_cells(tally)))


def opposition(tally: pd.DataFrame) -> pd.DataFrame:
    """Add the share of roll calls on which one state voted yes and the other no.

    Returns
    -------
    DataFrame
        `tally` with ``opposed`` (0 to 1; missing where the two share no roll call).

    Notes
    -----
    Agreement treats an abstention beside a yes and a no beside a yes alike: both are different votes. The
    share left by agreement and opposition together is that of half-disagreement, an abstention on one side.

    Examples
    --------
    >>> counts = pd.DataFrame([[0] * 9], columns=COUNTS).assign(yes_yes=6, yes_no=2)
    >>> opposition(counts).filter(like="oppos")
       opposed
    0     0.25
    """
    cells = _cells(tally)
    against = cells[:, 0, 2] + cells[:, 2, 0]
    return tally.assign(opposed=_ratio(against, cells.sum(axis=(1, 2))))


def pool_periods(
    tally: pd.DataFrame,
    periods: Mapping[str, tuple[int, int]],
    by: Sequence[str] = ("partner",),
    *,
    partial: str = "raise",
) -> pd.DataFrame:
    """Add up yearly counts over periods, then measure agreement once a period.

    Parameters
    ----------
    tally
        One row a group and ``year``, with the nine counts.
    periods
        Name of each period, with its first and last year, both included.
    by
        Columns that, with the year, identify a row: pool dyads and issues apart.
    partial
        ``"raise"``: a group whose years do not reach both ends of a period is an error; ``"drop"``: it has no
        row for that period.

    Returns
    -------
    DataFrame
        One row a period and group, in the order of `periods`: ``period``, the columns `by`, the nine counts
        (roll calls), ``n``, ``agreement``, ``kappa``.

    Raises
    ------
    DataError
        If a row would be counted twice (`by` leaves out a column that tells rows apart), or a period leaves a
        group's coverage: a shorter period under a longer name would be a wrong number.

    Examples
    --------
    >>> counts = pd.DataFrame({"year": [2005, 2006], "partner": "RUS", **dict.fromkeys(COUNTS, [1, 2])})
    >>> pool_periods(counts, {"before": (2005, 2006)})[["period", "partner", "yes_yes"]]
       period partner  yes_yes
    0  before     RUS        3
    """
    if (repeated := tally.duplicated([*by, "year"])).any():
        row = tally[repeated].iloc[0]
        raise DataError(
            f"pool: more than one row for {_named(row[[*by, 'year']])}; next: add the columns that tell "
            "them apart (issue? subset?) to `by`, or choose one with .query(...)"
        )
    parts = [_period(tally, name, span, list(by), partial) for name, span in periods.items()]
    return kappa(agreement(pd.concat(parts, ignore_index=True)))


def interval(
    tally: pd.DataFrame,
    statistic: str = "agreement",
    *,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = SEED,
) -> pd.DataFrame:
    """Add a percentile bootstrap interval over roll calls.

    Parameters
    ----------
    tally
        One row a group, with the nine counts.
    statistic
        ``"agreement"``, ``"kappa"``, ``"ordered_agreement"`` or ``"scott_pi"``.
    draws, level, seed
        Number of bootstrap samples, coverage (0 to 1), seed of the random numbers.

    Returns
    -------
    DataFrame
        `tally` with ``low`` and ``high``; both missing where the dyad shares fewer than 5 roll calls or the
        statistic is undefined.

    Raises
    ------
    ValueError
        If `statistic` is none of the four.

    Notes
    -----
    A roll call enters a statistic only through the cell of the 3 x 3 table it falls in. Drawing ``n`` roll
    calls with replacement therefore gives cell counts that are multinomial with size ``n`` and the observed
    shares: resampling roll calls and drawing the nine counts are the same thing, and the second needs no
    roll calls. Agreement depends only on whether votes are the same, so its nine cells are first lumped
    into two, which leaves a multinomial a multinomial.

    Every row starts from the same seed: its bounds depend on its own counts and on nothing else in the table.
    Where all votes were the same, so are all samples: the interval has no width, which is a limit of the
    bootstrap and no proof. Samples in which kappa is undefined are left out. Roll calls of one year are
    related to one another, so the bounds are narrower than they should be rather than wider.
    """
    if statistic not in _STATISTICS:
        raise ValueError(f"no interval for {statistic!r}; use one of {', '.join(_STATISTICS)}")
    cells = _lumped(_cells(tally)) if statistic == "agreement" else _cells(tally)
    distinct, rows = np.unique(cells.reshape(-1, 9), axis=0, return_inverse=True)
    tails = ((1 - level) / 2, (1 + level) / 2)
    bounds = [_bounds(counts, _STATISTICS[statistic], draws, tails, seed) for counts in distinct]
    low, high = np.array(bounds).reshape(-1, 2)[rows.ravel()].T
    return tally.assign(low=low, high=high)


def change_between_periods(
    pooled: pd.DataFrame,
    before: str,
    after: str,
    statistic: str = "agreement",
    by: Sequence[str] = ("partner",),
    *,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = SEED,
) -> pd.DataFrame:
    """Measure how much a statistic changed between two periods, with a bootstrap interval of the change.

    Parameters
    ----------
    pooled
        One row a ``period`` and group with the nine counts, as :func:`pool_periods` returns it.
    before, after
        Names of two periods that share no roll call.
    statistic
        ``"agreement"``, ``"kappa"``, ``"ordered_agreement"`` or ``"scott_pi"``.
    by
        Columns that identify a group within a period.
    draws, level, seed
        As for :func:`interval`.

    Returns
    -------
    DataFrame
        One row a group found in both periods: the columns `by`, ``statistic``, ``before``, ``after``,
        ``change`` (after minus before), and ``low`` and ``high``, missing under the conditions of
        :func:`interval`.

    Raises
    ------
    ValueError
        If `statistic` is none of the four.
    DataError
        If a period is not in `pooled`.

    Notes
    -----
    Two intervals that overlap do not show that nothing changed; the interval of the difference says whether
    it is told apart from zero. The roll calls of the two periods are resampled apart.
    """
    if statistic not in _STATISTICS:
        raise ValueError(f"no change of {statistic!r}; use one of {', '.join(_STATISTICS)}")
    if missing := {before, after} - set(pooled["period"]):
        raise DataError(f"change: no row for period {', '.join(sorted(missing))}; next: use pool's names")
    first, second = (pooled[pooled["period"].eq(name)].set_index(list(by)) for name in (before, after))
    groups = [group for group in first.index if group in second.index]
    pairs = [(_cells(first.loc[[group]])[0], _cells(second.loc[[group]])[0]) for group in groups]
    tails = ((1 - level) / 2, (1 + level) / 2)
    rows = [_changed(*pair, _STATISTICS[statistic], draws, tails, seed) for pair in pairs]
    values = pd.DataFrame(rows, columns=["before", "after", "change", "low", "high"])
    keys = first.loc[groups].index.to_frame(index=False)
    return pd.concat([keys, values], axis=1).assign(statistic=statistic)[[*by, "statistic", *values.columns]]


def changes_by_step(
    pooled: pd.DataFrame,
    spans: Mapping[str, tuple[str, str]],
    statistics: Sequence[str] = ("agreement", "kappa"),
    by: Sequence[str] = ("partner",),
) -> pd.DataFrame:
    """Measure several changes: each statistic, over each of several steps from one period to another.

    Parameters
    ----------
    pooled
        One row a ``period`` and group with the nine counts, as :func:`pool_periods` returns it.
    spans
        Name of each step, with the periods before and after it.
    statistics
        Columns of measures.
    by
        Columns that name the group.

    Returns
    -------
    DataFrame
        The rows of :func:`change_between_periods` for every step and statistic, in order, with ``step``.
    """
    parts = [
        change_between_periods(pooled, before, after, statistic, by).assign(step=step)
        for step, (before, after) in spans.items()
        for statistic in statistics
    ]
    return pd.concat(parts, ignore_index=True)


def in_periods(frame: pd.DataFrame, periods: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """Return the rows of a yearly table that fall in a period, with the name of the ``period``.

    Parameters
    ----------
    frame
        One row a ``year`` and whatever else.
    periods
        Name of each period, with its first and last year, both included.

    Notes
    -----
    For measures that cannot be added up, such as ranks and distances; :func:`pool_periods` pools counts.

    Examples
    --------
    >>> years = pd.DataFrame({"year": [2004, 2006, 2016]})
    >>> in_periods(years, {"before": (2005, 2010), "after": (2015, 2017)})
       year  period
    0  2006  before
    1  2016   after
    """
    parts = [frame[frame["year"].between(*span)].assign(period=name) for name, span in periods.items()]
    return pd.concat(parts, ignore_index=True)


def groups_in_columns(
    frame: pd.DataFrame, rows: Sequence[str], columns: str, values: Sequence[str]
) -> pd.DataFrame:
    """Put groups of a table beside each other.

    Parameters
    ----------
    frame
        One row a group: `rows`, `columns` and `values` are columns of it.
    columns
        Column whose groups come beside each other.
    values
        Columns to show for each of them.

    Returns
    -------
    DataFrame
        One row a combination of `rows`, in the order in which it first occurs; one column a value and group,
        named ``value_group``. Missing where a group has no such row.

    Examples
    --------
    >>> frame = pd.DataFrame({"partner": ["RUS", "RUS"], "period": ["before", "after"], "n": [70, 90]})
    >>> groups_in_columns(frame, ["partner"], "period", ["n"])
      partner  n_after  n_before
    0     RUS       90        70
    """
    wide = frame.pivot(index=list(rows), columns=columns, values=list(values))
    wide.columns = [f"{value}_{group}" for value, group in wide.columns]
    return frame[list(rows)].drop_duplicates().merge(wide.reset_index(), how="left", on=list(rows))


def _cells(tally: pd.DataFrame) -> np.ndarray:
    """Return the counts as an array (rows, 3, 3)."""
    return tally[list(COUNTS)].to_numpy(dtype="int64").reshape(-1, 3, 3)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Divide whole numbers; missing where the whole is 0."""
    return np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole != 0)


def _same(cells: np.ndarray) -> np.ndarray:
    return np.trace(cells, axis1=-2, axis2=-1)


def _agreement(cells: np.ndarray) -> np.ndarray:
    return _ratio(_same(cells), cells.sum(axis=(-2, -1)))


def _kappa(cells: np.ndarray) -> np.ndarray:
    # Whole numbers throughout, multiplied by n squared, so that "undefined" is an exact zero.
    n = cells.sum(axis=(-2, -1))
    chance = (cells.sum(axis=-1) * cells.sum(axis=-2)).sum(axis=-1)
    return _ratio(n * _same(cells) - chance, n * n - chance)


def _scott_pi(cells: np.ndarray) -> np.ndarray:
    n = cells.sum(axis=(-2, -1))
    chance = ((cells.sum(axis=-1) + cells.sum(axis=-2)) ** 2).sum(axis=-1)
    return _ratio(4 * n * _same(cells) - chance, 4 * n * n - chance)


def _ordered(cells: np.ndarray) -> np.ndarray:
    # Twice the credit, in whole numbers: 2 for the same vote, 1 for one step apart, 0 for yes against no.
    n, opposed = cells.sum(axis=(-2, -1)), cells[..., 0, 2] + cells[..., 2, 0]
    return _ratio(n + _same(cells) - opposed, 2 * n)


_STATISTICS = {
    "agreement": _agreement,
    "kappa": _kappa,
    "ordered_agreement": _ordered,
    "scott_pi": _scott_pi,
}


def _lumped(cells: np.ndarray) -> np.ndarray:
    """Move all same votes into one cell and all different votes into another."""
    lumped = np.zeros_like(cells)
    lumped[:, 0, 0] = _same(cells)
    lumped[:, 0, 2] = cells.sum(axis=(1, 2)) - lumped[:, 0, 0]
    return lumped


def _bounds(
    counts: np.ndarray, statistic, draws: int, tails: tuple[float, float], seed: int
) -> tuple[float, float]:
    n = counts.sum()
    if n < SMALLEST or np.isnan(statistic(counts.reshape(3, 3))):
        return (np.nan, np.nan)
    drawn = np.random.default_rng(seed).multinomial(n, counts / n, size=draws)
    return tuple(np.nanquantile(statistic(drawn.reshape(-1, 3, 3)), tails))


def _changed(
    before: np.ndarray, after: np.ndarray, statistic, draws: int, tails: tuple[float, float], seed: int
) -> tuple[float, ...]:
    """Return the values of one row of :func:`change_between_periods`."""
    old, new = statistic(before), statistic(after)
    if min(before.sum(), after.sum()) < SMALLEST or np.isnan(new - old):
        return (old, new, new - old, np.nan, np.nan)
    random = np.random.default_rng(seed)  # one stream for both, else their samples would move together
    first, second = (
        statistic(random.multinomial(cells.sum(), cells.ravel() / cells.sum(), draws).reshape(-1, 3, 3))
        for cells in (before, after)
    )
    return (old, new, new - old, *np.nanquantile(second - first, tails))


def _period(
    tally: pd.DataFrame, name: str, span: tuple[int, int], by: list[str], partial: str
) -> pd.DataFrame:
    first, last = span
    years = tally.groupby(by)["year"].agg(["min", "max"])
    short = years[(years["min"] > first) | (years["max"] < last)]
    if len(short) and partial != "drop":
        group = _named(short.iloc[0].name if len(by) > 1 else [short.iloc[0].name], by)
        raise DataError(
            f"pool: period {name!r} ({first}-{last}) leaves the coverage of {group} "
            f"({short.iloc[0]['min']}-{short.iloc[0]['max']}); next: change the period, leave the group out, "
            'or pass partial="drop"'
        )
    inside = tally[tally["year"].between(first, last)]
    pooled = inside.groupby(by)[list(COUNTS)].sum().drop(index=short.index, errors="ignore")
    return pooled.reset_index().assign(period=name)[["period", *by, *COUNTS]]


def _named(values, columns: Sequence[str] | None = None) -> str:
    columns = values.index if columns is None else columns
    return ", ".join(f"{column} {value}" for column, value in zip(columns, values, strict=True))
