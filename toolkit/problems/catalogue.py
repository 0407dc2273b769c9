"""Every problem code there is, by rooms: 1 files, 2 grids, 3 figures, 4 templates, 5 reports and outputs, 6 many units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from toolkit.problems.entry import Entry, Severity

_ROOMS = {
    "PL1": ("files",), "PL2": ("grids",), "PL3": ("figures",), "PL4": ("templates",), "PL5": ("reports", "outputs"),
    "PL6": ("many", "merging"),
}  # fmt: skip


class _Catalogue(Mapping[str, Entry]):
    """The entries by their codes; a room is opened when one of its codes is asked for."""

    def __init__(self) -> None:
        self._open: dict[str, dict[str, Entry]] = {}

    def __getitem__(self, code: str) -> Entry:
        return self._family(code[:3])[code]

    def __iter__(self) -> Iterator[str]:
        return (code for family in _ROOMS for code in self._family(family))

    def __len__(self) -> int:
        return sum(len(self._family(family)) for family in _ROOMS)

    def _family(self, family: str) -> dict[str, Entry]:
        if family not in self._open:
            made: dict[str, Entry] = {}
            for room in _ROOMS.get(family, ()):
                entries: dict[str, Entry] = import_module(f"toolkit.problems.{room}").ENTRIES
                wrong = [code for code in entries if code in made or not code.startswith(family)]
                if wrong:
                    raise ValueError(f"problem codes defined twice or in another room than theirs: {wrong}")
                made |= entries
            self._open[family] = made
        return self._open[family]


CATALOGUE: Mapping[str, Entry] = _Catalogue()

__all__ = ["CATALOGUE", "Entry", "Severity"]
