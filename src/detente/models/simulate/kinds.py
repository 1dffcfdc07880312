"""Kinds of events: those that are forced on every draw, and those that a draw records."""

from __future__ import annotations

JOIN, LEAVE, PACT, LAPSE = range(4)  # forced
ACCESSION, ADOPTION, FOUNDATION, EXIT, DISSOLUTION, END = range(6)  # recorded
RIVALRY, RIVALRY_ENDS = 6, 7  # of two states; recorded too
