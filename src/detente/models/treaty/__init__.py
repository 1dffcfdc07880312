"""Decisions, not dyads: states that accede, organisations that adopt, pairs that found."""
