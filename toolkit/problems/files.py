"""Files: what may not enter, what cannot be read or written. Codes PL1xx."""

from __future__ import annotations

from toolkit.problems.entry import Entry

ENTRIES: dict[str, Entry] = {}
