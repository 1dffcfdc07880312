"""How often two states vote alike in the UN General Assembly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.panel.noun import Load, Noun, Variable
from detente.states.un_names import un_states

Frame = pl.DataFrame
Bits = NDArray[np.uint64]

VARIABLES = (
    Variable("un_agree", "Common votes on which both voted alike", "share, 0–1", pl.Float64),
    Variable(
        "un_agree_half",
        "The same, with abstention half way between yes and no",
        "share, 0–1",
        pl.Float64,
    ),
    Variable("un_votes", "Roll calls on which both voted", "roll calls", pl.Int32),
)


def vote_agreement(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """Agreement in the roll calls of a calendar year on which both voted yes, no or abstain.

    `un_agree` counts a vote as alike or not; `un_agree_half` counts abstention against yes or
    no as half, that is 1 − mean |v1 − v2| with yes 1, abstention ½ and no 0. `un_votes` says
    how many roll calls stand behind it: 7 at most in 1951, and none at all in 1964, when arrears
    kept the Assembly from voting.

    All roll calls count, also on paragraphs and amendments. Pairs without a common vote are
    unknown: absence and non-membership look alike. The seat of China is Taiwan's (713) to
    October 1971 and then China's (710); Germany (255) votes from 1991, 260 to 1990.

    References
    ----------
    Lijphart (1963), APSR 57: 902–917. Voeten (2013), Routledge Handbook of International
    Organization.
    """
    return (
        Noun(
            name="vote_agreement",
            title="UN vote agreement",
            per="dyad",
            codes="cow",
            covers=(1946, 2019),
            sources=("un_votes", "un_roll_calls"),
            variables=VARIABLES,
            rows=_rows,
            note="Shares of few votes vary much by chance: see un_votes.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    calls = load("un_roll_calls").select("rcid", pl.col("date").dt.year().alias("year"))
    votes = load("un_votes").select("rcid", "country", "vote")
    states = un_states(votes["country"].unique())
    votes = votes.join(calls, on="rcid").select(
        "rcid",
        "year",
        pl.col("country").replace_strict(states, return_dtype=pl.Int32).alias("state"),
        pl.col("vote").replace_strict({"yes": 2, "abstain": 1, "no": 0}, return_dtype=pl.Int8),
    )
    years = votes.partition_by("year", as_dict=True, include_key=False)
    return pl.concat(
        _agreement(frame, int(year)) for (year,), frame in sorted(years.items())
    ).filter(pl.col("un_votes") > 0)


def _agreement(votes: Frame, year: int) -> Frame:
    """Every pair of the states that voted in a year.

    Roll calls are bits, one word for 64, and what two states have in common is counted in them:
    on matrices this small it is faster than their products.
    """
    codes = votes["state"].unique().sort().to_numpy()
    row = np.searchsorted(codes, votes["state"].to_numpy())
    call = votes["rcid"].rank("dense").to_numpy() - 1
    calls = -(-int(call.max() + 1) // 64) * 64
    cast = np.zeros((3, len(codes), calls), np.bool_)
    cast[votes["vote"].to_numpy(), row, call] = True
    no, abstain, yes = np.packbits(cast, axis=2).view(np.uint64)
    one, two = np.triu_indices(len(codes), 1)

    def count(left: Bits, right: Bits) -> NDArray[np.int64]:
        shared: NDArray[np.int64] = np.bitwise_count(left[one] & right[two]).sum(
            axis=1, dtype=np.int64
        )
        return shared

    alike = count(no, no) + count(abstain, abstain) + count(yes, yes)
    opposed = count(no, yes) + count(yes, no)
    voted = no | abstain | yes
    common = count(voted, voted)
    with np.errstate(invalid="ignore"):
        return pl.DataFrame(
            {
                "state1": codes[one],
                "state2": codes[two],
                "year": np.full(len(one), year, np.int32),
                "un_agree": alike / common,
                "un_agree_half": (common + alike - opposed) / 2 / common,
                "un_votes": common.astype(np.int32),
            }
        )
