"""What the outcomes are called inside a sentence."""

from __future__ import annotations

MOVED = {
    "defence_pact": "a defence pact",
    "stronger_pledge": "a pledge short of a pact",
    "rivalry_end": "the end of the rivalry",
    "dispute": "a new militarised dispute",
}
"""The events whose chance is taken apart."""

EVENTS = {
    "defence_pact": "a defence pact",
    "stronger_pledge": "any stronger pledge",
    "rivalry_end": "the end of the rivalry",
    "dispute": "a new militarised dispute",
}
