"""Notes and signatures below a grid, told from its rows."""

from __future__ import annotations

from collections.abc import Iterator, Set

from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.excel.hierarchy import Marker
from toolkit.numbers import BLANK_MARKS
from toolkit.patterns import worded
from toolkit.records import record
from toolkit.text import clean, fold, has_digit

_FOOT = worded(
    r"^(?:ghi chu|nguon|nguoi lap|noi nhan|t/m|tm\.|k/t|kt\.|t/l|tl\.|\*|luu|thu truong|chu tich|bi thu|truong ban|"
    r"ngay \.*\d*.*thang|.*ngay \d+ thang \d+ nam \d{4})",
    "ghi chu", "nguon", "nguoi lap", "noi nhan", "t/m", "tm.", "k/t", "kt.", "t/l", "tl.", "*", "luu", "thu truong", "chu tich",
    "bi thu", "truong ban", "ngay ",
)  # fmt: skip


@record(slots=True)
class Draft:
    """One row under way: `filled` where it holds a figure, `spans` where it is one text across the grid."""

    number: int
    marker: Marker
    raw_label: str
    bold: bool
    filled: bool
    unit: str
    spans: bool = False


def without_foot(drafts: list[Draft], sheet: RawSheet, columns: Set[int], *, last: bool) -> list[Draft]:
    """The rows without the notes and signatures that follow them. `columns` hold figures; no table follows where `last`.

    Below the last figure, a row that has a number or a bullet still belongs to the grid, until the first line of the foot.
    """
    foot = _Foot(sheet, columns)
    backwards = range(len(drafts) - 1, -1, -1)
    end = 1 + next((i for i in backwards if (drafts[i].filled or drafts[i].unit) and not foot.signs(drafts[i])), -1)
    for draft in drafts[end:] if last else ():
        if begins_foot(draft) or not (draft.marker.stt or draft.marker.bullet):
            break
        end += 1
    figures = next((i for i in backwards if drafts[i].unit or foot.has_figure(drafts[i])), -1)
    for index, draft in enumerate(drafts[:end]):
        begins = not draft.filled and begins_foot(draft)
        if index > figures and (begins or foot.signs(draft)):
            return drafts[:index]
        if begins and not any(further.filled for further in drafts[index:]):
            return drafts[:index]
    return drafts[:end]


def begins_foot(draft: Draft) -> bool:
    """True for a row whose text begins as notes, dates of signing and signatures do."""
    return is_foot(draft.marker.label)


def is_foot(text: str) -> bool:
    """True for a text that begins as notes, dates of signing and signatures do."""
    return _FOOT.match(fold(text)) is not None


class _Foot:
    def __init__(self, sheet: RawSheet, columns: Set[int]) -> None:
        self.sheet = sheet
        self.columns = columns

    def _cells(self, draft: Draft) -> Iterator[RawCell]:
        for column in self.columns:
            cell = self.sheet.cells.get((draft.number, column))
            if cell is not None and (cell.content is not Content.TEXT or clean(cell.text)):
                yield cell

    def has_figure(self, draft: Draft) -> bool:
        """True for a row with a figure, a mark for none, or a text with digits that is no date of signing."""
        for cell in self._cells(draft):
            text = clean(cell.text)
            if cell.content is not Content.TEXT or text in BLANK_MARKS:
                return True
            if has_digit(text) and not _FOOT.match(fold(text)):
                return True
        return False

    def signs(self, draft: Draft) -> bool:
        """True for a row of names, dates and titles of those who sign: no figure, and no label but such words."""
        if draft.unit or draft.marker.stt or draft.marker.bullet or (draft.marker.label and not begins_foot(draft)):
            return False
        texts = [clean(cell.text) for cell in self._cells(draft)]
        return bool(texts) and all(
            text not in BLANK_MARKS and (_FOOT.match(fold(text)) or not has_digit(text)) for text in texts
        )
