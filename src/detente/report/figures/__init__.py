"""Figures, one file each: functions from parts of a result to a `Figure`."""
