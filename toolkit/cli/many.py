"""What commands over many files share: `--jobs`, `--scheduler`, a progress bar, folders and patterns as inputs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from toolkit.cli.language import say

_MAGIC: Final = frozenset("*?[")
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def crew_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say who does the work: `jobs` (None: all cores) and `scheduler`."""
    command = click.option("--scheduler", metavar="tcp://HOST:PORT", help=say(
        "Chạy trên cụm máy Dask có sẵn; các máy phải thấy cùng thư mục.",
        "Use the workers of a Dask cluster; they must see the same folders.",
    ))(command)  # fmt: skip
    return click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=say(
        "Số tiến trình (mặc định: số nhân máy; 1: không chạy song song).",
        "Number of processes (default: the cores; 1: no parallel work).",
    ))(command)  # fmt: skip


@contextmanager
def progress_bar(count: int, label: str, *, quiet: bool) -> Iterator[Callable[[int], object]]:
    """What is to be told of each item done; a bar on standard error where that is a terminal and nobody wants quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
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
