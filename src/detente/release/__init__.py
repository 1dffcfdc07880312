"""Builds what ships: the tables of a vintage, from the published sources and our own facts."""
