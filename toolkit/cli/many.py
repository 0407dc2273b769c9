"""What commands over many files share: a progress bar, folders and patterns as inputs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_MAGIC: Final = frozenset("*?[")
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


@contextmanager
def progress_bar(count: int, label: str, *, quiet: bool) -> Iterator[Callable[[int], object]]:
    """What is to be told of each item done; a bar on standard error where that is a terminal and nobody wants quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    import click

    with click.progressbar(length=count, label=label, file=sys.stderr) as bar:
        yield bar.update


def inputs(given: Iterable[Path]) -> list[Path]:
    """The files meant: a folder stands for the workbooks in it, a pattern no shell has expanded for what it matches.

    In the order given, each once; owner files (`~$…`) that Office keeps beside an open workbook are left out of
    folders and patterns. A name there is nothing for stays, so that reading it says so.
    """
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix.lower() in _WORKBOOKS)
        elif set(str(path)) & _MAGIC and not path.exists():
            files = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))) or [path]
        else:
            found[path] = None
            continue
        found |= dict.fromkeys(file for file in files if not file.name.startswith(("~$", ".~")))
    return list(found)
