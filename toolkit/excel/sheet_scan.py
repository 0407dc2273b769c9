"""Sheets and shared strings in the plain form that Excel and its like write, taken apart by one regular expression.

Whatever is not in that form to the last character is left to the XML parser: a prefix, a comment, an attribute out of
order, text in runs. So nothing is read by halves, and what is read here is well-formed because it fits the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from toolkit.excel.book_xml import TooMuchError
from toolkit.excel.cell_xml import CellMaker, read_number
from toolkit.excel.cells import Content, RawCell
from toolkit.gate import limits
from toolkit.places import column_number

MOST_COLUMN: Final = 16_384
MOST_ROW: Final = 1_048_576

# What is taken is never given back (`*+`), so that each character is looked at once.
_ATTRIBUTES: Final = r'(?: [A-Za-z][\w:.-]*+="[^"<&]*+")*+'
_KEPT: Final = '(?: xml:space="preserve")?+'
_TEXT: Final = "[^<]*+"
_EMPTY: Final = r'(?:<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?+/>)*+'
_LOOK: Final = re.compile(r'(?: s="([0-9]{1,6}+)")?(?: t="(s|n|str|b|e|d|inlineStr)")?')
# A cell with its attributes and its value, perhaps after a formula, or else all that it holds; a row's beginning, perhaps
# after the end of another, and its end; anything else but white space.
_TOKEN: Final = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"([^<>/]*+)'
    r"(?:>(?:<f>([^<]++)</f>)?+<v>([^<]++)</v></c>|/>|>((?:[^<]++|<(?!/?c\b))*+)</c>)"
    rf'|(</row>|)<row r="([1-9][0-9]{{0,6}}+)"({_ATTRIBUTES}/?)>{_EMPTY}|</row>|(\S)'
)
_BODY: Final = re.compile(
    rf"(?:(<f){_ATTRIBUTES}(?:/>|>({_TEXT})</f>))?(?:(<v){_KEPT}(?:/>|>({_TEXT})</v>))?"
    rf"(?:(<is>)<t{_KEPT}(?:/>|>({_TEXT})</t>)</is>)?"
)
_STRING: Final = re.compile(rf"<si><t{_KEPT}(?:/>|>({_TEXT})</t>)</si>")
_STRINGS_HEAD: Final = re.compile(rf"(?:<\?[^<>]*\?>)?\s*<sst{_ATTRIBUTES}>")
_DECLARATION: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml version=(['\"])1\.0\1(?: encoding=(['\"])(?i:utf-8)\2)?(?: standalone=(['\"])(?:yes|no)\3)? ?\?>"
)
_HIDDEN: Final = re.compile(r' hidden="(?:1|true)"')
_NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
_CONTROLS: Final = bytes({*range(32)} - {9, 10})
_ENTITY: Final = re.compile(r"&(amp|lt|gt|quot|apos);")
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CHUNK: Final = 1_000_000
# Cells are made by the hundred in each sheet: twice as fast as by their class's own call.
_NEW: Final = tuple.__new__
_NUMBER: Final = Content.NUMBER
_IS_TEXT: Final = Content.TEXT


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
        text = data.decode("utf-8-sig")
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
        return [_unescaped(string) if "&" in string else string for string in strings]
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


class _Look(NamedTuple):
    """What the attributes of a cell say; `plain` is "n" or "s" where its value says the rest, "" where more is to be seen to."""

    plain: str
    kind: str
    style: int
    format: str
    bold: bool
    indent: int


class _Looks(dict[str, _Look]):
    """What attributes say, found out once for a sheet. Raises ValueError for what is not plain."""

    def __init__(self, maker: CellMaker) -> None:
        super().__init__()
        self._maker = maker

    def __missing__(self, attributes: str) -> _Look:
        found = _LOOK.fullmatch(attributes)
        if found is None:
            raise ValueError
        kind, number = found[2] or "n", int(found[1] or 0)
        style = self._maker.style(number)
        plain = (kind == "n" and not style.date) or (kind == "s" and not style.legacy)
        look = self[attributes] = _Look(kind if plain else "", kind, number, style.format, style.bold, style.indent)
        return look


class _Columns(dict[str, int]):
    """The numbers of columns. Raises ValueError for one no sheet has."""

    def __missing__(self, letters: str) -> int:
        number = self[letters] = column_number(letters)
        if number > MOST_COLUMN:
            raise ValueError
        return number


class _Grid:
    """The cells read so far; `row` is the row that is open, "" between rows."""

    def __init__(self, maker: CellMaker) -> None:
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.hidden_rows: set[int] = set()
        self.row = ""
        self._number = 0
        self._count = 0
        self._columns = _Columns()
        self._looks = _Looks(maker)
        self._maker = maker

    def read(self, text: str) -> None:
        """Take apart some whole rows. Raises ValueError or IndexError for what is not plain or not good."""
        cells, columns, looks, strings = self.cells, self._columns, self._looks, self._maker.strings
        row, number, escaped = self.row, self._number, "&" in text
        made: RawCell | None
        count = self._count
        for letters, digits, attributes, formula, value, body, closed, opened, more, odd in _TOKEN.findall(text):
            if letters:
                if digits != row:
                    raise ValueError
                plain, kind, style, shown, bold, indent = looks[attributes]
                if not value:
                    made = self._other(kind, style, body) if body else None
                elif plain and not (formula and escaped):
                    if plain == "n":
                        made = _NEW(RawCell, (_NUMBER, "", read_number(value), shown, formula, bold, indent))
                    else:
                        made = _NEW(RawCell, (_IS_TEXT, strings[int(value)], None, shown, formula, bold, indent))
                else:
                    said = _unescaped(formula) if formula else None
                    made = self._maker.make(kind, style, _unescaped(value), said) if kind != "inlineStr" else None
                if made is not None:
                    cells[number, columns[letters]] = made
                    count += 1
            elif odd:
                raise ValueError
            else:
                row = self._turn(row, closed, opened, more)
                number = self._number
        self.row, self._count = row, count
        if len(cells) != count:
            raise ValueError("a cell stands twice")

    def _other(self, kind: str, style: int, body: str) -> RawCell | None:
        """The cell that holds more than a formula and a value."""
        found = _BODY.fullmatch(body)
        if found is None:
            raise ValueError
        has_formula, formula, has_value, value, inline, own = found.groups()
        said = _unescaped(formula or "") if has_formula else None
        if kind != "inlineStr":
            return self._maker.make(kind, style, _unescaped(value or "") if has_value else None, said)
        return self._maker.make_inline(style, _unescaped(own or ""), said, own_font=False) if inline else None

    def _turn(self, row: str, closed: str, opened: str, attributes: str) -> str:
        """The row that is open after a row's beginning, or after the end of one."""
        if not opened:
            if not row:
                raise ValueError
            return ""
        self._number = int(opened)
        if bool(row) != bool(closed) or self._number > MOST_ROW or ' r="' in attributes:
            raise ValueError
        if "hidden" in attributes and _HIDDEN.search(attributes):
            self.hidden_rows.add(self._number)
        return "" if attributes[-1:] == "/" else opened


def _unescaped(text: str) -> str:
    """The text that XML spells; raises ValueError for any reference but the five names of XML itself."""
    if "&" not in text:
        return text
    plain, found = _ENTITY.subn(lambda match: _ENTITIES[match[1]], text)
    if found != text.count("&"):
        raise ValueError
    return plain
