"""The names of the sheets that are no appendices: those a user fills, and those our own verbs write beside the grids."""

from __future__ import annotations

from typing import Final

from toolkit.text import fold

INFO: Final = "Thông tin"
FIGURES: Final = "Số liệu"
CHARTS: Final = "Biểu đồ"
PROBLEMS: Final = "Vấn đề"
REST: Final = "Chưa xếp được"
LINEAGE: Final = "Nguồn số liệu"
RECEIVED: Final = "Tình hình nộp"
GUIDE: Final = "Hướng dẫn"

_WRITTEN = frozenset(map(fold, (CHARTS, PROBLEMS, REST, LINEAGE, RECEIVED, GUIDE)))


def is_ours(name: str) -> bool:
    """True for a sheet that a verb of ours writes beside the appendices and that holds no figures to read."""
    return fold(name) in _WRITTEN
