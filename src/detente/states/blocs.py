"""Blocs: dated lists of members, and the rule by which they admit.

Membership is legal membership (the treaty in force for the state), where ATOP enters
members at signature. A membership counts only on days the state existed. Where only
the month or year is known, a start counts from the first day it allows, yet not from
before the treaty of the bloc was in force, and an end counts to the last day it allows;
such members carry their precision. Members are numbered as they were on the day asked
about: Germany in NATO is state 260 to 2 October 1990 and 255 after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import polars as pl

from detente import facts
from detente.dates import Spell
from detente.errors import BadBloc, NotYet
from detente.states.lineage import lineage
from detente.states.lookup import find_iso, find_state, possible_states, shown
from detente.states.names import LONGEST_GUESS, Names, key, names
from detente.states.systems import StateTable
from detente.states.userblocs import UserBloc

FOREVER = Spell(date.min)


@dataclass(frozen=True)
class Member:
    """A member of a bloc on a day.

    `since` is None in a timeless bloc; `precision` is day, month or year; `unconfirmed`
    marks spells that rest on a weak source; `source` is where the membership was read.
    """

    state: int
    name: str
    code: str
    since: date | None
    precision: str
    unconfirmed: bool
    source: str
    url: str | None


@dataclass(frozen=True)
class Membership:
    """How long a state was a member of a bloc, called as it was on joining; None: no bound."""

    name: str
    since: date | None
    until: date | None
    source: str


@dataclass(frozen=True)
class Rule:
    """How a bloc admits, what it promises in defence, and where that was read."""

    admission: str
    defence: str | None
    source: str
    url: str | None


@dataclass(frozen=True)
class _Spell:
    """One membership as it is stored: who, when, and how well that is known."""

    who: str
    label: str
    spell: Spell
    timeless: bool
    precision: str
    unconfirmed: bool
    source: str
    url: str | None


@dataclass(frozen=True)
class _Title:
    """A name of a bloc and when it bore it; aliases have no short form."""

    short: str | None
    name: str
    spell: Spell


class BlocTable:
    """The blocs, looked up by name and day.

    Parameters
    ----------
    members, rules, titles : frames as `facts.read` gives for blocs, bloc_rules, bloc_names
    user : blocs of the user's own

    Raises
    ------
    BadBloc     a bloc of the user's own takes the name of a state or of another bloc
    """

    def __init__(
        self,
        members: pl.DataFrame,
        rules: pl.DataFrame,
        titles: pl.DataFrame,
        *,
        user: Iterable[UserBloc] = (),
        called: Names | None = None,
    ) -> None:
        self._frames = (members, rules, titles)
        self._called = called or names()
        self._spells: dict[str, list[_Spell]] = defaultdict(list)
        self._titles: dict[str, list[_Title]] = defaultdict(list)
        self._keys: dict[str, str] = {}
        self._rules: dict[str, tuple[Rule, date | None]] = {}
        self._user: dict[str, UserBloc] = {}
        self._read_members(members)
        self._read_rules(rules)
        self._read_titles(titles)
        for bloc in user:
            self._add(bloc)

    @classmethod
    def from_facts(cls) -> BlocTable:
        """The blocs in our own tables of facts."""
        return cls(facts.read("blocs"), facts.read("bloc_rules"), facts.read("bloc_names"))

    def with_user(self, *user: UserBloc) -> BlocTable:
        """The same blocs and some of the user's own.

        Raises
        ------
        BadBloc     one takes the name of a state or of another bloc
        """
        mine = (*self._user.values(), *user)
        return BlocTable(*self._frames, user=mine, called=self._called)

    def keys(self) -> tuple[str, ...]:
        """Every bloc, by its key."""
        return tuple(self._spells)

    def is_user(self, bloc: str) -> bool:
        """Whether a bloc is one of the user's own."""
        return bloc in self._user

    def is_timeless(self, bloc: str) -> bool:
        """Whether a bloc has no dates: each member belongs to it whenever it exists."""
        return all(spell.timeless for spell in self._spells[bloc])

    def find(self, text: str) -> str | None:
        """The key of the bloc that a text names; None if it names none."""
        return self._keys.get(key(text))

    def nearest(self, text: str) -> tuple[str, ...]:
        """The keys of blocs whose names look most like a text."""
        if len(text) > LONGEST_GUESS:
            return ()
        close = get_close_matches(key(text), self._keys, n=2, cutoff=0.75)
        return tuple(dict.fromkeys(self._keys[reading] for reading in close))

    def name_on(self, bloc: str, when: date) -> str:
        """The full name of a bloc on a day: the European Economic Community in 1970."""
        return self._title(bloc, when).name

    def short_on(self, bloc: str, when: date) -> str:
        """What a bloc was called for short on a day: the EEC in 1970."""
        title = self._title(bloc, when)
        return title.short or title.name

    def rule(self, bloc: str, when: date) -> Rule | None:
        """The admission rule and the defence clause of a bloc as far as they are known."""
        found = self._rules.get(bloc)
        if found is None:
            return None
        rule, defence_from = found
        if defence_from is not None and when < defence_from:
            return Rule(rule.admission, None, rule.source, rule.url)
        return rule

    def founded(self, bloc: str) -> date | None:
        """The first day with members; None if the bloc is timeless."""
        if self.is_timeless(bloc):
            return None
        return min(spell.spell.start for spell in self._spells[bloc])

    def members_on(self, bloc: str, when: date, states: StateTable) -> tuple[Member, ...]:
        """The members of a bloc on a day, in order of number."""
        members: dict[int, Member] = {}
        for held in self._spells[bloc]:
            state = self._state(bloc, held, when, states)
            if state is not None:
                members[state] = Member(
                    state,
                    self._called.name_on(state, when),
                    self._called.code_on(state, when),
                    None if held.timeless else held.spell.start,
                    held.precision,
                    held.unconfirmed,
                    held.source,
                    held.url,
                )
        return tuple(members[state] for state in sorted(members))

    def memberships(self, bloc: str, when: date, states: StateTable) -> tuple[Membership, ...]:
        """Who had joined a bloc by a day, those that no list of states has among them."""
        return tuple(
            Membership(
                self._called_then(bloc, held, states),
                None if held.timeless else held.spell.start,
                held.spell.end,
                held.source,
            )
            for held in self._spells[bloc]
            if held.spell.start <= when
        )

    def _called_then(self, bloc: str, held: _Spell, states: StateTable) -> str:
        """What a member was called on the day it joined."""
        state = self._state(bloc, held, held.spell.start, states)
        return held.label if state is None else self._called.name_on(state, held.spell.start)

    def left_out(self, bloc: str, when: date) -> tuple[str, ...]:
        """Members on a day that no list of states has, such as Palestine in the Arab League."""
        if self.is_user(bloc):
            return ()
        return tuple(
            held.label
            for held in self._spells[bloc]
            if held.spell.covers(when) and not self._called.find_iso(held.who)
        )

    def last_day(self, bloc: str, as_of: date, states: StateTable) -> date | None:
        """The last day with members up to `as_of`; None if there was none yet."""
        if self.members_on(bloc, as_of, states):
            return as_of
        ends = {
            min(day for day in (held.spell.end, as_of) if day is not None)
            for held in self._spells[bloc]
            if held.spell.start <= as_of
        }
        ends |= {
            spell.end
            for end in tuple(ends)
            for held in self._spells[bloc]
            for spell in self._existence(held, states)
            if spell.end is not None and spell.end <= end
        }
        return next(
            (end for end in sorted(ends, reverse=True) if self.members_on(bloc, end, states)), None
        )

    def members_by_year(
        self, bloc: str, first: int, as_of: date, states: StateTable
    ) -> pl.DataFrame:
        """The members of each year, and before the founding those of `as_of`, frozen.

        A year's members are those on its last day, or on the last day the bloc had
        members in it. Frozen members are followed back through their lineages.

        Columns
        -------
        year, state (its number in that year), frozen
        """
        last = self.last_day(bloc, as_of, states)
        founded = self.founded(bloc)
        rows: list[tuple[int, int, bool]] = []
        if last is not None:
            frozen = self._stages(bloc, last, states)
            for year in range(first, last.year + 1):
                end_of_year = min(date(year, 12, 31), last)
                if founded is not None and end_of_year < founded:
                    rows += [(year, state, True) for state in _alive(frozen, end_of_year)]
                else:
                    members = self._last_of_year(bloc, end_of_year, states)
                    rows += [(year, member.state, False) for member in members]
        schema = {"year": pl.Int32, "state": pl.Int32, "frozen": pl.Boolean}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _stages(self, bloc: str, when: date, states: StateTable) -> list[tuple[int, Spell]]:
        """The states that the members of a day were before, and when."""
        return [
            (stage.state, stage.spell)
            for member in self.members_on(bloc, when, states)
            for stage in lineage(member.state, when, states, called=self._called)
        ]

    def _last_of_year(self, bloc: str, when: date, states: StateTable) -> tuple[Member, ...]:
        """The members on a day, or on the last day before it in its year with any."""
        members = self.members_on(bloc, when, states)
        last = when if members else self.last_day(bloc, when, states)
        if members or last is None or last.year != when.year:
            return members
        return self.members_on(bloc, last, states)

    def _existence(self, held: _Spell, states: StateTable) -> list[Spell]:
        """When the states existed that a member may have been."""
        possible = sorted(possible_states(held.who, self._called))
        return [spell for state in possible for spell in states.spells(state)]

    def _state(self, bloc: str, held: _Spell, when: date, states: StateTable) -> int | None:
        """The state a membership stands for on a day; None if it does not count then."""
        if not held.spell.covers(when):
            return None
        try:
            found = (
                find_state(held.who, when, states, called=self._called)
                if self.is_user(bloc)
                else find_iso(held.who, when, states, called=self._called)
            )
        except NotYet:
            return None
        return None if found is None or found.ended is not None else found.state

    def _title(self, bloc: str, when: date) -> _Title:
        """What a bloc was called on a day, else what it was called first."""
        titles = self._titles[bloc]
        return next((t for t in titles if t.spell.covers(when)), titles[0])

    def _read_members(self, members: pl.DataFrame) -> None:
        columns = (
            "bloc",
            "state_iso3",
            "state_name",
            "counts_from",
            "counts_to",
            "start_precision",
            "unconfirmed",
            "source_publisher",
            "source_title",
            "source_url",
        )
        for row in members.select(columns).iter_rows():
            bloc, who, label, start, end, precision, weak, publisher, title, url = row
            spell = Spell(start, end)
            source = f"{publisher}: {title}"
            self._spells[bloc].append(
                _Spell(who, label, spell, False, precision, weak, source, url)
            )

    def _read_rules(self, rules: pl.DataFrame) -> None:
        columns = (
            "bloc",
            "admission_rule",
            "defence_clause",
            "defence_from",
            "source_publisher",
            "source_title",
            "source_url",
        )
        for bloc, admission, defence, since, publisher, title, url in rules.select(
            columns
        ).iter_rows():
            self._rules[bloc] = (Rule(admission, defence, f"{publisher}: {title}", url), since)

    def _read_titles(self, titles: pl.DataFrame) -> None:
        for bloc in self._spells:
            self._keys[key(bloc)] = bloc
        for bloc, short, name, kind, start, end in titles.select(
            "bloc", "short", "name", "kind", "start", "end"
        ).iter_rows():
            for text in filter(None, (short, name)):
                self._keys[key(text)] = bloc
            if kind == "name":
                self._titles[bloc].append(_Title(short, name, Spell(start or date.min, end)))

    def _add(self, bloc: UserBloc) -> None:
        """Add a bloc of the user's own under its own name."""
        taken = self._keys.get(key(bloc.bloc))
        states = [name for name in self._called.find(bloc.bloc) if not name.abbreviation]
        if taken or states:
            whose = f"the bloc {taken}" if taken else f"the state {states[0].text}"
            raise BadBloc(
                f"{shown(bloc.bloc)} already names {whose}. Choose another name.",
                bloc=bloc.bloc,
            )
        nested = next((e.text for e in bloc.entries if self.find(e.text)), None)
        if nested is not None:
            raise BadBloc(
                f"{shown(bloc.bloc)} lists {shown(nested)}, which is a bloc. List its states.",
                bloc=bloc.bloc,
            )
        self._user[bloc.bloc] = bloc
        self._keys[key(bloc.bloc)] = bloc.bloc
        self._titles[bloc.bloc] = [_Title(bloc.bloc, bloc.name or bloc.bloc, FOREVER)]
        self._spells[bloc.bloc] = [
            _Spell(
                entry.text,
                entry.text,
                Spell(entry.start or date.min, entry.end),
                entry.start is None,
                "day",
                False,
                bloc.source,
                None,
            )
            for entry in bloc.entries
        ]
        if bloc.admission_rule:
            self._rules[bloc.bloc] = (Rule(bloc.admission_rule, None, bloc.source, None), None)


def _alive(stages: list[tuple[int, Spell]], when: date) -> list[int]:
    """The states among the stages that existed on a day, in order of number."""
    return sorted({state for state, spell in stages if spell.covers(when)})
