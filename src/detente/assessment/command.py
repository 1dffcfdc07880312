"""The shell command that makes the page of an answer again."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from detente.assessment.question import Sides
from detente.assessment.world import World
from detente.dates import HORIZONS
from detente.errors import BadQuestion
from detente.states.actors import Actor, StateActor, resolve

LONGEST_NAME = 60  # characters of a file's name


def command(
    world: World,
    asked: Sides,
    typed: tuple[str, str],
    as_of: date,
    *,
    horizons: Sequence[int],
    blocs: Sequence[str | Path],
    given: Sequence[str],
) -> str:
    """One line for a shell; the day is always in it, so that it stays the same question.

    Parameters
    ----------
    typed : what the two sides were called in the question
    """
    sides = [
        _called(world, asked, actor, text)
        for actor, text in zip((asked.a, asked.b), typed, strict=True)
    ]
    options = ["--as-of", as_of.isoformat()]
    if tuple(horizons) != HORIZONS:
        options += ["--horizon", ",".join(str(years) for years in horizons)]
    for bloc in blocs:
        options += ["--bloc-file" if isinstance(bloc, Path) else "--bloc", str(bloc)]
    for one in given:
        options += ["--given", one]
    options += ["-o", f"{'-'.join(_safe(side) for side in sides)}.html"]
    words = (
        ["detente", "report", *options, "--", *sides]
        if any(side.startswith("-") for side in sides)
        else ["detente", "report", *sides, *options]
    )
    return shlex.join(words)


def _called(world: World, asked: Sides, actor: Actor, typed: str) -> str:
    """The code of a side if it is read just as what was typed, with the same notes; else that."""
    code = actor.code if isinstance(actor, StateActor) else actor.key
    try:
        again = resolve(code, world.as_of, states=world.states, blocs=asked.blocs)
    except BadQuestion:
        return typed
    return code if again == actor else typed


def _safe(text: str) -> str:
    """Part of a file's name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME] or "bloc"
