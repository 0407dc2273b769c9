"""Sheets and shared strings in the plain form that Excel and its like write, taken apart by one regular expression.

Whatever is not in that form to the last character is left to the XML parser: a prefix, a comment, an attribute out of
order, text in runs. So nothing is read by halves, and what is read here is well-formed because it fits the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.excel.book_xml import TooMuchError
from toolkit.excel.cell_xml import CellMaker
from toolkit.excel.cells import RawCell
from toolkit.excel.scan_cells import ATTRIBUTES, COLUMNS, KEPT, TEXT, Looks, unescaped
from toolkit.gate import limits
from toolkit.hints import Final
from toolkit.patterns import seldom
from toolkit.records import NamedTuple

MOST_ROW: Final = 1_048_576

# What is taken is never given back (`*+`), so that each character is looked at once.
_EMPTY: Final = r'(?:<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?+/>)*+'
# A cell with its attributes and its value, perhaps after a formula, or else all that it holds; what stands between cells: a
# row's beginning, perhaps after the end of another, its end, or anything else but white space.
_TOKEN: Final = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"([^<>/]*+)'
    r"(?:>(?:<f>([^<]++)</f>)?+<v>([^<]++)</v></c>|/>|>((?:[^<]++|<(?!/?c\b))*+)</c>)"
    rf'|((?:</row>|)<row r="[1-9][0-9]{{0,6}}+"{ATTRIBUTES}/?>|</row>|\S){_EMPTY}'
)
_TURN: Final = re.compile(r'(</row>|)<row r="([0-9]++)"([^>]*+)>')
_STRING: Final = re.compile(rf"<si><t{KEPT}(?:/>|>({TEXT})</t>)</si>")
_STRINGS_HEAD: Final = re.compile(rf"(?:<\?[^<>]*\?>)?\s*<sst{ATTRIBUTES}>")
_DECLARATION: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml version=(['\"])1\.0\1(?: encoding=(['\"])(?i:utf-8)\2)?(?: standalone=(['\"])(?:yes|no)\3)? ?\?>"
)
_HIDDEN: Final = seldom(r' hidden="(?:1|true)"')
_NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
_CONTROLS: Final = bytes({*range(32)} - {9, 10})
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
    if start < len(opening) or end < start:
        return None
    rest = data[:start] + data[end:]
    if not _is_plain(data, rest):
        return None
    grid = _Grid(maker)
    try:
        for chunk in _chunks(data, start, end):
            grid.read(chunk)
    except (ValueError, IndexError):
        return None
    return None if grid.row else Scanned(grid.cells, grid.hidden_rows, rest)


def scan_strings(data: bytes) -> list[str] | None:
    """The shared strings of a workbook; None when any of them has runs or its XML is not in the plain form."""
    if not _is_plain(data, data):
        return None
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return None
    head = _STRINGS_HEAD.match(text)
    if head is None:
        return None
    if text.count("<si>") > limits.MOST_ELEMENTS:
        raise TooMuchError(f"{text.count('<si>'):,} strings")
    pieces = _STRING.split(text[head.end() :])
    gaps = pieces[::2]
    if gaps[-1].strip() != "</sst>" or "".join(gaps[:-1]).strip():
        return None
    strings = [piece or "" for piece in pieces[1::2]]
    if "&" not in text:
        return strings
    try:
        return [unescaped(string) if "&" in string else string for string in strings]
    except ValueError:
        return None


def _is_plain(data: bytes, rest: bytes) -> bool:
    """Whether a part is UTF-8 by its first line, without comments, CDATA, document types, instructions and odd characters.

    `rest` is what is not held to be plain to the last character anyway.
    """
    declared = _DECLARATION.match(rest)
    return (
        rest.count(b"<?") == int(declared is not None)
        and b"<!" not in rest
        and b"]]>" not in data
        and (data.isascii() or not any(mark in data for mark in _NO_CHARACTERS))
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
        self._count = 0
        self._looks = Looks(maker)

    def read(self, text: str) -> None:
        """Take apart some whole rows. Raises ValueError or IndexError for what is not plain or not good."""
        cells, columns, looks = self.cells, COLUMNS, self._looks
        row, number, count = self.row, self._number, self._count
        made: RawCell | None
        for letters, digits, attributes, formula, value, body, between in _TOKEN.findall(text):
            if between:
                row = self._turn(row, between)
                number = self._number
                continue
            if digits != row:
                raise ValueError
            look = looks[attributes]
            if formula:
                made = look.calculated(value, unescaped(formula))
            elif value:
                made = look[value]
            else:
                made = looks.holding(attributes, body) if body else None
            if made is not None:
                cells[number, columns[letters]] = made
                count += 1
        self.row, self._count = row, count
        if len(cells) != count:
            raise ValueError("a cell stands twice")

    def _turn(self, row: str, between: str) -> str:
        """The row that is open after what stands between two cells; "" for none."""
        if between == "</row>" and row:
            return ""
        closed, opened, self._number, hidden = _turn(between)
        if bool(row) != closed:
            raise ValueError
        if hidden:
            self.hidden_rows.add(self._number)
        return opened


class _Turn(NamedTuple):
    """From one row to the next: whether one is closed, which is open after it ("" for one without cells), its number."""

    closed: bool
    opened: str
    number: int
    hidden: bool


@lru_cache(maxsize=1024)
def _turn(between: str) -> _Turn:
    """What stands between two cells. Raises ValueError for what is not plain."""
    found = _TURN.match(between)
    if found is None:
        raise ValueError
    closed, opened, attributes = found.groups()
    number = int(opened)
    if number > MOST_ROW or ' r="' in attributes:
        raise ValueError
    hidden = "hidden" in attributes and _HIDDEN.search(attributes) is not None
    return _Turn(bool(closed), "" if attributes[-1:] == "/" else opened, number, hidden)
