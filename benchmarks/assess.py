"""How long an answer takes from the starter vintage, warm, as a whole process.

The target is 2 s for NATO and Russia. The floor is what no answer can do without: a
process that imports the libraries it is made of.
"""

from __future__ import annotations

from frame import compare, keep, python

LIBRARIES = "import polars, numpy, pydantic"
QUESTIONS = {
    "NATO RUS": ("NATO", "RUS"),
    "NATO RUS, full": ("NATO", "RUS", "--full"),
    "NATO RUS, JSON": ("NATO", "RUS", "--format", "json"),
    "FRA DEU in 1950": ("FRA", "DEU", "--as-of", "1950"),
    "USA CHN": ("USA", "CHN"),
}

if __name__ == "__main__":
    cases = {"libraries": (f'python -c "{LIBRARIES}"', python("-c", LIBRARIES))}
    for what, asked in QUESTIONS.items():
        cases[what] = (
            f"detente assess {' '.join(asked)}",
            python("-m", "detente", "assess", *asked),
        )
    keep("assess", compare(cases, floor="libraries", runs=7))
