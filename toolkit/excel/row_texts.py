"""What a row of a grid says in words: its number and name, its unit, and the text under any heading."""

from __future__ import annotations

import re

from toolkit.columns import JUDGEMENT_MARK
from toolkit.excel.cells import Content, RawCell
from toolkit.excel.header import Header
from toolkit.excel.sheet_texts import Texts
from toolkit.hints import Final
from toolkit.model import Column
from toolkit.numbers import BLANK_MARKS
from toolkit.patterns import seldom
from toolkit.text import clean, fold

_PAIR = re.compile(r"[^\W\d_]{2}")
_NEXT_WORD = re.compile(r"\s[^\W\d_]")
_LONG_WORD = seldom(r"[^\W\d_]{5}")
_BULLETS: Final = tuple("-–—+•*▪●○◦")
_VALUE_ROLES: Final = ("target", "period", "actual", "percent", "prior", "prior_percent")
_DITTO: Final = frozenset({'"', "''", "nt", "nhu tren", "〃", "″"})


class RowTexts:
    """The texts of one table's rows by the roles of its columns."""

    def __init__(self, texts: Texts, header: Header) -> None:
        self.texts = texts
        self.sheet = texts.sheet
        self.bottom = header.bottom
        self.by_role: dict[str, Column] = {}
        for column in header.columns:
            self.by_role.setdefault(column.role, column)
        self.value_columns = {column.number for column in header.columns if column.role in _VALUE_ROLES}
        label = self.by_role["label"].number
        over = texts.covers.get((header.bottom, label))
        self.last_label = label if over is None else over[3]
        self._unit = ""

    def raw(self, number: int, role: str) -> RawCell | None:
        """The cell of a row under a heading; None where it is empty or the table has no such column."""
        column = self.by_role.get(role)
        return None if column is None else self.sheet.cells.get((number, column.number))

    def text(self, number: int, role: str) -> str:
        """What that cell says; "" where it says nothing."""
        raw = self.raw(number, role)
        if raw is None:
            return ""
        if role == "rule" and raw.formula and raw.content in (Content.ERROR, Content.UNCALCULATED):
            return f"= {raw.formula}"  # Excel took "= XS + TOT" for a formula of its own
        if role == "note" and f'"{JUDGEMENT_MARK}"' in raw.formula:
            return ""  # the judgement in words, computed anew wherever it is shown
        if raw.number is not None and not raw.text:
            return format(raw.number.normalize(), "f")
        return raw.text

    def unit(self, number: int) -> str:
        """The unit of the row after the one asked for before; it may be merged downwards or be a sign for the same one again."""
        said = self._own_unit(number)
        if fold(said).strip(" -.()") in _DITTO:
            return self._unit
        self._unit = said or self._unit
        return said

    def _own_unit(self, number: int) -> str:
        unit = clean(self.text(number, "unit"))
        column = self.by_role.get("unit")
        area = None if unit or column is None else self.texts.covers.get((number, column.number))
        if area is None or column is None or not (self.bottom < area[0] < number and area[1] == column.number):
            return "" if unit in BLANK_MARKS else unit
        return clean(self.texts.at(number, column.number))

    def names(self, number: int) -> tuple[str, str, int, bool]:
        """STT, label, indent of a row, and whether its text spans the grid.

        A heading may stand in STT, a label may be merged downwards over several rows, and the names may take several columns
        under one heading.
        """
        stt, raw = self.text(number, "stt"), self.raw(number, "label")
        column = self.by_role["label"].number
        area = self.texts.covers.get((number, column))
        if raw is not None and clean(raw.text):
            spans = area is not None and area[3] >= max(self.value_columns)
            return stt, self.text(number, "label"), raw.indent, spans
        if area is not None and self.bottom < area[0] < number and area[1] == column:
            first = self.by_role.get("stt")
            return self.texts.at(number, first.number) if first else "", self.texts.at(number, column), 0, False
        for further in range(column + 1, self.last_label + 1):
            text = self.texts.rows.get(number, {}).get(further, "")
            if text:
                return stt, text, further - column, False
        if _in_words(stt) and not stt.lstrip().startswith(_BULLETS):
            return "", stt, 0, True
        return stt, self.text(number, "label"), 0, False


def _in_words(text: str) -> bool:
    """True for words and not for a number or a letter that counts: two of them, or a long one."""
    pair = _PAIR.search(text)
    return pair is not None and bool(_NEXT_WORD.search(text, pair.end()) or _LONG_WORD.search(text))
