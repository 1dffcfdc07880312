"""Which state a name in the voting records of the UN General Assembly stands for."""

from __future__ import annotations

from collections.abc import Iterable

from detente.errors import UnknownName
from detente.states.names import names

SEATS = {
    "Austria": 305,
    "Federal Republic of Germany": 260,
    "Germany": 255,
    "Micronesia (Federated States of)": 987,
    "Myanmar (Burma)": 775,
    "St. Vincent & Grenadines": 57,
    "Vietnam": 816,
    "Yemen": 679,
}
"""Names of the records that other tables write otherwise, or give to several states.

The seat counts, not the day: votes of the Federal Republic of Germany in the autumn of 1990 are
of 260, those of Germany begin with session 46. The seat of China is under the name Taiwan (713)
to October 1971, and under China (710) from November; Yugoslavia (345) goes on as Serbia.
"""


def un_states(called: Iterable[str]) -> dict[str, int]:
    """The state of each name.

    Raises
    ------
    UnknownName     a name is of no state, or of several
    """
    found: dict[str, int] = {}
    for name in called:
        if name in SEATS:
            found[name] = SEATS[name]
            continue
        states = {one.state for one in names().find(name) if one.kind != "also"}
        if len(states) != 1:
            raise UnknownName(
                f"{name!r} in the voting records fits {len(states)} states. Add it to SEATS.",
                name=name,
                suggestions=(),
            )
        found[name] = states.pop()
    return found
