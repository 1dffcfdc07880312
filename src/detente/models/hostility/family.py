"""The ways the logit of pairs with something between them may be specified.

No specification is chosen by hand: `trials` tells what each lost at earlier origins, and past
origins choose. The family goes by principle, not by result: all columns, each block of them left
out in turn, the products left out, and a plain logit on structure, each under three ridges. The
silent pairs have one logit of their own whatever is chosen, for the losses of the two parts add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Names = tuple[str, ...]

CORE = (
    "rivalry",
    "land",
    "contiguous",
    "majors",
    "onsets_5",
    "onsets_10",
    "log_quiet",
    "log_km",
)  # always in
BLOCKS: Mapping[str, Names] = {
    "fading": ("onset", "onsets_fading_1", "onsets_fading_4", "onsets_fading_15"),
    "rate": ("log_rate", "never"),
    "spline": ("quiet", "quiet_1", "quiet_2", "quiet_3", "quiet_4"),
    "violence": ("running", "violent_10", "violent_fading", "deaths_fading", "war_fading"),
    "elsewhere": (
        "other_disputes_more",
        "other_disputes_fewer",
        "other_rivals_more",
        "other_rivals_fewer",
        "hot_neighbours",
        "common_foes",
        "common_rivals",
        "foes_of_allies",
    ),
    "pledges": ("pact", "pledge"),
    "states": (
        "larger",
        "smaller",
        "balance",
        "less_democratic",
        "more_democratic",
        "younger",
    ),
    "rivalry's past": ("rivalry_age", "former_rivalry"),
}
PRODUCTS = (
    ("rivalry", "onsets_fading_4"),
    ("rivalry", "log_quiet"),
    ("rivalry", "other_disputes_fewer"),
    ("land", "log_quiet"),
    ("land", "onsets_fading_4"),
    ("majors", "onsets_fading_4"),
    ("majors", "other_disputes_fewer"),
    ("contiguous", "other_disputes_fewer"),
    ("contiguous", "less_democratic"),
    ("less_democratic", "onsets_fading_4"),
)
RIDGES = (30.0, 10.0, 100.0)  # the middle one first
NOT_PLAIN = ("fading", "rate", "spline", "violence", "elsewhere", "pledges")


@dataclass(frozen=True)
class Specification:
    """One way to fit the logit.

    Attributes
    ----------
    ridge : penalty on standardised coefficients for each year of the horizon, see `fit_logit`
    products : whether products of columns are in, those of which both are
    without : the blocks that are left out
    """

    ridge: float
    products: bool = True
    without: Names = ()

    @property
    def name(self) -> str:
        """Short, and unique in the family."""
        left_out = (*self.without, *(() if self.products else ("products",)))
        return f"ridge {self.ridge:g}" + (f", without {', '.join(left_out)}" if left_out else "")

    def columns(self, names: Sequence[str]) -> Names:
        """Which of some columns are in; those of no block always are."""
        out = {name for block in self.without for name in BLOCKS[block]}
        return tuple(name for name in names if name not in out)

    def pairs(self, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The columns whose products are in, of some columns."""
        kept = self.columns(names) if self.products else ()
        return tuple((one, two) for one, two in PRODUCTS if one in kept and two in kept)


def family() -> tuple[Specification, ...]:
    """Every specification that is tried; the first has all columns, the products, the middle ridge."""
    found = []
    for ridge in RIDGES:
        found += [
            Specification(ridge),
            Specification(ridge, products=False),
            *(Specification(ridge, without=(block,)) for block in BLOCKS),
            Specification(ridge, without=NOT_PLAIN),
        ]
    return tuple(found)


FAMILY = family()
