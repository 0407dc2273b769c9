"""Noticing that a workbook was saved.

Excel saves by writing another file and renaming it over the old one, and keeps it locked for a moment; network drives
report no events. So the file's state is looked at again and again, and a change counts once it has held still.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.hints import Final

_LOOK: Final = 0.4  # seconds between two looks

State = tuple[int, int, int] | None


def state_of(path: Path) -> State:
    """What tells one saved version of a file from another; None while it is away in the middle of a save."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def saves(
    path: Path, wait: Callable[[float], None] = time.sleep, *, again: Callable[[], bool] = lambda: False
) -> Iterator[State]:
    """Yield once now and then after every save of the file, as soon as two looks in a row agree, and whenever `again` says so."""
    handled: State = None
    seen: State = None
    while True:
        now = state_of(path)
        if now is not None and now == seen and (now != handled or again()):
            handled = now
            yield now
        seen = now
        wait(_LOOK)
