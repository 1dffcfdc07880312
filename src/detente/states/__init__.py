"""Who existed when, by what name, and who belonged to which bloc: actors, on a day."""

from detente.states.actors import Actor, BlocActor, StateActor, resolve
from detente.states.blocs import BlocTable, Member, Rule
from detente.states.lineage import POLICY, Stage, Successor, lineage, successors
from detente.states.names import code_on, name_on
from detente.states.pairs import NeverMet, Pairing, check_pair
from detente.states.systems import StateTable, build_state_spells, to_state, to_state_frame
from detente.states.userblocs import UserBloc, parse_inline, read_file

__all__ = [
    "POLICY",
    "Actor",
    "BlocActor",
    "BlocTable",
    "Member",
    "NeverMet",
    "Pairing",
    "Rule",
    "Stage",
    "StateActor",
    "StateTable",
    "Successor",
    "UserBloc",
    "build_state_spells",
    "check_pair",
    "code_on",
    "lineage",
    "name_on",
    "parse_inline",
    "read_file",
    "resolve",
    "successors",
    "to_state",
    "to_state_frame",
]
