"""Every problem code there is, gathered from the rooms: 1 files, 2 grids, 3 figures, 4 templates, 5 reports and outputs, 6 many units."""

from __future__ import annotations

from toolkit.problems import figures, files, grids, many, merging, outputs, reports, templates
from toolkit.problems.entry import Entry, Severity

CATALOGUE: dict[str, Entry] = {}
for _room in (files, grids, figures, templates, reports, outputs, many, merging):
    _twice = CATALOGUE.keys() & _room.ENTRIES.keys()
    if _twice:
        raise ValueError(f"problem codes defined twice: {sorted(_twice)}")
    CATALOGUE.update(_room.ENTRIES)

__all__ = ["CATALOGUE", "Entry", "Severity"]
