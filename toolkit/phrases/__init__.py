"""Filters: what a figure, a text or a list becomes behind `|`, worded as an experienced clerk would.

No phrase is ever half empty: where there is no figure there is no text at all, no "tăng -3%", no "đạt %".
"""

from __future__ import annotations

from toolkit.phrases import numbers, sentences, texts
from toolkit.phrases.filters import FILTERS, Filter
from toolkit.phrases.sentences import change
from toolkit.phrases.texts import join

ROOMS = (numbers, sentences, texts)
"""Where the filters are; importing them fills the table."""

__all__ = ["FILTERS", "ROOMS", "Filter", "change", "join"]
