"""What a table says of the prose in its cells: which row of the workbook it is about, and whether it tells results at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from toolkit.claims.ties.known import STOCK, KnownRow, words_of
from toolkit.passages import TextCell
from toolkit.text import fold

_RESULTS: Final = re.compile(
    r"\b(?:ket qua|thuc hien|danh gia|nhan xet|ghi chu|dat duoc|tinh hinh|thuyet minh|giai trinh|dien giai|noi dung bao cao)\b"
)
# What such a column tells is set, or is to come, or was, and no figure of the time reported on.
_SET: Final = re.compile(
    r"^(?:chi tieu|ke hoach|muc tieu|du toan|nghi quyet|nhiem vu|noi dung thuc hien|giai phap)\b"
    r"|\b(?:cung ky|nam truoc|ky truoc|phuong huong|du kien|thoi gian toi|ton tai|han che)\b"
)
# Rows of these are one unit's, and its figures not those of all.
_ONE_UNIT: Final = re.compile(
    r"^(?:\W|\d)*(?:xa|phuong|huyen|quan|thi tran|thi xa|thanh pho|tp|ap|thon|khu pho|dang bo|dang uy|dang doan|chi bo|phong|ban|so|truong|benh vien|cong ty|don vi|hoi|cum|khoi)\b"
)
_KNOWN: Final = (
    0.5  # the share of a name's telling words that the workbook must know, for prose about more rows than one
)


class TextCells:
    """The rows of a workbook by the names that a table may give them."""

    def __init__(self, rows: Sequence[KnownRow]) -> None:
        self._named: dict[tuple[str, ...], list[KnownRow]] = defaultdict(list)
        for row in rows:
            for name in {row.words, row.full}:
                self._named[name].append(row)
        self._words = frozenset().union(*(frozenset(row.words) | row.above for row in rows)) - STOCK

    def row_of(self, cell: TextCell) -> KnownRow | None:
        """The one row that the cell's row is called by, where its column tells results."""
        found = self._named.get(words_of(cell.row), ()) if cell.row and _tells_results(cell.heading) else ()
        return found[0] if len(found) == 1 else None

    def may_tell(self, cell: TextCell) -> bool:
        """True where the cell's prose may tell figures of the workbook: of a part of it, or of anything where nothing names the row."""
        if not _tells_results(cell.heading) or _ONE_UNIT.match(fold(cell.row)):
            return False
        words = frozenset(words_of(cell.row)) - STOCK
        return len(words & self._words) >= _KNOWN * len(words)


def _tells_results(heading: str) -> bool:
    said = fold(heading)
    return not said or (_RESULTS.search(said) is not None and not _SET.search(said))
