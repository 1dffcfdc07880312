"""Rungs as a small square of their hue with their words beside it: never colour alone."""

from __future__ import annotations

import htpy as h

from detente.report import theme

SHORT = {
    "non-aggression or neutrality": "non-aggression",
    "strategic rivalry without a dispute": "rivalry, no dispute",
    "militarised dispute": "dispute",
}


def pledge_chip(rung: int, label: str) -> h.Node:
    """A rung of the commitment axis."""
    return _chip(theme.PLEDGE[rung], label)


def hostility_chip(rung: int, label: str) -> h.Node:
    """A rung of the hostility axis."""
    return _chip(theme.HOSTILITY[rung], label)


def _chip(colour: str, label: str) -> h.Node:
    square = h.span(".chip", style=f"background:{theme.adapted(colour)}", aria_hidden="true")
    return h.span(".whole")[square, SHORT.get(label, label)]
