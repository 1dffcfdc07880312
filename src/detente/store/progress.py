"""Progress on the terminal, and none anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, int, int], None]
"""Called with a label, the bytes done and the bytes there are."""


def silent(label: str, done: int, size: int) -> None:
    """Report nothing."""


@contextmanager
def progress_bar(wanted: bool) -> Iterator[Report]:
    """A bar on standard error while the block runs, if that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    console = Console(stderr=True)
    if not (wanted and console.is_terminal):
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(label: str, done: int, size: int) -> None:
            bar.update(task, description=label, completed=done, total=size)

        yield report
