"""Keys: the plain-ASCII name of every row and figure, short, unique and stable.

A row's key is its Mã cell, or the shortest tail of its path of labels that no other row of the workbook shares, as
"danh_gia_chat_luong_dang_vien.hoan_thanh_tot_nhiem_vu". Rows of one and the same path get _2, _3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from toolkit.model import Row, Workbook
from toolkit.places import Place
from toolkit.problems import Problem
from toolkit.text import slug


def row_keys(workbook: Workbook) -> tuple[tuple[str, ...], ...]:
    """The key of each row of each appendix, in their order."""
    rows = [row for appendix in workbook.appendices for row in appendix.rows]
    paths = [_path(row) for row in rows]
    taken = {slug(entry.key) for entry in workbook.figures} | {slug(row.key) for row in rows if row.key}
    tails = Counter(tail for path in paths for tail in _tails(path))
    keys: list[str] = []
    used: Counter[str] = Counter()
    for row, path in zip(rows, paths, strict=True):
        if row.key:
            key = slug(row.key) or "muc"
        else:
            key = next((t for t in _tails(path) if tails[t] == 1 and t not in taken), ".".join(path))
        used[key] += 1
        keys.append(key if used[key] == 1 else _numbered(key, used))
    cut, parts = 0, []
    for appendix in workbook.appendices:
        parts.append(tuple(keys[cut : cut + len(appendix.rows)]))
        cut += len(appendix.rows)
    return tuple(parts)


def repeated_keys(workbook: Workbook) -> list[Problem]:
    """Each cell Mã that says what another cell Mã, or a line of `Số liệu`, says already: PL320."""
    cells: dict[str, list[Place]] = {}
    typed: list[tuple[str, Place]] = [
        (row.key, row.cells.get("key", row.place))
        for appendix in workbook.appendices
        for row in appendix.rows
        if row.key
    ]
    for key, place in (*typed, *((entry.key, entry.place) for entry in workbook.figures if entry.place)):
        cells.setdefault(slug(key), []).append(place)
    return [
        Problem("PL320", places[-1], {"key": key, "cells": ", ".join(map(str, places))})
        for key, places in cells.items()
        if len(places) > 1
    ]


def _path(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, map(slug, (*row.path, row.label)))) or ("dong",)


def _tails(path: tuple[str, ...]) -> Iterable[str]:
    """The tails of a path, the shortest first."""
    return (".".join(path[-size:]) for size in range(1, len(path) + 1))


def _numbered(key: str, used: Counter[str]) -> str:
    number = used[key]
    while f"{key}_{number}" in used:
        number += 1
    made = f"{key}_{number}"
    used[made] += 1
    return made
