"""Figures: rules, percent, judgement and footing. Codes PL3xx."""

from __future__ import annotations

from toolkit.problems.entry import Entry

ENTRIES: dict[str, Entry] = {}
