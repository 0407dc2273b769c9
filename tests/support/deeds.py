"""Work for workers, in a module they can import: some of it kills them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from toolkit.excel.beside import Share, Texts, fold_share
from toolkit.excel.unit import read_unit
from toolkit.merge.folded import Folded
from toolkit.merge.units import UnitData
from toolkit.problems import ToolkitError


def die() -> None:
    """End this very process at once, as the system does when memory runs out."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def own_process(_: int) -> int:
    return os.getpid()


def sleep_after_the_first(number: int) -> int:
    if number:
        time.sleep(60)
    return number


def double(number: int) -> int:
    return 2 * number


def double_or_refuse(number: int) -> int:
    if number == 3:
        raise ToolkitError("PL102", "ba.xlsx", file="ba.xlsx")
    if number == 5:
        raise ZeroDivisionError("năm")
    return 2 * number


def double_and_die_once(item: tuple[int, Path]) -> int:
    """Twice the number; whoever is the first to get the 20 dies of it and leaves a flag."""
    number, flag = item
    if number == 20 and not flag.exists():
        flag.touch()
        die()
    return 2 * number


def double_but_die_of_seven(number: int) -> int:
    if number == 7:
        die()
    return 2 * number


def read_or_die_once(path: Path) -> UnitData:
    """As `read_unit`; whoever is the first to get the fourth unit dies of it and leaves a flag."""
    if path.stem == "4":
        die_once()
    return read_unit(path)


def fold_or_die_once(share: Share, *, weights: Mapping[int, int], rows: Texts) -> tuple[Folded, bytes]:
    """As `fold_share`; whoever is the first to get the second share dies of it and leaves a flag."""
    if share.first:
        die_once()
    return fold_share(share, weights=weights, rows=rows)


def die_once() -> None:
    flag = Path(os.environ["TEST_FLAG"])
    if not flag.exists():
        flag.touch()
        die()
