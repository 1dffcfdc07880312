"""The settings that are tried for each process, and the blocks of features that may be left out.

No setting is chosen by hand. All stand side by side, and each weighs by what it forecast at
earlier origins (`trials`): how hard coefficients are drawn to zero, how fast years are
forgotten, and what a fit does without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import inf, isinf
from typing import Literal

from detente.models.treaty import accession, adoption, foundation

Process = Literal["accession", "adoption", "foundation"]

FEATURES: Mapping[Process, tuple[str, ...]] = {
    "accession": accession.FEATURES,
    "adoption": adoption.FEATURES,
    "foundation": foundation.FEATURES,
}
BLOCKS: Mapping[Process, Mapping[str, tuple[str, ...]]] = {
    "accession": {
        "borders": ("land border with a party", "border with a party"),
        "distance": ("km to the nearest party (log)", "mean km to the parties (log)"),
        "neighbourhood": (
            "share of parties in the region",
            "share of neighbours inside",
            "share of bordering states inside",
        ),
        "organisation": ("in the treaty's organisation", "organisation's fit"),
        "other ties": (
            "share of parties with a lesser pledge",
            "share of parties allied otherwise",
        ),
        "hostility": ("a rival among the parties", "a recent dispute with a party"),
        "age of the state": ("years since independence (log)", "independent five years or less"),
        "the treaty's record": (
            "years in force (log)",
            "accessions in three years (log)",
            "accessions in ten years (log)",
            "ever had an accession",
        ),
        "a party before": ("was a party before",),
        "democracy": ("democracy over the parties' mean", "democracy over the least democratic"),
        "capability": ("capability (log)", "strongest party's capability (log)"),
        "last outside": ("one of its region's last outside",),
    },
    "adoption": {
        "size": ("members (log)", "more than forty members"),
        "ties inside": ("share of pairs allied", "share of pairs with a lesser pledge"),
        "geography": (
            "mean km between members (log)",
            "share of pairs that border",
            "share of members in one region",
            "share of neighbours inside",
        ),
        "age of the body": ("age of the body (log)", "founded in five years"),
        "kind of body": ("a treaty, not an organisation",),
        "likest treaty": ("likest defence treaty",),
        "hostility": (
            "rivalries among members, share",
            "disputes among members in five years, share",
        ),
        "without ally": ("members without any ally, share",),
        "democracy": ("mean democracy",),
        "capability": ("mean capability (log)", "a major power inside"),
        "likest body": ("likest other body",),
        "recent adoptions": ("adoptions of any body in three years (log)",),
    },
    "foundation": {
        "borders": ("land border", "border"),
        "distance": ("km between capitals (log)", "same region"),
        "hostility": ("rivals", "a dispute in five years", "rivals in common (log)"),
        "a lesser pledge": ("a lesser pledge",),
        "allies": (
            "allies in common (log)",
            "fewer allies of the two (log)",
            "more allies of the two (log)",
        ),
        "capability": (
            "a major power",
            "stronger capability (log)",
            "weaker capability (log)",
        ),
        "democracy": ("less democracy of the two", "distance in democracy"),
        "age of the states": ("younger state's years (log)", "younger state five years or less"),
        "a pact before": ("a pact before",),
        "organisations": ("organisations in common (log)",),
    },
}
RIDGES: Mapping[Process, tuple[float, ...]] = {
    "accession": (10.0, 30.0, 100.0),
    "adoption": (5.0, 20.0, 60.0, 200.0),
    "foundation": (3.0, 10.0, 30.0, 100.0),
}
HALF_LIVES = (15.0, 30.0, inf)  # years after which a year teaches half as much
MIDDLE: Mapping[Process, float] = {"accession": 30.0, "adoption": 20.0, "foundation": 10.0}
FORGETS = (15.0, inf)  # half-lives at which each block is left out


@dataclass(frozen=True)
class Variant:
    """One way to fit a process.

    Attributes
    ----------
    ridge : penalty on standardised coefficients, see `fit_logit`
    half_life : years after which a year teaches half as much; infinite for never
    without : the block of features left out; empty for none
    """

    ridge: float
    half_life: float
    without: str = ""

    @property
    def name(self) -> str:
        """Short, and unique in a family."""
        years = "all years alike" if isinf(self.half_life) else f"half-life {self.half_life:g}"
        left_out = f", without {self.without}" if self.without else ""
        return f"ridge {self.ridge:g}, {years}{left_out}"

    def columns(self, process: Process) -> list[int]:
        """Places of the features that are fitted."""
        out = BLOCKS[process][self.without] if self.without else ()
        return [at for at, name in enumerate(FEATURES[process]) if name not in out]


def family(process: Process) -> tuple[Variant, ...]:
    """Every way a process is fitted; the first is over all features, in the middle of the rest."""
    middle = MIDDLE[process]
    first = Variant(middle, HALF_LIVES[0])
    tuned = [Variant(ridge, years) for ridge, years in product(RIDGES[process], HALF_LIVES)]
    less = [Variant(middle, years, block) for block, years in product(BLOCKS[process], FORGETS)]
    return (first, *(one for one in tuned if one != first), *less)


FAMILIES: Mapping[Process, tuple[Variant, ...]] = {name: family(name) for name in FEATURES}
