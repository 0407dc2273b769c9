"""Claims: tie-out of numbers in prose. Codes PL6xx."""

from __future__ import annotations

from toolkit.problems.entry import Entry

ENTRIES: dict[str, Entry] = {}
