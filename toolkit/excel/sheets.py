"""The names of the sheets that are no appendices: those a user fills, and those our own verbs write beside the grids."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.hints import Final
from toolkit.patterns import seldom
from toolkit.text import clean, fold, writable

INFO: Final = "Thông tin"
FIGURES: Final = "Số liệu"
CHARTS: Final = "Biểu đồ"
PROBLEMS: Final = "Vấn đề"
REST: Final = "Chưa xếp được"
LINEAGE: Final = "Nguồn số liệu"
SOURCES: Final = "Ô nguồn"
RECEIVED: Final = "Tình hình nộp"
CHANGES: Final = "Thay đổi"
STORE: Final = "_phuluc"
GUIDE: Final = "Hướng dẫn"

_WRITTEN = frozenset(map(fold, (CHARTS, PROBLEMS, REST, LINEAGE, SOURCES, RECEIVED, CHANGES, GUIDE, STORE)))


def is_ours(name: str) -> bool:
    """True for a sheet that a verb of ours writes beside the appendices and that holds no figures to read."""
    return fold(name) in _WRITTEN or is_store(name)


def is_store(name: str) -> bool:
    """True for a sheet on which a merged workbook keeps its units as read: there are several where the units are many."""
    return name == STORE or (name.startswith(f"{STORE} ") and name[len(STORE) + 1 :].isdecimal())


_LONGEST: Final = 31
_FORBIDDEN: Final = seldom(r"[\[\]:*?/\\]")


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """A name Excel allows for a sheet beside those taken: the wanted one where it can be had, else one much like it."""
    plain = clean(_FORBIDDEN.sub(" ", writable(wanted)))[:_LONGEST].strip(" '") or "PHỤ LỤC"
    used = {name.casefold() for name in (*taken, "history")}  # Excel keeps that one for itself
    name, number = plain, 1
    while name.casefold() in used or fold(name) in map(fold, used):
        number += 1
        name = f"{plain[: _LONGEST - 3 - len(str(number))]} ({number})"
    return name
