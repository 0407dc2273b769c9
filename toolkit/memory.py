"""What was made of keys before, kept until there is too much of it.

It is asked as a dictionary is, which takes less than the library's `lru_cache`. Where there are more keys than are kept, as in
a report of thousands of rows, it costs less to forget them all at once than to put each new one in another's place.
"""

from __future__ import annotations

from toolkit.hints import TYPE_CHECKING, Final

MOST: Final = 2048
"""Keys that are kept: more fields than the reports have of which many are filled."""

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Key = TypeVar("Key")
    Made = TypeVar("Made")

    class Memory(dict[Key, Made]):
        """By each key what `make` gives for it."""

        def __init__(self, make: Callable[[Key], Made], most: int = ...) -> None: ...

else:

    class Memory(dict):
        """By each key what `make` gives for it."""

        __slots__ = ("_make", "_most")

        def __init__(self, make, most=MOST):
            self._make, self._most = make, most

        def __missing__(self, key):
            if len(self) >= self._most:
                self.clear()
            made = self[key] = self._make(key)
            return made
