"""One relationship at one date: standing, history, outlook, analogues, reversals, limits."""
