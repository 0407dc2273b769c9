"""Sheets and shared strings in the plain form that Excel and its like write, taken apart by one regular expression.

Whatever is not in that form to the last character is left to the XML parser: a prefix, a comment, an attribute out of
order, text in runs. So nothing is read by halves, and what is read here is well-formed because it fits the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from toolkit.excel.cell_xml import CellMaker
from toolkit.excel.cells import RawCell
from toolkit.places import column_number

MOST_COLUMN: Final = 16_384
MOST_ROW: Final = 1_048_576
MOST_CELLS: Final = 5_000_000

# What is taken is never given back (`*+`), so that each character is looked at once.
_ATTRIBUTES: Final = r'(?: [A-Za-z][\w:.-]*+="[^"<&]*+")*+'
_KEPT: Final = '(?: xml:space="preserve")?+'
_TEXT: Final = "[^<]*+"
_EMPTY: Final = r'(?:<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?: s="[0-9]{1,6}+")?+/>)*+'
_TOKEN: Final = re.compile(
    r'(?:<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]{1,6}+)")?(?: t="(s|n|str|b|e|d|inlineStr)")?(?:/>|>'
    rf"(?:(<f){_ATTRIBUTES}(?:/>|>({_TEXT})</f>))?(?:<v{_KEPT}(?:/>|>({_TEXT})</v>))?"
    rf"(?:(<is>)<t{_KEPT}(?:/>|>({_TEXT})</t>)</is>)?</c>)"
    rf'|<row r="([1-9][0-9]{{0,6}}+)"({_ATTRIBUTES})(?:(/>)|>)|</row>){_EMPTY}'
)
_GROUPS: Final = _TOKEN.groups + 1
_STRING: Final = re.compile(rf"<si><t{_KEPT}(?:/>|>({_TEXT})</t>)</si>")
_STRINGS_HEAD: Final = re.compile(rf"(?:<\?[^<>]*\?>)?\s*<sst{_ATTRIBUTES}>")
_DECLARATION: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml version=(['\"])1\.0\1(?: encoding=(['\"])(?i:utf-8)\2)?(?: standalone=(['\"])(?:yes|no)\3)? ?\?>"
)
_HIDDEN: Final = re.compile(r' hidden="(?:1|true)"')
_NOT_PLAIN: Final = (b"<!", b"]]>", "\ufffe".encode(), "\uffff".encode())
_CONTROLS: Final = bytes({*range(32)} - {9, 10})
_ENTITY: Final = re.compile(r"&(amp|lt|gt|quot|apos);")
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CHUNK: Final = 1_000_000


class Scanned(NamedTuple):
    """The cells of a sheet, its hidden rows, and the sheet's XML without them."""

    cells: dict[tuple[int, int], RawCell]
    hidden_rows: set[int]
    rest: bytes


def scan_sheet(data: bytes, maker: CellMaker) -> Scanned | None:
    """The cells of a sheet's XML; None when it is not in the plain form, or past what a sheet can hold."""
    opening, closing = b"<sheetData>", b"</sheetData>"
    start, end = data.find(opening) + len(opening), data.rfind(closing)
    if start < len(opening) or end < start or not _is_plain(data):
        return None
    grid = _Grid(maker)
    try:
        for chunk in _chunks(data, start, end):
            grid.read(chunk)
    except (ValueError, IndexError):
        return None
    return None if grid.row else Scanned(grid.cells, grid.hidden_rows, data[:start] + data[end:])


def scan_strings(data: bytes) -> list[str] | None:
    """The shared strings of a workbook; None when any of them has runs or its XML is not in the plain form."""
    if not _is_plain(data):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    head = _STRINGS_HEAD.match(text)
    if head is None:
        return None
    pieces = _STRING.split(text[head.end() :])
    gaps = pieces[::2]
    if gaps[-1].strip() != "</sst>" or "".join(gaps[:-1]).strip():
        return None
    strings = [piece or "" for piece in pieces[1::2]]
    if "&" not in text:
        return strings
    try:
        return [_unescaped(string) if "&" in string else string for string in strings]
    except ValueError:
        return None


def _is_plain(data: bytes) -> bool:
    """Whether a part is UTF-8 by its first line, without comments, CDATA, document types, instructions and odd characters."""
    declared = _DECLARATION.match(data)
    return (
        data.count(b"<?") == int(declared is not None)
        and not any(mark in data for mark in _NOT_PLAIN)
        and len(data.translate(None, _CONTROLS)) == len(data)
    )


def _chunks(data: bytes, start: int, end: int) -> Iterator[str]:
    """The text between two places, cut between rows, so that a large sheet is not taken apart in one piece."""
    while start < end:
        cut = data.find(b"</row>", start + _CHUNK, end)
        stop = end if cut < 0 else cut + len(b"</row>")
        yield data[start:stop].decode()
        start = stop


class _Grid:
    """The cells read so far; `row` is the row that is open, "" between rows."""

    def __init__(self, maker: CellMaker) -> None:
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.hidden_rows: set[int] = set()
        self.row = ""
        self._number = 0
        self._columns: dict[str, int] = {}
        self._maker = maker

    def read(self, text: str) -> None:
        """Take apart some whole rows. Raises ValueError or IndexError for what is not plain or not good."""
        pieces = _TOKEN.split(text)
        if "".join(pieces[::_GROUPS]).strip():
            raise ValueError
        escaped = "&" in text
        cells, columns, row, number = self.cells, self._columns, self.row, self._number
        make, make_inline = self._maker.make, self._maker.make_inline
        tokens = zip(*(pieces[at::_GROUPS] for at in range(1, _GROUPS)), strict=True)
        for letters, digits, style, kind, has_formula, formula, value, inline, own, opened, attributes, empty in tokens:
            if not letters:
                row = self._turn(row, opened, attributes)
                number, row = self._number, "" if empty else row
            elif digits != row:
                raise ValueError
            elif value is not None or has_formula or inline:
                if escaped:
                    formula, value, own = (piece and _unescaped(piece) for piece in (formula, value, own))
                said = (formula or "") if has_formula else None
                if kind != "inlineStr":
                    cell = make(kind or "n", int(style or 0), value, said)
                else:
                    cell = make_inline(int(style or 0), own or "", said, own_font=False) if inline else None
                if cell is not None:
                    cells[number, columns.get(letters) or self._column(letters)] = cell
        self.row = row
        if len(cells) > MOST_CELLS:
            raise ValueError

    def _turn(self, row: str, opened: str | None, attributes: str) -> str:
        """The row that is open after a row's beginning, or after the end of one."""
        if bool(row) == (opened is not None):
            raise ValueError
        if opened is None:
            return ""
        self._number = int(opened)
        if self._number > MOST_ROW or ' r="' in attributes:
            raise ValueError
        if _HIDDEN.search(attributes):
            self.hidden_rows.add(self._number)
        return opened

    def _column(self, letters: str) -> int:
        number = self._columns[letters] = column_number(letters)
        if number > MOST_COLUMN:
            raise ValueError
        return number


def _unescaped(text: str) -> str:
    """The text that XML spells; raises ValueError for any reference but the five names of XML itself."""
    if "&" not in text:
        return text
    plain, found = _ENTITY.subn(lambda match: _ENTITIES[match[1]], text)
    if found != text.count("&"):
        raise ValueError
    return plain
