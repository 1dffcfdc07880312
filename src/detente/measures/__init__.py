"""Pure functions of arrays and frames: rungs, the pair-by-year cube, distance, decisions."""
