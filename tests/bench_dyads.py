"""Measure voting of all dyads against the bare matrix products and an ordinary self-join: ``make bench``."""

import os
import resource
import sys
import time
from collections.abc import Callable

# The matrices are small: with several threads, each product waits for the slowest, and on a machine that has
# other work the times measure that work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

from helpers.derive import dyads, raw
from helpers.measures import agreement, every_dyad

STATE = "IRN"
ROUNDS = 7


def best(*works: Callable[[], object]) -> list[float]:
    """Return the shortest of several runs of each work in seconds, in turn: a machine has other work too."""
    seconds = np.full((ROUNDS, len(works)), np.inf)
    for turn in range(ROUNDS):
        for place, work in enumerate(works):
            start = time.perf_counter()
            work()
            seconds[turn, place] = time.perf_counter() - start
    return list(seconds.min(axis=0))


def self_join(ballots: pd.DataFrame) -> pd.DataFrame:
    """Measure every dyad as one would without linear algebra: join votes with themselves and count pairs."""
    named = ballots.set_axis(range(ballots.shape[1]), axis=1).rename_axis(index="roll_call", columns="state")
    cast = named.stack()
    long = cast[cast.isin(list(every_dyad.CODES))].rename("vote").reset_index()
    pairs = long.merge(long, on="roll_call", suffixes=("_a", "_b"))
    pairs = pairs[pairs["state_a"] < pairs["state_b"]]
    counts = (
        pairs.groupby(["state_a", "state_b", "vote_a", "vote_b"])
        .size()
        .unstack(["vote_a", "vote_b"], fill_value=0)
    )
    cells = pd.MultiIndex.from_product([every_dyad.CODES, every_dyad.CODES])
    tally = counts.reindex(columns=cells, fill_value=0).set_axis(list(agreement.COUNTS), axis=1).reset_index()
    return agreement.scott_pi(agreement.kappa(agreement.agreement(tally)))


def roll_calls() -> tuple[pd.DataFrame, pd.Series, str]:
    """Return the votes of the General Assembly, or as many drawn at random without the raw file at hand."""
    try:
        return *dyads.ballots(), "all roll calls of the General Assembly"
    except raw.RawDataError:
        drawn = np.random.default_rng(agreement.SEED).integers(1, 5, size=(6551, 194), dtype="int8")
        names = [STATE, *(f"S{number:02d}" for number in range(193))]
        years = pd.Series(np.sort(np.arange(6551) % 78) + 1946)
        return (
            pd.DataFrame(drawn, columns=names),
            years,
            "as many votes drawn at random (no raw file at hand)",
        )


def main() -> None:
    """Print each time and its ratio."""
    ballots, years, what = roll_calls()
    hot = [every_dyad.one_hot(ballots[years.eq(year)].to_numpy()) for year in sorted(set(years))]
    hot = [np.ascontiguousarray(year[:, :, year.any(axis=(0, 1))]) for year in hot]
    ours, bare = best(
        lambda: every_dyad.similarity(ballots, years), lambda: [every_dyad.products(year) for year in hot]
    )
    # Before anything else of size has been made in this process.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e9 if sys.platform == "darwin" else 1e6)
    start = time.perf_counter()
    tally = every_dyad.count_votes_with_each(ballots, years, STATE)
    agreement.interval(tally, draws=1000)
    draws = time.perf_counter() - start
    start = time.perf_counter()
    rows = sum(len(self_join(ballots[years.eq(year)])) for year in sorted(set(years)))
    join = time.perf_counter() - start
    print(f"{what}: {rows:,} dyad-years, three measures each")
    for name, seconds, words in (
        ("all dyads", ours, ""),
        ("bare matrix products", bare, f"all dyads take {ours / bare:.1f} times as long (aim: at most 3)"),
        ("self-join in pandas", join, f"{join / ours:.0f} times as long as all dyads (aim: at least 50)"),
        ("1,000 draws", draws, f"for the {len(tally):,} dyad-years of {STATE}"),
    ):
        print(f"{name:22} {seconds:7.3f} s   {words}".rstrip())
    print(f"{'peak memory':22} {peak:7.2f} GB  all dyads (aim: at most 2)")


if __name__ == "__main__":
    main()
