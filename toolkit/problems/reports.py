"""Reports: filling and regenerating Word documents. Codes PL5xx."""

from __future__ import annotations

from toolkit.problems.entry import Entry

ENTRIES: dict[str, Entry] = {}
