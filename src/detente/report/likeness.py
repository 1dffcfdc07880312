"""What became of the pairs most like this one, in words that a row has room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.assessment.schema import Analogue, Assessment
from detente.words import count

DEFENCE = 3  # rung of a pledge
WITHIN = 20  # years looked at
SEVERAL = 3  # cases of one treaty from which on it is named
_SPELLED = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def few(n: int) -> str:
    """A small number in letters: ``four``; nought is ``none``."""
    return _SPELLED[n] if n < len(_SPELLED) else f"{n:,}"


def commonest(treaties: Sequence[str]) -> tuple[str, int]:
    """The treaty behind most cases, and how many those are."""
    counted = Counter(treaties)
    return counted.most_common(1)[0] if counted else ("", 0)


def of(view: Assessment) -> str:
    """The pair that is compared: ``United States–Russia``, of a bloc its lead."""
    return view.history.of if view.history is not None else "the two"


def allied(view: Assessment) -> bool:
    """Whether the pair that is compared has a defence pact; then it is compared with allies."""
    if view.standing is None:
        return False
    return view.standing.pairs[view.standing.lead].pledge.rung >= DEFENCE


def rivals(one: Analogue) -> bool:
    """Whether a strategic rivalry ran when the pair looked like this one."""
    return "rivals" in one.alike.split(", ")


def already(one: Analogue) -> bool:
    """Whether a defence pact was in force in that year."""
    return "defence pact" in one.alike.split(", ")


def pact_ended(one: Analogue) -> int | None:
    """The last year of a pact already in force, if it ended within the years seen."""
    for stretch in one.pledge:
        if stretch.first <= one.year <= stretch.last and stretch.rung == DEFENCE:
            return stretch.last if stretch.last < one.year + one.seen else None
    return None


def ended_with_a_state(one: Analogue) -> bool:
    """Whether the rivalry ended in the last year in which both were states."""
    return one.seen < WITHIN and one.rivalry_ended == one.year + one.seen


def outcomes(one: Analogue) -> list[str]:
    """What became of a pair, a line each: the pact, the rivalry and disputes, how long it is seen.

    Unlike `became`, it says of a rivalry that it did not end.
    """
    if not one.seen:
        return ["Nothing to see after it: the last year in which both were states"]
    if already(one):
        end = pact_ended(one)
        lines = ["Pact already in force" + (f", to {end}" if end is not None else "")]
    elif one.pact is not None:
        treaty = f", {one.treaty}" if one.treaty else ""
        lines = [f"Defence pact {one.pact}{treaty}"]
    else:
        lines = ["No defence pact"]
    after = []
    if one.rivalry_ended is not None:
        last = ", in the last year both were states" if ended_with_a_state(one) else ""
        after.append(f"rivalry ended {one.rivalry_ended}{last}")
    elif rivals(one):
        after.append("rivalry not ended")
    after.append(count(one.disputes, "new dispute") if one.disputes else "no new dispute")
    lines.append("; ".join(after))
    if one.seen < WITHIN:
        lines.append(f"seen for {count(one.seen, 'year')} only")
    return lines
