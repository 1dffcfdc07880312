"""From dyads to the relations of a bloc with each state; unknown is not zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from detente.errors import BadPanel
from detente.panel.index import Index
from detente.panel.membership import Bloc, bloc_of, is_member
from detente.panel.naming import column_of
from detente.panel.narrowing import not_added
from detente.panel.noun import Variable
from detente.panel.panel import Panel, State
from detente.words import listing

Frame = pl.DataFrame

RULES = ("mean", "sum", "max", "share", "cinc")
LABELS = {
    "mean": "mean over the members for which it is known",
    "sum": "sum over the members for which it is known",
    "max": "highest among the members for which it is known",
    "share": "share of the members for which it is known that have it (not 0)",
    "cinc": "mean over the members for which it is known, weighted by their CINC",
}


def aggregated(
    panel: Panel, to: str, how: Mapping[str, str | Sequence[str]], membership: str
) -> Panel:
    """The panel of a bloc and each state, by year; see `Panel.aggregate`.

    Raises
    ------
    BadPanel        the panel has no dyads of states, or no such rule
    UnknownName     no such bloc
    """
    unit = panel.unit
    if unit.keys != ("state1", "state2", "year"):
        raise BadPanel(
            f"aggregate() makes bloc–state years of dyad-years, and this is a panel of "
            f"{unit.name}s. Start from dyad_years or from bloc_years(…, relations=True)."
        )
    rules = {
        column: (asked,) if isinstance(asked, str) else tuple(asked)
        for column, asked in how.items()
    }
    unknown = sorted({rule for asked in rules.values() for rule in asked} - set(RULES))
    if unknown or not rules:
        raise BadPanel(
            f"No rule is called {listing(unknown)}. There are {listing(list(RULES))}."
            if unknown
            else "aggregate() needs columns: how={'atop_defense': 'share'}.",
            rules=tuple(unknown),
        )
    step = Aggregate(bloc_of(to, membership), rules, unit.first, unit.last, unit.as_of)
    after = replace(
        unit,
        name=f"{step.bloc.key}–state year",
        keys=("bloc", "state", "year"),
        built=unit.built or unit.keys,
    )
    return Panel(after, (*panel.steps, step), load=panel.load, outside=panel.outside)


@dataclass(frozen=True)
class Aggregate:
    """One row for each state and year in which the bloc had members and the state existed."""

    bloc: Bloc
    rules: dict[str, tuple[str, ...]]
    first: int
    last: int
    as_of: date | None
    history: bool = True

    def __call__(self, state: State) -> State:
        """Turn each dyad so that the member is first, then aggregate over members."""
        columns = {self._column(name, state.frame): rules for name, rules in self.rules.items()}
        weighted = any("cinc" in rules for rules in self.rules.values())
        if weighted and "cinc1" not in state.frame.columns:
            raise not_added("cinc1", state.frame.columns)
        years, members = self.bloc.members(self.first, self.last, self.as_of)
        sides = (1,) if state.index.directed else (1, 2)
        turned = [
            self._turned(state, side, is_member(state.index, side, years, members), columns)
            for side in sides
        ]
        size = pl.DataFrame({"year": years}).group_by("year").agg(pl.len().alias("_members"))
        frame = (
            pl.concat(turned)
            .group_by("state", "year")
            .agg(
                *(one for column, rules in columns.items() for one in _values(column, rules)),
            )
            .join(size, on="year", how="left")
            .sort("state", "year")
        )
        index = Index(
            state.index.system,
            False,
            frame["year"].to_numpy(),
            frame["state"].to_numpy(),
            None,
            state.index.crosswalk,
        )
        member = is_member(index, 1, years, members).astype(np.int8)
        values = [name for name in frame.columns if name not in ("state", "year")]
        state.frame = frame.with_columns(
            pl.lit(self.bloc.key).alias("bloc"), pl.Series("is_member", member)
        ).select(
            "bloc",
            "state",
            "year",
            "is_member",
            (pl.col("_members").cast(pl.Int32) - pl.col("is_member")).alias("n_members"),
            *(name for name in values if name != "_members"),
        )
        state.index = index
        state.dictionary = self._dictionary(state.dictionary, columns)
        return state

    def _column(self, asked: str, frame: Frame) -> str:
        name = column_of(asked, frame.columns)
        if not (frame.schema[name].is_numeric() or frame.schema[name] == pl.Boolean):
            raise BadPanel(f"{name} is {frame.schema[name]}; only numbers can be aggregated.")
        return name

    def _turned(
        self,
        state: State,
        side: int,
        keep: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
        columns: Mapping[str, tuple[str, ...]],
    ) -> Frame:
        """The dyads whose state of that side is a member, seen from it."""
        other = f"state{3 - side}"
        weight = f"cinc{side}" if f"cinc{side}" in state.frame.columns else None
        return state.frame.filter(pl.Series(keep)).select(
            pl.col(other).alias("state"),
            "year",
            (pl.col(weight) if weight else pl.lit(None, pl.Float64)).alias("_weight"),
            *(pl.col(column) for column in columns),
        )

    def _dictionary(
        self, before: Mapping[str, Variable], columns: Mapping[str, tuple[str, ...]]
    ) -> dict[str, Variable]:
        key = self.bloc.key
        rule = "of each year" if self.bloc.membership == "live" else "of one day, frozen"
        after = {
            "bloc": Variable("bloc", f"Bloc; its legal members {rule}", "name", pl.String),
            "is_member": Variable("is_member", f"The state is a member of {key}", "0/1", pl.Int8),
            "n_members": Variable(
                "n_members", f"Members of {key} besides the state", "states", pl.Int32
            ),
        }
        for column, rules in columns.items():
            what = before.get(column, Variable(column, column, "", pl.Float64))
            for rule in rules:
                unit = "share, 0–1" if rule == "share" else what.unit
                name = f"{column}_{rule}"
                after[name] = Variable(name, f"{what.label}: {LABELS[rule]}", unit, pl.Float64)
            after[f"{column}_n_known"] = Variable(
                f"{column}_n_known", f"Members of {key} for which {column} is known", "states",
                pl.Int32,
            )  # fmt: skip
        return after


def _values(column: str, rules: tuple[str, ...]) -> list[pl.Expr]:
    """One expression for each rule, null where no member's value is known, and their number."""
    value = pl.col(column).cast(pl.Float64)
    known = value.is_not_null()
    both = known & pl.col("_weight").is_not_null()
    weight = pl.when(both).then(pl.col("_weight")).otherwise(0.0)
    ways = {
        "mean": value.mean(),
        "sum": value.sum(),
        "max": value.max(),
        "share": (value != 0).cast(pl.Float64).mean(),
        "cinc": (value.fill_null(0.0) * weight).sum() / weight.sum(),
    }
    seen = {
        rule: (both.any() & (weight.sum() > 0)) if rule == "cinc" else known.any() for rule in rules
    }
    return [
        *(
            pl.when(seen[rule]).then(ways[rule]).otherwise(None).alias(f"{column}_{rule}")
            for rule in rules
        ),
        known.sum().cast(pl.Int32).alias(f"{column}_n_known"),
    ]
