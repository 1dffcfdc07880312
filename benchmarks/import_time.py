"""How long `import detente` takes, beside a Python that imports nothing.

The target is 0.3 s; the floor is the start of the interpreter.
"""

from __future__ import annotations

from frame import compare, keep, python

CASES = {
    "python": ('python -c "pass"', python("-c", "pass")),
    "import detente": ('python -c "import detente"', python("-c", "import detente")),
    "detente --version": ("detente --version", python("-m", "detente", "--version")),
    "detente --help": ("detente --help", python("-m", "detente", "--help")),
}

if __name__ == "__main__":
    keep("import_time", compare(CASES, floor="python", runs=20))
