"""A frame of the user's own, joined by the panel's keys; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.errors import BadPanel
from detente.panel.naming import refuse_clashes
from detente.panel.noun import Variable
from detente.panel.panel import State
from detente.panel.write import Coverage
from detente.words import listing

Frame = pl.DataFrame

LARGEST = 2**31 - 1  # of the panel's keys


@dataclass(frozen=True)
class Own:
    """The user's columns; a key that is not in the frame leaves them null."""

    frame: Frame
    on: tuple[str, ...] | None
    keys: tuple[str, ...]
    history: bool = False

    def __call__(self, state: State) -> State:
        """Check the keys and join."""
        on = self._checked(state.frame)
        new = [name for name in self.frame.columns if name not in on]
        refuse_clashes(
            new,
            state.frame.columns,
            "Your frame",
            "Rename the column of your frame with frame.rename({'old': 'new'}).",
        )
        own = self.frame
        if "state2" in on and not state.index.directed:
            own = _low_first(own, on)
        repeated = own.filter(own.select(on).is_duplicated())
        if repeated.height:
            raise BadPanel(
                f"Your frame has {repeated.height:,} rows with repeated keys, e.g. "
                f"{dict(zip(on, repeated.select(on).row(0), strict=True))}. Keep one row per "
                f"{listing(list(on))}.",
                duplicates=repeated.height,
            )
        types = {name: state.frame.schema[name] for name in on}
        own = own.with_columns(pl.col(name).cast(dtype) for name, dtype in types.items())
        joined = state.frame.select(on).join(
            own,
            on=list(on),
            how="left",
            maintain_order="left",
        )
        _count_unmatched(state, own, on)
        state.frame = state.frame.with_columns(joined.select(new))
        for name in new:
            state.dictionary[name] = Variable(name, "Your own", "", self.frame.schema[name])
        return state

    def _checked(self, panel: Frame) -> tuple[str, ...]:
        """The key columns, each in both frames and of whole numbers."""
        on = (
            self.on
            if self.on is not None
            else tuple(k for k in self.keys if k in self.frame.columns)
        )
        if not on:
            raise BadPanel(
                f"Your frame shares no key with the panel. Its keys are {listing(list(self.keys))}; "
                "name them with on=[…].",
                keys=self.keys,
            )
        for name in on:
            if name not in self.keys or name not in panel.columns:
                raise BadPanel(
                    f"{name!r} is no key of this panel. Its keys are {listing(list(self.keys))}.",
                    key=name,
                )
            if name not in self.frame.columns:
                raise BadPanel(f"Your frame has no column {name!r}, which on=[…] names.", key=name)
            dtype = self.frame.schema[name]
            if panel.schema[name] == pl.String:
                if dtype != pl.String:
                    raise BadPanel(
                        f"The key {name!r} of your frame is {dtype}, the panel's is text. "
                        "Write leaders as Archigos does, e.g. 'USA-1869'.",
                        key=name,
                        dtype=str(dtype),
                    )
            elif not dtype.is_integer():
                raise BadPanel(
                    f"The key {name!r} of your frame is {dtype}, the panel's is whole numbers. "
                    f"Cast it first, e.g. frame.with_columns(pl.col({name!r}).cast(pl.Int32)).",
                    key=name,
                    dtype=str(dtype),
                )
            elif self.frame.height and not self.frame[name].is_between(-LARGEST, LARGEST).all():
                raise BadPanel(
                    f"The key {name!r} of your frame reaches {self.frame[name].max()!r}, which "
                    "is no code or year. Correct or drop those rows.",
                    key=name,
                )
            if self.frame[name].null_count():
                raise BadPanel(
                    f"The key {name!r} of your frame has nulls. Drop those rows.", key=name
                )
        return tuple(on)


def _count_unmatched(state: State, own: Frame, on: tuple[str, ...]) -> None:
    """Note in the coverage how many rows of the user's frame belong to no row of the panel.

    Where only a part of the panel is built, rows for other pairs or years cannot be told from
    those that belong nowhere; then nothing is said.
    """
    if not state.whole or not own.height:
        return
    unmatched = own.join(state.frame.select(on), on=list(on), how="anti").height
    years = state.index.year
    if unmatched == own.height and len(years):
        raise BadPanel(
            f"None of the {own.height:,} rows of your frame belongs to a row of the panel, e.g. "
            f"{dict(zip(on, own.select(on).row(0), strict=True))}. The panel has codes of the "
            f"{state.index.system} list and runs {years.min()}–{years.max()}. Use its codes and "
            "years.",
            unmatched=unmatched,
        )
    if unmatched:
        first, last = int(years.min()), int(years.max())
        state.coverage.append(Coverage("your frame", (), first, last, 0, own.height, unmatched))


def _low_first(frame: Frame, on: tuple[str, ...]) -> Frame:
    """The keys turned round where the second state has the lower code."""
    turned = pl.col("state1") > pl.col("state2")
    pairs = [("state1", "state2")]
    if "leader1" in on and "leader2" in on:
        pairs.append(("leader1", "leader2"))
    return frame.with_columns(
        pl.when(turned).then(there).otherwise(here).alias(here)
        for pair in pairs
        for here, there in (pair, pair[::-1])
    )
