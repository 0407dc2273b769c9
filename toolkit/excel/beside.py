"""The lineage of very many units: a CSV file beside the merged workbook, written while shares of the units are folded.

A share is folded and put into lines by whoever has time; the shares are joined and written in the order of the units, and
are the same however many workers there are, so the files are too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import BinaryIO, Final, NamedTuple

from toolkit import jobs
from toolkit.excel.write.styles import RISKY
from toolkit.merge.fold import Folder, Track, tracks_for
from toolkit.merge.folded import Folded, Source
from toolkit.merge.match import Plan
from toolkit.merge.roster import Received
from toolkit.merge.units import UnitData
from toolkit.places import column_letters

_SHARE: Final = 32
_HEADINGS: Final = ("Đơn vị", "Tệp", "Trang", "Ô", "Mã", "Nội dung", "Cột", "Đơn vị tính", "Số")
_RISKY_PIECE: Final = re.compile(rf"(?:^|(?<=[;\t]))(?=[{re.escape(''.join(RISKY))}＝＋－＠])")
_QUOTED: Final = re.compile('[,"\r\n]')

Texts = Mapping[int, tuple[str, str, str]]
"""By the number of a merged row its Mã, label and unit of measure."""


class Share(NamedTuple):
    """Units that follow each other, the first with the index `first`, what they are called and where their figures go."""

    first: int
    units: tuple[UnitData, ...]
    names: tuple[str, ...]
    tracks: dict[bytes, tuple[Track, ...]]

    def __str__(self) -> str:
        return f"{self.names[0]} … {self.names[-1]}"


def fold_to_csv(
    stream: BinaryIO,
    folded: Folded,
    plan: Plan,
    merged: Sequence[Received],
    weights: Mapping[int, int],
    team: jobs.Team,
) -> None:
    """Fold the units' figures and write each as a line: unit, file, sheet, cell, key, label, column, measure, figure."""
    rows = {row.number: (row.key, row.label, row.unit) for grid in plan.grids for row in grid.rows}
    stream.write(f"\ufeff{_fields(*_HEADINGS)}\r\n".encode())
    work = partial(fold_share, weights=weights, rows=rows)
    for done in team.run(work, _shares(plan, merged)):
        part, lines = work(done.item) if done.value is None else done.value
        stream.write(lines)
        folded.join(part)


def _shares(plan: Plan, merged: Sequence[Received]) -> Iterator[Share]:
    for first in range(0, len(merged), _SHARE):
        part = merged[first : first + _SHARE]
        tracks = {frames: tracks_for(plan, frames) for frames in dict.fromkeys(one.unit.frames for one in part)}
        yield Share(first, tuple(one.unit for one in part), tuple(one.name for one in part), tracks)


def fold_share(share: Share, *, weights: Mapping[int, int], rows: Texts) -> tuple[Folded, bytes]:
    """A share's figures folded, and their lines."""
    lines: list[str] = []
    said: dict[tuple[int, str], str] = {}
    units = [_fields(name, unit.file) for name, unit in zip(share.names, share.units, strict=True)]

    def put(unit: int, row: int, slot: str, source: Source) -> None:
        about = said.get((row, slot))
        if about is None:
            key, label, measure = rows[row]
            about = said[row, slot] = _fields(key, label, slot, measure)
        figure = _field(source.text) if source.number is None else source.number
        cell = f"{column_letters(source.column)}{source.row}"
        lines.append(f"{units[unit - share.first]},{_field(source.sheet)},{cell},{about},{figure}\r\n")

    folded = Folder(share.tracks, weights, put, first=share.first).fold(share.units)
    return folded, "".join(lines).encode()


def _fields(*texts: str) -> str:
    return ",".join(map(_field, texts))


@lru_cache(maxsize=4096)
def _field(text: str) -> str:
    """A text as a CSV file holds it; one that begins like a formula with a mark that keeps it a text.

    So does a piece of one behind a semicolon or a tab, which divide fields where the comma is the decimal sign.
    """
    safe = _RISKY_PIECE.sub("'", text)
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe
