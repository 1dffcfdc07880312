"""Disputes and rivalries: how pairs come to fight, and how rivals cease to be."""
