"""How far an appendix reaches down its sheet: its rows, the header's repeats, and where another table begins."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.columns import LABEL, STT
from toolkit.excel.header import Header, header_at, is_number
from toolkit.excel.roles import exact_role, numbers_columns
from toolkit.excel.sheet_texts import Texts
from toolkit.patterns import seldom
from toolkit.text import fold

_FIRST_HEADINGS = (STT.name, LABEL.name)
_LONGEST_FIRST = 24
_ENDS = seldom(r"^(?:(?:phu luc|bieu|bang|mau so)\b(?!.*\btiep theo\b)|t/m|tm\.|k/t|kt\.|noi nhan|nguoi lap)")


class Extent:
    """The rows below a header that are its own."""

    def __init__(self, texts: Texts, header: Header) -> None:
        self.texts = texts
        self.header = header
        self.label = next(column for column in header.columns if column.role == LABEL.name)
        self.headings = {column.number: fold(column.heading) for column in header.columns}
        self.following = self._following()

    def rows(self) -> Iterator[int]:
        """Rows below the header, without column numbers and without the header's repeats at page breaks."""
        end = self.following.top if self.following else None
        skip = self.header.bottom
        columns = {column.number for column in self.header.columns}
        numbers = {row for row, column in self.texts.sheet.cells if row > skip and column in columns}
        for number in sorted(numbers.union(row for row in self.texts.rows if row > skip)):
            if end is not None and number >= end:
                return
            if number <= skip:
                continue
            if self._repeats(number):
                skip = number + self.header.bottom - self.header.top
                skip = max((n for n in range(number, skip + 1) if not self._has_data(n)), default=number)
            elif not (number <= skip + 2 and numbers_columns(list(self.texts.rows.get(number, {}).values()))):
                yield number

    def _following(self) -> Header | None:
        """The header of another table further down: one of other columns, or of the same below a title or signatures of its own."""
        for row in sorted(self.texts.rows):
            cells = self.texts.rows[row]
            if row <= self.header.bottom or len(cells) < 2:
                continue
            first = cells[min(cells)]
            if first[0].isdigit() or len(first) > _LONGEST_FIRST or exact_role(first) not in _FIRST_HEADINGS:
                continue
            repeats = self._repeats(row)
            if any(is_number(text) for text in cells.values()) or (repeats and not self._ended_above(row)):
                continue
            header = header_at(self.texts, row)
            if header is not None and header.top > self.header.bottom and (repeats or self._differs(header)):
                return header
        return None

    def _ended_above(self, header: int) -> bool:
        """Whether another title than this table's, or those who sign it, stand between its last figures and a header like its own."""
        titles = {
            fold(text) for row in self.texts.rows if row < self.header.top for text in self.texts.rows[row].values()
        }
        for row in range(header - 1, self.header.bottom, -1):
            texts = [fold(text) for text in self.texts.rows.get(row, {}).values()]
            if any(map(is_number, texts)):
                return False
            if any(_ENDS.match(text) and text not in titles for text in texts):
                return True
        return False

    def _differs(self, header: Header) -> bool:
        def told(of: Header) -> list[tuple[int, str, str]]:
            return [(c.number, c.role, fold(c.heading) if c.role == "period" else "") for c in of.columns]

        return told(header) != told(self.header)

    def _repeats(self, number: int) -> bool:
        said = fold(self.texts.at(number, self.label.number))
        top = fold(self.texts.at(self.header.top, self.label.number))
        if not said or said not in (self.headings[self.label.number], top):
            return False
        same = sum(
            fold(self.texts.at(number, column)) in (text, fold(self.texts.at(self.header.top, column)))
            for column, text in self.headings.items()
        )
        return same * 2 >= len(self.headings) and self._same_figures(number)

    def _same_figures(self, number: int) -> bool:
        """False where most headings are the same and those of figures are others: the table goes on with other columns."""
        columns = [column for column in self.header.columns if column.role not in _FIRST_HEADINGS]
        known = set(self.headings.values()) | {
            fold(self.texts.at(row, c.number))
            for c in columns
            for row in range(self.header.top, self.header.bottom + 1)
        }
        said = [fold(self.texts.at(number, column.number)) for column in columns]
        return sum(text in known for text in said) * 2 >= len(columns)

    def _has_data(self, number: int) -> bool:
        own = self.texts.rows.get(number, {}).get(self.label.number, "")
        return bool(own) and fold(own) != fold(self.label.heading)
