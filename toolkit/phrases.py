"""Filters: what a figure, a text or a list becomes behind `|`, worded as an experienced clerk would.

No phrase is ever half empty: where there is no figure there is no text at all, no "tăng -3%", no "đạt %".
"""

from __future__ import annotations

from toolkit import phrases_numbers, phrases_sentences, phrases_texts
from toolkit.phrases_filters import FILTERS, Filter
from toolkit.phrases_sentences import change
from toolkit.phrases_texts import join

ROOMS = (phrases_numbers, phrases_sentences, phrases_texts)
"""Where the filters are; importing them fills the table."""

__all__ = ["FILTERS", "ROOMS", "Filter", "change", "join"]
