"""A frame of the user's own, joined by the panel's keys; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.errors import BadPanel
from detente.panel.naming import refuse_clashes
from detente.panel.noun import Variable
from detente.panel.panel import State
from detente.words import listing

Frame = pl.DataFrame


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
        refuse_clashes(new, state.frame.columns, "Your frame")
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
        joined = state.frame.select(on).join(
            own.with_columns(pl.col(name).cast(dtype) for name, dtype in types.items()),
            on=list(on),
            how="left",
            maintain_order="left",
        )
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
            if self.frame[name].null_count():
                raise BadPanel(
                    f"The key {name!r} of your frame has nulls. Drop those rows.", key=name
                )
        return tuple(on)


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
