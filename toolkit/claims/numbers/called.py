"""What a bare figure counts where its words call it a number of such things: "số bản án phải theo dõi là 63"."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.units import DURATIONS, is_counted

_CALLED = pattern(r"(?<![^\W_])số (?P<noun>[^\W\d_]+(?: [^\W\d_]+){0,9})[ :]*$")
_REACH = 80  # characters before a figure


def called(words: str, units: Iterable[str]) -> str:
    """The longest of the counted units that the words before a figure say it is a number of; "" where they name none."""
    found = _CALLED.search(words[-_REACH:])
    name = f"{found['noun']} " if found else ""
    told = [each for each in units if each not in DURATIONS and is_counted(each) and name.startswith(f"{each} ")]
    return max(told, key=len, default="")
