"""Work for workers, in a module they can import: some of it kills them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from toolkit.problems import ToolkitError


def die() -> None:
    """End this very process at once, as the system does when memory runs out."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


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
