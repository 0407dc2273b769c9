"""Grids: what the workbook's sheets say that cannot be taken as it stands. Codes PL2xx."""

from __future__ import annotations

from toolkit.problems.entry import Entry

ENTRIES: dict[str, Entry] = {}
