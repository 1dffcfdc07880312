"""What the compiled code hands around: the fixed world, the state of one draw, the results.

n states, T slots of treaties, G bodies, K pairs of bodies' members, M pairs at risk of a pact of
their own, R rivalries known at the start, H years after the day of the question, B draws of a
block, C classes of pairs.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Ground(NamedTuple):
    """States and their relations, the same in every draw."""

    coef: Any  # (27,) of accession by feature, the constant last
    polyarchy: Any  # (n,)
    cinc: Any  # (n,) log
    region: Any  # (n,)
    born: Any  # (n,) year
    km: Any  # (n, n)
    land: Any  # (n, n) bool, like those that follow
    border: Any
    near: Any
    disputes: Any
    borders: Any  # (n,) how many states border
    nears: Any  # (n,) how many are near
    peers: Any  # (regions,) states of each region


class Rates(NamedTuple):
    """What moves the world, the same in every draw."""

    balance: float  # of accession
    wave: float  # shape of the common factor of a treaty's accessions in a year
    own: Any  # (n, n) hazard of a pact of two states' own
    own_rate: Any  # (M,) its running sum over the pairs
    own_first: Any  # (M,)
    own_second: Any
    own_rivals: float  # what a rivalry adds to its log
    own_foes: float  # the same for each unit of the log of rivals in common
    own_lesser: float  # what a lesser pledge adds
    mean_pairs: float  # a founding of states' own makes on average
    group_sizes: Any  # of past foundings of states' own
    ends: Any  # (3, 3) leaving, dissolution, lapse: constant, age, parties


class Bodies(NamedTuple):
    """Bodies that may adopt a pact, the same in every draw."""

    adopts: Any  # (G,) hazard
    start: Any  # (G + 1,) where a body's pairs begin
    first: Any  # (K,)
    second: Any
    bound: Any  # (K,) chance that an adoption binds the pair
    share: Any  # (G, n) chance that a member is among the founders
    member: Any  # (G, n) bool
    alike: Any  # (G, G) bool


class Feuds(NamedTuple):
    """Rivalries and where others may begin, as in `RivalryStart`, the same in every draw."""

    pairs: Any  # (R, 2)
    begun: Any  # (R,) step
    ended: Any  # (R,) step
    horizons: Any  # (4,) years
    centre: Any  # (4, R) log-odds of an end within each
    spread: Any  # (4, R)
    fresh: Any  # (n, n) hazard of the end of one that begins in a draw
    fresh_spread: float
    rate: Any  # (m,) running sum of the rates of beginnings
    first: Any  # (m,)
    second: Any
    wave: float
    ends_from: int
    begins_from: int


class Lesser(NamedTuple):
    """Where lesser pledges may rise, as in `LesserStart`, the same in every draw."""

    rate: Any  # (m,) running sum of yearly hazards
    first: Any  # (m,)
    second: Any
    bounds: Any  # (groups + 1,) where each group begins
    outright: float  # share of rises from nothing to non-aggression
    wave: float
    spread: float


class Path(NamedTuple):
    """One draw's rivalries: the R known ones, then those that begin."""

    pairs: Any  # (room, 2)
    begun: Any  # (room,) step
    ended: Any  # (room,) step
    count: Any  # (1,) how many there are
    chance: Any  # (steps, R) that one running at the beginning of a step ends in it
    runs: Any  # (R,) bool: runs on the day
    apart: Any  # (R,) bool: and the two have no pact that day


class State(NamedTuple):
    """One draw's world; every array is the draw's own."""

    member: Any  # (T, n) bool
    begun: Any  # (T,) year
    joins: Any  # (T, 10 + steps) accessions by year
    ever: Any  # (T,) bool: ever had an accession
    before: Any  # (T, n) bool: was a party
    match: Any  # (T, n)
    fit: Any  # (T, n)
    cover: Any  # (n, n) treaties that bind a pair
    allied: Any  # (n, n) bool: bound that day or since
    joined: Any  # (T, n) bool: a party that day or since
    odds: Any  # (T, n) of joining, but for what changes with the year alone
    dirty: Any  # (T,) bool: odds to be made anew
    sizes: Any  # (T,) parties at the beginning of the step
    hazard: Any  # (T, n) of joining in the step
    pacts: Any  # (m, 2) pacts of two
    counts: Any  # (1,) how many of these are in force
    adopting: Any  # (G,) hazard of adoption
    adoption: Any  # (n, n) hazard of a pact by adoption
    rivals: Any  # (n, n) bool
    foes: Any  # (n, n) rivals in common
    own: Any  # (n, n) hazard of a pact of two states' own
    most: Any  # (1,) the largest factor on it since the start
    lesser: Any  # (n, n) bool: a pledge below defence
    rung: Any  # (n, n) of such a pledge on the day, and as it rises
    chances: Any  # (n, n) of a rise short of a pact in a year, less than 0 once there is a pledge
    rises: Any  # (1,) the draw's factor on their hazards


class Results(NamedTuple):
    """What draws are added up in."""

    pairs: Any  # (H, n, n) conditional chance of a pact in the year, lower triangle
    square: Any  # (n, n) squares of the first year's
    rises: (
        Any  # (H, n, n) conditional chance of a first lesser pledge, less that of the year before
    )
    bound: Any  # (H, n, n) of a pact where there is one already
    firmed: Any  # (H, n, n) of non-aggression or a pact where there is consultation
    open: Any  # (n, n) draws without a pact on the day
    force: Any  # (n, n) draws with one
    joins: Any  # (H, T, n) conditional chance of joining in the year
    outside: Any  # (T, n) draws in which the state was no party on the day
    runs: Any  # (R,) draws in which the rivalry ran on the day
    ends: Any  # (H, R) conditional chance that it ended in the year, while it ran
    apart: Any  # (R,) draws in which it ran and the two had no pact on the day
    both: Any  # (H, R) in those, conditional chance that the year completed an end and a pact
    events: Any  # (m, 5) draw, step, kind, what, state
    count: Any  # (1,) events written
    standing: Any  # (B, C) pairs of a class with a pact on the day, draw by draw
    fresh: Any  # (B, C) pairs of a class without one that day that had one since
