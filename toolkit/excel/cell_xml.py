"""What one cell of a sheet's XML holds, from its type, its format, its value and its formula as they are written."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import isfinite

from toolkit.excel.book_xml import Book, Style, unescape
from toolkit.excel.cells import Content, RawCell
from toolkit.excel.dates import day_text
from toolkit.hints import Final
from toolkit.numbers import from_float
from toolkit.text import decode_legacy, is_legacy_font

_PLAIN: Final = Style()
_EXACT_DIGITS: Final = 15


class CellMaker:
    """Makes the cells of one workbook's sheets."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.strings = book.strings
        self._plain = book.plain
        self._styles = book.styles

    def style(self, number: int) -> Style:
        """The cell format of this number."""
        return self._styles[number] if number < len(self._styles) else _PLAIN

    def make(self, kind: str, style_number: int, value: str | None, formula: str | None) -> RawCell | None:
        """The cell with a `t` of this kind; None where it holds nothing. `formula` is "" for one that stands elsewhere."""
        style = self.style(style_number)
        said = "" if formula is None else formula or "="
        if kind == "n" and value and not style.date:
            return _made(Content.NUMBER, style, "", read_number(value), said)
        if kind == "s":
            if not value:
                return None
            number = shared_number(value)
            return _text(self.strings[number], style, said, own_font=not self._plain[number])
        if value is None or (value == "" and kind != "str"):
            return _made(Content.UNCALCULATED, style, formula=said) if said else None
        if kind == "str":
            return _text(unescape(value), style, said) if value or said else None
        if kind == "b":
            return _made(Content.BOOLEAN, style, "TRUE" if value.strip() == "1" else "FALSE", formula=said)
        if kind == "e":
            return _made(Content.ERROR, style, value, formula=said)
        if kind == "d":
            return _made(Content.DATE, style, value, formula=said)
        return self._number(value, style, said)

    def make_inline(self, style_number: int, text: str, formula: str | None, *, own_font: bool) -> RawCell:
        """The cell with a text of its own, decoded already where its runs name their fonts."""
        style = self.style(style_number)
        return _text(unescape(text), style, "" if formula is None else formula or "=", own_font=own_font)

    def _number(self, value: str, style: Style, formula: str) -> RawCell:
        number = read_number(value)
        if style.date:
            text = day_text(number, from_1904=self._book.from_1904)
            return _made(Content.DATE, style, text, number, formula)
        return _made(Content.NUMBER, style, "", number, formula)


def _text(text: str, style: Style, formula: str, *, own_font: bool = False) -> RawCell:
    if style.legacy and not own_font:
        text = decode_legacy(text, style.font)
    return _made(Content.TEXT, style, text, None, formula)


def shared_number(value: str) -> int:
    """The number of a shared string. Raises ValueError for what is none."""
    if value[:1] == "-":
        raise ValueError(f"no such text: {value[:20]}")
    return int(value)


@lru_cache(maxsize=4096)
def read_number(text: str) -> Decimal:
    """The number a cell's value spells, to the 15 digits a spreadsheet keeps. Raises ValueError for what is none."""
    if text.isdigit() and text.isascii() and len(text) <= _EXACT_DIGITS:
        return Decimal(text)
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"no number: {text[:20]}")
    return from_float(number)


def _made(content: Content, style: Style, text: str = "", number: Decimal | None = None, formula: str = "") -> RawCell:
    # Hundreds in each sheet: twice as fast as the class's own call.
    return tuple.__new__(RawCell, (content, text, number, style.format, formula, style.bold, style.indent))


def decode_run(text: str, font: str) -> str:
    """The text of a run, decoded by the run's own font where that is an old one."""
    return decode_legacy(text, font) if is_legacy_font(font) else text
